"""Hand-made findings on an invented event: what the pages are tested with, and nothing that analyses text.

Springfield-on-Sea, Mayor Example and Outlets A to C do not exist.
"""

from datetime import date

from msgspec.structs import replace
from site_findings import (
    make_claims,
    make_cues,
    make_decisions,
    make_figures,
    make_matches,
    make_origins,
    make_pairs,
    make_quotes,
    make_reuse,
    make_usages,
)
from site_moments import make_tensions, make_timeline
from site_texts import Finder, article, sentences_of

from sitegen.model import Article, Comparison, Concept, Library, Outlet, Settings, Story

SETTINGS = Settings(title="Side by Side", description="Invented news, compared.", contact="desk@example.org")

STORY = "pier-fire"

TEXTS: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "outlet-a": (
        "Fire closes Springfield pier",
        (
            "A fire closed the pier of Springfield-on-Sea on Monday, Mayor Example said.",
            "At least 40 visitors were led to safety.",
            '"We will rebuild it," the mayor said.',
            "The pier, built in 1899, is loved by the town.",
        ),
    ),
    "outlet-b": (
        None,
        (
            "A reckless fire closed the pier of Springfield-on-Sea on Tuesday.",
            "More than 30 visitors were led to safety, the brigade said.",
            "The mayor vowed that the pier would be rebuilt.",
        ),
    ),
    "outlet-c": (
        "Pier shut after blaze",
        (
            "Springfield-on-Sea lost its pier to a blaze on Monday.",
            "At least 40 visitors were led to safety.",
            "Insurers & owners <meet> on Friday.",
            "No one was hurt.",
        ),
    ),
}

OUTLETS = (
    Outlet(id="outlet-a", name="Outlet A", code="OA", homepage="https://a.example/", country="Exampleland"),
    Outlet(id="outlet-b", name="Outlet B", code="OB", body="Outlet B is *invented*."),
    Outlet(id="outlet-c", name="Outlet C", code="OC", kind="newspaper"),
)


def make_articles() -> tuple[Article, ...]:
    """The three articles, each with something a page has to say of it."""
    fields: dict[str, dict[str, object]] = {
        "outlet-a": {"date": date(2031, 5, 6), "url": "https://a.example/pier", "relays": ("Example Press",)},
        "outlet-b": {
            "date": date(2031, 5, 7),
            "date_basis": "inferred",
            "date_note": "“Tuesday” in the text",
            "machine_translated": True,
            "translated_from": "Examplish",
        },
        "outlet-c": {"date": date(2031, 5, 6), "date_basis": "stated", "byline": "C. Example"},
    }
    return tuple(article(name, name, title, texts, **fields[name]) for name, (title, texts) in TEXTS.items())


def make_comparison(articles: tuple[Article, ...] | None = None) -> Comparison:
    """All findings on the invented event; `articles` may replace the three (same ids, other settings)."""
    chosen = articles or make_articles()
    sentences = tuple(one for made in chosen for one in sentences_of(made, TEXTS[made.id][1]))
    find = Finder(sentences)
    matches, uncertain = make_matches()
    return Comparison(
        story=Story(
            id=STORY,
            title="Fire on the pier of Springfield-on-Sea",
            articles=chosen,
            date=date(2031, 5, 5),
            summary="A pier burns; three outlets tell it.",
            body="The pier is *invented*.",
            decisions=make_decisions({one.id: one.key for one in sentences}),
        ),
        sentences=sentences,
        matches=matches,
        uncertain=uncertain,
        claims=make_claims(find),
        figures=make_figures(find),
        quotes=make_quotes(find),
        usages=make_usages(find),
        pairs=make_pairs(find),
        tensions=make_tensions(find),
        timeline=make_timeline(find, chosen),
        origins=make_origins(find),
        reuse=make_reuse(find),
        cues=make_cues(find),
        stale=("review.toml:12: the decision is stale: no sentence has the key outlet-a:000000.",),
    )


def make_contested() -> Comparison:
    """The same event with more doubt: five sentences that may be of one claim, a promise told with two verbs."""
    made = make_comparison()
    *_, unsure = made.uncertain
    scores = {"outlet-c.3": 0.15, "outlet-c.4": 0.17, "outlet-b.2": 0.16, "outlet-c.2": 0.145, "outlet-b.3": 0.165}
    (quote,) = made.quotes
    said, told = quote.mentions
    return replace(
        made,
        uncertain=tuple(replace(unsure, b=other, score=score) for other, score in scores.items()),
        quotes=(replace(quote, mentions=(replace(said, kind="paraphrase"), replace(told, text=said.text))),),
    )


def make_library(
    *comparisons: Comparison, outlets: tuple[Outlet, ...] = OUTLETS, concepts: tuple[Concept, ...] = ()
) -> Library:
    """A library that holds the stories of the comparisons."""
    return Library(outlets=outlets, stories=tuple(one.story for one in comparisons), concepts=concepts)

"""A glossary on the invented fire: entries of every status, and usages in every voice, made by hand."""

from msgspec.structs import replace
from site_findings import make_usages
from site_texts import Finder
from site_values import make_comparison

from sitegen.model import Comparison, Concept, Mention, Reference, Usage, Wording, WordingPattern
from sitegen.model.glossary import ConceptStatus, Weight
from sitegen.model.kinds import UsageKind, Voice

AGAIN = "pier-fire-again"
"""Id of a second story of the same articles, and of the same outlets."""


def _wording(kind: UsageKind, weight: Weight, framing: str) -> Wording:
    patterns = (WordingPattern(text="(no pattern is read here)", line=5, column=3),)
    return Wording(patterns=patterns, kind=kind, weight=weight, framing=framing)


def _concept(
    name: str, referent: str, kind: UsageKind, status: ConceptStatus, *variants: Wording, see: tuple[str, ...] = ()
) -> Concept:
    return Concept(
        id=name,
        referent=referent,
        kind=kind,
        variants=variants,
        path=f"content/glossary/{name}.md",
        line=2,
        status=status,
        see=see,
    )


STRONG = "says how strong it was"
JUDGED = "blames somebody"

CONCEPTS = (
    replace(
        _concept(
            "fire",
            "The fire on the pier",
            "event",
            "reviewed",
            _wording("event", 0, ""),
            _wording("event", 1, STRONG),
            _wording("epithet", 3, JUDGED),
            see=("town", "promise"),
        ),
        reviewed_by="an editor",
        note="All three *name* it.",
        references=(
            Reference(who="Example Guide", says="A fire is a fire.", url="https://guide.example/fire"),
            replace(
                Reference(who="Other Guide", says="Say blaze.", url="https://other.example/"),
                read=make_comparison().story.date,
            ),
        ),
    ),
    _concept("hurt", "People who were hurt", "actor", "reviewed", _wording("actor", 1, "counts nobody")),
    _concept(
        "promise",
        "How the mayor’s promise is introduced",
        "attribution",
        "contested",
        _wording("attribution", 0, ""),
        _wording("attribution", 1, ""),
    ),
    _concept("town", "The people of Springfield-on-Sea", "actor", "suggested", _wording("actor", 1, "one body")),
)

_FIRE: tuple[tuple[str, str, UsageKind, Weight, str, Voice, str | None], ...] = (
    ("outlet-a.0", "Fire", "event", 0, "", "outlet", None),
    ("outlet-a.1", "A fire", "event", 0, "", "attributed", "Mayor Example"),
    ("outlet-b.1", "A reckless fire", "epithet", 3, JUDGED, "outlet", None),
    ("outlet-b.1", "fire", "event", 0, "", "quoted", "the keeper"),
    ("outlet-c.0", "blaze", "event", 1, STRONG, "outlet", None),
    ("outlet-c.1", "a blaze", "event", 1, STRONG, "outlet", None),
    ("outlet-c.1", "its pier", "event", 1, STRONG, "fragment", None),
)
_PROMISE: tuple[tuple[str, str, UsageKind, Weight, str, Voice, str | None], ...] = (
    ("outlet-a.3", "said", "attribution", 0, "", "outlet", None),
    ("outlet-b.3", "vowed", "attribution", 1, "", "outlet", None),
)
_TOWN: tuple[tuple[str, str, UsageKind, Weight, str, Voice, str | None], ...] = (
    ("outlet-a.4", "the town", "actor", 1, "one body", "outlet", None),
)


def make_named() -> Comparison:
    """The invented story with usages of the concepts, beside what the word list found."""
    made = make_comparison()
    find = Finder(made.sentences)
    usages = [one for one in make_usages(find) if one.status == "by-rule"]
    for concept, rows in (("fire", _FIRE), ("promise", _PROMISE), ("town", _TOWN)):
        places = [find.mention(row[0], row[1]) for row in rows]
        for (_, _, kind, weight, framing, voice, speaker), place in zip(rows, places, strict=True):
            others = tuple(one for one in places if _article(one) != _article(place))
            said = {_article(one) for one in places}
            usages.append(
                Usage(
                    sentence=place.sentence,
                    start=place.start,
                    end=place.end,
                    text=place.text,
                    kind=kind,
                    voice=voice,
                    speaker=speaker,
                    why="an entry of the glossary",
                    status="by-rule" if concept == "town" else "reviewed",
                    others=others,
                    not_mentioned=tuple(article.id for article in made.story.articles if article.id not in said),
                    concept=concept,
                    weight=weight,
                    framing=framing,
                )
            )
    return replace(made, usages=tuple(usages))


def again(comparison: Comparison, story: str = AGAIN, title: str = "The fire, told again") -> Comparison:
    """The same findings as another story."""
    return replace(comparison, story=replace(comparison.story, id=story, title=title))


def _article(mention: Mention) -> str:
    return mention.sentence.rpartition(".")[0]

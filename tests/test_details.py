"""What varies inside a claim: cases of one sentence an outlet, and what holds for any."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from casefiles import Case, case_id, read_cases
from figure_values import group
from hypothesis import given, settings
from hypothesis import strategies as st
from news import by_id, make_article, make_match

from sitegen.compare.claims import status_of
from sitegen.compare.detail_amounts import ROUGH_LABELS, amount_rows
from sitegen.compare.detail_rows import Material, article_of, gather
from sitegen.compare.details import find_details
from sitegen.compare.figure_mentions import find_figures
from sitegen.compare.figures import group_figures
from sitegen.compare.quote_mentions import find_quotes
from sitegen.compare.quotes import group_quotes
from sitegen.compare.speakers import people_of
from sitegen.compare.story import compare_story
from sitegen.content.load import load_site
from sitegen.model import Article, Comparison, Concept, Detail, Sentence, Wording, WordingPattern
from sitegen.text.forms import derive_forms
from sitegen.text.segment import segment
from sitegen.text.words import split_words

ROOT = Path(__file__).parent.parent
WEDNESDAY = date(2031, 5, 7)
LONGEST_VALUE = 12
SECONDS = 3


def make_concept(line: str, number: int) -> Concept:
    """An entry of the glossary from one line: kind, referent, then the wordings, their patterns divided by bars."""
    kind, referent, *wordings = (part.strip() for part in line.split(";"))
    kind, _, status = kind.partition(" ")
    return Concept(
        id=f"concept-{number}",
        referent=referent,
        kind=kind,  # type: ignore[arg-type]
        status=status or "reviewed",  # type: ignore[arg-type]
        path=f"glossary/concept-{number}.md",
        line=1,
        variants=tuple(
            Wording(
                kind=kind,  # type: ignore[arg-type]
                weight=1 if n and not wording.startswith("0 ") else 0,
                patterns=tuple(
                    WordingPattern(text=one.strip(), line=1, column=1)
                    for one in wording.removeprefix("0 ").split(" | ")
                ),
            )
            for n, wording in enumerate(wordings)
        ),
    )


def read_claim(given: str) -> tuple[list[Sentence], Material]:
    """The claim that the last sentences of all outlets make, and what was found in their articles."""
    articles: list[Article] = []
    concepts: list[Concept] = []
    for line in given.splitlines():
        name, _, text = line.partition(": ")
        if name == "concept":
            concepts.append(make_concept(text, len(concepts)))
        else:
            day = WEDNESDAY + timedelta(days=ord(name) - ord("A"))
            articles.append(make_article(text.replace(" | ", "\n\n"), name, day=day))
    return material_of(articles, concepts)


def material_of(articles: list[Article], concepts: list[Concept]) -> tuple[list[Sentence], Material]:
    by_article = {article.id: segment(article) for article in articles}
    claim = [sentences[-1] for sentences in by_article.values()]
    matches = [make_match(a.id, b.id) for n, a in enumerate(claim) for b in claim[n + 1 :]]
    found = by_id(articles)
    figures = group_figures(
        [m for one in articles for m in find_figures(by_article[one.id], one)], matches, articles, found
    )
    quotes = group_quotes([m for one in articles for m in find_quotes(by_article[one.id], one)], matches, found)
    forms = derive_forms(sentence.text for sentences in by_article.values() for sentence in sentences)
    people = {article: people_of(sentences) for article, sentences in by_article.items()}
    words = {one.id: split_words(one.text, forms) for sentences in by_article.values() for one in sentences}
    return claim, gather(articles, by_article, words, forms, people, figures, quotes, concepts)


def shown(detail: Detail, codes: Mapping[str, str] | None = None) -> str:
    """A row as the case file writes it, the articles by `codes` where they are given."""
    values = []
    for value in detail.values:
        spelled: dict[str, list[str]] = {}
        for mention in value.mentions:
            same = next((text for text in spelled if text.casefold() == mention.text.casefold()), mention.text)
            spelled.setdefault(same, [])
            name = (codes or {}).get(article_of(mention), article_of(mention))
            if name not in spelled[same]:
                spelled[same].append(name)
        values.append(" / ".join(f"{', '.join(sorted(names))}: {text}" for text, names in spelled.items()))
    return " | ".join((f"{detail.kind}{'*' if detail.varies else ''}", detail.label, *values))


def params() -> list[object]:
    """The cases; one whose title says `NOT YET:` must still fail."""
    found: list[object] = []
    for case in read_cases("details"):
        title, _, reason = case.title.partition(" NOT YET: ")
        marks = pytest.mark.xfail(reason=reason, strict=True) if reason else ()
        found.append(pytest.param(case, marks=marks, id=case_id(case._replace(title=title))))
    return found


@pytest.mark.parametrize("case", params())
def test_rows_of_a_claim(case: Case) -> None:
    claim, material = read_claim(case.given)
    details = find_details(claim, material)
    assert "\n".join([status_of(claim, details), *map(shown, details)]) == case.expected


TROOPS = """
figure | Troops in Iraq | AFP: around 2,500 | IN: 2,500 | IT: some 2,500 | U1: about 2,500 | U2: approximately 2,500
figure | Troops in Syria | AFP, IN: 900 | U1: about 900 | U2: nearly 900
name* | Islamic State group | AFP: the Islamic State group / U1: ISIS / U2: anti-IS |\
 IN: ISIS terrorists / IT: the Daesh (also known as ISIL or ISIS) terrorist group
name* | US-led coalition forces | AFP: the multinational coalition / IN: US soldiers |\
 U1: the coalition against ISIS / U2: anti-IS coalition
wording* | Who is counted | AFP, IT, U1: troops | IN, U2: soldiers
wording* | Why US and coalition troops are in Iraq | IN: in an effort to stop ISIS terrorists from rising again |\
 IT: under the pretext of fighting | U1: supporting the coalition against ISIS
"""
ATTACKS = """
figure* | Attacks in Iraq and Syria | AFP, IN: more than 100 | IT: at least 118 | U1, U2: at least 130
period* | Period | AFP: since mid-October | IN: Since the outbreak of war between Israel and Hamas in October |\
 IT: since the Israeli onslaught on Gaza began last October |\
 U1: between October 17 and January 11 / U2: from October 17 to January 11
said-by* | Who says so | AFP: Washington | IT, U1, U2: the Pentagon
name* | US-led coalition forces | AFP: its forces in Iraq / IN: US and international coalition forces in Iraq /\
 IT: US military forces | U2: foreign troops
wording* | War in Gaza | IN: the outbreak of war between Israel and Hamas | IT: the Israeli onslaught on Gaza
"""
CODES = {"afp": "AFP", "iraqinews": "IN", "islam-times": "IT", "unnamed-1": "U1", "unnamed-2": "U2"}


@pytest.fixture(scope="module")
def example() -> Comparison:
    settings, library, problems = load_site(ROOT)
    assert settings
    assert library
    assert not problems
    return compare_story(library.stories[0], settings.align, library.concepts)


@pytest.mark.parametrize(("claim_id", "rows"), [("troop-numbers", TROOPS), ("attack-counts", ATTACKS)])
def test_every_detail_of_the_example(example: Comparison, claim_id: str, rows: str) -> None:
    (claim,) = [claim for claim in example.claims if claim.id == claim_id]
    assert "\n".join(shown(detail, CODES) for detail in claim.details) == rows.strip()


def test_a_rough_amount_belongs_to_the_claim_that_more_outlets_make(example: Comparison) -> None:
    having = {claim.id for claim in example.claims for detail in claim.details if detail.label in ROUGH_LABELS}
    assert "islamic-resistance" in having  # many, dozens, most, often
    assert "rockets-and-drones" not in having  # two of those, in sentences that both claims hold


def test_what_decides_a_status_is_told_and_nothing_else(example: Comparison) -> None:
    for claim in example.claims:
        deciding = [detail for detail in claim.details if detail.decides]
        assert (claim.status == "varies") == bool(deciding)
        assert all(detail.label.lower() in claim.why.lower() for detail in deciding)


def test_every_value_is_a_short_passage_of_its_sentence(example: Comparison) -> None:
    texts = {sentence.id: sentence.text for sentence in example.sentences}
    values = [value for claim in example.claims for detail in claim.details for value in detail.values]
    assert values
    for value in values:
        assert value.text == value.mentions[0].text
        assert all(texts[m.sentence][m.start : m.end] == m.text for m in value.mentions)
        assert all(len(m.text.split()) <= LONGEST_VALUE for m in value.mentions)


WORDS = st.sampled_from(
    "Mayor Jane Example said that the pier of Springfield was closed on Monday since April many most often 12 40 guards"
    " “ ” , . according to officials at least killed murdered dozens".split()
)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=25).map(" ".join), min_size=2, max_size=5, unique=True))
@settings(max_examples=60, deadline=None)
def test_rows_hold_whatever_the_outlets_say(texts: list[str]) -> None:
    articles = [
        make_article(f"{text} end.", chr(ord("A") + n), day=WEDNESDAY + timedelta(days=n))
        for n, text in enumerate(texts)
    ]
    claim, material = material_of(articles, [])
    details = find_details(claim, material)
    assert details == find_details(claim[::-1], material)
    by_sentence = {sentence.id: sentence.text for sentence in claim}
    for detail in details:
        mentions = [m for value in detail.values for m in value.mentions]
        assert detail.kind == "quote" or len({article_of(m) for m in mentions}) > 1
        assert all(by_sentence[m.sentence][m.start : m.end] == m.text for m in mentions)
        assert all(m.text.strip() for m in mentions)


def test_twenty_outlets_with_the_longest_sentences_take_little_time() -> None:
    long = "Mayor Jane Example said on Monday that many of the guards of the pier were often killed by thieves, "
    text = (long * 10)[:980] + " end"
    articles = [make_article(f"{text} {chr(97 + n)}", chr(ord("A") + n)) for n in range(20)]
    claim, material = material_of(articles, [])
    start = perf_counter()
    assert find_details(claim, material)
    assert perf_counter() - start < SECONDS


def test_a_conflict_with_a_number_of_another_claim_is_none_of_this_one() -> None:
    texts = (
        "The island has 2,500 troops in Sampletown.",
        "The island has around 2,500 troops in Sampletown.",
        "The island has nearly 3,000 troops in Sampletown.",
    )
    articles = [make_article(text, name) for name, text in zip("abc", texts, strict=True)]
    sentences = [sentence for article in articles for sentence in segment(article)]
    (figure,) = group(articles, ("a.1", "b.1"), ("a.1", "c.1"), ("b.1", "c.1"))
    assert figure.status == "conflict"
    material = Material(
        articles={article.id: article for article in articles},
        forms=derive_forms(texts),
        words={sentence.id: split_words(sentence.text) for sentence in sentences},
        figures={sentence.id: (figure,) for sentence in sentences},
    )

    def clashing(*numbers: int) -> set[str]:
        rows = amount_rows([sentences[n] for n in numbers], material)
        return {value.text for row in rows if row for value in row.values if value.conflicts}

    assert clashing(0, 1) == set()
    assert clashing(0, 1, 2) == {"2,500", "nearly 3,000"}

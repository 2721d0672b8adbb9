"""What varies inside a claim: cases of one sentence an outlet, and what holds for any."""

from datetime import date, timedelta

import pytest
from casefiles import Case, case_id, read_cases
from news import by_id, make_article, make_match

from sitegen.compare.claims import status_of
from sitegen.compare.detail_rows import Material, article_of, gather
from sitegen.compare.details import find_details
from sitegen.compare.figure_mentions import find_figures
from sitegen.compare.figures import group_figures
from sitegen.compare.quote_mentions import find_quotes
from sitegen.compare.quotes import group_quotes
from sitegen.model import Article, Concept, Detail, Sentence, Wording, WordingPattern
from sitegen.text.forms import derive_forms
from sitegen.text.segment import segment

WEDNESDAY = date(2031, 5, 7)


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
    return claim, gather(articles, by_article, forms, figures, quotes, concepts)


def shown(detail: Detail) -> str:
    """A row as the case file writes it."""
    values = []
    for value in detail.values:
        spelled: dict[str, list[str]] = {}
        for mention in value.mentions:
            same = next((text for text in spelled if text.casefold() == mention.text.casefold()), mention.text)
            spelled.setdefault(same, [])
            if article_of(mention) not in spelled[same]:
                spelled[same].append(article_of(mention))
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

"""The invented sites that benchmarks run on: the same every time, of the promised size, and fit to be built."""

from pathlib import Path

from bench.sites import ARTICLES, SENTENCES, make_tales, write_pages, write_site

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import make_site
from sitegen.content.load import load_site
from sitegen.text.segment import segment


def test_the_same_seed_makes_the_same_stories_however_many() -> None:
    few, many = list(make_tales(3)), list(make_tales(9))
    assert few == many[:3]
    assert len({tale.id for tale in many}) == 9
    assert list(make_tales(3, seed=2)) != few


def test_every_story_has_its_articles_and_every_article_its_sentences(tmp_path: Path) -> None:
    write_site(tmp_path, 6)
    _, library, problems = load_site(tmp_path)
    assert problems == ()
    assert library
    assert [len(story.articles) for story in library.stories] == [ARTICLES] * 6
    for story in library.stories:
        for article in story.articles:
            assert sum(sentence.part == "body" for sentence in segment(article)) == SENTENCES


def test_a_story_has_what_the_comparison_looks_for(tmp_path: Path) -> None:
    write_site(tmp_path, 1)
    (comparison,) = make_site(tmp_path, executor=InlineExecutor()).comparisons
    assert sum(claim.status != "single" for claim in comparison.claims) >= 10
    assert any(claim.status == "conflict" for claim in comparison.claims)
    assert comparison.figures
    assert any(len(quote.mentions) > 1 for quote in comparison.quotes)


def test_plain_pages_hold_the_same_articles(tmp_path: Path) -> None:
    write_pages(tmp_path, 2)
    tales = list(make_tales(2))
    assert len(list(tmp_path.rglob("*.md"))) == 2 * ARTICLES + 1
    for tale in tales:
        for text in tale.texts:
            assert text.body in (tmp_path / tale.id / f"{text.outlet}.md").read_text(encoding="utf-8")

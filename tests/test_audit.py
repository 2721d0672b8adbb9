"""`make audit` says which page falls short, and in what. Deliberately runs no browser."""

from audit import LEAST, Audit, is_short, table


def audited(page: str, **scores: int) -> Audit:
    """A page with full marks but for these."""
    full = dict.fromkeys(LEAST, 100)
    return Audit(page=page, scores={**full, **scores}, short=["color-contrast"], lcp=900, tbt=0, cls=0.0)


def test_a_page_is_short_below_the_least_of_a_category() -> None:
    assert is_short(audited("", performance=95)) == []
    assert is_short(audited("", performance=94, seo=99)) == ["performance", "seo"]


def test_the_table_tells_the_page_that_falls_short_and_what_cost_it_points() -> None:
    lines = table([audited(""), audited("stories/pier/claims/", accessibility=97)]).splitlines()
    assert [line.split()[:5] for line in lines[1:3]] == [
        ["(home)", "100", "100", "100", "100"],
        ["stories/*/claims/", "100", "97", "100", "100"],
    ]
    assert lines[3].strip() == "short in accessibility: color-contrast (stories/pier/claims/)"

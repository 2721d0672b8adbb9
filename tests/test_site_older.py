"""Lists of stories on a large site: the latest on the page itself, older ones on pages of their own."""

import pytest
from site_glossary import again
from site_pages import Site, render_site
from site_values import make_comparison

from sitegen.site.views.older import MOST_STORIES, latest, older_parts


def stories_in(site: Site, *paths: str) -> list[str]:
    """The addresses of the stories that pages list, below the site's root."""
    links = [link.attributes["href"] for path in paths for link in site.page(path).one("main").all("a")]
    return [link.partition("stories/")[2] for link in links if "stories/" in link]


def test_older_stories_and_their_data_have_pages_counted_from_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = make_comparison()
    stories = [comparison, *(again(comparison, f"again-{n}", f"Told again {n}") for n in range(4))]
    whole = render_site(*stories)
    monkeypatch.setattr("sitegen.site.views.older.MOST_STORIES", 4)
    monkeypatch.setattr("sitegen.site.views.older.STORIES_OF_A_PART", 2)
    divided = render_site(*stories)
    assert divided.problems == ()
    home, older = stories_in(divided, "index.html"), stories_in(divided, "older/1/index.html")
    assert (len(home), len(older)) == (3, 2)
    assert home + older == stories_in(whole, "index.html")
    data = stories_in(divided, "method/index.html", "method/data/1/index.html")
    assert data == stories_in(whole, "method/index.html")
    assert divided.page("index.html").one("main").all("a", href="older/1/")
    assert divided.page("method/index.html").one("main").all("a", href="data/1/")
    assert divided.page("older/1/index.html").one("main").all("a", href="../../")
    assert divided.page("method/data/1/index.html").one("main").all("a", href="../../#data")
    assert len(stories_in(divided, "404.html")) == 3


def test_a_new_story_changes_no_page_of_older_ones() -> None:
    assert not older_parts(MOST_STORIES - 1)
    for n in range(MOST_STORIES, MOST_STORIES * 4):
        before, after = older_parts(n), older_parts(n + 1)
        assert {part: after[part] for part in before} == {
            part: (start + 1, end + 1) for part, (start, end) in before.items()
        }
        ranges = sorted([(0, latest(n)), *before.values()])
        assert [place for start, end in ranges for place in range(start, end)] == list(range(n))

"""The preview in Chromium: an open page follows what is saved, keeps what its reader did, and shows why it cannot.

Without Chromium or Node these tests are skipped and say what to install.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from previews import Command, command
from sites import SMALL_SITE, write_site
from tabs import Tab, tab
from webpages import missing_for_browser

pytestmark = pytest.mark.skipif(bool(missing_for_browser()), reason=missing_for_browser())

BASE = '\nbase_url = "https://example.org/repo/"\n'
ARTICLE = "content/stories/pier/outlet-a.md"
FILLER = "\n\n".join(f"Stall {n} of the pier sells lamp number {n}." for n in range(40))
NEW_TEMPLATE = """
-- templates/404.html --
{% extends "base.html" %}
{% block main %}
<h1>Gone</h1>
<details id="one"><summary>First</summary><p>Alpha</p></details>
<details><summary>Second</summary><p>Beta</p></details>
<p><input id="field"></p>
<p id="rest">{{ "word " * 3000 }}</p>
{% endblock %}
"""
MISTAKES = "document.querySelector('sitegen-preview')?.shadowRoot.querySelector('section')"
PLACE = f"{MISTAKES}?.querySelector('.place')?.textContent"
MARK = "window.mark = 'same document'"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Tab]:
    """One tab for all tests."""
    with tab() as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site under /repo/ with an article longer than the window."""
    site = write_site(tmp_path / "site", SMALL_SITE)
    edit(site / "content/site.toml", "\n", BASE)
    with (site / ARTICLE).open("a") as file:
        file.write(f"\n{FILLER}\n")
    return site


@pytest.fixture
def running(site: Path) -> Iterator[Command]:
    """The preview of that site, after its first build."""
    with command(site, "--port", "0") as started:
        started.wait_for("Built in")
        yield started


@pytest.fixture
def page(running: Command, chromium: Tab) -> Tab:
    """The page of the long article, scrolled to its middle and marked, so that a load would be noticed."""
    chromium.open(f"{running.url}stories/pier/read/outlet-a/")
    chromium.heard()
    chromium.get(MARK)
    chromium.get("scrollTo(0, 400)")
    chromium.wait("scrollY === 400")
    return chromium


def edit(path: Path, before: str, after: str) -> None:
    """Replace the first occurrence of some text of a file."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def has(text: str) -> str:
    """Whether the page shows some text."""
    return f"document.body.textContent.includes({text!r})"


def test_a_sentence_changes_in_place(page: Tab, site: Path) -> None:
    edit(site / ARTICLE, "Stall 20 of the pier sells", "Stall 20 of the pier gives away")
    page.wait(has("Stall 20 of the pier gives away"))
    assert not page.get(has("Stall 20 of the pier sells"))
    assert page.get("[window.mark, scrollY]") == ["same document", 400]
    assert page.heard() == []


def test_a_page_made_ahead_of_a_build_that_fails_becomes_the_last_good_one_again(page: Tab, site: Path) -> None:
    page.get(
        "new MutationObserver(() => { if (document.body.textContent.includes('gives away')) window.seen = true; })"
        ".observe(document.body, { childList: true, subtree: true, characterData: true })"
    )
    # the page of quotes is made after the one that is open
    write_site(
        site, '-- templates/quotes.html --\n{% extends "base.html" %}\n{% block main %}{{ nothing }}{% endblock %}\n'
    )
    page.wait(f"{PLACE}?.includes('quotes.html')")
    edit(site / ARTICLE, "Stall 20 of the pier sells", "Stall 20 of the pier gives away")
    page.wait("window.seen")
    page.wait(has("Stall 20 of the pier sells"))
    assert not page.get(has("Stall 20 of the pier gives away"))
    assert "quotes.html" in page.get(PLACE)
    (site / "templates/quotes.html").unlink()
    page.wait(has("Stall 20 of the pier gives away"))
    page.wait(f"!{MISTAKES}")
    assert page.get("[window.mark, scrollY]") == ["same document", 400]
    page.heard()


def test_the_settings_change_in_place(page: Tab, site: Path) -> None:
    edit(site / "content/site.toml", "Springfield papers", "Springfield <b>gazettes</b>")
    page.wait(has("Springfield <b>gazettes</b>"))
    assert "Springfield <b>gazettes</b>" in page.get("document.title")
    assert page.get("[window.mark, scrollY]") == ["same document", 400]


def test_a_template_changes_in_place_and_what_the_reader_did_stays(running: Command, chromium: Tab, site: Path) -> None:
    write_site(site, NEW_TEMPLATE)
    running.wait_for("Built in", times=2)
    chromium.open(f"{running.url}nothing/here/")
    chromium.get(MARK)
    chromium.get("document.querySelectorAll('details')[1].open = true")
    chromium.get("document.querySelector('#field').value = 'typed'")
    chromium.get("document.querySelector('#field').focus({ preventScroll: true })")
    chromium.get("scrollTo(0, 300)")
    edit(site / "templates/404.html", "<h1>Gone</h1>", '<h1 class="new">Lost</h1>')
    edit(
        site / "templates/404.html", '<details id="one">', "<details><summary>New</summary></details><details id='one'>"
    )
    chromium.wait("document.querySelector('h1.new')?.textContent === 'Lost'")
    chromium.wait("document.querySelectorAll('details').length === 3")
    details = "[...document.querySelectorAll('details')].map((one) => one.textContent.trim() + one.open)"
    assert chromium.get(details) == ["Newfalse", "FirstAlphafalse", "SecondBetatrue"]
    assert chromium.get("[document.activeElement.id, document.activeElement.value]") == ["field", "typed"]
    assert chromium.get("window.mark") == "same document"
    assert chromium.get("scrollY") > 200


def test_a_token_of_the_style_sheet_is_swapped_without_a_load(page: Tab, site: Path, running: Command) -> None:
    (site / "templates/assets").mkdir(parents=True)
    theme = (Path(__file__).parent.parent / "templates/assets/site.css").read_text(encoding="utf-8")
    for n, colour in enumerate(("rgb(1, 2, 3)", "rgb(4, 5, 6)"), 2):
        (site / "templates/assets/site.css").write_text(f"{theme}\nbody {{ background: {colour} }}\n", encoding="utf-8")
        page.wait(f"getComputedStyle(document.body).backgroundColor === '{colour}'")
        running.wait_for("Built in", times=n)
        assert page.wait("document.querySelectorAll('link[rel=stylesheet]').length") == 1
        assert page.get("[window.mark, scrollY]") == ["same document", 400]
    edit(site / ARTICLE, "Stall 20 of", "Booth 20 of")
    page.wait(has("Booth 20 of"))
    assert page.get("getComputedStyle(document.body).backgroundColor") == "rgb(4, 5, 6)"
    assert page.heard() == []


def test_a_mistake_is_shown_over_the_last_good_page_until_it_is_mended(page: Tab, site: Path) -> None:
    edit(site / ARTICLE, "title: Pier reopens", "titel: <img src=x onerror=alert(1)>")
    assert page.wait(PLACE).endswith("content/stories/pier/outlet-a.md:3:1")
    marked = f"{MISTAKES}.querySelector('.marked').textContent"
    assert page.get(marked) == "3titel: <img src=x onerror=alert(1)> after storm"
    assert page.get(f"{MISTAKES}.querySelectorAll('img').length") == 0
    assert "titel" in page.get(f"{MISTAKES}.querySelector('.message').textContent")
    assert page.get(has("Stall 39 of the pier"))
    assert page.get("[window.mark, scrollY]") == ["same document", 400]
    assert page.get(f"{MISTAKES}.getBoundingClientRect().bottom <= innerHeight")
    page.get("location.reload()")
    page.wait(f"!window.mark && {PLACE}")
    edit(site / ARTICLE, "titel: <img src=x onerror=alert(1)>", "title: Pier is open")
    page.wait(f"!{MISTAKES} && {has('Pier is open')}")
    assert page.heard() == []


def test_a_mistake_of_a_template_is_shown_too(page: Tab, site: Path) -> None:
    write_site(site, "-- templates/404.html --\nfine\n{% if %}\n")
    assert page.wait(PLACE).endswith("templates/404.html:2")
    assert page.get(f"{MISTAKES}.querySelector('.marked').textContent") == "2{% if %}"
    (site / "templates/404.html").unlink()
    page.wait(f"!{MISTAKES}")
    assert page.get("window.mark") == "same document"


def test_mistakes_can_be_put_away_and_the_next_ones_show(page: Tab, site: Path) -> None:
    edit(site / ARTICLE, "title:", "titel:")
    page.wait(PLACE)
    page.get(f"{MISTAKES}.querySelector('button').click()")
    assert page.get(f"{MISTAKES}.hidden")
    edit(site / ARTICLE, "titel:", "titell:")
    page.wait(f"!{MISTAKES}.hidden && {MISTAKES}.textContent.includes('titell')")


def test_fifty_saves_end_in_the_last_state(page: Tab, site: Path) -> None:
    for n in range(50):
        edit(site / ARTICLE, f"{40_000 + n:,} crowns", f"{40_001 + n:,} crowns")
        page.get("new Promise((resolve) => setTimeout(resolve, 100))")  # the pace of the saves
    page.wait(has("40,050 crowns"))
    assert page.get("[window.mark, scrollY]") == ["same document", 400]


def test_a_site_that_never_was_built_appears_when_it_is_mended(site: Path, chromium: Tab) -> None:
    edit(site / ARTICLE, "title:", "titel:")
    with command(site, "--port", "0") as running:
        running.wait_for("Not built")
        chromium.open(f"{running.url}stories/pier/read/outlet-a/")
        assert chromium.wait(PLACE).endswith("outlet-a.md:3:1")
        assert chromium.get(has("No site yet"))
        edit(site / ARTICLE, "titel:", "title:")
        chromium.wait(f"!{MISTAKES} && {has('Stall 39 of the pier')}")
        chromium.wait("getComputedStyle(document.querySelector('.skip')).position === 'absolute'")


def test_a_renamed_story_leaves_the_404_page_and_returns(page: Tab, site: Path) -> None:
    (site / "content/stories/pier").rename(site / "content/stories/quay")
    page.wait(has("Page not found"))
    (site / "content/stories/quay").rename(site / "content/stories/pier")
    page.wait(has("Stall 39 of the pier"))


def test_a_picture_that_changed_loads_the_page_again_and_keeps_its_place(
    running: Command, chromium: Tab, site: Path
) -> None:
    write_site(site, NEW_TEMPLATE)
    running.wait_for("Built in", times=2)
    chromium.open(f"{running.url}nothing/here/")
    chromium.get(MARK)
    chromium.get("document.querySelectorAll('details')[1].open = true")
    chromium.get("document.querySelector('#field').focus({ preventScroll: true })")
    chromium.get("scrollTo(0, 300)")
    write_site(site, "-- templates/assets/favicon.svg --\n<svg xmlns='http://www.w3.org/2000/svg'/>\n")
    chromium.wait("!window.mark && document.readyState === 'complete' && scrollY === 300")
    chromium.wait("document.activeElement.id === 'field'")
    assert chromium.get("[...document.querySelectorAll('details')].map((one) => one.open)") == [False, True]
    assert chromium.get("sessionStorage.length") == 0


def test_a_page_with_a_script_of_its_own_is_loaded_again(running: Command, chromium: Tab, site: Path) -> None:
    write_site(site, "-- templates/assets/count.js --\nwindow.counted = document.querySelectorAll('p').length;\n")
    template = '{% extends "base.html" %}{% block main %}<h1>Gone</h1><p>Less</p><script src="/repo/assets/count.js">'
    (site / "templates/404.html").write_text(f"{template}</script>{{% endblock %}}\n")
    running.wait_for("Built in", times=2)
    chromium.open(f"{running.url}nothing/here/")
    before = chromium.wait("window.counted")
    edit(site / "templates/404.html", "<p>Less</p>", "<p>Less</p><p>More</p>")
    chromium.wait(f"window.counted === {before + 1}")


def test_the_path_of_the_site_may_change(page: Tab, site: Path, running: Command) -> None:
    edit(site / "content/site.toml", "/repo/", "/other/place/")
    page.wait(f"location.pathname === '/other/place/stories/pier/read/outlet-a/' && {has('Stall 39 of the pier')}")
    assert running.url.endswith("/repo/")


def test_a_preview_that_starts_again_is_found_by_open_pages(page: Tab, site: Path, running: Command) -> None:
    status = "document.querySelector('sitegen-preview').shadowRoot.querySelector('.status')"
    running.end()
    assert "sitegen serve" in page.wait(f"!{status}.hidden && {status}.textContent")
    edit(site / ARTICLE, "Stall 20 of", "Booth 20 of")
    with command(site, "--port", str(running.port)):
        page.wait(f"{has('Booth 20 of')} && scrollY === 400 && {status}.hidden")


def test_a_page_that_was_out_of_sight_catches_up(page: Tab, site: Path, running: Command) -> None:
    """As after a laptop's sleep or in a tab behind others; then no connection is held."""
    page.get("Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })")
    page.get("document.dispatchEvent(new Event('visibilitychange'))")
    edit(site / ARTICLE, "Stall 20 of", "Booth 20 of")
    running.wait_for("Built in", times=2)
    assert not page.get(has("Booth 20 of"))
    page.get("delete document.hidden")
    page.get("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait(has("Booth 20 of"))
    assert page.get("[window.mark, scrollY]") == ["same document", 400]

"""The built pages as a browser and a validator see them.

The checks are Node scripts in tests/browser. They run over this project's own site, and over pages that are bad on
purpose, so that a check which can no longer fail is noticed. Without Chromium or Node these tests are skipped and say
what to install; weights need neither.
"""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from webpages import (
    Budget,
    Finding,
    Report,
    addresses,
    listing,
    missing_for_browser,
    missing_for_node,
    page_kind,
    representatives,
    run_script,
    serve,
    validate_markup,
    weigh,
)

needs_node = pytest.mark.skipif(bool(missing_for_node()), reason=missing_for_node())
needs_browser = pytest.mark.skipif(bool(missing_for_browser()), reason=missing_for_browser())

PAGE_KINDS = {
    "",
    "404.html",
    "glossary/",
    "glossary/*/",
    "method/",
    "outlets/",
    "outlets/*/",
    "search/",
    "stories/*/",
    "stories/*/claims/",
    "stories/*/claims/*/",
    "stories/*/compare/",
    "stories/*/compare/*/",
    "stories/*/coverage/",
    "stories/*/figures/",
    "stories/*/quotes/",
    "stories/*/read/*/",
}
"""What the site must have at least; a kind that is not listed is checked all the same."""

ROOT = Path(__file__).parent.parent
LAYOUT_CHECKS = ("loading", "emptiness", "overflow", "shift", "requests", "target size")

GOOD_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Springfield papers</title>
<link rel="icon" href="data:,">
<style>html { color-scheme: light dark; background: Canvas }</style>
</head>
<body>
<main>
<h1>The pier of Springfield-on-Sea</h1>
<p>Mayor Example reopened the pier on Friday. More in <a href="#more">the next line</a>.</p>
<p id="more">Repairs cost 40,000 crowns, the mayor said.</p>
<!-- fault -->
</main>
</body>
</html>
"""

FAULTS = {
    "loading": {
        "console": "<script>console.error('no')</script>",
        "exception": "<script>throw new Error('no')</script>",
        "missing file": "<img src='missing.png' alt='A pier' width='10' height='10'>",
        "another server": "<img src='https://elsewhere.invalid/a.png' alt='A pier' width='10' height='10'>",
    },
    "emptiness": {
        "nothing": "<style>main > * { display: none }</style>",
        "nothing without scripts": (
            "<style>main > * { display: none }</style><script>document.currentScript.previousSibling.remove()</script>"
        ),
    },
    "overflow": {
        "wide": "<div style='width: 2000px'>Wide</div>",
        "cut off": "<style>body { overflow-x: hidden }</style><div style='width: 2000px'>Wide</div>",
        "wide on phones": "<div style='width: 350px'>Wide</div>",
        "wide when unfolded": "<details><summary>More</summary><div style='width: 2000px'>Wide</div></details>",
        "wide without scripts": (
            "<div id='wide' style='width: 2000px'>Wide</div><script>document.getElementById('wide').remove()</script>"
        ),
        "wide by script": "<script>document.querySelector('h1').style.width = '2000px'</script>",
        "wide when filtered": (
            "<style>#wide { width: 200px } body:has(:checked) #wide { width: 2000px }</style>"
            "<label><input type='checkbox'> Show only what differs between the two of them</label>"
            "<div id='wide'>Wide</div>"
        ),
        "wide when spaced": "<p style='white-space: nowrap; font: 16px/1 monospace'>Nowhere to break in this line</p>",
    },
    "shift": {
        "late": (
            "<style>html { overflow-anchor: none }</style><div id='late'></div><p>Pushed down</p><script>"
            "addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() =>"
            " document.getElementById('late').style.height = '200px')))</script>"
        ),
    },
    "requests": {"many files": "".join(f"<script src='{n}.js'></script>" for n in range(5))},
    "target size": {"small": "<button style='all: unset; display: block; font: 10px/1 serif'>OK</button>"},
    "accessibility": {
        "low contrast in the light": "<p style='color: light-dark(#ccc, #eee)'>Pale</p>",
        "low contrast in the dark": "<p style='color: light-dark(#222, #333)'>Dim</p>",
        "picture without words": "<img src='data:,' width='10' height='10'>",
        "field without a label": "<input type='text'>",
        "heading levels": "<h2>A</h2><h4>C</h4>",
        "folded away": "<details><summary>More</summary><input type='text'></details>",
        "on phones": "<style>#desk { display: none } @media (width < 500px) { #desk { display: block } }</style>"
        "<input id='desk' type='text'>",
        "outside of landmarks": "</main><p>Adrift</p><main hidden>",
    },
    "markup": {
        "unclosed": "<p><b>Bold</p>",
        "same id twice": "<p id='more'>Again</p>",
        "heading levels": "<h4>Deep</h4>",
        "inline style": "<p style='color: red'>Red</p>",
        "script from elsewhere": "<script src='https://elsewhere.invalid/a.js'></script>",
        "picture without words": "<img src='a.png'>",
    },
}
"""For every check, pages that it must refuse: what is put into the good page."""

WIDTHS = {"accessibility.mjs": (320, 768, 1440), "layout.mjs": (320, 360, 768, 1024, 1440)}
SCRIPT_OF = {"accessibility": "accessibility.mjs", **dict.fromkeys(LAYOUT_CHECKS, "layout.mjs")}


@pytest.fixture(scope="session")
def base_path() -> str:
    """The folder of its server under which the site of this project is to be published."""
    settings = tomllib.loads((ROOT / "content" / "site.toml").read_text(encoding="utf-8"))
    return urlsplit(str(settings.get("base_url", "/"))).path


@pytest.fixture(scope="session")
def layout(built_site: Path, base_path: str) -> Report:
    """What layout.mjs says about this project's own site: all of it on the narrowest phones, each kind elsewhere."""
    narrow, *wider = WIDTHS["layout.mjs"]
    with serve(built_site, base_path) as base:
        on_phones = run_script("layout.mjs", base, addresses(built_site), (narrow,))
        elsewhere = run_script("layout.mjs", base, representatives(built_site), tuple(wider))
    return Report(
        checked=on_phones["checked"] + elsewhere["checked"], findings=on_phones["findings"] + elsewhere["findings"]
    )


@pytest.fixture(scope="session")
def bad_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the good page and, for each fault, the good page with that fault alone."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "good.html").write_text(GOOD_PAGE, encoding="utf-8")
    for n in range(5):
        (folder / f"{n}.js").touch()
    for check, faults in FAULTS.items():
        for name, fault in faults.items():
            page = GOOD_PAGE.replace("<!-- fault -->", fault)
            (folder / fault_page(check, name)).write_text(page, encoding="utf-8")
    return folder


def refuse(findings: list[Finding]) -> None:
    """Fail with the list of what was found, if anything was."""
    if findings:
        pytest.fail(listing(findings), pytrace=False)


def fault_page(check: str, name: str) -> str:
    """The file name of a page that is bad on purpose."""
    return f"{check} {name}.html".replace(" ", "-")


@pytest.fixture(scope="session")
def refused(bad_site: Path) -> set[tuple[str, str]]:
    """Check and page of everything found by the browser scripts on the pages that are bad on purpose."""
    found = set()
    with serve(bad_site) as base:
        for script in ("accessibility.mjs", "layout.mjs"):
            checks = [check for check in FAULTS if SCRIPT_OF.get(check) == script]
            pages = [fault_page(check, name) for check in checks for name in FAULTS[check]]
            report = run_script(script, base, ["good.html", *pages], (320, 1440))
            found |= {(finding["check"], finding["page"]) for finding in report["findings"]}
    return found


def test_the_site_has_a_page_of_every_kind(built_site: Path) -> None:
    missing = PAGE_KINDS - {page_kind(address) for address in addresses(built_site)}
    assert not missing


def test_every_page_keeps_its_budget(built_site: Path, base_path: str) -> None:
    most = Budget()
    weights = {address: weigh(built_site, address, base_path) for address in addresses(built_site)}
    over = [
        f"{address or '(home)'}: {name} {spent}, at most {getattr(most, name)}"
        for address, weight in weights.items()
        for name, spent in weight._asdict().items()
        if spent > getattr(most, name)
    ]
    if over:
        pytest.fail("\n".join(over), pytrace=False)


@needs_node
def test_markup_is_valid(built_site: Path) -> None:
    refuse(validate_markup(built_site))


@needs_browser
def test_pages_are_accessible(built_site: Path, base_path: str) -> None:
    pages = representatives(built_site)
    with serve(built_site, base_path) as base:
        report = run_script("accessibility.mjs", base, pages, WIDTHS["accessibility.mjs"])
    assert report["checked"] == len(pages) * len(WIDTHS["accessibility.mjs"]) * len(("light", "dark"))
    refuse(report["findings"])


@needs_browser
@pytest.mark.parametrize("check", LAYOUT_CHECKS)
def test_pages_behave_at_every_width(layout: Report, check: str) -> None:
    refuse([finding for finding in layout["findings"] if finding["check"] == check])


@needs_browser
def test_a_good_page_passes_all_browser_checks(refused: set[tuple[str, str]]) -> None:
    assert not {check for check, page in refused if page == "good.html"}


@needs_browser
@pytest.mark.parametrize(("check", "name"), [(check, name) for check in SCRIPT_OF for name in FAULTS[check]])
def test_browser_checks_refuse_a_bad_page(refused: set[tuple[str, str]], check: str, name: str) -> None:
    assert (check, fault_page(check, name)) in refused


@needs_node
def test_markup_check_refuses_bad_pages_and_passes_a_good_one(bad_site: Path) -> None:
    pages = {finding["page"] for finding in validate_markup(bad_site)}
    assert "good.html" not in pages
    assert {fault_page("markup", name) for name in FAULTS["markup"]} <= pages


def test_budgets_refuse_a_heavy_page(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_bytes(bytes(range(256)))
    (tmp_path / "b.js").write_bytes(bytes(range(256)) * 2)
    (tmp_path / "c.png").write_bytes(b"\x00")
    head = '<link rel="stylesheet" href="a.css?1"><script src="b.js"></script><img src="c.png" alt="">'
    (tmp_path / "index.html").write_text(f"{head}{'<br>' * 100}", encoding="utf-8")
    light = weigh(tmp_path, "")
    assert light.elements == 103
    assert light.css > 256
    assert light.js > light.css
    assert light.media > 0

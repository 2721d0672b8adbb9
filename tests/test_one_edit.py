"""What a build with a cache does again after one change, and what it leaves alone."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from edited_site import CONCEPT, ROOT, Editor, built, cache_of, command, fresh, small, tree

from sitegen.build.ahead import Ahead
from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import build
from sitegen.build.store import open_store
from sitegen.build.writer import MANIFEST
from sitegen.problems import SitegenError


def test_one_edited_article_compares_one_story_and_renders_its_pages(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    first = built(root)
    assert (first.compared, first.rendered) == (3, first.pages)
    article = root / "content/stories/mole/outlet-a.md"
    article.write_text(article.read_text().replace("40,000", "41,000"))
    second = built(root)
    assert second.compared == 1
    assert 0 < second.rendered < first.pages / 2
    assert not any(
        path.startswith(("stories/quay", "stories/pier", "data/quay", "data/pier")) for path in second.changed
    )


def test_a_concept_compares_only_the_stories_that_have_its_words(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    article = root / "content/stories/mole/outlet-a.md"
    article.write_text(article.read_text() + "\nA zeppelin came by.\n")
    built(root)
    (root / "content/glossary").mkdir()
    (root / "content/glossary/airship.md").write_text(CONCEPT.format(words="zeppelin"))
    assert built(root).compared == 1


def test_a_style_sheet_renders_no_page(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    built(root)
    Editor(root, 1).style()
    report = built(root)
    assert (report.rendered, report.written) == (0, 1)


def test_a_link_to_a_page_that_is_no_more_fails_although_its_own_page_is_as_it_was(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    home = (ROOT / "templates/method.html").read_text()
    (root / "templates").mkdir()
    linked = home.replace("{% block main %}", '{% block main %}<a href="../glossary/air/">air</a>')
    (root / "templates/method.html").write_text(linked)
    (root / "content/glossary").mkdir()
    concept = root / "content/glossary/air.md"
    concept.write_text(CONCEPT.format(words="zeppelin"))
    built(root)
    before = tree(root / "public")
    concept.unlink()
    with pytest.raises(SitegenError, match="glossary/air/"):
        built(root)
    assert tree(root / "public") == before


def test_a_build_elsewhere_or_without_the_cache_is_noticed(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    built(root)
    article = root / "content/stories/pier/outlet-b.md"
    before = article.read_bytes()
    article.write_text("---\noutlet: outlet-b\n---\nNobody came to the pier.\n")
    build(root, root / "public", executor=InlineExecutor())
    article.write_bytes(before)
    built(root)
    assert tree(root / "public") == fresh(root)[0]
    with open_store(cache_of(root)) as store:
        build(root, tmp_path / "other", executor=InlineExecutor(), store=store)
    assert tree(tmp_path / "other") == fresh(root)[0]


def test_a_file_that_changes_without_its_times_is_looked_into_while_it_is_young(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    article = root / "content/stories/pier/outlet-b.md"
    built(root)
    before = article.stat()
    article.write_text(article.read_text().replace("39,000", "38,000"))
    os.utime(article, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert built(root).compared == 1


HEAVY = ("numpy", "jinja2", "starlette", "uvicorn", "trafilatura", "markdown_it", "yaml")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["build", "--root"]])
def test_help_and_a_build_without_a_change_load_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    root = small(tmp_path / "site")
    if arguments[-1] == "--root":
        arguments = [*arguments, str(root)]
        command(root).communicate()
    assert loaded_of(HEAVY, *arguments) == []


NOT_FOR_ONE = ("multiprocessing", "socket", "numpy.ma", "http", "ssl", "asyncio", "email", "sitegen.ingest.importer")


def test_a_build_after_one_edit_loads_nothing_that_is_for_many_stories_or_for_other_commands(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    command(root).communicate()
    Editor(root, 2).sentence()
    assert loaded_of(("sitegen.compare.story", *NOT_FOR_ONE), "build", "--root", str(root)) == ["sitegen.compare.story"]


def loaded_of(names: tuple[str, ...], *arguments: str) -> list[str]:
    """Which of these modules the command has loaded when it ends."""
    code = (
        "import sys; from sitegen.cli import main; code = main(sys.argv[1:]);"
        f"print('loaded', *(name for name in {names} if name in sys.modules)); sys.exit(code)"
    )
    done = subprocess.run(  # noqa: S603 - a command of our own
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1].split()[1:]


def test_the_summary_says_what_was_compared(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    command(root).communicate()
    Editor(root, 2).sentence()
    said, _ = command(root).communicate()
    assert "1 of 3 stories compared, " in said


@pytest.mark.parametrize(
    ("line", "page"), [('links = "file"', "index.html"), ('base_url = "https://example.org/a/"', "404.html")]
)
def test_a_setting_that_is_in_links_alone_renders_all_pages(tmp_path: Path, line: str, page: str) -> None:
    root = small(tmp_path / "site")
    built(root)
    settings = root / "content/site.toml"
    settings.write_text(f"{settings.read_text()}\n{line}\n")
    report = built(root)
    assert page in report.changed
    assert tree(root / "public") == fresh(root)[0]


def test_a_template_of_a_page_outside_the_stories_renders_that_page_alone(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    built(root)
    (root / "templates").mkdir()
    shipped = (ROOT / "templates/method.html").read_text()
    (root / "templates/method.html").write_text(shipped.replace("<h1>", "<h1>Our "))
    report = built(root)
    assert (report.rendered, report.changed) == (1, ("method/index.html",))


def test_a_partial_renders_the_pages_that_include_it(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    built(root)
    (root / "templates/partials").mkdir(parents=True)
    shipped = (ROOT / "templates/partials/macros.html").read_text()
    (root / "templates/partials/macros.html").write_text(shipped.replace("<time ", "<time  "))
    assert built(root).rendered > 20
    assert tree(root / "public") == fresh(root)[0]


def test_other_words_that_change_no_count_make_no_list_of_stories_anew(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    article = root / "content/stories/mole/outlet-a.md"
    article.write_text(article.read_text() + "\nA grey heron watched from the roof.\n")
    built(root)
    article.write_text(article.read_text().replace("grey heron", "white heron"))
    changed = set(built(root).changed)
    assert any(path.startswith("stories/mole/") for path in changed)
    assert changed.isdisjoint(
        {"index.html", "method/index.html", "404.html", "outlets/index.html", "glossary/index.html"}
    )


READ = "stories/mole/read/outlet-a/index.html"


def test_a_page_that_somebody_looks_at_is_shown_before_the_others_and_as_it_will_be(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    built(root)
    out, article = root / "public", root / "content/stories/mole/outlet-a.md"
    before = tree(out)
    article.write_text(article.read_text().replace("40,000", "41,000"))
    shown: dict[str, bytes] = {}

    def show(pages: Mapping[str, bytes]) -> None:
        assert tree(out) == before, "nothing is written yet"
        shown.update(pages)

    looked_at = frozenset({READ, "stories/quay/index.html", "index.html", "no/such.html"})
    with open_store(cache_of(root)) as store:
        report = build(root, out, executor=InlineExecutor(), store=store, ahead=Ahead(paths=looked_at, show=show))
    assert shown == {READ: (out / READ).read_bytes()}
    assert b"41,000" in shown[READ]
    assert READ in report.changed
    expected, _ = fresh(root)
    assert {path: content for path, content in tree(out).items() if path != MANIFEST} == {
        path: content for path, content in expected.items() if path != MANIFEST
    }


def test_nobody_is_shown_a_page_with_a_fault_and_one_shown_of_a_failing_build_is_made_again(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    built(root)
    out, article = root / "public", root / "content/stories/mole/outlet-a.md"
    before, text = tree(out), article.read_text()
    shown: list[Mapping[str, bytes]] = []
    ahead = Ahead(paths=frozenset({READ}), show=shown.append)
    (root / "templates").mkdir()
    for name in ("read", "quotes"):
        article.write_text(text.replace("40,000", "41,000"))
        own = root / f"templates/{name}.html"
        own.write_text((ROOT / f"templates/{name}.html").read_text().replace("<h1", '<p onclick="x()"></p><h1', 1))
        with open_store(cache_of(root)) as store, pytest.raises(SitegenError, match="onclick"):
            build(root, out, executor=InlineExecutor(), store=store, ahead=ahead)
        assert tree(out) == before
        own.unlink()
    assert [list(pages) for pages in shown] == [[READ]]
    article.write_text(text)
    built(root)
    assert tree(out) == before

"""Builds with a cache: that they give what builds without one give, whatever was edited, killed or broken between."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sites import SMALL_SITE, write_site

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import build
from sitegen.build.report import Report
from sitegen.build.store import open_store, pack
from sitegen.problems import SitegenError

ROOT = Path(__file__).parent.parent

CONCEPT = """---
referent: the harbour master
kind: actor
status: reviewed
reviewed_by: A. Tester
variants:
  - match: [harbour master, the council~]
    kind: actor
    weight: 0
    keep: true
  - match: ["{words}"]
    kind: actor
    weight: 2
    framing: praises the work
    keep: true
---
"""


def cache_of(root: Path) -> Path:
    """Where a site keeps what builds find out."""
    return root / ".sitegen" / "cache.sqlite"


def built(root: Path) -> Report:
    """Build with the cache of the site."""
    with open_store(cache_of(root)) as store:
        return build(root, root / "public", executor=InlineExecutor(), store=store)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the list of files."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fresh(root: Path) -> tuple[dict[str, bytes], Report]:
    """What a build without a cache gives, into an empty folder."""
    out = root.parent / "fresh"
    shutil.rmtree(out, ignore_errors=True)
    report = build(root, out, executor=InlineExecutor())
    return tree(out), report


def facts(report: Report) -> tuple[object, ...]:
    """What a report says of the site, and not of the work."""
    return (
        *(report.stories, report.drafts, report.articles, report.claims, report.shared, report.conflicts),
        *(report.pages, report.written + report.unchanged, report.problems),
    )


def small(root: Path) -> Path:
    """A site of three short stories that share outlets."""
    write_site(root, SMALL_SITE)
    story = root / "content/stories/pier"
    for name in ("mole", "quay"):
        copy = root / "content/stories" / name
        shutil.copytree(story, copy)
        head = copy / "story.md"
        head.write_text(head.read_text().replace("The pier", f"The {name}"))
    return root


class Editor:
    """Somebody who changes a site at random, always to one that builds."""

    def __init__(self, root: Path, seed: int) -> None:
        """Edit the site at `root`."""
        self.root = root
        self.chance = random.Random(seed)  # noqa: S311 - chance that must be the same every time
        self.n = 0

    def edit(self) -> None:
        """Do one thing."""
        self.n += 1
        everyday = (self.sentence, self.sentence, self.sentence, self.title, self.add, self.remove, self.draft)
        rare = (self.settings, self.outlet, self.template, self.style, self.concept, self.decide, self.spoil)
        self.chance.choice((*everyday, *rare))()

    def articles(self) -> list[Path]:
        """Every article of the site."""
        files = sorted((self.root / "content/stories").glob("*/*.md"))
        return [file for file in files if file.name != "story.md"]

    def sentence(self) -> None:
        """Add, change or take a sentence."""
        file = self.chance.choice(self.articles())
        paragraphs = file.read_text().split("\n\n")
        if len(paragraphs) > 4 and self.chance.random() < 0.4:
            del paragraphs[self.chance.randrange(2, len(paragraphs))]
        else:
            words = self.chance.choice(
                ("The council meets again.", "Many hands mended it, said Ada Example.", "At least {} people came.")
            )
            paragraphs.append(words.format(self.n * 7))
        file.write_text("\n\n".join(paragraphs).rstrip("\n") + "\n")

    def title(self) -> None:
        """Rename a story, at times as another is called."""
        head = self.chance.choice(sorted((self.root / "content/stories").glob("*/story.md")))
        title = self.chance.choice(("One name for two", f"The case of round {self.n}"))
        head.write_text(f"---\ntitle: {title}\n---\n")

    def add(self) -> None:
        """Add a story like another, or an article of a third outlet."""
        folder = self.chance.choice(sorted((self.root / "content/stories").iterdir()))
        if self.chance.random() < 0.5:
            shutil.copytree(folder, folder.with_name(f"copy-{self.n}"))
            return
        text = (folder / "outlet-a.md").read_text().replace("outlet: outlet-a", "outlet: outlet-c")
        (self.root / "content/outlets/outlet-c.md").write_text("---\nname: Outlet C\n---\n")
        (folder / "outlet-c.md").write_text(text.replace("Friday", "Thursday"))

    def remove(self) -> None:
        """Remove a story, where another is left."""
        folders = sorted((self.root / "content/stories").iterdir())
        if len(folders) > 1:
            shutil.rmtree(self.chance.choice(folders))

    def draft(self) -> None:
        """Make a story a draft, or no longer one."""
        head = self.chance.choice(sorted((self.root / "content/stories").glob("*/story.md")))
        text = head.read_text()
        marked = text.replace("---\ntitle", "---\ndraft: true\ntitle", 1)
        head.write_text(text.replace("draft: true\n", "") if "draft" in text else marked)

    def settings(self) -> None:
        """Change what the whole site is made with."""
        lines = (
            "",
            'base_url = "https://example.org/repo/"\n',
            '[glossary]\nunreviewed = "hide"\n',
            '[read]\ndefault = "matched"\n',
            "[alignment]\nmatch = 0.2\n",
            'links = "file"\n',
        )
        chosen = self.chance.choice(lines)
        (self.root / "content/site.toml").write_text(f'title = "Springfield papers"\n{chosen}')

    def outlet(self) -> None:
        """Rename an outlet."""
        (self.root / "content/outlets/outlet-b.md").write_text(f"---\nname: Outlet B of round {self.n}\n---\n")

    def template(self) -> None:
        """Override a template of one kind of page."""
        shipped = Path(__file__).parent.parent / "templates"
        name = self.chance.choice(("home.html", "claim.html", "outlet.html", "base.html"))
        (self.root / "templates").mkdir(exist_ok=True)
        text = (shipped / name).read_text().replace("{% block main %}", f"{{% block main %}}\n<!-- {self.n} -->")
        (self.root / "templates" / name).write_text(text)

    def style(self) -> None:
        """Add a file that pages can load."""
        (self.root / "templates/assets").mkdir(parents=True, exist_ok=True)
        (self.root / "templates/assets/extra.css").write_text(f"p {{ order: {self.n} }}\n")

    def concept(self) -> None:
        """Write or remove an entry of the glossary."""
        file = self.root / "content/glossary/master.md"
        if file.exists() and self.chance.random() < 0.3:
            file.unlink()
            return
        file.parent.mkdir(exist_ok=True)
        words = self.chance.choice(("many hands", "Mayor Example", "the pier", "work"))
        file.write_text(CONCEPT.format(words=words))

    def decide(self) -> None:
        """Leave a decision whose sentences are gone."""
        folder = self.chance.choice(sorted((self.root / "content/stories").iterdir()))
        key = f'["outlet-a:{self.n:06x}", "outlet-b:{self.n:06x}"]'
        (folder / "review.toml").write_text(f"[[join]]\nsentences = {key}\n")

    def spoil(self) -> None:
        """Take a folder of the output away."""
        shutil.rmtree(self.chance.choice(sorted((self.root / "public/stories").iterdir())), ignore_errors=True)


@pytest.mark.parametrize(("seed", "is_large"), [(0, False), (1, False), (0, True), (1, True)])
def test_after_each_of_many_edits_the_site_is_what_a_build_without_a_cache_gives(
    tmp_path: Path,
    seed: int,
    is_large: bool,  # noqa: FBT001 - a column of the table above
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if is_large:  # with pages divided as those of many stories are
        monkeypatch.setattr("sitegen.site.views.older.MOST_STORIES", 2)
        monkeypatch.setattr("sitegen.site.views.older.STORIES_OF_A_PART", 1)
        monkeypatch.setattr("sitegen.site.views.outlet.MOST_STORIES", 2)
        monkeypatch.setattr("sitegen.site.views.outlet.STORIES_OF_A_PART", 1)
        monkeypatch.setattr("sitegen.build.site_files.MOST_ENTRIES", 6)
        monkeypatch.setattr("sitegen.build.found.MOST_OWNERS", 2)
    root = small(tmp_path / "site")
    editor = Editor(root, seed)
    built(root)
    for _ in range(25):
        editor.edit()
        report = built(root)
        files, wanted = fresh(root)
        assert tree(root / "public") == files, f"round {editor.n}"
        assert facts(report) == facts(wanted)


@pytest.mark.parametrize("hide", ["rename", "draft"])
def test_a_story_that_went_and_came_back_has_its_pages_again(tmp_path: Path, hide: str) -> None:
    root = write_site(tmp_path / "site", SMALL_SITE)
    built(root)
    before = tree(root / "public")
    folder, head = root / "content/stories/pier", root / "content/stories/pier/story.md"
    text = head.read_text(encoding="utf-8")
    if hide == "rename":
        folder.rename(folder.with_name("quay"))
    else:
        head.write_text(text.replace("title:", "draft: true\ntitle:"), encoding="utf-8")
    built(root)
    assert not (root / "public/stories/pier").exists()
    if hide == "rename":
        folder.with_name("quay").rename(folder)
    else:
        head.write_text(text, encoding="utf-8")
    built(root)
    after = tree(root / "public")
    assert {path: after[path] for path in before if path != ".sitegen-files"} == {
        path: content for path, content in before.items() if path != ".sitegen-files"
    }


def command(root: Path) -> "subprocess.Popen[str]":
    """A build as a process of its own."""
    argv = [sys.executable, "-m", "sitegen", "build", "--root", str(root), "--jobs", "1"]
    return subprocess.Popen(  # noqa: S603 - a command of our own
        argv, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_a_build_that_is_killed_at_any_moment_is_healed_by_the_next(tmp_path: Path) -> None:
    root = small(tmp_path / "site")
    built(root)
    editor = Editor(root, 7)
    chance = random.Random(7)  # noqa: S311 - chance that must be the same every time
    started = time.monotonic()
    command(root).communicate()
    longest = time.monotonic() - started + 0.8
    n_killed = 0
    for _ in range(20):
        before = {path: path.read_bytes() for path in editor.articles()}
        editor.sentence()
        process = command(root)
        time.sleep(chance.uniform(0.05, longest))
        process.send_signal(signal.SIGKILL)
        n_killed += process.wait() == -signal.SIGKILL
        process.communicate()
        if chance.random() < 0.5:  # take the edit back: what the killed build wrote must go all the same
            for path, content in before.items():
                path.write_bytes(content)
        built(root)
        assert tree(root / "public") == fresh(root)[0]
    assert n_killed


@pytest.mark.parametrize("moment", range(1, 12))
def test_a_build_that_dies_between_two_files_is_healed_whatever_comes_next(
    tmp_path: Path, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small(tmp_path / "site")
    built(root)
    article = root / "content/stories/pier/outlet-b.md"
    before = article.read_bytes()
    article.write_text(article.read_text() + "\nNobody was hurt, said Ada Example.\n")
    shutil.rmtree(root / "content/stories/quay")
    n_written = 0
    replace_file = Path.replace

    def die(self: Path, target: Path) -> Path:
        nonlocal n_written
        n_written += 1
        if n_written == moment:
            raise KeyboardInterrupt
        return replace_file(self, target)

    monkeypatch.setattr(Path, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        built(root)
    monkeypatch.undo()
    article.write_bytes(before)
    built(root)
    assert tree(root / "public") == fresh(root)[0]


def cut(path: Path) -> None:
    """Lose the second half."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def scramble(path: Path) -> None:
    """Write nonsense into the middle."""
    content = bytearray(path.read_bytes())
    for at in range(4096, len(content), 512):
        content[at : at + 64] = b"nonsense" * 8
    path.write_bytes(bytes(content[: path.stat().st_size]))


def replace_by_text(path: Path) -> None:
    """Put something else there."""
    path.write_text("This is no cache.\n")


def lie(path: Path) -> None:
    """Exchange all values."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE kept SET value = ?", (pack(("a", "lie")),))
    connection.close()


def lose_some(path: Path) -> None:
    """Take out every second value."""
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT kind, name FROM kept WHERE kind <> 'kept' ORDER BY kind, name").fetchall()
        connection.executemany("DELETE FROM kept WHERE kind = ? AND name = ?", names[::2])
    connection.close()


def age(path: Path) -> None:
    """Say that another version wrote it."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE made_by SET code = ?", (b"another",))
    connection.close()


@pytest.mark.parametrize("damage", [cut, scramble, replace_by_text, lie, lose_some, age, Path.unlink])
@pytest.mark.parametrize("edited", [True, False])
def test_a_cache_that_is_damaged_changes_nothing(
    tmp_path: Path, damage: Callable[[Path], object], *, edited: bool
) -> None:
    root = small(tmp_path / "site")
    built(root)
    damage(cache_of(root))
    if edited:
        Editor(root, 3).sentence()
    built(root)
    assert tree(root / "public") == fresh(root)[0]
    assert built(root).compared == 0


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
    code = (
        "import sys; from sitegen.cli import main; code = main(sys.argv[1:]);"
        f"print('loaded', *(name for name in {HEAVY} if name in sys.modules)); sys.exit(code)"
    )
    done = subprocess.run(  # noqa: S603 - a command of our own
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "loaded"


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

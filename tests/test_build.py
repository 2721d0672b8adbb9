"""From content to files: what a build writes, when it writes nothing, and that the same content is the same bytes."""

import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NoReturn

import pytest
from sites import SMALL_SITE, write_site

from sitegen.build.executor import WORTH_PROCESSES, InlineExecutor, make_executor
from sitegen.build.pipeline import build, make_site
from sitegen.build.report import Report
from sitegen.build.store import open_store
from sitegen.problems import ContentError, SitegenError

ROOT = Path(__file__).parent.parent
SECOND_STORY = SMALL_SITE.partition("-- content/stories/pier/story.md --")[2].replace("stories/pier", "stories/mole")
TWO_STORIES = f"{SMALL_SITE}-- content/stories/mole/story.md --{SECOND_STORY}"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(root: Path) -> Report:
    """Build `root` into its public/."""
    return build(root, root / "public", executor=InlineExecutor())


def test_a_build_writes_pages_data_and_what_hosts_read(tmp_path: Path) -> None:
    report = built(write_site(tmp_path, SMALL_SITE))
    files = tree(tmp_path / "public")
    assert {
        "index.html",
        "404.html",
        "stories/pier/index.html",
        "stories/pier/compare/outlet-a--outlet-b/index.html",
        "outlets/outlet-a/index.html",
        "data/pier.json",
        "data/schema.json",
        "robots.txt",
        ".nojekyll",
    } <= files.keys()
    assert "sitemap.xml" not in files
    assert (report.stories, report.articles, report.drafts, report.problems) == (1, 2, 0, ())
    assert (report.written, report.unchanged, report.removed) == (len(files) - 1, 0, 0)


def test_the_report_counts_what_the_data_lists(tmp_path: Path) -> None:
    report = built(write_site(tmp_path, SMALL_SITE))
    site = make_site(tmp_path, executor=InlineExecutor())
    claims = site.comparisons[0].claims
    assert report.claims == len(claims) > 0
    assert report.shared == sum(len({s.partition(".")[0] for s in claim.sentences}) > 1 for claim in claims) > 0
    assert report.conflicts == sum(claim.status == "conflict" for claim in claims)


def test_building_again_writes_nothing(tmp_path: Path) -> None:
    first = built(write_site(tmp_path, SMALL_SITE))
    before = tree(tmp_path / "public")
    second = built(tmp_path)
    assert (second.written, second.unchanged, second.removed) == (0, first.written, 0)
    assert tree(tmp_path / "public") == before


def test_after_an_edit_the_site_is_what_a_fresh_build_gives(tmp_path: Path) -> None:
    built(write_site(tmp_path / "old", SMALL_SITE))
    article = tmp_path / "old" / "content/stories/pier/outlet-b.md"
    edited = article.read_text().replace("more than 39,000", "at least 39,500")
    article.write_text(edited)
    report = built(tmp_path / "old")
    write_site(tmp_path / "new", SMALL_SITE)
    (tmp_path / "new" / "content/stories/pier/outlet-b.md").write_text(edited)
    built(tmp_path / "new")
    assert tree(tmp_path / "old" / "public") == tree(tmp_path / "new" / "public")
    assert report.written > 0
    assert report.unchanged > 0


def test_a_removed_story_takes_its_pages_along_and_leaves_what_others_put_there(tmp_path: Path) -> None:
    write_site(tmp_path, TWO_STORIES)
    built(tmp_path)
    (tmp_path / "public" / "CNAME").write_text("example.org")
    for path in (tmp_path / "content/stories/mole").iterdir():
        path.unlink()
    (tmp_path / "content/stories/mole").rmdir()
    report = built(tmp_path)
    assert report.removed > 5
    assert not (tmp_path / "public/stories/mole").exists()
    assert not (tmp_path / "public/data/mole.json").exists()
    assert (tmp_path / "public/CNAME").read_text() == "example.org"
    assert (tmp_path / "public/stories/pier/index.html").is_file()


def test_drafts_are_read_and_not_shown(tmp_path: Path) -> None:
    write_site(tmp_path, TWO_STORIES)
    story = tmp_path / "content/stories/mole/story.md"
    story.write_text(story.read_text().replace("title:", "draft: true\ntitle:"))
    report = built(tmp_path)
    assert (report.stories, report.drafts) == (1, 1)
    assert not [path for path, content in tree(tmp_path / "public").items() if "mole" in path or b"mole" in content]


def test_processes_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    write_site(tmp_path, TWO_STORIES)
    inline = make_site(tmp_path, executor=InlineExecutor())
    with make_executor(2) as executor:
        pooled = make_site(tmp_path, executor=executor)
        assert multiprocessing.active_children()
    assert pooled.files == inline.files
    assert pooled.comparisons == inline.comparisons


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_bytes_do_not_depend_on_how_python_hashes(tmp_path: Path, seed: str) -> None:
    write_site(tmp_path, TWO_STORIES)
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "sitegen", "build"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own command
    written = tree(tmp_path / "public")
    written.pop(".sitegen-files")
    assert written == make_site(tmp_path, executor=InlineExecutor()).files


def test_the_folder_that_a_site_lies_in_changes_no_byte(tmp_path: Path) -> None:
    here = make_site(write_site(tmp_path / "here", SMALL_SITE), executor=InlineExecutor())
    there = make_site(write_site(tmp_path / "a" / "b c" / "there", SMALL_SITE), executor=InlineExecutor())
    assert here.files == there.files


@pytest.mark.parametrize(
    ("jobs", "n_calls", "is_here"),
    [(None, 0, True), (None, WORTH_PROCESSES - 1, True), (1, 9, True), (3, 1, True), (2, 2, False), (5, 0, True)],
)
def test_processes_are_used_where_there_is_work_for_them(jobs: int | None, n_calls: int, is_here: bool) -> None:  # noqa: FBT001 - a case
    with make_executor(jobs) as executor:
        ids = list(executor.map(process_id, range(n_calls)))
    assert len(ids) == n_calls
    assert (set(ids) <= {os.getpid()}) == is_here


def test_where_nobody_says_how_many_each_processor_gets_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.build.executor._n_processors", lambda: 2)
    with make_executor(None) as executor:
        assert os.getpid() not in set(executor.map(process_id, range(WORTH_PROCESSES)))
        assert len(multiprocessing.active_children()) == 2


def process_id(_: int) -> int:
    """Which process makes the call."""
    return os.getpid()


@pytest.mark.parametrize(
    ("name", "what"), [("pier", "division by zero"), ("schema", "no story can be called `schema`")]
)
def test_what_fails_in_another_process_is_told_as_in_one(tmp_path: Path, name: str, what: str) -> None:
    write_site(tmp_path, TWO_STORIES.replace("stories/pier", f"stories/{name}"))
    if name == "pier":
        (tmp_path / "templates").mkdir()
        (tmp_path / "templates/claim.html").write_text("<p>\n{{ 1 / 0 }}</p>")
    with pytest.raises(SitegenError, match=what) as here:
        make_site(tmp_path, executor=InlineExecutor())
    with make_executor(2) as executor, pytest.raises(SitegenError, match=what) as there:
        make_site(tmp_path, executor=executor)
    assert (type(there.value), str(there.value)) == (type(here.value), str(here.value))


def test_the_inline_executor_keeps_failures_for_whoever_asks() -> None:
    def fail() -> None:
        raise KeyError("x")

    future: Future[None] = InlineExecutor().submit(fail)
    with pytest.raises(KeyError):
        future.result()
    assert InlineExecutor().submit(int, "7").result() == 7
    assert list(InlineExecutor().map(pow, [2, 3], [3, 2])) == [8, 9]


def test_a_process_that_only_builds_looks_for_no_circles_when_it_ends() -> None:
    code = (
        "import atexit, gc; from sitegen.build.executor import collect_rarely;"
        "atexit.register(lambda: print(gc.get_freeze_count() > 0)); collect_rarely(); collect_rarely()"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert ended.stdout == "True\n"


def test_a_process_that_dies_is_told_with_what_to_do(tmp_path: Path) -> None:
    class Dying(InlineExecutor):
        def map(self, *_: object, **__: object) -> object:  # type: ignore[override]  # fails before it returns a thing
            yield from ()
            raise BrokenProcessPool

    with pytest.raises(SitegenError, match="--jobs 1"):
        build(write_site(tmp_path, SMALL_SITE), tmp_path / "public", executor=Dying())
    assert not (tmp_path / "public").exists()


def test_a_process_that_dies_before_it_is_asked_is_told_with_what_to_do(tmp_path: Path) -> None:
    class Dead(InlineExecutor):
        def map(self, *_: object, **__: object) -> NoReturn:
            raise BrokenProcessPool

    with pytest.raises(SitegenError, match="--jobs 1"):
        make_site(write_site(tmp_path, SMALL_SITE), executor=Dead())


PLACES = ("content", "content/stories/pier", "content/outlets", "templates/assets", "templates/assets/caf\udce9")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("place", PLACES)
def test_a_name_that_is_no_text_is_told_as_such(tmp_path: Path, place: str) -> None:
    file = write_site(tmp_path, SMALL_SITE) / place / "caf\udce9.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("x")
    with pytest.raises(SitegenError, match=r"caf\\xe9\S*: (?:error: )?the name is not UTF-8"):
        built(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_site_may_lie_anywhere_and_hidden_files_be_called_anything(tmp_path: Path) -> None:
    root = write_site(tmp_path / "caf\udce9", SMALL_SITE)
    for folder in ("content", "content/stories/pier", "templates"):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / ".caf\udce9.md~").write_text("x")
    for n_rendered in (20, 0):
        with open_store(root / ".sitegen/cache.sqlite") as store:
            assert build(root, root / "public", executor=InlineExecutor(), store=store).rendered == n_rendered


def test_bad_content_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    built(write_site(tmp_path, SMALL_SITE))
    before = tree(tmp_path / "public")
    (tmp_path / "content/stories/pier/outlet-b.md").write_text("---\noutlet: outlet-z\n---\nOne sentence.\n")
    (tmp_path / "content/outlets/outlet-a.md").write_text("---\nname: Outlet A\ncolour: red\n---\n")
    with pytest.raises(ContentError) as caught:
        built(tmp_path)
    assert {Path(problem.path).name for problem in caught.value.problems} == {"outlet-a.md", "outlet-b.md"}
    assert tree(tmp_path / "public") == before


def test_a_theme_that_changes_one_character_of_a_passage_fails_the_build(tmp_path: Path) -> None:
    built(write_site(tmp_path, SMALL_SITE))
    before = tree(tmp_path / "public")
    n_changed = 0
    for template in sorted((ROOT / "templates").rglob("*.html")):
        text = template.read_text()
        spoilt = text.replace("{{ run.text }}", "{{ run.text|replace('e', 'é', 1) }}")
        if spoilt != text:
            own = tmp_path / "templates" / template.relative_to(ROOT / "templates")
            own.parent.mkdir(parents=True, exist_ok=True)
            own.write_text(spoilt)
            n_changed += 1
    assert n_changed, "no template shows {{ run.text }}: the test must spoil whatever shows passages now"
    with pytest.raises(SitegenError, match=r"word for word \(they part after .*Template: \w+\.html"):
        built(tmp_path)
    assert tree(tmp_path / "public") == before


def test_a_theme_with_a_dead_link_fails_the_build(tmp_path: Path) -> None:
    write_site(tmp_path, SMALL_SITE)
    own = tmp_path / "templates" / "404.html"
    own.parent.mkdir()
    own.write_text('<a href="nowhere/">x</a>')
    with pytest.raises(SitegenError, match=r"404\.html:1: error: nowhere/ leads to nowhere/index\.html"):
        built(tmp_path)
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<p>\n{% if %}</p>", r"templates/404\.html:2: error: Expected an expression.*Rendering 404\.html"),
        ("<p>{{ 1 / 0 }}", r"templates/404\.html:1: error: division by zero\. Rendering 404\.html"),
        ("<p>\n\n{{ view.nonsense }}", r"templates/404\.html:3: error: .*nonsense.*Rendering 404\.html"),
        ('{% include "gone.html" %}', r"gone\.html: no such template, which 404\.html needs"),
    ],
)
def test_a_faulty_template_is_told_with_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    write_site(tmp_path, SMALL_SITE)
    own = tmp_path / "templates" / "404.html"
    own.parent.mkdir()
    own.write_text(text)
    with pytest.raises(SitegenError, match=message):
        built(tmp_path)
    assert not (tmp_path / "public").exists()


def test_a_story_that_wants_the_place_of_another_file_is_refused(tmp_path: Path) -> None:
    write_site(tmp_path, SMALL_SITE.replace("stories/pier", "stories/schema"))
    with pytest.raises(ContentError, match=r"content/stories/schema\S*: error: no story can be called `schema`"):
        built(tmp_path)
    assert not (tmp_path / "public").exists()


def test_progress_is_told_step_by_step(tmp_path: Path) -> None:
    said: list[str] = []
    write_site(tmp_path, TWO_STORIES)
    build(tmp_path, tmp_path / "public", executor=InlineExecutor(), progress=said.append)
    assert said == [
        "reading the content",
        "comparing mole (1 of 2)",
        "comparing pier (2 of 2)",
        "laying out the other pages",
        "checking pages",
        "writing",
    ]


def test_a_story_whose_comparison_is_known_is_said_to_be_laid_out(tmp_path: Path) -> None:
    said: list[str] = []
    write_site(tmp_path, SMALL_SITE)
    with open_store(tmp_path / ".sitegen/cache.sqlite") as store:
        build(tmp_path, tmp_path / "public", executor=InlineExecutor(), store=store)
        settings = tmp_path / "content/site.toml"
        settings.write_text(settings.read_text().replace("papers", "gazettes"))
        build(tmp_path, tmp_path / "public", executor=InlineExecutor(), store=store, progress=said.append)
    assert "laying out pier (1 of 1)" in said


def test_a_decision_that_lost_its_sentence_is_a_warning_at_its_line(tmp_path: Path) -> None:
    write_site(tmp_path, SMALL_SITE)
    (tmp_path / "content/stories/pier/review.toml").write_text(
        '\n[[part]]\nsentences = ["outlet-a:000000", "outlet-b:000000"]\nreason = "x"\nby = "ed"\ndate = 2031-05-06\n'
    )
    report = built(tmp_path)
    review = tmp_path / "content/stories/pier/review.toml"
    assert [(p.path, p.line, p.severity) for p in report.problems] == [(str(review), 2, "warning")]
    assert "stale" in report.problems[0].message


def test_a_link_out_of_the_theme_is_not_published(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", SMALL_SITE)
    secret = tmp_path / "secret.txt"
    secret.write_text("not for the web", encoding="utf-8")
    assets = site / "templates" / "assets"
    assets.mkdir(parents=True)
    (assets / "secret.txt").symlink_to(secret)
    with pytest.raises(SitegenError, match="leads out of"):
        build(site, tmp_path / "public", executor=InlineExecutor())
    assert not (tmp_path / "public").exists()

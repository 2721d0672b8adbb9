"""The command line: each verb is one call with plain arguments; here live exit codes and what a person reads.

0 done, 1 the build failed, 2 bad content or usage, 70 a bug of ours, 130 interrupted. Problems go to standard error as
`file:line:column: severity: message`, results to standard output, progress to a terminal alone. What a verb needs is
imported when it runs, so that `--help` need not load numpy. Deliberately contains no work of its own.
"""

import json
import os
import platform
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TextIO

import click

from sitegen import __version__
from sitegen.build.report import Report
from sitegen.problems import ContentError, Problem, SitegenError

EXIT_FAILED = 1
EXIT_CONTENT = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130

_COLOURS = {"error": "red", "warning": "yellow"}

_root_option = click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="Folder of the site: the one that holds content/.",
)


def _read_day(_context: click.Context, _option: click.Parameter, written: str | None) -> date | None:
    """The day that an option gives; a usage error for anything else than year-month-day."""
    if written is None:
        return None
    try:
        year, month, day = map(int, written.split("-"))
        return date(year, month, day)
    except ValueError:
        told = f"`{written}` is not a day; write the date as year-month-day, e.g. 2031-06-03."
        raise click.BadParameter(told) from None


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code; `argv` defaults to the process's arguments."""
    try:
        code = commands.main(argv, prog_name="sitegen", standalone_mode=False, color=_colour())
    except click.ClickException as error:
        error.show()
        code = EXIT_CONTENT
    except ContentError as error:
        _show_problems(error.problems)
        code = EXIT_CONTENT
    except SitegenError as error:
        _complain(str(error))
        code = EXIT_FAILED
    except (KeyboardInterrupt, click.Abort):
        _complain("Interrupted.")
        code = EXIT_INTERRUPTED
    except SystemExit as done:  # click's way out when nobody reads on
        code = done.code
    except Exception as error:  # noqa: BLE001 - what is not expected is a bug, and is told as one
        _complain(_bug_message(error))
        code = EXIT_BUG
    _let_go_of_broken_pipes()
    return code if isinstance(code, int) else 0


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def commands() -> None:
    """Show, side by side, how different outlets told the same event.

    A site is a folder with content/: one Markdown file an article. `sitegen import` makes such files from texts,
    `sitegen build` makes the site.
    """


@commands.command()
@_root_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    show_default="public in the site's folder",
    help="Folder to build into. Files there that sitegen did not make are left alone.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    show_default="as many as pay",
    help="Processes that compare stories at the same time.",
)
@click.option("--fresh", is_flag=True, help="Make everything anew, whatever earlier builds found out.")
def build(root: Path, out: Path | None, jobs: int | None, fresh: bool) -> None:  # noqa: FBT001 - click passes names
    """Build the site: content/ -> public/.

    What is found out is kept in .sitegen/, so that the next build makes only what changed.
    """
    from sitegen.build.look import find_report, look  # noqa: PLC0415 - other commands do without
    from sitegen.build.store import open_store  # noqa: PLC0415 - as above
    from sitegen.build.writer import check_output_folder  # noqa: PLC0415 - as above

    started = time.perf_counter()
    out = out or root / "public"
    check_output_folder(root, out)
    with open_store(root / ".sitegen" / "cache.sqlite" if (root / "content").is_dir() else None) as store:
        if fresh:
            store.reset()
        seen = look(root, out, store)
        report = find_report(seen, store)
        if report is None:
            from sitegen.build import pipeline  # noqa: PLC0415 - loads numpy and scipy, for a build with work to do

            with _executor(jobs, seen.n_stories()) as executor, _progress() as progress:
                report = pipeline.build(root, out, executor=executor, progress=progress, store=store, seen=seen)
    _show_problems(report.problems)
    _say(_summary(report, out, time.perf_counter() - started))


@commands.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--story", required=True, metavar="ID", help="Story to add the article to; made where it is new.")
@click.option("--outlet", required=True, metavar="ID", help="Outlet that published it; made where it is new.")
@click.option(
    "--article", metavar="ID", help="Id of the article.  [default: the outlet's; for further files outlet-2 …]"
)
@click.option("--title", help="Headline, where the file does not begin with it.")
@click.option("--date", "day", callback=_read_day, metavar="YYYY-MM-DD", help="Day it was published.")
@_root_option
@click.option("--force", is_flag=True, help="Replace text and headline of an article that exists.")
def import_(
    *,
    files: tuple[Path, ...],
    story: str,
    outlet: str,
    article: str | None,
    title: str | None,
    day: date | None,
    root: Path,
    force: bool,
) -> None:
    """Turn text files into articles of a story; an empty folder becomes a site.

    Lines that are not the article's (byline, caption, "Also read") are taken out and kept under `stripped:` in the new
    file. Look at it before you build.
    """
    from sitegen.ingest.importer import import_article  # noqa: PLC0415 - other commands do without

    if len(files) > 1 and (article or title):
        raise click.UsageError("--article and --title are for a single FILE.")
    problems: list[Problem] = []
    for n, file in enumerate(files, 1):
        try:
            imported = import_article(
                file,
                root=root,
                story=story,
                outlet=outlet,
                article=article or (outlet if n == 1 else f"{outlet}-{n}"),
                title=title,
                date=day,
                force=force,
            )
        except ContentError as error:
            problems.extend(error.problems)
            continue
        stripped = len(imported.draft.stripped)
        _say(
            f"{imported.path}: {_counted(len(imported.draft.paragraphs), 'paragraph')},"
            f" {'headline' if imported.draft.title else 'no headline'}, {_counted(stripped, 'line')} taken out."
        )
        if not imported.dated:
            _say(
                f"{imported.path}: no date found. Please add `date` (year-month-day) and `date_basis`"
                " (published, stated or inferred; with inferred, a `date_note` that says how)."
            )
        for path in imported.created:
            named = "title made of the folder's name" if path.name == "site.toml" else "name made of the id"
            _say(f"{path}: new, with a {named}. Please look at it.")
    if problems:
        raise ContentError(tuple(dict.fromkeys(problems)))


@commands.command()
@click.argument("story")
@click.argument("a")
@click.argument("b")
@_root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a person, or for a program.",
)
def explain(story: str, a: str, b: str, root: Path, form: str) -> None:
    """Tell why two sentences of STORY match or not.

    A and B are sentences of two articles, each by its id (afp.3) or its key (afp:bb2200); both stand in
    public/data/STORY.json.
    """
    from sitegen.build.explain import explain as explain_sentences  # noqa: PLC0415 - loads numpy and scipy
    from sitegen.build.explain_text import explanation_record, explanation_text  # noqa: PLC0415 - as above

    explained = explain_sentences(root, story, a, b)
    if form == "json":
        _say(json.dumps(explanation_record(explained), ensure_ascii=False, indent=2))
        return
    _say(explanation_text(explained, width=_width(), emphasis=lambda text: click.style(text, bold=True)))


@commands.command()
@click.argument("story")
@_root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a person, or for a program.",
)
def review(story: str, root: Path, form: str) -> None:
    """Tell what of STORY an editor should look at.

    Lists wording that the glossary does not cover: why it was picked out, what each other article may call the same
    thing, and a file for content/glossary to begin with.
    """
    from sitegen.build.review import review_story  # noqa: PLC0415 - loads numpy and scipy
    from sitegen.build.review_text import review_record, review_text  # noqa: PLC0415 - as above

    found = review_story(root, story)
    if form == "json":
        _say(json.dumps(review_record(found), ensure_ascii=False, indent=2))
        return
    _say(review_text(found, width=_width()))


@contextmanager
def _executor(jobs: int | None, n_stories: int) -> Iterator[Executor]:
    """Who compares so many stories; on a failure nothing that has not begun is begun."""
    from sitegen.build.executor import make_executor  # noqa: PLC0415 - other commands do without

    executor = make_executor(jobs, n_stories)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _progress() -> Iterator[Callable[[str], None] | None]:
    """What shows progress on one line of a terminal, wiped in the end; None where nobody watches."""
    stream = sys.stderr
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    wipe = "\r\x1b[K"
    try:
        yield lambda text: click.echo(f"{wipe}{text} ...", nl=False, err=True, color=True)
    finally:
        click.echo(wipe, nl=False, err=True, color=True)


def _summary(report: Report, out: Path, seconds: float) -> str:
    """What a build did, in a few lines."""
    stories = _counted(report.stories, "story", "stories")
    found = (
        f"{_counted(report.claims, 'claim')}, {report.shared} in two articles or more, {report.conflicts} in conflict"
    )
    lines = [f"Built {stories} from {_counted(report.articles, 'article')} in {seconds:.1f} s: {found}."]
    if report.drafts:
        lines.append(f"Left out: {_counted(report.drafts, 'draft')}.")
    if report.problems:
        lines.append(f"{_counted(len(report.problems), 'warning')}.")
    if report.compared < report.stories:
        lines.append(
            f"{report.compared:,} of {_counted(report.stories, 'story', 'stories')} compared,"
            f" {report.rendered:,} of {_counted(report.pages, 'page')} rendered; the rest is as it was."
        )
    lines.append(f"{_counted(report.written, 'file')} written, {report.unchanged} unchanged, {report.removed} removed.")
    lines.append(f"The site is in {_near(out)}")
    return "\n".join(lines)


def _counted(n: int, noun: str, nouns: str = "") -> str:
    return f"{n:,} {noun if n == 1 else nouns or noun + 's'}"


def _near(path: Path) -> Path:
    """The path as short as a person would type it."""
    with suppress(ValueError):
        return path.resolve().relative_to(Path.cwd())
    return path


def _show_problems(problems: Iterable[Problem]) -> None:
    """One problem a line, by place, on standard error."""
    for problem in sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column)):
        styled = click.style(f" {problem.severity}: ", fg=_COLOURS[problem.severity], bold=True)
        _complain(str(problem).replace(f" {problem.severity}: ", styled, 1))


def _bug_message(error: Exception) -> str:
    """What to tell of a bug; the traceback goes to a file, which the message names."""
    told = f"This is a bug in sitegen, not in your content: {type(error).__name__}: {error}"
    report = "".join(
        (
            f"sitegen {__version__}, Python {platform.python_version()}, {platform.platform()}\n{sys.argv}\n\n",
            *traceback.format_exception(error),
        )
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="sitegen-bug-", suffix=".txt", delete=False
        ) as file:
            file.write(report)
    except OSError:
        return told
    return f"{told}\nThe details are in {file.name}; please send that file along with a report."


def _say(text: str) -> None:
    """A result, for standard output."""
    with suppress(BrokenPipeError):
        click.echo(text, color=_colour())


def _complain(text: str) -> None:
    """A problem, for standard error."""
    with suppress(BrokenPipeError):
        click.echo(text, err=True, color=_colour())


def _width() -> int:
    """Columns of the terminal that shows standard output; 80 where there is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 80


def _colour() -> bool | None:
    """False where colour is unwanted (no-color.org); None leaves it to whether a terminal listens."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def _let_go_of_broken_pipes() -> None:
    """Flush what is left; a reader that went away is no failure, and Python would complain of it at exit."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # closed by whoever started us
            continue
        try:
            stream.flush()
        except BrokenPipeError:
            _redirect_to_nowhere(stream)


def _redirect_to_nowhere(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)

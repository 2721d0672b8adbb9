"""The command line: each verb is one call with plain arguments; here live exit codes and what a person reads.

0 done, 1 the build failed, 2 bad content or usage, 70 a bug of ours, 130 interrupted. Problems go to standard error as
`file:line:column: severity: message`, results to standard output, progress to a terminal alone. What a verb needs is
imported when it runs, so that `--help` need not load numpy. Deliberately contains no work of its own.
"""

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from sitegen import __version__
from sitegen.build.bug_report import bug_message
from sitegen.build.report_text import counted, near, summary
from sitegen.problems import ContentError, Problem, SitegenError
from sitegen.terminal import colour, coloured, complain, progress_line, release_pipes, say, show_problems, width

EXIT_FAILED = 1
EXIT_CONTENT = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130

_PROGRESS_LETTERS = 50
"""Of an address; a line that wraps could not be wiped."""

_root_option = click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="Folder of the site: the one that holds content/.",
)

_format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a person, or for a program.",
)

_jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    show_default="as many as pay",
    help="Processes that compare and lay out stories at the same time.",
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
    # numpy's tables are small here, and the threads that it would start only wait, which takes as long as loading it
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        code = commands.main(argv, prog_name="sitegen", standalone_mode=False, color=colour())
    except click.ClickException as error:
        error.show()
        code = EXIT_CONTENT
    except ContentError as error:
        show_problems(error.problems)
        code = EXIT_CONTENT
    except SitegenError as error:
        complain(str(error))
        code = EXIT_FAILED
    except (KeyboardInterrupt, click.Abort):
        complain("Interrupted.")
        code = EXIT_INTERRUPTED
    except SystemExit as done:  # click's way out when nobody reads on
        code = done.code
    except Exception as error:  # noqa: BLE001 - what is not expected is a bug, and is told as one
        complain(bug_message(error))
        code = EXIT_BUG
    release_pipes()
    return code if isinstance(code, int) else 0


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def commands() -> None:
    """Show, side by side, how different outlets told the same event.

    A site is a folder with content/: one Markdown file an article. `sitegen init` begins one, `sitegen import` makes
    such files from texts and pages, `sitegen build` makes the site, `sitegen publish` puts it on the web.
    """


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="Name of the site.")
@click.option("--schemas", "only_schemas", is_flag=True, help="Renew schemas/ of a site that exists, and nothing else.")
def init(*, folder: Path, title: str | None, only_schemas: bool) -> None:
    """Make a new site in DIR, with a sample that builds at once.

    DIR is made where it is not there. Nothing is overwritten: whatever is in the way is listed, and nothing written.
    """
    from sitegen.build import scaffold  # noqa: PLC0415 - other commands do without

    if only_schemas:
        written = scaffold.write_schemas(folder)
        say(f"{counted(len(written), 'schema')} written into {near(written[0].parent)}.")
        return
    written = scaffold.init_site(
        folder,
        title=title,
        base_url=scaffold.address_of_pages(folder),
        workflow=scaffold.first_workflow(folder),
    )
    say(scaffold.next_steps(near(folder), len(written)))


@commands.command()
@_root_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    show_default="public in the site's folder",
    help="Folder to build into. Files there that sitegen did not make are left alone.",
)
@_jobs_option
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
            from sitegen.build.executor import collect_rarely  # noqa: PLC0415 - as above

            collect_rarely()
            from sitegen.build import pipeline  # noqa: PLC0415 - loads numpy, for a build with work to do

            with _executor(jobs) as executor, progress_line() as progress:
                report = pipeline.build(root, out, executor=executor, progress=progress, store=store, seen=seen)
    show_problems(report.problems)
    say(summary(report, out, time.perf_counter() - started))


@commands.command()
@_root_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; the default is private.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="Port to listen on; the next free one where it is taken.",
)
@click.option("--open", "is_opened", is_flag=True, help="Open the site in a browser.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="As for build.")
def serve(*, root: Path, host: str, port: int, is_opened: bool, jobs: int | None) -> None:
    """Show the site in a browser and keep it up to date.

    Builds into .sitegen/preview/, beginning with what was made before, serves it under the path of `base_url`, and
    builds again whenever a file of content/ or templates/ changes; open pages follow. Ctrl-C ends it.
    """
    from sitegen.serve import told  # noqa: PLC0415 - loads a web server, which other commands do without
    from sitegen.serve.builds import Outcome, SiteBuilder  # noqa: PLC0415 - as above
    from sitegen.serve.listen import Listener, open_browser  # noqa: PLC0415 - as above
    from sitegen.serve.preview import run_preview, site_path  # noqa: PLC0415 - as above

    def tell(outcome: Outcome, seconds: float) -> None:
        show_problems(outcome.report.problems if outcome.report else outcome.problems)
        (say if outcome.report else complain)(told.result(outcome, seconds))

    with closing(Listener(host, port)) as listener:
        path = site_path(root)
        say(told.opening(listener, path, port))
        if warning := told.exposure(listener):
            complain(warning)
        if is_opened:
            open_browser(listener.url + path, complain)
        run_preview(root, listener, builder=SiteBuilder(root, jobs), tell=tell)


@commands.command()
@_root_option
@click.option("--strict", is_flag=True, help="Look for what is left open as well; warnings fail the check.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    show_default=True,
    help="For a person, or as annotations of a pull request on GitHub.",
)
@_jobs_option
def check(*, root: Path, strict: bool, form: str, jobs: int | None) -> None:
    """Tell everything that is wrong with the site, and write nothing.

    With --strict that is also what an editor has left open: articles without date, headline or address, stale
    decisions, conflicts and concepts that nobody has looked at, texts of which nothing says how much may be reprinted.
    """
    from sitegen.build.annotations import annotation  # noqa: PLC0415 - other commands do without
    from sitegen.build.check import check_content, checked_text  # noqa: PLC0415 - loads numpy

    started = time.perf_counter()
    with _executor(jobs) as executor, progress_line() as progress:
        checked = check_content(root, strict=strict, executor=executor, progress=progress)
    for problem in checked.problems:
        say(coloured(problem) if form == "text" else annotation(problem, os.environ.get("GITHUB_WORKSPACE")))
    complain(checked_text(checked, time.perf_counter() - started))
    if checked.fails(strict=strict):
        raise click.exceptions.Exit(EXIT_CONTENT)


@commands.command(name="import")
@click.argument("sources", nargs=-1, required=True, metavar="FILE_OR_URL...")
@click.option("--story", required=True, metavar="ID", help="Story to add the article to; made where it is new.")
@click.option(
    "--outlet",
    metavar="ID",
    help="Outlet that published it; made where it is new. A web page mostly says whose it is, a text file does not.",
)
@click.option(
    "--article", metavar="ID", help="Id of the article.  [default: the outlet's; for further ones outlet-2 …]"
)
@click.option("--title", help="Headline, where the file does not begin with it.")
@click.option("--date", "day", callback=_read_day, metavar="YYYY-MM-DD", help="Day it was published.")
@click.option("--save", is_flag=True, help="Keep a web page as it was found, in seeds/.")
@_root_option
@click.option("--force", is_flag=True, help="Replace text and headline of an article that exists.")
def import_(
    *,
    sources: tuple[str, ...],
    story: str,
    outlet: str | None,
    article: str | None,
    title: str | None,
    day: date | None,
    save: bool,
    root: Path,
    force: bool,
) -> None:
    """Turn texts and web pages into articles of a story; an empty folder becomes a site.

    FILE_OR_URL is a plain text file in UTF-8, a saved page (.html, .htm) or a web address. Pages are fetched one at a
    time, as the site's robots.txt allows; reading them needs the extra: pip install "sitegen-compare[import]".

    Lines that are not the article's (byline, caption, "Also read") are taken out and kept under `stripped:` in the new
    file. Look at it before you build.
    """
    from sitegen.ingest.sources import Order, bring_in, is_page  # noqa: PLC0415 - other commands do without
    from sitegen.ingest.told import what_was_made  # noqa: PLC0415 - as above
    from sitegen.ingest.visits import Visits  # noqa: PLC0415 - as above

    if len(sources) > 1 and (article or title):
        raise click.UsageError("--article and --title are for a single FILE.")
    if outlet is None and not all(map(is_page, sources)):
        raise click.UsageError("A text file does not say who published it: name the outlet with --outlet.")
    order = Order(root=root, story=story, outlet=outlet, article=article, title=title, day=day, force=force, save=save)
    visits = Visits()
    problems: list[Problem] = []
    for n, source in enumerate(sources, 1):
        with progress_line() as progress:
            if progress and is_page(source):
                progress(f"{n} of {len(sources)}: {source[:_PROGRESS_LETTERS]}")
            try:
                imported = bring_in(source, n, order, visits)
            except ContentError as error:
                problems.extend(error.problems)
                continue
        for line in what_was_made(imported):
            say(line)
    if problems:
        raise ContentError(tuple(dict.fromkeys(problems)))


@commands.command()
@click.argument("story")
@click.argument("a")
@click.argument("b")
@_root_option
@_format_option
def explain(story: str, a: str, b: str, root: Path, form: str) -> None:
    """Tell why two sentences of STORY match or not.

    A and B are sentences of two articles, each by its id (afp.3) or its key (afp:bb2200); both stand in
    public/data/STORY.json.
    """
    from sitegen.build.explain import explain as explain_sentences  # noqa: PLC0415 - loads numpy
    from sitegen.build.explain_text import explanation_record, explanation_text  # noqa: PLC0415 - as above

    explained = explain_sentences(root, story, a, b)
    if form == "json":
        say(json.dumps(explanation_record(explained), ensure_ascii=False, indent=2))
        return
    say(explanation_text(explained, width=width(), emphasis=lambda text: click.style(text, bold=True)))


@commands.command()
@click.argument("story")
@_root_option
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(["conflict", "uncertain", "lead", "figure", "quote", "term", "stale"]),
    help="Tell doubts of this kind alone; may be given again.",
)
@click.option(
    "--write",
    "chosen",
    multiple=True,
    metavar="NAME",
    help="Put the decision of this name (1a) into the story's review.toml; may be given again.",
)
@click.option("--reason", help="Why, for the decisions written.")
@click.option("--by", help="Who decides, for the decisions written.")
@_format_option
def review(
    *,
    story: str,
    root: Path,
    only: tuple[str, ...],
    chosen: tuple[str, ...],
    reason: str | None,
    by: str | None,
    form: str,
) -> None:
    """Tell what of STORY an editor should look at, most consequential first.

    Each doubt comes with the lines of review.toml that settle it. Then comes wording that the glossary does not cover:
    why it was picked out, what each other article may call the same thing, and a file for content/glossary to begin
    with.
    """
    from sitegen.build.review import review_story, write_decisions  # noqa: PLC0415 - loads numpy
    from sitegen.build.review_text import review_record, review_text  # noqa: PLC0415 - as above

    found = review_story(root, story)
    if chosen:
        path = write_decisions(found, chosen, reason=reason, by=by, day=date.today())  # noqa: DTZ011 - the editor's day
        added = f"{counted(len(set(chosen)), 'decision')} added"
        say(f"{near(path)}: {added}. Build again to apply; what is left is numbered anew.")
        return
    if form == "json":
        say(json.dumps(review_record(found, only=only), ensure_ascii=False, indent=2))
        return
    say(review_text(found, only=only, width=width()))


@commands.command()
@_root_option
@click.option("--to", type=click.Choice(["branch", "workflow"]), default="branch", show_default=True, help="Which way.")
@click.option("--branch", default="gh-pages", show_default=True, metavar="NAME", help="Branch to publish to.")
@click.option("--remote", default="origin", show_default=True, metavar="NAME", help="The repository on GitHub.")
@click.option("--push", is_flag=True, help="Push the branch; without it nothing leaves this machine.")
@click.option("--dry-run", is_flag=True, help="Only list what would be added, changed and deleted.")
@click.option(
    "--replace-foreign", is_flag=True, help="Replace what sitegen did not make where the site needs its place."
)
@click.option("--build", metavar="COMMAND", help="For a workflow: what installs and builds.  [default: pip, sitegen]")
@click.option("--install", metavar="REQUIREMENT", help="For a workflow: what pip installs.  [default: this sitegen]")
@click.option("--force", is_flag=True, help="Replace a workflow that was edited.")
@click.option("--doctor", is_flag=True, help="Only look for what stands between the site and its page on the web.")
@click.option("--out", type=click.Path(path_type=Path), help="As for build.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="As for build.")
def publish(jobs: int | None, **given: Any) -> None:  # noqa: ANN401 - the options are the fields of Choices
    """Publish the site to GitHub Pages.

    `--to branch` builds and commits the site to the branch gh-pages; files there that sitegen did not make are kept.
    `--to workflow` writes .github/workflows/pages.yml, with which GitHub builds the site at every push.
    """
    from sitegen.build import publishing  # noqa: PLC0415 - loads numpy

    choices = publishing.Choices(**given)
    if fault := choices.fault:
        raise click.UsageError(fault)
    with _executor(jobs) as executor, progress_line() as progress:
        done = publishing.publish(choices, executor=executor, progress=progress)
    show_problems(done.problems)
    say("\n".join(done.lines))


@contextmanager
def _executor(jobs: int | None) -> Iterator[Executor]:
    """Who makes stories; on a failure nothing that has not begun is begun."""
    from sitegen.build.executor import make_executor  # noqa: PLC0415 - other commands do without

    executor = make_executor(jobs)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)

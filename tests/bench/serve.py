"""`make bench-serve`: milliseconds from a save to the changed page, for sites of some sizes, beside MkDocs.

Both previews run as a person would run them, on the same articles; MkDocs makes one page of each, sitegen some sixty of
each story, in a `sitegen build` that the preview then begins with. One article is saved again and again, with time to
look between two saves, and the clock runs until the open page in Chromium shows the new words (without Chromium: until
the server sends them). Deliberately contains no target: it prints what it finds.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from msgspec import Struct
from previews import ROOT, command
from tabs import Tab, tab
from webpages import missing_for_browser

from bench.sites import make_tales, write_pages, write_site

PAUSE = 1.5
"""Seconds between two saves: whoever writes looks at what came of one before the next, and both previews are then done
with all their pages."""
LONGEST = 900
"""Seconds after which a change is given up."""


class Row(Struct, frozen=True, kw_only=True):
    """What was measured of one preview on one site."""

    tool: str
    stories: int
    pages: int
    """HTML files that it serves."""
    first: float
    """Seconds until the first site was there."""
    start: float
    """Seconds until a preview that begins with that site served a page of it."""
    times: tuple[float, ...]
    """Milliseconds of each save."""


@click.command(context_settings={"show_default": True})
@click.option("--stories", default="1 100", help="Sizes, as numbers of stories of five articles.")
@click.option("--rounds", default=20, help="Saves at each size.")
@click.option("--budget", default=180.0, help="Seconds for the saves at a size; after three rounds no more are begun.")
@click.option("--mkdocs", type=click.Path(path_type=Path), help="The command of MkDocs to compare with.")
def main(stories: str, rounds: int, budget: float, mkdocs: Path | None) -> None:
    """Measure how soon an open page shows what was saved."""
    lacking = missing_for_browser()
    until = "the changed page in Chromium" if not lacking else f"the changed bytes ({lacking})"
    click.echo(
        f"Milliseconds from a save to {until}; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()}\n"
    )
    click.echo(
        f"{'':10} {'stories':>8} {'articles':>9} {'pages':>7} {'rounds':>7} {'median':>8} {'worst':>8}"
        f" {'first build':>12} {'start':>8}"
    )
    for size in map(int, stories.split()):
        with _temporary() as folder:
            _show(_measure_sitegen(folder, size, rounds, budget, in_browser=not lacking))
        if mkdocs and mkdocs.exists():
            with _temporary() as folder:
                _show(_measure_mkdocs(mkdocs.resolve(), folder, size, rounds, budget, in_browser=not lacking))
    if not (mkdocs and mkdocs.exists()):
        click.echo("\nMkDocs is not installed, so there is nothing to compare with.")


@contextmanager
def _temporary() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sitegen-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _show(row: Row) -> None:
    median, worst = statistics.median(row.times), max(row.times)
    click.echo(
        f"{row.tool:10} {row.stories:8,} {row.stories * 5:9,} {row.pages:7,} {len(row.times):7}"
        f" {median:8,.0f} {worst:8,.0f} {row.first:10,.1f} s {row.start:6,.1f} s"
    )


def _measure_sitegen(folder: Path, size: int, rounds: int, budget: float, *, in_browser: bool) -> Row:
    site = folder / "site"
    write_site(site, size)
    tale = next(make_tales(1))
    file = site / f"content/stories/{tale.id}/{tale.texts[0].outlet}.md"
    started = time.perf_counter()
    build = [sys.executable, "-m", "sitegen", "build"]  # in the folder of the preview, or it makes all anew
    subprocess.run(build, cwd=site, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
    first = time.perf_counter() - started
    pages = sum(1 for _ in (site / "public").rglob("*.html"))
    started = time.perf_counter()
    with command(site, "--port", "0") as running:
        page = f"{running.url}stories/{tale.id}/read/{tale.texts[0].outlet}/"
        _wait_for_bytes(page, tale.texts[0].sentences[0].split(".")[0])
        start = time.perf_counter() - started
        running.wait_for("Built in")
        times = _saves(file, page, rounds, budget, in_browser=in_browser)
    return Row(tool="sitegen", stories=size, pages=pages, first=first, start=start, times=times)


def _measure_mkdocs(mkdocs: Path, folder: Path, size: int, rounds: int, budget: float, *, in_browser: bool) -> Row:
    write_pages(folder / "docs", size)
    # no plug-ins: search indexes every page anew
    (folder / "mkdocs.yml").write_text("site_name: Papers of no town\nplugins: []\n", encoding="utf-8")
    tale = next(make_tales(1))
    port = 8765
    started = time.perf_counter()
    # livereload is named because some releases leave it off
    order = [str(mkdocs), "serve", "--quiet", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "TMPDIR": str(folder)}
    process = subprocess.Popen(order, cwd=folder, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603 - as asked
    try:
        page = f"http://127.0.0.1:{port}/{tale.id}/{tale.texts[0].outlet}/"
        _wait_for_bytes(page, tale.texts[0].sentences[0].split(".")[0], pause=0.2)
        first = time.perf_counter() - started
        pages = sum(1 for out in folder.glob("mkdocs_*") for _ in out.rglob("*.html"))
        file = folder / f"docs/{tale.id}/{tale.texts[0].outlet}.md"
        times = _saves(file, page, rounds, budget, in_browser=in_browser)
    finally:
        process.terminate()
        process.wait(60)
    return Row(tool="MkDocs", stories=size, pages=pages, first=first, start=first, times=times)


def _saves(file: Path, page: str, rounds: int, budget: float, *, in_browser: bool) -> tuple[float, ...]:
    """Milliseconds of each save of `file` until `page` shows it."""
    if not in_browser:
        return _timed(file, rounds, budget, lambda words: _wait_for_bytes(page, words))
    with tab() as opened:
        opened.open(page)
        return _timed(file, rounds, budget, lambda words: _wait_for_words(opened, words))


def _timed(file: Path, rounds: int, budget: float, wait: Callable[[str], None]) -> tuple[float, ...]:
    times: list[float] = []
    text = file.read_text(encoding="utf-8")
    while len(times) < rounds and (len(times) < 3 or sum(times) < budget * 1000):
        words = f"Visitor number {len(times) + 10_000} came by"
        changed = f"{text}\n{words}.\n"
        aside = file.with_name(f".{file.name}.new")
        aside.write_text(changed, encoding="utf-8")
        time.sleep(PAUSE)
        started = time.perf_counter()
        aside.replace(file)
        wait(words)
        times.append((time.perf_counter() - started) * 1000)
    return tuple(times)


def _wait_for_words(opened: Tab, words: str) -> None:
    opened.wait(f"document.body.textContent.includes({words!r})", within=LONGEST)


def _wait_for_bytes(page: str, words: str, pause: float = 0.01) -> None:
    until = time.perf_counter() + LONGEST
    while time.perf_counter() < until:
        try:
            with urllib.request.urlopen(page, timeout=60) as answer:  # noqa: S310 - our own address
                if words.replace("'", "’") in answer.read().decode().replace("&#39;", "’").replace("'", "’"):
                    return
        except OSError:
            pass
        time.sleep(pause)
    sys.exit(f"{page} never had: {words}")


if __name__ == "__main__":
    main()

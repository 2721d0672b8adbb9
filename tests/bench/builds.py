"""How much a build costs on invented sites of 20, 200 and 2,000 stories, beside Hugo on the same articles.

For each size one row a build: everything for the first time, nothing changed, one article edited, one template edited,
one concept edited; with the CPU time of all its processes, the time on the clock and the most memory that one of them
had. Hugo makes a plain page of each article and a list of them a story; what it takes for its own build after one edit
is what the other columns are held against. Deliberately contains no target: the figures are for whoever reads them.

    python -m bench.builds [--sizes "20 200"] [--folder DIR]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from bench.sites import write_pages, write_site

SIZES = "20 200 2000"
_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    "<body><main>{{ .Content }}</main></body></html>\n"
)
_LIST = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><ul>'
    '{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>\n'
)
_HUGO = """baseURL = "https://example.org/repo/"
title = "Papers of no town"
disableKinds = ["taxonomy", "term"]
"""
_CONCEPT = """---
referent: the inquiry
kind: event
status: reviewed
reviewed_by: A. Tester
variants:
  - match: ["inquiry number {n}", "visitor number {n}"]
    kind: event
    keep: true
---
"""


class Cost(Struct, frozen=True, kw_only=True):
    """What one command took."""

    cpu: float
    """Seconds, of all its processes."""
    wall: float
    """Seconds."""
    memory: float
    """Megabytes, of the process that had most."""
    said: str


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--folder", type=Path, default=None, help="Where the sites are made; kept if given.")
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="sitegen-bench-"))
    try:
        for size in map(int, arguments.sizes.replace(",", " ").split()):
            _measure(folder / str(size), size)
    finally:
        if arguments.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path, size: int) -> None:
    _say(f"\n{size:,} stories, {5 * size:,} articles")
    _say(f"{'':28}{'CPU s':>9}{'wall s':>9}{'MB':>8}{'of Hugo':>10}")
    hugo = _hugo(folder / "hugo", size)
    against = None
    if hugo is None:
        _say("Hugo: not installed (Debian's package `hugo`); sitegen is measured alone.")
    else:
        for what, cost in hugo:
            _row(f"Hugo, {what}", cost, None)
            against = cost.cpu
    for what, cost in _sitegen(folder / "sitegen", size):
        _row(f"sitegen, {what}", cost, against)
        told = next((line for line in cost.said.splitlines() if "compared" in line), "")
        if told:
            _say(f"    {told}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _row(what: str, cost: Cost, against: float | None) -> None:
    share = f"{cost.cpu / against:9.2f}x" if against else ""
    _say(f"{what:28}{cost.cpu:9.2f}{cost.wall:9.2f}{cost.memory:8.0f}{share}")


def _sitegen(root: Path, size: int) -> Iterator[tuple[str, Cost]]:
    shutil.rmtree(root, ignore_errors=True)
    write_site(root, size)
    concept = root / "content/glossary/inquiry.md"
    _write(concept, _CONCEPT.format(n=10))
    article = min((root / "content/stories").glob("*/outlet-*.md"))
    template = root / "templates/method.html"
    shipped = Path(__file__).parents[2] / "templates/method.html"

    def edit_article() -> None:
        _write(article, article.read_text(encoding="utf-8") + "\nVisitor number 12 came by.\n")

    def edit_template() -> None:
        _write(template, shipped.read_text(encoding="utf-8").replace("<h1>", "<h1>Our "))

    def edit_concept() -> None:
        _write(concept, _CONCEPT.format(n=12))

    steps: Sequence[tuple[str, Callable[[], None]]] = (
        ("cold", lambda: None),
        ("no change", lambda: None),
        ("one article edited", edit_article),
        ("one concept edited", edit_concept),
        ("one template edited", edit_template),
    )
    for what, edit in steps:
        edit()
        time.sleep(2.1)  # a file as young as that is looked into, which is not what a day's work is like
        yield what, _run([sys.executable, "-m", "sitegen", "build", "--root", str(root)])


def _hugo(root: Path, size: int) -> list[tuple[str, Cost]] | None:
    hugo = shutil.which("hugo")
    if hugo is None:
        return None
    shutil.rmtree(root, ignore_errors=True)
    write_pages(root / "content", size)
    (root / "content/index.md").rename(root / "content/_index.md")  # the other name would make one page of all
    _write(root / "layouts/_default/single.html", _PAGE)
    _write(root / "layouts/_default/list.html", _LIST)
    _write(
        root / "hugo.toml", 'baseURL = "https://example.org/repo/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term"]\n'
    )
    cold = _run([hugo, "--quiet", "--source", str(root)])
    article = min((root / "content").glob("*/outlet-*.md"))
    _write(article, article.read_text(encoding="utf-8") + "\nVisitor number 12 came by.\n")
    return [("cold", cold), ("one article edited", _run([hugo, "--quiet", "--source", str(root)]))]


def _run(argv: Sequence[str]) -> Cost:
    """Run a command to its end; one that fails ends the measurement."""
    code = (
        "import json, resource, subprocess, sys;"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss); print(done.stdout); sys.exit(done.returncode)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - commands of this file
        [sys.executable, "-c", code, *argv], stdout=subprocess.PIPE, text=True, check=False, env=environment
    )
    wall = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{' '.join(argv)} failed.\n{done.stdout}")
    figures, _, said = done.stdout.partition("\n")
    cpu, memory = map(float, figures.split())
    return Cost(cpu=cpu, wall=wall, memory=memory / 1024, said=said)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

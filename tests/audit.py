"""`make audit`: Lighthouse as on a phone on the longest page of every kind of this project's own site.

Prints a table and ends with 1 where a page falls short. A score of performance rests on times, and so on what else the
machine does: a page that falls short of it alone is measured once more, and the better of the two counts. Deliberately
no part of `make test`: it takes some minutes, and Lighthouse is heavy.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

from webpages import CHROMIUM, NODE, SCRIPTS, longest, missing_for_browser, page_kind, serve

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import build

ROOT = Path(__file__).parent.parent
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


class Audit(TypedDict):
    """What audit.mjs says of a page."""

    page: str
    scores: dict[str, int]
    short: list[str]
    lcp: int
    tbt: int
    cls: float


def audit(base: str, pages: list[str]) -> dict[str, Audit]:
    """The audits of some pages of a served site, by address."""
    done = subprocess.run(  # noqa: S603 - the project's own script, with addresses of its own pages
        [str(NODE), "audit.mjs", base, *pages],
        cwd=SCRIPTS / "audit",
        env={**os.environ, "CHROMIUM": str(CHROMIUM)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120 * len(pages),
    )
    found: list[Audit] = [json.loads(line) for line in done.stdout.splitlines()]
    return {one["page"]: one for one in found}


def is_short(one: Audit) -> list[str]:
    """The categories in which a page falls short."""
    return [name for name, least in LEAST.items() if one["scores"][name] < least]


def table(audits: list[Audit]) -> str:
    """A line a page; what lost points stands below a page that falls short."""
    lines = [f"{'':40}{'perf':>6}{'a11y':>6}{'best':>6}{'seo':>6}{'LCP ms':>8}{'TBT ms':>8}{'CLS':>7}"]
    for one in audits:
        scores = "".join(f"{one['scores'][name]:>6}" for name in LEAST)
        kind = page_kind(one["page"]) or "(home)"
        lines.append(f"{kind:40}{scores}{one['lcp']:>8}{one['tbt']:>8}{one['cls']:>7.3f}")
        if is_short(one):
            lines.append(f"    short in {', '.join(is_short(one))}: {', '.join(one['short'])} ({one['page']})")
    return "\n".join(lines)


def main() -> int:
    """Build the site, audit it, print the table; 1 where a page falls short, 2 where a tool is missing."""
    if missing := missing_for_browser():
        print(missing, file=sys.stderr)  # noqa: T201 - a command speaks to its terminal
        return 2
    settings = tomllib.loads((ROOT / "content" / "site.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "public"
        build(ROOT, site, executor=InlineExecutor())
        pages = [page for page in longest(site) if page != "404.html"]
        with serve(site, urlsplit(str(settings.get("base_url", "/"))).path) as base:
            found = audit(base, pages)
            again = [page for page, one in found.items() if is_short(one) == ["performance"]]
            for page, one in audit(base, again).items() if again else ():
                found[page] = max(found[page], one, key=lambda each: each["scores"]["performance"])
    print(table(list(found.values())))  # noqa: T201 - a command speaks to its terminal
    return int(any(map(is_short, found.values())))


if __name__ == "__main__":
    sys.exit(main())

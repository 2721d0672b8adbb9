"""A small site, somebody who edits it at random, and builds of it with a cache and without.

Deliberately contains no test and no expectation.
"""

import random
import shutil
import subprocess
import sys
from pathlib import Path

from sites import SMALL_SITE, write_site

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import build
from sitegen.build.report import Report
from sitegen.build.store import open_store

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


def command(root: Path, *, jobs: int = 1, is_leader: bool = False) -> "subprocess.Popen[str]":
    """A build as a process of its own, on request the leader of a group of processes."""
    argv = [sys.executable, "-m", "sitegen", "build", "--root", str(root), "--jobs", str(jobs)]
    return subprocess.Popen(  # noqa: S603 - a command of our own
        argv, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=is_leader
    )

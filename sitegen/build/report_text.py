"""What a build did, in the few lines that a person reads. Deliberately contains no stream: the caller has one."""

from contextlib import suppress
from pathlib import Path

from sitegen.build.report import Report


def summary(report: Report, out: Path, seconds: float) -> str:
    """What a build did, in a few lines."""
    stories = counted(report.stories, "story", "stories")
    found = (
        f"{counted(report.claims, 'claim')}, {report.shared} in two articles or more, {report.conflicts} in conflict"
    )
    lines = [f"Built {stories} from {counted(report.articles, 'article')} in {seconds:.1f} s: {found}."]
    if report.drafts:
        lines.append(f"Left out: {counted(report.drafts, 'draft')}.")
    if report.problems:
        lines.append(f"{counted(len(report.problems), 'warning')}.")
    if report.compared < report.stories:
        lines.append(
            f"{report.compared:,} of {counted(report.stories, 'story', 'stories')} compared,"
            f" {report.rendered:,} of {counted(report.pages, 'page')} rendered; the rest is as it was."
        )
    lines.append(f"{counted(report.written, 'file')} written, {report.unchanged} unchanged, {report.removed} removed.")
    lines.append(f"The site is in {near(out)}")
    return "\n".join(lines)


def counted(n: int, noun: str, nouns: str = "") -> str:
    """A number with its noun, which takes an s unless `nouns` says its plural."""
    return f"{n:,} {noun if n == 1 else nouns or noun + 's'}"


def near(path: Path) -> Path:
    """The path as short as a person would type it."""
    with suppress(ValueError):
        return path.resolve().relative_to(Path.cwd())
    return path

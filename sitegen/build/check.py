"""`sitegen check`: everything that is wrong with a site, found the way a build finds it, and nothing written.

Deliberately contains no check of its own: the build's are in the pipeline, those of `--strict` in `gaps`.
"""

from concurrent.futures import Executor
from pathlib import Path

from msgspec import Struct

from sitegen.build.gaps import find_gaps
from sitegen.build.pipeline import make_site
from sitegen.build.report_text import counted
from sitegen.build.story_work import Progress
from sitegen.content.load import load_site
from sitegen.model import Comparison
from sitegen.problems import ContentError, Problem, by_place


class Checked(Struct, frozen=True, kw_only=True):
    """What was looked at, and what is wrong with it."""

    stories: int
    """Stories that could be read, drafts among them."""
    articles: int
    problems: tuple[Problem, ...]
    """By place."""

    def fails(self, *, strict: bool) -> bool:
        """Whether the site does not pass."""
        return bool(self.problems) if strict else any(problem.severity == "error" for problem in self.problems)


def check_content(root: Path, *, strict: bool, executor: Executor, progress: Progress | None = None) -> Checked:
    """Everything that is wrong with the site at `root`; with `strict` also what an editor has left open.

    Raises SitegenError where the theme or the program is at fault. Touches no file.
    """
    comparisons: tuple[Comparison, ...] = ()
    try:
        site = make_site(root, executor=executor, progress=progress)
    except ContentError as error:
        problems = error.problems
    else:
        problems, comparisons = site.problems, site.comparisons
    settings, library, _ = load_site(root)
    if strict and library is not None:
        problems = (*problems, *find_gaps(root, settings, library, comparisons))
    stories = library.stories if library is not None else ()
    return Checked(
        stories=len(stories),
        articles=sum(len(story.articles) for story in stories),
        problems=by_place(problems),
    )


def checked_text(checked: Checked, seconds: float) -> str:
    """What was found, on one line."""
    n_errors = sum(problem.severity == "error" for problem in checked.problems)
    looked_at = f"{counted(checked.stories, 'story', 'stories')} with {counted(checked.articles, 'article')}"
    found = f"{counted(n_errors, 'error')}, {counted(len(checked.problems) - n_errors, 'warning')}"
    return f"Checked {looked_at} in {seconds:.1f} s: {found}."

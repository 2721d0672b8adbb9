"""What a build did, for whoever asked for it. Deliberately contains no words and no seconds: the caller has both."""

from msgspec import Struct

from sitegen.problems import Problem


class Report(Struct, frozen=True, kw_only=True):
    """What a build did."""

    base_url: str | None
    """The address that the pages were made for, where the site names one."""
    stories: int
    drafts: int
    articles: int
    claims: int
    shared: int
    """Claims of two or more articles."""
    conflicts: int
    """Claims whose versions cannot all be true."""
    problems: tuple[Problem, ...]
    compared: int
    """Stories that were compared, and not taken from an earlier build."""
    pages: int
    rendered: int
    """Pages that were rendered."""
    written: int
    unchanged: int
    removed: int
    changed: tuple[str, ...]
    """Paths of the files written and removed, below the output folder."""

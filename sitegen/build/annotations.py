"""Problems as GitHub's workflow commands, which a pull request shows at their place in the files.

The form is that of GitHub's documentation and of its `@actions/core`: `::error file=...,line=...,col=...::message`,
with `%`, carriage return and newline escaped everywhere, and `:` and `,` in properties as well. Deliberately contains
no choice of problems.
"""

from pathlib import Path

from sitegen.problems import Problem, show_unseen

_TITLE = "sitegen"


def annotation(problem: Problem, workspace: str | None = None) -> str:
    """One problem as one line. Paths are given from `workspace` on, the folder of the repository, where it is known."""
    properties = {"file": _in_repository(problem.path, workspace)}
    if problem.line:
        properties["line"] = str(problem.line)
    if problem.column:
        properties["col"] = str(problem.column)
    properties["title"] = _TITLE
    listed = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    return f"::{problem.severity} {listed}::{_escaped(problem.told())}"


def _in_repository(path: str, workspace: str | None) -> str:
    """The path as the repository has it; unchanged where it lies elsewhere."""
    absolute = Path.cwd() / path
    if not workspace or not absolute.is_relative_to(workspace):
        return path
    return absolute.relative_to(workspace).as_posix()


def _escaped(text: str) -> str:
    return show_unseen(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")

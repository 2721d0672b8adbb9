"""The one door to git, and to the `gh` command where a person has it.

git is run with what it needs and nothing that a person did not ask for: in the C locale, so that its words can be read;
without the variables by which a hook points it at another repository; with a bound on time. Deliberately contains no
command that writes to a work tree, an index or HEAD: an index that is needed is a temporary file.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.problems import SitegenError

_SECONDS = 300
"""The most that one command may take; a push of a large site over a slow line takes minutes."""
_LOOK_SECONDS = 20
"""The most that a look at GitHub's settings may take: it is a courtesy."""
_ELSEWHERE = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
)
"""What git sets for a hook, and what would lead us away from the repository that the site lies in."""
_STEADY = ("-c", "core.fsmonitor=false", "-c", "core.splitIndex=false", "-c", "core.quotePath=false")
"""Settings that would start a daemon, write beside the temporary index, or escape names."""


class GitError(SitegenError):
    """git refused; the message says what was tried and what git said, `said` is the latter alone."""

    def __init__(self, tried: str, said: str) -> None:
        """Keep git's words."""
        super().__init__(f"git {tried} failed: {said or 'it did not say why'}")
        self.said = said


class Repository(Struct, frozen=True, kw_only=True):
    """The repository that holds a site."""

    top: Path
    """The folder of its work tree, absolute."""

    def git(self, *arguments: str, stdin: bytes = b"", index: Path | None = None) -> bytes:
        """What a git command printed. Raises GitError where it fails; `index` stands in for the repository's own."""
        code, out, said = _run_git(self.top, arguments, stdin, {"GIT_INDEX_FILE": str(index)} if index else {})
        if code:
            raise GitError(arguments[0], said)
        return out

    def line(self, *arguments: str) -> str:
        """The one line that a git command printed."""
        return self.git(*arguments).decode(errors="replace").strip()

    def ask(self, *arguments: str) -> str | None:
        """The one line that a git command printed; None where it answers by failing."""
        code, out, _ = _run_git(self.top, arguments, b"", {})
        return None if code else out.decode(errors="replace").strip()

    def commit(self, name: str) -> str | None:
        """The id of the commit that a full ref name or an id means; None where there is none."""
        return self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")


def open_repository(folder: Path) -> Repository:
    """The repository whose work tree holds `folder`. Raises SitegenError that says what to do where there is none."""
    code, out, said = _run_git(folder, ("rev-parse", "--show-toplevel"), b"", {})
    if code == 0:
        return Repository(top=Path(out.decode(errors="surrogateescape").rstrip("\r\n")))
    if "dubious ownership" in said:
        raise SitegenError(f"{folder}: git does not trust this repository, which belongs to another user.\n{said}")
    if "not a git repository" in said or "must be run in a work tree" in said:
        raise SitegenError(
            f"{folder.resolve()}: is not in the work tree of a git repository, so there is no branch to publish to."
            " Make it one with `git init`, and give it the repository on GitHub with `git remote add origin ADDRESS`."
        )
    raise GitError("rev-parse", said)


def ask_github(address: str) -> bytes | None:
    """GitHub's answer (JSON) to a read-only question of its interface, by way of the `gh` command.

    None where there is no such command, nobody is logged in, or GitHub does not answer: `gh` holds the person's
    credentials, and sitegen never sees them.
    """
    try:
        done = subprocess.run(  # noqa: S603 - the address is made of names that were checked
            ["gh", "api", "--method", "GET", address],  # noqa: S607 - whichever gh the person uses
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_LOOK_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _run_git(folder: Path, arguments: Sequence[str], stdin: bytes, extra: Mapping[str, str]) -> tuple[int, bytes, str]:
    """Exit code, output and complaint of a git command."""
    environment = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    environment |= {"LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0", **extra}
    if not (sys.stdin and sys.stdin.isatty()):  # nobody is there to type a password
        environment["GIT_TERMINAL_PROMPT"] = "0"
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments that are ours or were checked
            ["git", *_STEADY, *arguments],  # noqa: S607 - whichever git the person uses
            cwd=folder,
            env=environment,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (FileNotFoundError, NotADirectoryError) as error:
        if not folder.is_dir():
            raise SitegenError(f"{folder}: is not a folder.") from error
        raise SitegenError(
            "git is not installed, or not on the PATH. Install it from https://git-scm.com, then publish again."
        ) from error
    except subprocess.TimeoutExpired as error:
        raise GitError(arguments[0], f"it did not end within {_SECONDS} seconds") from error
    return done.returncode, done.stdout, (done.stderr or b"").decode(errors="replace").strip()

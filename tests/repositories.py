"""Git repositories on disk for tests, apart from every setting of the machine.

Deliberately contains no assertion.
"""

import os
import subprocess
from pathlib import Path

import pytest


def isolate_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git, in this process and its children, know no setting but a name and an address."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "gitconfig"
    config.write_text("[user]\nname = Ed Example\nemail = ed@example.org\n[init]\ndefaultBranch = main\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.delenv("EMAIL", raising=False)


def git(folder: Path, *arguments: str, stdin: str = "") -> str:
    """What a git command printed, without the white space around it; one that fails fails the test."""
    done = subprocess.run(  # noqa: S603 - git on a repository of the test
        ["git", *arguments],  # noqa: S607 - the git of this machine
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if done.returncode:
        pytest.fail(f"git {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def make_repository(folder: Path, remote: Path | None = None) -> Path:
    """A repository with one commit of what lies in the folder and, with `remote`, a bare one that has it too."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=Begin")
    if remote:
        git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
        git(folder, "remote", "add", "origin", str(remote))
        git(folder, "push", "--quiet", "origin", "main")
    return folder


def commit_files(folder: Path, remote: Path, branch: str, files: dict[str, str]) -> str:
    """Push a commit to a branch as somebody else would, by way of a clone in `folder`; the id of the commit.

    `files` are path -> text, an empty text deletes.
    """
    if not folder.exists():
        git(remote, "clone", "--quiet", str(remote), str(folder))
    git(folder, "fetch", "--quiet", "origin")
    if git(folder, "ls-remote", "origin", f"refs/heads/{branch}"):
        git(folder, "checkout", "--quiet", "-B", branch, f"origin/{branch}")
    else:
        git(folder, "checkout", "--quiet", "--orphan", branch)
        git(folder, "rm", "-rfq", "--ignore-unmatch", ".")
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if text:
            place.write_text(text)
        else:
            place.unlink()
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message=By hand")
    git(folder, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
    return git(folder, "rev-parse", "HEAD")


def tree(folder: Path, commit: str) -> dict[str, str]:
    """Path -> text of every file in a commit."""
    paths = git(folder, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit).split("\0")
    return {path: git(folder, "show", f"{commit}:{path}") for path in paths if path}


def snapshot(folder: Path, *, but: tuple[str, ...] = ()) -> dict[str, str]:
    """All that git knows of a repository and its work tree: bytes and times of the index and the files, and every ref.

    Refs and folders that begin with one of `but` are left out.
    """
    index = folder / ".git" / "index"
    files = {
        path.relative_to(folder).as_posix(): f"{path.read_bytes()!r} {path.stat().st_mtime_ns}"
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
    refs = dict(
        line.split(" ", 1) for line in git(folder, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    )
    held = {**files, **refs, "index": f"{index.read_bytes()!r} {index.stat().st_mtime_ns}"}
    held["HEAD"] = (folder / ".git" / "HEAD").read_text()
    held["stash"] = git(folder, "stash", "list")
    return {name: value for name, value in held.items() if not name.startswith(but or ("\0",))}

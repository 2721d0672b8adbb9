"""Publishing to a branch, and to the remote: fetch, commit, push, and once more where the branch moved meanwhile.

Nothing is ever forced: what others pushed stays, and the commit is made anew on top of it. Deliberately contains no
knowledge of what is published.
"""

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from sitegen.problems import SitegenError
from sitegen.publish.branch import Change, Target, commit_change, known_commit, plan_change
from sitegen.publish.git import GitError, Repository
from sitegen.publish.refusals import explain_refusal, is_about_a_moved_branch
from sitegen.publish.remote import github_place

_MOST_TRIES = 5
"""Whoever pushes to the same branch that often is better asked to pause."""
_UNMAINTAINED = ("-c", "gc.auto=0", "-c", "maintenance.auto=false")
"""Publishing leaves housekeeping to the commands of the person."""


class Published(Struct, frozen=True, kw_only=True):
    """What became of a publish."""

    change: Change
    commit: str | None
    """What the local branch holds now; None where there is still no branch."""
    is_pushed: bool
    """Whether something went to the remote."""
    tries: int
    """Pushes that were tried; more than one where the branch moved meanwhile."""


def check_remote(repository: Repository, remote: str) -> str:
    """The address of a remote. Raises SitegenError that says how to add it where there is none of this name."""
    address = remote_address(repository, remote)
    if address is None:
        named = ", ".join(repository.git("remote").decode(errors="replace").split())
        raise SitegenError(
            f"There is no remote `{remote}` to push to"
            + (f"; there is {named}: say which with --remote." if named else ".")
            + f" To add it: git remote add {remote} https://github.com/OWNER/REPOSITORY.git"
        )
    return address


def remote_address(repository: Repository, remote: str) -> str | None:
    """The address of a remote; None where there is none of this name."""
    return None if remote.startswith("-") else repository.ask("remote", "get-url", remote)


def publish_branch(
    repository: Repository,
    target: Target,
    folder: Path,
    paths: Collection[str],
    *,
    message: str,
    push: bool,
    replace_foreign: bool = False,
) -> Published:
    """Commit the files `paths` below `folder` to the branch and, with `push`, push it.

    Raises SitegenError where something is in the way or the remote refuses; a commit that could not be pushed stays on
    the local branch, and the next publish brings it along.
    """
    for n in range(1, _MOST_TRIES + 1):
        is_there = push and _fetch(repository, target)
        change = plan_change(repository, target, folder, paths, replace_foreign=replace_foreign)
        try:
            commit = commit_change(repository, target, change, message)
        except GitError as error:
            if is_about_a_moved_branch(error.said):
                continue
            raise
        is_current = is_there and commit == repository.commit(target.tracking)
        if not push or commit is None or is_current:
            return Published(change=change, commit=commit, is_pushed=False, tries=0)
        try:
            _push(repository, target, commit)
        except GitError as error:
            if is_about_a_moved_branch(error.said):
                continue
            raise _not_pushed(repository, target, error) from error
        return Published(change=change, commit=commit, is_pushed=True, tries=n)
    raise SitegenError(
        f"The branch {target.branch} moved {_MOST_TRIES} times while it was being published: somebody else, perhaps a"
        f" workflow, pushes to it all the time. Nothing of theirs was touched; publish again when they are done."
    )


def plan_branch(
    repository: Repository, target: Target, folder: Path, paths: Collection[str], *, replace_foreign: bool = False
) -> Change:
    """What `publish_branch` would do, as far as the repository knows without asking the remote; changes nothing."""
    return plan_change(repository, target, folder, paths, replace_foreign=replace_foreign, dry_run=True)


def _fetch(repository: Repository, target: Target) -> bool:
    """Bring what is known of the remote's branch up to date; whether it is there.

    A shallow clone that has nothing of the branch gets its last commit alone.
    """
    is_new = known_commit(repository, target) is None
    is_shallow = repository.line("rev-parse", "--is-shallow-repository") == "true"
    depth = ("--depth=1",) if is_new and is_shallow else ()
    what = f"+refs/heads/{target.branch}:{target.tracking}"
    options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", *depth)
    try:
        repository.git(*_UNMAINTAINED, "fetch", *options, target.remote, what)
    except GitError as error:
        if "couldn't find remote ref" in error.said:
            return False
        raise _not_pushed(repository, target, error) from error
    return True


def _push(repository: Repository, target: Target, commit: str) -> None:
    """Push a commit to the remote's branch; never by force."""
    options = ("--quiet", "--no-follow-tags", "--no-recurse-submodules")
    repository.git(*_UNMAINTAINED, "push", *options, target.remote, f"{commit}:refs/heads/{target.branch}")


def _not_pushed(repository: Repository, target: Target, error: GitError) -> SitegenError:
    """The error for the person: what to do first, git's own words below."""
    address = remote_address(repository, target.remote)
    advice = explain_refusal(error.said, target, github_place(address or ""))
    return SitegenError(f"Nothing was pushed to {target.remote}. {advice}\ngit said:\n{error.said}")

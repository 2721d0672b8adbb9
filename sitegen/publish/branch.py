"""One commit on the branch that GitHub Pages serves: what sitegen made before gives way, all else stays.

The commit is made of git's own parts: blobs, a tree from a temporary index, a commit, and a ref that is moved only from
where it was seen. The work tree, the index and HEAD are never touched. `.sitegen-published` on the branch lists each
file that sitegen put there with its blob; only what is still exactly that is replaced or deleted without a word from a
person. ghp-import, the usual library, begins its commit with `deleteall`: it cannot keep what it did not make.
"""

import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from sitegen.problems import SitegenError
from sitegen.publish.git import GitError, Repository

RECORD = ".sitegen-published"
"""The list of what sitegen put on the branch, on the branch: it is there for whoever publishes next, from anywhere."""
TRAILER = "Published-by: sitegen"
"""The last line of our commit messages, by which a commit that holds nothing but a built site is known."""
_RECORD_HEAD = (
    "# Files that sitegen put here, each with its git blob. They may be replaced or deleted when it publishes again;\n"
    "# a file that is not listed, or was changed since, is left alone. Do not edit.\n"
)
_NO_JEKYLL = ".nojekyll"
_ALWAYS_KEPT = frozenset(("CNAME",))
"""Never deleted, whatever the list says: without it the site loses its domain."""
_FILE = "100644"
_FILES = frozenset((_FILE, "100755"))
_MOST_LISTED = 20


class Target(Struct, frozen=True, kw_only=True):
    """Where to publish."""

    branch: str
    remote: str

    @property
    def ref(self) -> str:
        """The local branch."""
        return f"refs/heads/{self.branch}"

    @property
    def tracking(self) -> str:
        """What is known of the branch on the remote."""
        return f"refs/remotes/{self.remote}/{self.branch}"


class Change(Struct, frozen=True, kw_only=True):
    """What a publish does to the branch; paths are sorted."""

    base: str | None
    """The commit it builds on; None where the branch is new."""
    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: tuple[str, ...]
    """Files on the branch that sitegen did not make."""
    entries: Mapping[str, str]
    """Path -> blob of every file that is written, the list of what sitegen made included."""

    @property
    def is_empty(self) -> bool:
        """Whether the branch holds all this already."""
        return not (self.entries or self.deleted)


def check_target(repository: Repository, target: Target) -> None:
    """Raise SitegenError, with what to do, where publishing to `target` cannot succeed or would disturb someone."""
    name = target.branch
    if name.startswith("-") or repository.ask("check-ref-format", target.ref) is None:
        raise SitegenError(f"`{name}` cannot be the name of a branch. The usual one is gh-pages.")
    worktrees = repository.git("worktree", "list", "--porcelain").decode(errors="replace")
    folder = ""
    for line in worktrees.splitlines():
        folder = line.removeprefix("worktree ") if line.startswith("worktree ") else folder
        if line == f"branch {target.ref}":
            raise SitegenError(
                f"The branch {name} is checked out in {folder}, and publishing never changes a work tree."
                " Switch to another branch there, or publish to another one with --branch."
            )
    try:
        repository.git("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    except GitError as error:
        raise SitegenError(
            "git does not know who commits. Tell it, then publish again:\n"
            '  git config user.name "Your Name"\n  git config user.email you@example.org'
        ) from error


def plan_change(
    repository: Repository,
    target: Target,
    folder: Path,
    paths: Collection[str],
    *,
    replace_foreign: bool = False,
    dry_run: bool = False,
) -> Change:
    """What has to change on the branch so that it holds the files `paths` below `folder`.

    Raises SitegenError with a list where something that sitegen did not make is in the way, unless `replace_foreign`.
    Blobs are stored in the repository, where nobody sees them until a commit does; with `dry_run` nothing is.
    """
    base = find_base(repository, target)
    held = _read_tree(repository, base)
    record = _read_record(repository, held)
    made = {path for path, (mode, blob) in held.items() if mode in _FILES and record.get(path) == blob}
    wanted = _store(repository, folder, paths, dry_run=dry_run)
    if _NO_JEKYLL in held:
        wanted.pop(_NO_JEKYLL, None)  # that it is there is all it says
    elif _NO_JEKYLL not in wanted:
        wanted[_NO_JEKYLL] = _store_bytes(repository, b"", dry_run=dry_run)
    foreign = held.keys() - made - {RECORD, _NO_JEKYLL}
    in_the_way = _find_in_the_way(wanted, held, foreign)
    if in_the_way and not replace_foreign:
        raise SitegenError(_refusal(target.branch, in_the_way))
    clashes = {path for path in in_the_way if path not in wanted}
    gone = (made - wanted.keys() - _ALWAYS_KEPT - {_NO_JEKYLL}) | clashes
    entries = {path: blob for path, blob in wanted.items() if held.get(path, ("", ""))[1] != blob or path in in_the_way}
    ours = {**wanted, **({_NO_JEKYLL: held[_NO_JEKYLL][1]} if _NO_JEKYLL in made else {})}
    content = _RECORD_HEAD + "".join(f"{blob} {path}\n" for path, blob in sorted(ours.items()))
    listed = _store_bytes(repository, content.encode(), dry_run=dry_run)
    if held.get(RECORD, ("", ""))[1] != listed:
        entries[RECORD] = listed
    written = entries.keys() - {RECORD}
    return Change(
        base=base,
        added=tuple(sorted(written - held.keys())),
        changed=tuple(sorted(written & held.keys())),
        deleted=tuple(sorted(gone)),
        kept=tuple(sorted(foreign - in_the_way - wanted.keys())),
        entries=entries,
    )


def commit_change(repository: Repository, target: Target, change: Change, message: str) -> str | None:
    """Commit a change to the local branch; the id of the commit that it holds then.

    Where nothing changes there is no commit, and the local branch is brought up to what the change builds on. Raises
    GitError where the branch was moved in the meantime, and then leaves it there.
    """
    before = repository.commit(target.ref)
    after = change.base if change.is_empty else _commit(repository, change, message)
    if after is not None and after != before:
        old = before or "0" * len(after)
        repository.git("update-ref", "-m", "sitegen publish", target.ref, after, old)
    return after


def find_base(repository: Repository, target: Target) -> str | None:
    """The commit to build on: the local branch, or the remote's where that is ahead; None where neither is there.

    Where both have moved, the remote's, if all that the local branch has more are commits of ours, which this one
    replaces; else SitegenError.
    """
    local, remote = repository.commit(target.ref), repository.commit(target.tracking)
    if local is None or remote is None or local == remote:
        return local or remote
    if repository.ask("merge-base", "--is-ancestor", remote, local) is not None:
        return local
    count = ("rev-list", "--count", "--end-of-options")
    extra = repository.line(*count, local, f"^{remote}")
    ours = repository.line("rev-list", "--count", f"--grep=^{TRAILER}$", "--end-of-options", local, f"^{remote}")
    if extra == ours:
        return remote
    raise SitegenError(
        f"The local branch {target.branch} and {target.remote}/{target.branch} have both moved, and the local one has"
        f" commits that sitegen did not make. Bring them together first: git switch {target.branch}, then git pull."
    )


def known_commit(repository: Repository, target: Target) -> str | None:
    """Some commit of the branch, the local one first; None where nothing is known of it."""
    return repository.commit(target.ref) or repository.commit(target.tracking)


def show_file(repository: Repository, commit: str | None, path: str) -> str | None:
    """The text of a file in a commit; None where it is not there."""
    return repository.ask("cat-file", "blob", f"{commit}:{path}") if commit else None


def shown(path: str) -> str:
    """A path for a terminal, which obeys no character of it."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in path)


def _read_tree(repository: Repository, commit: str | None) -> dict[str, tuple[str, str]]:
    """Path -> mode and blob of everything in a commit."""
    if commit is None:
        return {}
    held = {}
    for entry in repository.git("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        about, _, path = entry.partition(b"\t")
        if path:
            mode, _, blob = about.decode().split()
            held[path.decode(errors="surrogateescape")] = (mode, blob)
    return held


def _read_record(repository: Repository, held: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Path -> blob, as listed on the branch; nothing where there is no list or none that can be read."""
    if held.get(RECORD, ("", ""))[0] not in _FILES:
        return {}
    text = repository.git("cat-file", "blob", held[RECORD][1]).decode(errors="replace")
    lines = (line.partition(" ") for line in text.split("\n") if not line.startswith("#"))
    return {path: blob for blob, space, path in lines if space}


def _store(repository: Repository, folder: Path, paths: Collection[str], *, dry_run: bool) -> dict[str, str]:
    """Path -> blob of files below a folder, byte for byte: no filter and no line ending is applied."""
    if not paths:
        return {}
    ordered = sorted(paths)
    listed = "".join(f"{(folder / path).resolve()}\n" for path in ordered).encode(errors="surrogateescape")
    write = () if dry_run else ("-w",)
    blobs = repository.git("hash-object", *write, "--no-filters", "--stdin-paths", stdin=listed).decode().split()
    return dict(zip(ordered, blobs, strict=True))


def _store_bytes(repository: Repository, content: bytes, *, dry_run: bool) -> str:
    write = () if dry_run else ("-w",)
    return repository.git("hash-object", *write, "--stdin", stdin=content).decode().strip()


def _find_in_the_way(
    wanted: Mapping[str, str], held: Mapping[str, tuple[str, str]], foreign: Collection[str]
) -> set[str]:
    """The files that sitegen did not make and would have to replace or delete."""
    folders = {str(parent) for path in wanted for parent in PurePosixPath(path).parents}
    found = set()
    for path in foreign:
        mode, blob = held[path]
        is_same = mode in _FILES and wanted.get(path) == blob
        is_below = any(str(parent) in wanted for parent in PurePosixPath(path).parents)
        if (path in wanted and not is_same) or path in folders or is_below:
            found.add(path)
    return found


def _refusal(branch: str, in_the_way: Collection[str]) -> str:
    """The list of what is in the way, and what to do about it."""
    listed = sorted(in_the_way)
    lines = [
        f"{branch}: {shown(path)}: was not made by sitegen, or was changed since." for path in listed[:_MOST_LISTED]
    ]
    if len(listed) > _MOST_LISTED:
        lines.append(f"... and {len(listed) - _MOST_LISTED} more.")
    return "\n".join(
        (
            *lines,
            (
                f"Nothing was published, for the site needs {'this place' if len(listed) == 1 else 'these places'}."
                " Move what is there, publish to another branch with --branch, or let it be replaced with"
                " --replace-foreign."
            ),
        )
    )


def _commit(repository: Repository, change: Change, message: str) -> str:
    """A commit with the change, which no ref names yet."""
    with tempfile.TemporaryDirectory(prefix="sitegen-publish-") as folder:
        index = Path(folder) / "index"
        repository.git("read-tree", change.base or "--empty", index=index)
        lines = b"".join(_index_lines(change))
        repository.git("update-index", "-z", "--index-info", stdin=lines, index=index)
        tree = repository.git("write-tree", index=index).decode().strip()
    parent = ("-p", change.base) if change.base else ()
    text = f"{message}\n\n{TRAILER}\n".encode()
    made = repository.git("-c", "user.useConfigOnly=true", "commit-tree", *parent, "-F", "-", tree, stdin=text)
    return made.decode().strip()


def _index_lines(change: Change) -> Iterator[bytes]:
    """What `update-index --index-info` reads; deletions first, so that a file can give way to a folder."""
    none = "0" * len(change.base or "")
    for path in change.deleted:
        yield f"0 {none}\t".encode() + path.encode(errors="surrogateescape") + b"\0"
    for path, blob in sorted(change.entries.items()):
        yield f"{_FILE} {blob}\t".encode() + path.encode(errors="surrogateescape") + b"\0"

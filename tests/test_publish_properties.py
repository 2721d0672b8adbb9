"""Whatever is published after whatever somebody else put on the branch: what they made stays, what we made is right."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import git, isolate_git, make_repository, tree

from sitegen.problems import SitegenError
from sitegen.publish.branch import RECORD, Target
from sitegen.publish.git import Repository, open_repository
from sitegen.publish.push import publish_branch

TARGET = Target(branch="gh-pages", remote="origin")
PATHS = st.sampled_from(["a", "a/b", "a/c", "b", "b/a/c", "CNAME", "d.html"])
TREES = st.dictionaries(PATHS, st.sampled_from(["1", "2"]), max_size=4).filter(
    lambda files: not any(other.startswith(f"{path}/") for path in files for other in files)
)
STEPS = st.lists(st.tuples(st.sampled_from(["we", "they"]), TREES), min_size=1, max_size=4)


def publish_ours(repository: Repository, folder: Path, files: dict[str, str]) -> bool:
    """Publish exactly these files; False where that was refused."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    try:
        publish_branch(repository, TARGET, folder, list(files), message="Publish", push=False)
    except SitegenError as error:
        assert "was not made by sitegen" in str(error)  # noqa: PT017 - any other refusal is a failure
        return False
    return True


def put_theirs(repository: Repository, folder: Path, files: dict[str, str]) -> None:
    """Somebody else's commit that makes the branch hold these files and our list, as it was."""
    base = repository.commit(TARGET.ref)
    index = folder / "index"
    repository.git("read-tree", "--empty", index=index)
    lines = [
        f"100644 {repository.git('hash-object', '-w', '--stdin', stdin=text.encode()).decode().strip()}\t{path}\n"
        for path, text in files.items()
    ]
    if base and (record := repository.ask("rev-parse", "--verify", "--quiet", f"{base}:{RECORD}")):
        lines.append(f"100644 {record}\t{RECORD}\n")
    repository.git("update-index", "--index-info", stdin="".join(lines).encode(), index=index)
    made = repository.git("write-tree", index=index).decode().strip()
    parent = ("-p", base) if base else ()
    commit = repository.git("commit-tree", *parent, "-m", "By hand", made).decode().strip()
    repository.git("update-ref", TARGET.ref, commit)


@settings(max_examples=25)
@given(steps=STEPS)
def test_what_others_made_is_never_lost_and_what_we_made_is_never_left_behind(
    quiet_git: Path, steps: list[tuple[str, dict[str, str]]]
) -> None:
    with TemporaryDirectory(dir=quiet_git) as name:
        folder = Path(name)
        top = make_repository(folder / "mine")
        repository = open_repository(top)
        theirs: dict[str, str] = {}
        ours: dict[str, str] = {}
        for n, (who, files) in enumerate(steps):
            out = folder / str(n)
            out.mkdir()
            before = tree(top, "gh-pages") if repository.commit(TARGET.ref) else {}
            if who == "they":
                put_theirs(repository, out, files)
                ours = {path: text for path, text in ours.items() if files.get(path) == text}
                theirs = {path: text for path, text in files.items() if path not in ours}
                continue
            if not publish_ours(repository, out, files):
                assert (tree(top, "gh-pages") if before else {}) == before
                continue
            held = tree(top, "gh-pages")
            assert {RECORD, ".nojekyll"} <= held.keys()
            held = {path: text for path, text in held.items() if path not in {RECORD, ".nojekyll"}}
            kept = {"CNAME": ours["CNAME"]} if "CNAME" in ours and "CNAME" not in files else {}
            assert held == theirs | kept | files
            ours = files
            theirs = {path: text for path, text in held.items() if path not in ours}
        assert git(top, "status", "--porcelain") == ""


@pytest.fixture(scope="module")
def quiet_git(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for repositories, while git knows no setting of this machine."""
    folder = tmp_path_factory.mktemp("quiet")
    with pytest.MonkeyPatch.context() as monkeypatch:
        isolate_git(folder / "home", monkeypatch)
        yield folder

"""A site about to be published: a repository with a remote, built files beside it, and somebody else who pushes too.

Deliberately contains no assertion.
"""

from pathlib import Path

from repositories import commit_files, make_repository, tree

from sitegen.publish.branch import RECORD, Change, Target, check_target
from sitegen.publish.git import open_repository
from sitegen.publish.push import Published, plan_branch, publish_branch

TARGET = Target(branch="gh-pages", remote="origin")
PAGES = {"index.html": "home", "about/index.html": "about", "assets/site.css": "css"}
OURS = {*PAGES, ".nojekyll", RECORD}


class Desk:
    """A repository with a remote, a built site beside it, and somebody else who pushes to the same remote."""

    def __init__(self, folder: Path) -> None:
        """Make the two repositories; nothing is built yet."""
        self.folder = folder
        self.remote = folder / "remote.git"
        self.top = make_repository(folder / "mine", self.remote)
        self.out = folder / "out"

    def build(self, files: dict[str, str]) -> list[str]:
        """Write the finished files."""
        for path, text in files.items():
            (self.out / path).parent.mkdir(parents=True, exist_ok=True)
            (self.out / path).write_text(text)
        return list(files)

    def publish(
        self, files: dict[str, str], *, push: bool = True, replace_foreign: bool = False, top: Path | None = None
    ) -> Published:
        """Publish exactly these files."""
        paths = self.build(files)
        repository = open_repository(top or self.top)
        check_target(repository, TARGET)
        return publish_branch(
            repository, TARGET, self.out, paths, message="Publish", push=push, replace_foreign=replace_foreign
        )

    def plan(self, files: dict[str, str]) -> Change:
        """What publishing these files would do."""
        return plan_branch(open_repository(self.top), TARGET, self.out, self.build(files))

    def other(self, files: dict[str, str]) -> str:
        """Somebody else's commit on the branch."""
        return commit_files(self.folder / "theirs", self.remote, "gh-pages", files)


def published(desk: Desk) -> dict[str, str]:
    """What the remote serves, without our list."""
    return {path: text for path, text in tree(desk.remote, "gh-pages").items() if path not in {RECORD, ".nojekyll"}}

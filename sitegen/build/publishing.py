"""`sitegen publish`: build, then hand the finished files to `publish`; and what a person is told of it.

What can be refused is asked before the build, so that nobody waits for a build that cannot be published. A build that
fails publishes nothing. Deliberately contains no git: that is behind the door of `publish.git`.
"""

import tempfile
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path

from msgspec import Struct

from sitegen import __version__
from sitegen.build.pipeline import build
from sitegen.build.report import Report
from sitegen.build.story_work import Progress
from sitegen.build.writer import MANIFEST, read_manifest
from sitegen.content.load import load_site
from sitegen.problems import ContentError, Problem
from sitegen.publish.branch import Change, Target, check_target, shown
from sitegen.publish.doctor import Site, Way, base_url_hint, examine, proposed_address
from sitegen.publish.git import Repository, ask_github, open_repository
from sitegen.publish.push import check_remote, plan_branch, publish_branch, remote_address
from sitegen.publish.remote import github_place
from sitegen.publish.workflow import (
    WORKFLOW,
    Plan,
    default_branch,
    installed_requirement,
    workflow_text,
    write_workflow,
)

_MOST_KEPT = 10
"""Names listed of what was left alone."""


class Choices(Struct, frozen=True, kw_only=True):
    """What a person asked for; the options of the command."""

    root: Path
    out: Path | None
    """Folder to build into; None: `public` in the site's folder."""
    to: Way
    branch: str
    remote: str
    push: bool
    dry_run: bool
    replace_foreign: bool
    build: str | None
    """A workflow's command."""
    install: str | None
    """What a workflow's pip installs."""
    force: bool
    doctor: bool

    @property
    def fault(self) -> str:
        """Why these choices do not go together; empty where they do."""
        if self.to == "workflow" and (self.push or self.replace_foreign):
            return "--push and --replace-foreign are for --to branch; a workflow is yours to commit and push."
        if self.to == "branch" and (self.build or self.install or self.force):
            return "--build, --install and --force are for --to workflow."
        return "Choose one of --build and --install." if self.build and self.install else ""


class Done(Struct, frozen=True, kw_only=True):
    """What to tell."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    """Warnings of the build."""


def publish(choices: Choices, *, executor: Executor, progress: Progress | None = None) -> Done:
    """Do what was chosen. Raises ContentError and SitegenError; nothing is published then."""
    repository = open_repository(choices.root)
    target = Target(branch=choices.branch, remote=choices.remote)
    if choices.doctor:
        return Done(lines=_doctor_lines(repository, target, choices))
    if choices.to == "workflow":
        return Done(lines=tuple(_write_workflow(repository, target, choices)))
    check_target(repository, target)
    if choices.push:
        check_remote(repository, choices.remote)
    if choices.dry_run:
        with tempfile.TemporaryDirectory(prefix="sitegen-dry-run-") as folder:
            report = build(choices.root, Path(folder), executor=executor, progress=progress)
            paths = read_manifest(Path(folder))
            change = plan_branch(repository, target, Path(folder), paths, replace_foreign=choices.replace_foreign)
        return Done(lines=tuple(_dry_run_lines(target, change)), problems=report.problems)
    out = choices.out or choices.root / "public"
    report = build(choices.root, out, executor=executor, progress=progress)
    if progress:
        progress("publishing")
    paths = read_manifest(out)
    published = publish_branch(
        repository,
        target,
        out,
        paths,
        message=_message(repository, choices.root),
        push=choices.push,
        replace_foreign=choices.replace_foreign,
    )
    lines = [
        *_change_lines(target, published.change, published.commit),
        *_left_out(out, paths),
        *_push_lines(target, choices, is_pushed=published.is_pushed, tries=published.tries),
        *_after_lines(repository, target, report, is_first=published.is_pushed and published.change.base is None),
    ]
    return Done(lines=tuple(lines), problems=report.problems)


def _message(repository: Repository, root: Path) -> str:
    """The message of a commit, with the commit that the content came from."""
    head = repository.ask("rev-parse", "--short", "HEAD")
    if not head:
        return "Publish the site"
    inputs = [f":(literal){root.resolve() / name}" for name in ("content", "templates")]
    is_dirty = bool(repository.ask("status", "--porcelain", "--", *inputs))
    return f"Publish the site from {head}{' and changes that are not committed' if is_dirty else ''}"


def _change_lines(target: Target, change: Change, commit: str | None) -> Iterator[str]:
    """What became of the branch."""
    if change.is_empty:
        yield f"Nothing changed: the branch {target.branch} holds this site already. No commit was made."
    else:
        counts = ", ".join(
            f"{len(paths)} {what}"
            for what, paths in (("added", change.added), ("changed", change.changed), ("deleted", change.deleted))
        )
        yield f"Committed to the branch {target.branch} ({(commit or '')[:10]}): {counts}."
    if change.kept:
        yield f"Kept, for sitegen did not make {_them(change.kept)}: {_listed(change.kept)}"


def _dry_run_lines(target: Target, change: Change) -> Iterator[str]:
    for word, paths in (("add", change.added), ("change", change.changed), ("delete", change.deleted)):
        yield from (f"{word:<7} {shown(path)}" for path in paths)
    if change.kept:
        yield f"Would be kept, for sitegen did not make {_them(change.kept)}: {_listed(change.kept)}"
    if change.is_empty:
        yield f"The branch {target.branch} holds this site already."
    yield "Nothing was published (--dry-run)."


def _left_out(out: Path, made: Collection[str]) -> Iterator[str]:
    """What lies in the output folder and is not published."""
    present = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    if others := sorted(present - {*made, MANIFEST}):
        yield f"Not published, for sitegen did not make {_them(others)}: {_listed(others)}"


def _push_lines(target: Target, choices: Choices, *, is_pushed: bool, tries: int) -> Iterator[str]:
    if is_pushed:
        again = f" after {tries} tries, for the branch had moved" if tries > 1 else ""
        yield f"Pushed to {target.remote}{again}."
    elif choices.push:
        yield f"Nothing to push: {target.remote} has this commit."
    else:
        yield f"Not pushed. To put it on the web: git push {target.remote} {target.branch}"


def _after_lines(repository: Repository, target: Target, report: Report, *, is_first: bool) -> Iterator[str]:
    """What may still be in the way: all that can be seen after the first push, later the address alone."""
    if is_first:
        site = Site(repository=repository, target=target, way="branch", base_url=report.base_url)
        yield from (f"Hint: {found}" for found in examine(site, ask_github))
    elif hint := base_url_hint(report.base_url, proposed_address(repository, target)):
        yield f"Hint: {hint}"


def _write_workflow(repository: Repository, target: Target, choices: Choices) -> Iterator[str]:
    """Write the workflow; what to tell of it."""
    folder = choices.root.resolve().relative_to(repository.top.resolve()).as_posix()
    requirement, is_known = installed_requirement(__version__)
    plan = Plan(
        branch=default_branch(repository, target.remote),
        folder="" if folder == "." else folder,
        build=choices.build,
        requirement=choices.install or requirement,
    )
    base_url = _base_url(choices.root)
    became = write_workflow(repository, workflow_text(plan), force=choices.force, dry_run=choices.dry_run)
    if became == "current":
        yield f"{WORKFLOW}: is there already, as it would be written."
    elif choices.dry_run:
        yield f"{WORKFLOW}: would be {'written' if became == 'new' else 'replaced'}. Nothing was (--dry-run)."
    else:
        yield f"{WORKFLOW}: {became}. Commit and push it; GitHub then builds every push to {plan.branch}."
    yield "On GitHub, under Settings, Pages, choose GitHub Actions as the source."
    if not (choices.build or choices.install or is_known):
        yield (
            f"Hint: the workflow installs `{plan.requirement}` from the package index, and this sitegen came from"
            " elsewhere. If that release is not there, say what to install with --install."
        )
    if hint := base_url_hint(base_url, proposed_address(repository, target)):
        yield f"Hint: {hint}"


def _doctor_lines(repository: Repository, target: Target, choices: Choices) -> tuple[str, ...]:
    site = Site(repository=repository, target=target, way=choices.to, base_url=_base_url(choices.root))
    found = examine(site, ask_github)
    address = remote_address(repository, target.remote)
    if address is not None and github_place(address) is None:
        unseen = f"The remote `{target.remote}` is not on github.com, so its settings cannot be looked at from here."
        return (*found, unseen)
    return found or ("Nothing was found that stands in the way.",)


def _base_url(root: Path) -> str | None:
    """The setting. Raises ContentError where `site.toml` cannot be read."""
    settings, _, problems = load_site(root)
    if settings is None:
        raise ContentError(problems)
    return settings.base_url


def _them(names: Collection[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _listed(names: Iterable[str]) -> str:
    """Names in one line, the first few."""
    ordered = [shown(name) for name in sorted(names)]
    more = f" and {len(ordered) - _MOST_KEPT} more" if len(ordered) > _MOST_KEPT else ""
    return ", ".join(ordered[:_MOST_KEPT]) + more

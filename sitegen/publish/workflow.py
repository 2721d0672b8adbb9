"""The workflow with which GitHub builds a site and deploys it to Pages.

One job builds and may only read; a second one, which runs none of the site's code, may deploy. Actions are pinned to
the commits of releases, for a tag can be moved. The first lines hold a digest of the rest, so that a file that a person
edited is told from one that only an older sitegen wrote. Deliberately contains no YAML library: it is a file to read.
"""

import hashlib
import importlib.metadata
import json
import re
import shlex
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from sitegen.problems import SitegenError
from sitegen.publish.git import Repository, open_repository
from sitegen.publish.remote import github_place

WORKFLOW = PurePosixPath(".github/workflows/pages.yml")
"""Where the file lies in the repository."""
PYTHON = "3.13"
"""What the workflow builds with."""
_PACKAGE = "sitegen-compare"
_PLAIN = re.compile(r"[\w./ -]*")
"""Folders and branches that mean the same to YAML, to a shell and to GitHub's expressions."""
_DIGEST = re.compile(r"^# sitegen: sha256 ([0-9a-f]{64})\n", re.MULTILINE)

_ACTIONS = {
    "checkout": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "python": "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "cache": "actions/cache@55cc8345863c7cc4c66a329aec7e433d2d1c52a9 # v6.1.0",
    "configure": "actions/configure-pages@45bfe0192ca1faeb007ade9deae92b16b8254a0d # v6.0.0",
    "upload": "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "deploy": "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
}
"""The newest releases as of November 2026, each with the commit that its tag names."""

_TEMPLATE = """\
name: Pages

on:
  push:
    branches: [{branch}]
  workflow_dispatch:

permissions: {{}}

# One deployment at a time; one that runs is never cut off, and of those that wait only the newest is kept.
concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read
      pages: read
    steps:
      - uses: {checkout}
        with:
          persist-credentials: false
      - uses: {python}
        with:
          python-version: "{version}"
          cache: pip
          cache-dependency-path: |
            .github/workflows/pages.yml
            requirements*.lock
            requirements*.txt
      # What builds worked out: saved after each, and the next one begins with the newest there is.
      - uses: {cache}
        with:
          path: {state}
          key: sitegen-${{{{ github.sha }}}}
          restore-keys: sitegen-
{steps}
      # Fails, and says so, where Pages is off: turn it on under Settings, Pages, with GitHub Actions as its source.
      - uses: {configure}
      - uses: {upload}
        with:
          path: {public}

  deploy:
    needs: build
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{{{ steps.deployment.outputs.page_url }}}}
    steps:
      - id: deployment
        uses: {deploy}
"""


class Plan(Struct, frozen=True, kw_only=True):
    """What a workflow is to do."""

    branch: str
    """The branch whose pushes are built."""
    folder: str
    """The site's folder in the repository; empty for the repository itself."""
    build: str | None
    """A shell command that installs and builds; None: pip and `sitegen build`."""
    requirement: str
    """What pip installs, where `build` is None."""


def workflow_text(plan: Plan) -> str:
    """The file as it is to be committed. Raises SitegenError for names that a workflow could misread."""
    for name, value in (("branch", plan.branch), ("folder", plan.folder)):
        if not _PLAIN.fullmatch(value):
            raise SitegenError(f"The {name} `{value}` has signs that a workflow could misread. Rename it.")
    for value in (plan.build or "", plan.requirement):
        if "\n" in value or "${{" in value:
            raise SitegenError(f"`{value}` cannot stand in a workflow: write one line, without expressions.")
    here = f"{plan.folder}/" if plan.folder else ""
    body = _TEMPLATE.format(
        branch=json.dumps(plan.branch),
        version=PYTHON,
        state=json.dumps(f"{here}.sitegen"),
        public=json.dumps(f"{here}public"),
        steps="\n".join(f"      - name: {name}\n        run: {json.dumps(run)}" for name, run in _steps(plan)),
        **_ACTIONS,
    )
    command = "sitegen publish --to workflow" + (f" --build {shlex.quote(plan.build)}" if plan.build else "")
    digest = hashlib.sha256(body.encode()).hexdigest()
    return (
        f"# Builds the site and deploys it to GitHub Pages. Written by: {command}\n"
        f"# To change it, edit it: it is not overwritten then, unless with --force.\n"
        f"# sitegen: sha256 {digest}\n{body}"
    )


def write_workflow(repository: Repository, text: str, *, force: bool, dry_run: bool) -> str:
    """Write the file into the work tree; what became of it: "new", "changed" or "current".

    Raises SitegenError where one is there that a person wrote or edited, unless `force`.
    """
    path = repository.top / WORKFLOW
    try:
        old = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
        if old == text:
            return "current"
        if old is not None and not force and not _is_unedited(old):
            raise SitegenError(
                f"{WORKFLOW.as_posix()}: is there, and is not as sitegen wrote it. Nothing was changed. Move it away,"
                " or replace it with --force."
            )
        if not dry_run:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_name(f".{path.name}.sitegen-new")
            aside.write_text(text, encoding="utf-8", newline="\n")
            aside.replace(path)
    except OSError as error:
        raise SitegenError(f"{path}: cannot be written: {error.strerror or error}.") from error
    return "new" if old is None else "changed"


def default_branch(repository: Repository, remote: str) -> str:
    """The branch whose pushes are to be built: the remote's default, else the one that is checked out, else main."""
    head = repository.ask("symbolic-ref", "--quiet", "--short", f"refs/remotes/{remote}/HEAD")
    if head and head.startswith(f"{remote}/"):
        return head.removeprefix(f"{remote}/")
    return repository.ask("symbolic-ref", "--quiet", "--short", "HEAD") or "main"


def installed_requirement(version: str) -> tuple[str, bool]:
    """What pip must be asked for to get the sitegen that runs here, and whether that is known to be had elsewhere.

    pip records where it installed from (PEP 610): a git address is used with its commit; a folder of this machine by
    the GitHub repository and the commit that it is a clone of; else it is the release of this version.
    """
    told = _direct_url()
    address, commit = str(told.get("url", "")), str(told.get("vcs_info", {}).get("commit_id", ""))
    if commit:
        return f"{_PACKAGE} @ git+{address}@{commit}", True
    if address.startswith("file://") and told.get("dir_info", {}).get("editable"):
        folder = Path(__file__).parents[2]
        try:
            repository = open_repository(folder)
        except SitegenError:
            return f"{_PACKAGE}=={version}", False
        place = github_place(repository.ask("remote", "get-url", "origin") or "")
        commit = repository.commit("HEAD") or ""
        if place and commit:
            return f"{_PACKAGE} @ git+https://github.com/{place.owner}/{place.name}@{commit}", True
    return f"{_PACKAGE}=={version}", not address


def _direct_url() -> dict[str, Any]:
    """Where pip installed this package from; empty for the package index, or where it cannot be told."""
    try:
        text = importlib.metadata.distribution(_PACKAGE).read_text("direct_url.json")
        read = json.loads(text or "{}")
    except (importlib.metadata.PackageNotFoundError, OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _steps(plan: Plan) -> list[tuple[str, str]]:
    """Name and command of each shell step."""
    if plan.build:
        return [("Build the site", plan.build)]
    root = f" --root {shlex.quote(plan.folder)}" if plan.folder else ""
    return [
        ("Install sitegen", f"python -m pip install {shlex.quote(plan.requirement)}"),
        ("Build the site", f"sitegen build{root}"),
    ]


def _is_unedited(text: str) -> bool:
    """Whether a file is as some version of sitegen wrote it."""
    found = _DIGEST.search(text)
    return bool(found) and hashlib.sha256(text[found.end() :].encode()).hexdigest() == found[1] if found else False

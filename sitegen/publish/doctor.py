"""What stands between a publish and its page on the web, as far as it can be seen from here.

Three things are looked at: the repository, its remote's address and, where the `gh` command is there and somebody is
logged in, what GitHub itself says of Pages, of the environment `github-pages` and of the rules for the branch. Every
question only reads. Deliberately changes no setting: which one is right is for a person to say.
"""

import json
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from sitegen.publish.branch import Target, known_commit, show_file
from sitegen.publish.git import Repository
from sitegen.publish.push import remote_address
from sitegen.publish.remote import Place, github_place, proposed_base_url
from sitegen.publish.workflow import WORKFLOW, default_branch

Way = Literal["branch", "workflow"]
"""How a site is published."""
Ask = Callable[[str], bytes | None]
"""GitHub's answer to a question, or None."""

_REFUSING_RULES = {
    "creation": "forbids making it",
    "pull_request": "asks for a pull request",
    "required_deployments": "asks for a deployment first",
    "required_signatures": "asks for signed commits",
    "required_status_checks": "asks for status checks",
    "update": "forbids changing it",
}
"""Rules of a branch that refuse a plain push, by GitHub's name."""


class Site(Struct, frozen=True, kw_only=True):
    """What the doctor looks at."""

    repository: Repository
    target: Target
    way: Way
    base_url: str | None
    """The setting of the site."""


def examine(site: Site, ask: Ask) -> tuple[str, ...]:
    """What to look at or mend, each a sentence or two; `ask` puts a question to GitHub."""
    address = remote_address(site.repository, site.target.remote)
    place = github_place(address or "")
    found = list(_local_findings(site, address))
    if place is None:
        return (*found, *_address_hints(site, address))
    told = _read(ask(f"repos/{place.owner}/{place.name}"))
    if not told:
        return (*found, *_address_hints(site, address), _unseen(site, place))
    return (*found, *_github_findings(site, place, told, address, ask))


def base_url_hint(base_url: str | None, proposed: str | None) -> str | None:
    """What to write into `site.toml`, where it names no address or another than Pages would serve the site at."""
    if proposed is None or proposed == base_url:
        return None
    if base_url is None:
        return (
            f"content/site.toml has no base_url. On GitHub Pages the site will be at {proposed}, unless you gave it a"
            f' domain of its own; with base_url = "{proposed}" it gets canonical links, a sitemap and a 404 page whose'
            " links work."
        )
    return (
        f'content/site.toml says base_url = "{base_url}", but going by the repository the site will be at {proposed}.'
        " If you gave it a domain of its own, all is well."
    )


def proposed_address(repository: Repository, target: Target) -> str | None:
    """The `base_url` that Pages would serve the site at, by the remote's address and the branch's CNAME."""
    cname = show_file(repository, known_commit(repository, target), "CNAME")
    return proposed_base_url(remote_address(repository, target.remote), cname)


def _local_findings(site: Site, address: str | None) -> Iterator[str]:
    """What can be seen without any network."""
    remote, branch = site.target.remote, site.target.branch
    if address is None:
        yield f"There is no remote `{remote}` yet: git remote add {remote} https://github.com/OWNER/REPOSITORY.git"
    deploying = [path.name for path in _workflows(site.repository.top) if _deploys(path)]
    if site.way == "branch" and deploying:
        yield (
            f"The workflow {', '.join(deploying)} deploys to Pages too. Only one of them is shown: the one chosen under"
            " Settings, Pages, Source."
        )
    if site.way == "workflow":
        if WORKFLOW.name not in deploying:
            yield f"There is no {WORKFLOW.as_posix()} yet: sitegen publish --to workflow writes it."
        elif site.repository.line("status", "--porcelain", "--", f":/{WORKFLOW.as_posix()}"):
            yield f"{WORKFLOW.as_posix()} is not committed as it lies here; GitHub runs what was committed and pushed."
        if known_commit(site.repository, site.target):
            yield f"There is a branch {branch} as well. It is not shown while Pages is set to GitHub Actions."


def _address_hints(site: Site, address: str | None) -> Iterator[str]:
    if address and (hint := base_url_hint(site.base_url, proposed_address(site.repository, site.target))):
        yield hint


def _workflows(top: Path) -> list[Path]:
    folder = top / WORKFLOW.parent
    return sorted(path for path in folder.glob("*.y*ml") if path.is_file()) if folder.is_dir() else []


def _deploys(path: Path) -> bool:
    return b"actions/deploy-pages" in path.read_bytes()


def _unseen(site: Site, place: Place) -> str:
    """What to look at by hand."""
    source = "GitHub Actions" if site.way == "workflow" else f"Deploy from a branch, {site.target.branch}, / (root)"
    return (
        "What GitHub has set could not be looked at, for which the `gh` command must be installed and logged in."
        f" Look at {place.settings}/pages: the source must be: {source}."
    )


def _github_findings(site: Site, place: Place, told: dict[str, Any], address: str | None, ask: Ask) -> Iterator[str]:
    """What GitHub's settings say against this way of publishing."""
    repo = f"repos/{place.owner}/{place.name}"
    if told.get("archived"):
        yield f"The repository is archived, so nothing can be pushed. Unarchive it at the foot of {place.settings}."
    if told.get("permissions", {}).get("push") is False:
        yield "You may not push to this repository. Ask its owner for write access."
    pages = _read(ask(f"{repo}/pages"))
    wanted = (
        "GitHub Actions" if site.way == "workflow" else f"Deploy from a branch, with {site.target.branch} and / (root)"
    )
    if told.get("has_pages") is False:
        private = " (for a private repository that takes a paid plan)" if told.get("private") else ""
        yield f"Pages is off{private}. Turn it on at {place.settings}/pages: as source choose {wanted}."
    elif pages and (fault := _source_fault(site, pages)):
        yield f"{fault} Change it at {place.settings}/pages: as source choose {wanted}."
    if pages and (served := pages.get("html_url")):
        served = str(served).rstrip("/") + "/"
        if hint := base_url_hint(site.base_url, served):
            yield hint
    else:
        yield from _address_hints(site, address)
    if site.way == "workflow":
        yield from _environment_findings(site, place, ask)
    else:
        rules = _read_list(ask(f"{repo}/rules/branches/{site.target.branch}"))
        kinds = sorted({str(rule.get("type")) for rule in rules} & _REFUSING_RULES.keys())
        if kinds:
            why = ", ".join(_REFUSING_RULES[kind] for kind in kinds)
            yield (
                f"A rule for the branch {site.target.branch} {why}, so a push may be refused."
                f" Take the branch out of it at {place.settings}/rules, or publish with --to workflow."
            )


def _source_fault(site: Site, pages: dict[str, Any]) -> str | None:
    """Why what is published would not be shown."""
    if site.way == "workflow":
        return "Pages shows a branch, not what the workflow builds." if pages.get("build_type") == "legacy" else None
    if pages.get("build_type") == "workflow":
        return f"Pages shows what a workflow builds, not the branch {site.target.branch}."
    source = pages.get("source") or {}
    if (source.get("branch"), source.get("path")) != (site.target.branch, "/"):
        return f"Pages shows the folder {source.get('path')} of the branch {source.get('branch')}."
    return None


def _environment_findings(site: Site, place: Place, ask: Ask) -> Iterator[str]:
    """Whether the environment `github-pages` lets the workflow's branch deploy, and at once."""
    repo = f"repos/{place.owner}/{place.name}"
    environment = _read(ask(f"{repo}/environments/github-pages"))
    where = f"{place.settings}/environments"
    branch = default_branch(site.repository, site.target.remote)
    policy = environment.get("deployment_branch_policy") or {}
    if policy.get("custom_branch_policies"):
        policies = _read(ask(f"{repo}/environments/github-pages/deployment-branch-policies"))
        allowed = [str(one.get("name")) for one in policies.get("branch_policies", [])]
        if allowed and not any(fnmatchcase(branch, pattern) for pattern in allowed):
            yield (
                f"The environment github-pages lets only {', '.join(allowed)} deploy,"
                f" and the workflow runs on {branch}. Add {branch} at {where}."
            )
    elif policy.get("protected_branches") and _read(ask(f"{repo}/branches/{branch}")).get("protected") is False:
        yield (
            f"The environment github-pages lets only protected branches deploy, and {branch} is not protected."
            f" Allow {branch} by name at {where}."
        )
    if any(rule.get("type") == "required_reviewers" for rule in environment.get("protection_rules") or ()):
        yield f"Each deployment waits for a reviewer, as the environment github-pages asks. Change it at {where}."


def _read(answer: bytes | None) -> dict[str, Any]:
    """A JSON object; an empty one where there is no answer or none of this form."""
    try:
        read = json.loads(answer or b"{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _read_list(answer: bytes | None) -> list[dict[str, Any]]:
    try:
        read = json.loads(answer or b"[]")
    except ValueError:
        return []
    return [one for one in read if isinstance(one, dict)] if isinstance(read, list) else []

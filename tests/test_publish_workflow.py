"""The workflow for GitHub: valid by the published schema, no more rights than it needs, and its commands work."""

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from repositories import git, isolate_git, make_repository
from sites import SMALL_SITE, write_site

from sitegen.cli import main
from sitegen.problems import SitegenError
from sitegen.publish.workflow import WORKFLOW, Plan, installed_requirement, workflow_text

ROOT = Path(__file__).parent.parent
OWN = Plan(branch="main", folder="", build="make site", requirement="")
"""What this project's own workflow does."""
SITE = Plan(branch="main", folder="", build=None, requirement="sitegen-compare==1.0")
NESTED = Plan(branch="release/1.0", folder="sites/pier papers", build=None, requirement="sitegen-compare==1.0")

CHECKER = importlib.util.find_spec("check_jsonschema")
needs_schema = pytest.mark.skipif(
    CHECKER is None,
    reason="check-jsonschema, which carries the schema, is missing: run `make test`",
)
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site in a repository of its own, and the current folder."""
    isolate_git(tmp_path / "home", monkeypatch)
    top = make_repository(write_site(tmp_path / "mine", SMALL_SITE))
    git(top, "remote", "add", "origin", "git@github.com:Outlet-A/Papers.git")
    monkeypatch.chdir(top)
    return top


def parse(text: str) -> dict[str, Any]:
    """The workflow as GitHub reads it; YAML 1.1 takes its key `on` for a truth value."""
    read: dict[Any, Any] = yaml.safe_load(text)
    return {"on" if key is True else key: value for key, value in read.items()}


def commands(workflow: dict[str, Any]) -> list[str]:
    """Every shell command, in order."""
    return [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]


def test_this_projects_own_workflow_is_what_sitegen_writes() -> None:
    text = (ROOT / WORKFLOW).read_text(encoding="utf-8")
    assert text == workflow_text(OWN), "write it anew: sitegen publish --to workflow --build 'make site', on main"


@needs_schema
@pytest.mark.parametrize("plan", [OWN, SITE, NESTED], ids=["own", "site", "nested"])
def test_the_workflow_is_valid_by_the_published_schema(plan: Plan) -> None:
    assert CHECKER is not None
    package = Path(str(CHECKER.origin)).parent
    schema = json.loads((package / "builtin_schemas/vendor/github-workflows.json").read_bytes())
    checker = jsonschema.validators.validator_for(schema)(schema)
    workflow = parse(workflow_text(plan))
    assert [error.message for error in checker.iter_errors(workflow)] == []
    workflow["jobs"]["build"]["permissions"]["contents"] = "everything"
    assert list(checker.iter_errors(workflow))


@pytest.mark.parametrize("plan", [OWN, SITE, NESTED], ids=["own", "site", "nested"])
def test_the_job_that_builds_only_reads_and_the_one_that_deploys_runs_nothing_of_ours(plan: Plan) -> None:
    workflow = parse(workflow_text(plan))
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert workflow["permissions"] == {}
    assert set(build["permissions"].values()) == {"read"}
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step.get("uses", "").split("@")[0] for step in deploy["steps"]] == ["actions/deploy-pages"]
    assert deploy["environment"]["name"] == "github-pages"
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    assert build["steps"][0]["with"] == {"persist-credentials": False}
    actions = [step["uses"] for job in (build, deploy) for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) for action in actions)
    assert workflow_text(plan).count(" # v") == len(actions)


def test_the_workflow_builds_the_branch_and_the_folder_it_is_told() -> None:
    workflow = parse(workflow_text(NESTED))
    assert workflow["on"]["push"]["branches"] == ["release/1.0"]
    assert commands(workflow)[-1] == "sitegen build --root 'sites/pier papers'"
    given = {step["uses"].split("@")[0]: step["with"] for step in workflow["jobs"]["build"]["steps"] if "with" in step}
    assert given["actions/upload-pages-artifact"]["path"] == "sites/pier papers/public"
    assert given["actions/cache"]["path"] == "sites/pier papers/.sitegen"


@pytest.mark.parametrize(
    "plan",
    [
        Plan(branch="${{ github.token }}", folder="", build=None, requirement="x"),
        Plan(branch="main", folder="a\nb", build=None, requirement="x"),
        Plan(branch="main", folder="$(reboot)", build=None, requirement="x"),
        Plan(branch="main", folder="", build="echo ${{ github.event.head_commit.message }}", requirement="x"),
        Plan(branch="main", folder="", build=None, requirement="x\n- y"),
    ],
)
def test_what_a_workflow_could_misread_is_refused(plan: Plan) -> None:
    with pytest.raises(SitegenError):
        workflow_text(plan)


def test_the_command_writes_the_workflow_and_says_what_is_left_to_do(site: Path, capsys: Captured) -> None:
    assert main(["publish", "--to", "workflow", "--dry-run"]) == 0
    assert not (site / WORKFLOW).exists()
    capsys.readouterr()
    assert main(["publish", "--to", "workflow", "--install", "sitegen-compare==1.0"]) == 0
    told = capsys.readouterr().out
    assert "pages.yml: new. Commit and push it; GitHub then builds every push to main." in told
    assert "choose GitHub Actions as the source" in told
    assert 'base_url = "https://outlet-a.github.io/Papers/"' in told
    assert (site / WORKFLOW).read_text() == workflow_text(SITE)
    assert [path.name for path in (site / WORKFLOW).parent.iterdir()] == ["pages.yml"]
    assert main(["publish", "--to", "workflow", "--install", "sitegen-compare==1.0"]) == 0
    assert "is there already" in capsys.readouterr().out


def test_a_site_in_a_folder_of_the_repository_gets_its_workflow_at_the_top(site: Path) -> None:
    (site / "papers").mkdir()
    (site / "content").rename(site / "papers/content")
    assert main(["publish", "--to", "workflow", "--root", "papers"]) == 0
    assert commands(parse((site / WORKFLOW).read_text()))[-1] == "sitegen build --root papers"


def test_an_older_workflow_of_ours_is_replaced_and_an_edited_one_only_by_force(site: Path, capsys: Captured) -> None:
    command = ["publish", "--to", "workflow", "--build", "make site"]
    (site / WORKFLOW).parent.mkdir(parents=True)
    (site / WORKFLOW).write_text(workflow_text(SITE))
    assert main(command) == 0
    assert (site / WORKFLOW).read_text() == workflow_text(OWN)
    edited = workflow_text(OWN).replace("timeout-minutes: 30", "timeout-minutes: 60")
    for text in (edited, "name: Mine\n"):
        (site / WORKFLOW).write_text(text)
        capsys.readouterr()
        assert main(command) == 1
        assert "is not as sitegen wrote it" in capsys.readouterr().err
        assert (site / WORKFLOW).read_text() == text
    assert main([*command, "--force"]) == 0
    assert (site / WORKFLOW).read_text() == workflow_text(OWN)


def test_the_workflow_installs_the_sitegen_that_wrote_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def came_from(record: str | None) -> tuple[str, bool]:
        class Distribution:
            def read_text(self, name: str) -> str | None:
                return record if name == "direct_url.json" else None

        monkeypatch.setattr("importlib.metadata.distribution", lambda _: Distribution())
        return installed_requirement("1.0")

    address = "https://github.com/outlet-a/tool"
    by_git = {"url": address, "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}}
    assert came_from(json.dumps(by_git)) == (f"sitegen-compare @ git+{address}@c0ffee", True)
    assert came_from(None) == ("sitegen-compare==1.0", True)
    assert came_from(json.dumps({"url": "file:///tmp/x.whl", "archive_info": {}})) == ("sitegen-compare==1.0", False)
    assert came_from("[nonsense") == ("sitegen-compare==1.0", True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--to", "workflow", "--push"],
        ["--to", "workflow", "--replace-foreign"],
        ["--force"],
        ["--build", "make"],
        ["--to", "workflow", "--build", "make", "--install", "x"],
    ],
)
def test_options_that_do_not_go_together_are_a_usage_error(site: Path, arguments: list[str]) -> None:
    assert main(["publish", *arguments]) == 2
    assert not (site / "public").exists()


def run_step(command: str, folder: Path, environment: dict[str, str]) -> None:
    """Run a step as GitHub does: in bash, which ends at the first failure."""
    done = subprocess.run(  # noqa: S603 - a command of our own workflow
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],  # noqa: S607 - the system's
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{command} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"


def missing_index(folder: Path) -> str:
    """Why nothing can be installed here; empty where the package index can be reached."""
    probe = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--timeout=5", "--retries=0", "editables"]
    done = subprocess.run(probe, cwd=folder, capture_output=True, check=False, timeout=60)  # noqa: S603 - pip
    return "the package index cannot be reached, and the workflow installs from it" if done.returncode else ""


def test_each_step_of_our_own_workflow_works_in_a_clean_clone(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this copy of the project is no clone of its repository")
    if reason := missing_index(tmp_path):
        pytest.skip(reason)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{ROOT}", str(clone))
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV", "MAKEFLAGS"}}
    for command in commands(parse((ROOT / WORKFLOW).read_text(encoding="utf-8"))):
        run_step(command, clone, {**kept, "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(clone)})
    assert (clone / "public/index.html").is_file()
    assert git(clone, "status", "--porcelain") == ""


def test_each_step_of_a_sites_workflow_works_in_a_clean_clone(site: Path, tmp_path: Path) -> None:
    """What pip is asked for is there already, so that this needs no network; the test above needs it."""
    assert main(["publish", "--to", "workflow", "--install", "click>=8"]) == 0
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message=Add the workflow")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", f"file://{site}", str(clone))
    scripts = tmp_path / "bin"
    scripts.mkdir()
    for name, module in (("python", ""), ("sitegen", "-m sitegen ")):
        (scripts / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {module}"$@"\n')
        (scripts / name).chmod(0o755)
    path = f"{scripts}:{sysconfig.get_path('scripts')}:{os.environ['PATH']}"
    for command in commands(parse((clone / WORKFLOW).read_text())):
        run_step(command, clone, {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PIP_NO_INDEX": "1"})
    assert (clone / "public/index.html").is_file()

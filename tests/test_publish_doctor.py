"""What a remote's address tells, what a refusal means, and what the doctor sees."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from repositories import commit_files, git, isolate_git, make_repository
from sites import SMALL_SITE, write_site

from sitegen.cli import main
from sitegen.publish.branch import Target
from sitegen.publish.doctor import Site, Way, base_url_hint, examine
from sitegen.publish.git import open_repository
from sitegen.publish.refusals import explain_refusal, is_about_a_moved_branch
from sitegen.publish.remote import Place, github_place, proposed_base_url
from sitegen.publish.workflow import WORKFLOW

TARGET = Target(branch="gh-pages", remote="origin")
PLACE = Place(owner="outlet-a", name="papers")
ADDRESS = "https://outlet-a.github.io/papers/"
Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/outlet-a/papers.git", ADDRESS),
        ("https://github.com/outlet-a/papers", ADDRESS),
        ("https://github.com/outlet-a/papers/", ADDRESS),
        ("https://user:token@github.com/outlet-a/papers.git", ADDRESS),
        ("git@github.com:outlet-a/papers.git", ADDRESS),
        ("github.com:outlet-a/papers", ADDRESS),
        ("ssh://git@github.com/outlet-a/papers.git", ADDRESS),
        ("ssh://git@ssh.github.com:443/outlet-a/papers.git", ADDRESS),
        ("git://github.com/outlet-a/papers.git", ADDRESS),
        ("https://GitHub.com/Outlet-A/Papers.git", "https://outlet-a.github.io/Papers/"),
        ("https://github.com/Outlet-A/outlet-a.github.io.git", "https://outlet-a.github.io/"),
        ("https://github.com/outlet-a/outlet-b.github.io", "https://outlet-a.github.io/outlet-b.github.io/"),
        ("https://gitlab.com/outlet-a/papers.git", None),
        ("https://github.com.example.org/outlet-a/papers.git", None),
        ("https://github.com/outlet-a", None),
        ("https://github.com/outlet-a/papers/tree/main", None),
        ("https://github.com/outlet-a/..", None),
        ("https://github.com/out%20let/papers", None),
        ("https://[github.com/outlet-a/papers", None),
        ("/srv/git/papers.git", None),
        ("../papers.git", None),
        ("C:\\papers", None),
        ("", None),
        (None, None),
    ],
)
def test_the_address_of_the_site_is_proposed_from_the_remote(remote: str | None, expected: str | None) -> None:
    assert proposed_base_url(remote) == expected


@pytest.mark.parametrize(
    ("cname", "expected"),
    [
        ("papers.example.org", "https://papers.example.org/"),
        ("\nPapers.Example.org\r\nother.example.org\n", "https://papers.example.org/"),
        ("https://papers.example.org/", ADDRESS),
        ("../etc", ADDRESS),
        ("", ADDRESS),
        (None, ADDRESS),
    ],
)
def test_a_cname_that_holds_a_domain_wins(cname: str | None, expected: str) -> None:
    assert proposed_base_url("git@github.com:outlet-a/papers.git", cname) == expected


def test_the_hint_comes_only_where_the_setting_is_missing_or_another() -> None:
    assert base_url_hint(ADDRESS, ADDRESS) is None
    assert base_url_hint(None, None) is None
    assert base_url_hint("https://example.org/", None) is None
    assert f'base_url = "{ADDRESS}"' in str(base_url_hint(None, ADDRESS))
    other = str(base_url_hint("https://example.org/", ADDRESS))
    assert "https://example.org/" in other
    assert ADDRESS in other


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("remote: error: GH006: Protected branch update failed for refs/heads/gh-pages.", "is protected"),
        ("remote: error: GH013: Repository rule violations found for refs/heads/gh-pages.", "is protected"),
        ("remote: error: GH001: Large files detected.", "too large"),
        ("remote: Permission to outlet-a/papers.git denied to ed.", "not push to it"),
        ("remote: Write access to repository not granted.\nfatal: unable to access 'x': error: 403", "not push to it"),
        ("git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.", "ssh key"),
        ("fatal: could not read Username for 'https://github.com': terminal prompts disabled", "logged in"),
        ("remote: Invalid username or token.\nfatal: Authentication failed for 'https://github.com/x'", "logged in"),
        ("remote: Repository not found.\nfatal: repository 'https://github.com/x/' not found", "no repository"),
        ("fatal: '/srv/x.git' does not appear to be a git repository", "no repository"),
        ("fatal: unable to access 'https://github.com/x/': Could not resolve host: github.com", "cannot be reached"),
        ("! [remote rejected] gh-pages -> gh-pages (shallow update not allowed)", "git fetch --unshallow"),
        ("! [remote rejected] gh-pages -> gh-pages (pre-receive hook declined)", "rule of the remote"),
        ("ERROR: This repository was archived so it is read-only.", "Unarchive"),
        ("something never heard of", "git push origin gh-pages"),
    ],
)
def test_a_refusal_is_told_with_what_to_do(said: str, expected: str) -> None:
    assert expected in explain_refusal(said, TARGET, PLACE)
    assert not is_about_a_moved_branch(said)


@pytest.mark.parametrize(
    "said",
    [
        "! [rejected] abc -> gh-pages (fetch first)",
        "! [rejected] abc -> gh-pages (non-fast-forward)",
        "! [remote rejected] abc -> gh-pages (cannot lock ref 'refs/heads/gh-pages': is at a but expected b)",
        "! [remote rejected] abc -> gh-pages (failed to update ref)",
    ],
)
def test_a_moved_branch_is_told_from_a_refusal(said: str) -> None:
    assert is_about_a_moved_branch(said)
    assert not is_about_a_moved_branch(f"remote: GH006: Protected branch update failed\n{said}")


def test_the_settings_named_are_those_of_the_repository() -> None:
    assert "https://github.com/outlet-a/papers/settings/rules" in explain_refusal("GH013", TARGET, PLACE)
    assert github_place("git@github.com:outlet-a/papers.git") == PLACE


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site in a repository whose remote is on GitHub, and the current folder; there is no `gh`."""
    isolate_git(tmp_path / "home", monkeypatch)
    top = make_repository(write_site(tmp_path / "mine", SMALL_SITE))
    git(top, "remote", "add", "origin", "git@github.com:outlet-a/papers.git")
    monkeypatch.chdir(top)
    return top


REPO = "repos/outlet-a/papers"
FINE = {
    REPO: {"has_pages": True, "archived": False, "private": False, "permissions": {"push": True}},
    f"{REPO}/pages": {"build_type": "legacy", "source": {"branch": "gh-pages", "path": "/"}, "html_url": ADDRESS},
    f"{REPO}/rules/branches/gh-pages": [{"type": "deletion"}],
}
"""GitHub's answers where all is well for a branch."""
FINE_WORKFLOW = {
    **FINE,
    f"{REPO}/pages": {"build_type": "workflow", "html_url": ADDRESS},
    f"{REPO}/environments/github-pages": {"deployment_branch_policy": {"custom_branch_policies": True}},
    f"{REPO}/environments/github-pages/deployment-branch-policies": {"branch_policies": [{"name": "ma*"}]},
}


def told(site: Path, way: Way, answers: Mapping[str, object], base_url: str | None = ADDRESS) -> tuple[str, ...]:
    """What the doctor says, given GitHub's answers."""
    looked_at = Site(repository=open_repository(site), target=TARGET, way=way, base_url=base_url)
    return examine(looked_at, lambda question: json.dumps(answers[question]).encode() if question in answers else None)


def test_the_doctor_is_silent_where_all_is_well(site: Path) -> None:
    assert told(site, "branch", FINE) == ()
    (site / WORKFLOW).parent.mkdir(parents=True)
    (site / WORKFLOW).write_text("steps: [{uses: actions/deploy-pages@v5}]\n")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message=Deploy")
    assert told(site, "workflow", FINE_WORKFLOW) == ()


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (REPO, {"archived": True}, "archived"),
        (REPO, {"permissions": {"push": False}}, "You may not push"),
        (REPO, {"has_pages": False}, "Pages is off. Turn it on at https://github.com/outlet-a/papers/settings/pages"),
        (REPO, {"has_pages": False, "private": True}, "paid plan"),
        (f"{REPO}/pages", {"build_type": "workflow"}, "Pages shows what a workflow builds, not the branch gh-pages"),
        (f"{REPO}/pages", {"source": {"branch": "main", "path": "/docs"}}, "shows the folder /docs of the branch main"),
        (
            f"{REPO}/pages",
            {"html_url": "https://papers.example.org"},
            "the site will be at https://papers.example.org/",
        ),
        (f"{REPO}/rules/branches/gh-pages", [{"type": "pull_request"}], "asks for a pull request"),
    ],
)
def test_the_doctor_sees_what_stands_in_the_way_of_a_branch(
    site: Path, question: str, answer: object, expected: str
) -> None:
    old = FINE[question]
    changed = {**old, **answer} if isinstance(old, dict) and isinstance(answer, dict) else answer
    found = told(site, "branch", {**FINE, question: changed})
    assert len(found) == 1
    assert expected in found[0]


def test_the_doctor_sees_what_stands_in_the_way_of_a_workflow(site: Path) -> None:
    legacy = {"build_type": "legacy", "html_url": ADDRESS}
    policies = {"branch_policies": [{"name": "gh-pages"}, {"name": "release/*"}]}
    answers = {
        **FINE_WORKFLOW,
        f"{REPO}/pages": legacy,
        f"{REPO}/environments/github-pages/deployment-branch-policies": policies,
    }
    missing, source, environment = told(site, "workflow", answers)
    assert "There is no .github/workflows/pages.yml yet" in missing
    assert "Pages shows a branch" in source
    assert "lets only gh-pages, release/* deploy, and the workflow runs on main" in environment


def test_the_doctor_sees_the_rules_of_the_environment(site: Path) -> None:
    environment = {
        "deployment_branch_policy": {"protected_branches": True, "custom_branch_policies": False},
        "protection_rules": [{"type": "required_reviewers"}],
    }
    answers = {**FINE_WORKFLOW, f"{REPO}/environments/github-pages": environment}
    _, protected, reviewer = told(site, "workflow", {**answers, f"{REPO}/branches/main": {"protected": False}})
    assert "only protected branches deploy, and main is not protected" in protected
    assert "waits for a reviewer" in reviewer
    assert len(told(site, "workflow", {**answers, f"{REPO}/branches/main": {"protected": True}})) == 2


def test_the_doctor_sees_two_ways_at_once_and_what_is_not_committed(site: Path) -> None:
    (site / WORKFLOW).parent.mkdir(parents=True)
    (site / WORKFLOW).write_text("steps: [{uses: actions/deploy-pages@v5}]\n")
    (both,) = told(site, "branch", FINE)
    assert "pages.yml deploys to Pages too" in both
    git(site, "branch", "gh-pages")
    uncommitted, branch = told(site, "workflow", FINE_WORKFLOW)
    assert "is not committed" in uncommitted
    assert "There is a branch gh-pages as well" in branch


@pytest.mark.parametrize("answer", [None, "nonsense", [], {}])
def test_without_an_answer_the_doctor_says_where_to_look(site: Path, answer: object) -> None:
    (found,) = told(site, "branch", {} if answer is None else {REPO: answer})
    assert "`gh` command" in found
    assert "https://github.com/outlet-a/papers/settings/pages" in found
    assert "Deploy from a branch, gh-pages, / (root)" in found


def test_the_doctor_asks_gh_and_publishes_nothing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("git", "sh", "cat"):
        (tools / name).symlink_to(
            next(Path(folder) / name for folder in ("/usr/bin", "/bin") if (Path(folder) / name).exists())
        )
    monkeypatch.setenv("PATH", str(tools))
    assert main(["publish", "--doctor"]) == 0
    first = capsys.readouterr().out
    assert 'base_url = "https://outlet-a.github.io/papers/"' in first
    assert "installed and logged in" in first
    for question, answer in FINE.items():
        path = tmp_path / "answers" / f"{question}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(answer))
    gh = tools / "gh"
    gh.write_text(f'#!/bin/sh\n[ "$1 $2 $3" = "api --method GET" ] || exit 2\nexec cat "{tmp_path}/answers/$4.json"\n')
    gh.chmod(0o755)
    with (site / "content/site.toml").open("a") as file:
        file.write(f'base_url = "{ADDRESS}"\n')
    assert main(["publish", "--doctor"]) == 0
    assert capsys.readouterr().out == "Nothing was found that stands in the way.\n"
    assert not (site / "public").exists()
    assert git(site, "branch", "--list", "gh-pages") == ""


def test_a_remote_elsewhere_or_none_is_told(site: Path, tmp_path: Path, capsys: Captured) -> None:
    git(site, "remote", "set-url", "origin", str(tmp_path / "remote.git"))
    assert main(["publish", "--doctor"]) == 0
    assert "not on github.com" in capsys.readouterr().out
    git(site, "remote", "remove", "origin")
    assert main(["publish", "--doctor"]) == 0
    assert "There is no remote `origin` yet: git remote add origin" in capsys.readouterr().out


def test_the_cname_of_the_branch_is_proposed(site: Path, tmp_path: Path, capsys: Captured) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(site, "remote", "set-url", "origin", str(tmp_path / "remote.git"))
    commit_files(tmp_path / "theirs", tmp_path / "remote.git", "gh-pages", {"CNAME": "papers.example.org"})
    git(site, "fetch", "--quiet", "origin")
    assert main(["publish", "--doctor"]) == 0
    assert 'base_url = "https://papers.example.org/"' in capsys.readouterr().out

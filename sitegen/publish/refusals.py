"""Why a remote refused, in the words of git and of GitHub, and what a person can do about it.

Deliberately contains no command: it reads what one said.
"""

import re

from sitegen.publish.branch import Target
from sitegen.publish.remote import Place

_MOVED = re.compile(
    r"non-fast-forward|fetch first|stale info|is at \w+ but expected|failed to update ref|failed to lock"
    r"|incorrect old value|reference already exists",
    re.IGNORECASE,
)

_REFUSALS = (
    (
        r"GH006|GH013|protected branch|repository rule violations",
        (
            "The branch {branch} is protected. Take it out of the rule under {settings}/rules or {settings}/branches,"
            " or let whoever publishes bypass it; or publish by a workflow, which needs no branch:"
            " sitegen publish --to workflow."
        ),
    ),
    (
        r"GH001|exceeds GitHub's file size limit|file size limit of",
        "A file of the site is too large for GitHub, which takes at most 100 MB. Take it out of the site.",
    ),
    (r"shallow update not allowed", "This clone is shallow and the remote wants all of it: git fetch --unshallow."),
    (
        r"archived so it is read-only|repository was archived",
        "The repository is archived. Unarchive it at the foot of {settings}.",
    ),
    (
        r"[Pp]ermission to \S+ denied|[Ww]rite access to repository not granted|error: 403|not allowed to push",
        (
            "You may read this repository and not push to it. Ask its owner for write access, or log in as somebody who"
            " has it. In a GitHub workflow the job needs `permissions: contents: write`."
        ),
    ),
    (
        r"Permission denied \(publickey|Host key verification failed",
        (
            "GitHub does not know the ssh key of this machine. Add it at https://github.com/settings/keys, or use an"
            " https address: git remote set-url {remote} https://github.com/OWNER/REPOSITORY.git"
        ),
    ),
    (
        (
            r"could not read Username|could not read Password|terminal prompts disabled|Authentication failed"
            r"|Invalid username or (?:password|token)|[Pp]assword authentication"
        ),
        (
            "Nobody is logged in. Log in with `gh auth login`, or with a token in place of the password"
            " (https://github.com/settings/tokens)."
        ),
    ),
    (
        r"[Rr]epository not found|does not appear to be a git repository|repository '[^']*' (?:not found|does not)",
        (
            "There is no repository at the address of the remote, or you may not see it. Look at it with"
            " `git remote get-url {remote}`, and set it with `git remote set-url {remote} ADDRESS`."
        ),
    ),
    (
        (
            r"Could not resolve host|Could not connect|Connection (?:refused|timed out|reset)|Network is unreachable"
            r"|Failed to connect|unable to access|did not end within"
        ),
        "The remote cannot be reached. Look at your network, then publish again.",
    ),
    (
        r"hook declined",
        "A rule of the remote (a hook) refused the commit; git's words below say which, where it says so.",
    ),
)
"""What is said, and what to do about it; the first that fits counts."""


def is_about_a_moved_branch(said: str) -> bool:
    """Whether a push or an update was refused because the branch has moved, so that it may be tried anew."""
    return bool(_MOVED.search(said)) and not re.search(r"GH0\d\d|protected|hook declined", said)


def explain_refusal(said: str, target: Target, place: Place | None) -> str:
    """What to do about a refused push or fetch, given git's words; a sentence or two."""
    settings = place.settings if place else "the settings of the repository"
    for pattern, advice in _REFUSALS:
        if re.search(pattern, said):
            return advice.format(branch=target.branch, remote=target.remote, settings=settings)
    return f"The commit is on the local branch {target.branch}; `git push {target.remote} {target.branch}` tries again."

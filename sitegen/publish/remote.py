"""What the address of a remote tells: where on GitHub it is, and at which address its Pages will be.

Deliberately contains no git and no network: an address is a string.
"""

import re
from urllib.parse import unquote, urlsplit

from msgspec import Struct

_SCP = re.compile(r"(?:[^@/\s]+@)?(?P<host>[^:/\s]+):(?!//)(?P<path>\S+)")
"""`git@github.com:owner/repo.git`, the short form of ssh."""
_HOSTS = frozenset(("github.com", "www.github.com", "ssh.github.com"))
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_DOMAIN = re.compile(r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE)


class Place(Struct, frozen=True, kw_only=True):
    """A repository on GitHub."""

    owner: str
    name: str

    @property
    def is_user_site(self) -> bool:
        """Whether its Pages lie at the root of the owner's host."""
        return self.name.lower() == f"{self.owner.lower()}.github.io"

    @property
    def settings(self) -> str:
        """The address of its settings."""
        return f"https://github.com/{self.owner}/{self.name}/settings"


def github_place(address: str) -> Place | None:
    """The repository on github.com that a remote's address means; None for any other host or form."""
    address = address.strip()
    if "://" in address:
        try:
            parts = urlsplit(address)
            host, path = parts.hostname or "", unquote(parts.path)
        except ValueError:
            return None
    elif short := _SCP.fullmatch(address):
        host, path = short["host"], short["path"]
    else:
        return None
    names = path.strip("/").split("/")
    if host.lower() not in _HOSTS or len(names) != len(("owner", "name")):
        return None
    owner, name = names[0], names[1].removesuffix(".git")
    if not all(_NAME.fullmatch(part) and part.strip(".") for part in (owner, name)):
        return None
    return Place(owner=owner, name=name)


def proposed_base_url(remote_url: str | None, cname: str | None = None) -> str | None:
    """The `base_url` that GitHub Pages would serve a repository at, with a slash at its end; None where unknown.

    `remote_url` is the address of its remote, `cname` the text of the file CNAME, which wins where it holds a domain.
    A proposal for a person to look at: a domain that is set in GitHub's settings alone cannot be seen from here.
    """
    for line in (cname or "").split():
        if _DOMAIN.fullmatch(line):
            return f"https://{line.lower()}/"
    place = github_place(remote_url) if remote_url else None
    if place is None:
        return None
    host = f"https://{place.owner.lower()}.github.io/"
    return host if place.is_user_site else f"{host}{place.name}/"

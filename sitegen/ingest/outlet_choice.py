"""Which outlet a web page belongs to: the one whose homepage is on the page's site, else one of the site's name.

Outlets' files are read with forbearance: one that cannot be read is passed over here and told by the build.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from sitegen.content.files import to_id
from sitegen.ingest.page_meta import host_of, same_site
from sitegen.ingest.placing import front_of, outlet_path
from sitegen.problems import ContentError

_LONGEST_ID = 40


class OutletChoice(Struct, frozen=True, kw_only=True):
    """An outlet, known or to be made."""

    id: str
    keys: dict[str, object]
    """What its file should say where it is new."""
    other_name: str = ""
    """The known outlet's name, where the page is of its site and names another."""


def choose_outlet(root: Path, *, url: str | None, site: str | None, given: str | None = None) -> OutletChoice | None:
    """The outlet of a page at `url` on a site called `site`; `given` is the id that a person gave.

    None where neither address nor name says whose page it is. Of several outlets on one site the one whose homepage
    names the narrowest part of it is taken.
    """
    host = host_of(url)
    name = site or host
    homepage = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/" if url and host else None
    keys: dict[str, object] = {key: value for key, value in (("name", name), ("homepage", homepage)) if value}
    if given is not None:
        return OutletChoice(id=given, keys=keys if name else {})
    known = sorted(_known(root))
    at_host = [(len(theirs), outlet, called) for outlet, called, theirs in known if same_site(theirs, host)]
    if at_host:
        _, outlet, called = max(at_host, key=lambda one: one[0])
        return OutletChoice(id=outlet, keys=keys, other_name=called if _is_other(called, site) else "")
    # Two outlets of one name on two sites are two outlets.
    by_name = [
        outlet
        for outlet, called, theirs in known
        if name and _folded(called) == _folded(name) and not (theirs and host)
    ]
    if by_name:
        return OutletChoice(id=by_name[0], keys=keys)
    stem = to_id(site or "")[:_LONGEST_ID].strip("-") or to_id(host.rpartition(".")[0])[:_LONGEST_ID].strip("-")
    if not stem or not name:
        return None
    return OutletChoice(id=_free(root, "the-story" if stem == "story" else stem), keys=keys)


def _known(root: Path) -> Iterator[tuple[str, str, str]]:
    """Id, name and host of every outlet of the site."""
    for path in (root / "content" / "outlets").glob("*.md"):
        try:
            front = front_of(path, root)
        except ContentError:
            continue
        yield path.stem, str(front.get("name") or ""), host_of(str(front.get("homepage") or ""))


def _free(root: Path, stem: str) -> str:
    names = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
    return next(name for name in names if not outlet_path(root, name).exists())


def _is_other(called: str, site: str | None) -> bool:
    """Whether neither of two names is in the other, as `Springfield Post` is in `Springfield Post Online`."""
    one, other = _folded(called), _folded(site or "")
    return bool(one and other) and one not in other and other not in one


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())

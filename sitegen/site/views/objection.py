"""How an outlet or a reader objects: a link that opens a message or an issue, already begun.

Made from `contact` of `site.toml`. Deliberately contains no form: a static host receives none.
"""

from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from msgspec import Struct

from sitegen.model import Settings
from sitegen.site import urls

_GITHUB = frozenset(("github.com", "www.github.com"))
_LONGEST = 120
"""Characters of a title; longer addresses are cut off by some mail programs."""
_BODY = """Page: {page}

The words in question:

What is wrong with them, or what is missing:

Who I am (an outlet's reply can be printed beside the entry):
"""


class Objection(Struct, frozen=True, kw_only=True):
    """The way to object to one page."""

    url: str
    how: str
    """Words for the link."""


def objection(settings: Settings, *, about: str, address: str) -> Objection | None:
    """The link for the page at `address`, which is about `about`; None for a site without a contact.

    A mail address gives a message with subject and text; the address of a GitHub repository's issues gives a new issue;
    any other web address is given as it is. The text names the page, in full where the site has a `base_url`.
    """
    contact = settings.contact or ""
    title = f"Objection: {about if len(about) <= _LONGEST else about[:_LONGEST].rstrip() + ' …'}"
    body = _BODY.format(page=urls.absolute(settings.base_url, address) if settings.base_url else f"/{address}")
    if "://" in contact:
        issue = _new_issue(contact, title, body)
        elsewhere = f"say so at {contact.partition('://')[2].rstrip('/')}"
        return Objection(url=issue or contact, how="open an issue about this page" if issue else elsewhere)
    if "@" in contact:
        # a line of a mail's text ends in carriage return and line feed (RFC 6068)
        text = f"subject={quote(title, safe='')}&body={quote(body.replace(chr(10), chr(13) + chr(10)), safe='')}"
        return Objection(url=f"mailto:{quote(contact, safe='@')}?{text}", how=f"write to {contact}")
    return None


def _new_issue(contact: str, title: str, body: str) -> str:
    """The address that opens a new issue, with what the contact itself asks for kept; empty for another site."""
    parts = urlsplit(contact)
    path = parts.path.strip("/").split("/")
    is_issues = path[2:] in (["issues"], ["issues", "new"]) and all(path)
    if (parts.hostname or "") not in _GITHUB or not is_issues:
        return ""
    kept = [pair for pair in parse_qsl(parts.query) if path[3:] and pair[0] not in {"title", "body"}]
    query = urlencode([*kept, ("title", title), ("body", body)], quote_via=quote)
    return urlunsplit(("https", "github.com", f"/{path[0]}/{path[1]}/issues/new", query, ""))

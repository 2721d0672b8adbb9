"""`content/outlets/*.md`: who publishes, and the short code that stands for each in tables."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.frontmatter import FrontMatter
from sitegen.content.keys import Key, read_keys, takes
from sitegen.content.nodes import Node, Notes, Place
from sitegen.content.parsers import line, text, web_address
from sitegen.model import Outlet

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,3}")
_LONGEST = 4
# The end of a host name says nothing of the outlet: IraqiNews.com is Iraqi News.
_HOST_END = re.compile(r"(?:\.[a-z]{2,6}){1,2}$")
_WORD = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]|\d+")


@takes({"type": "string", "pattern": f"^\\s*{_CODE.pattern}\\s*$"})
def _code(name: str, node: Node, notes: Notes) -> str | None:
    """Two to four capital letters or digits, a letter first."""
    value = text(name, node, notes)
    if value is None or _CODE.fullmatch(value):
        return value
    upper = value.upper()
    hint = f"Did you mean `{upper}`?" if _CODE.fullmatch(upper) else "For example AFP or U1."
    notes.error(f"`{name}: {value}` is not two to four capital letters or digits, a letter first", node.place, hint)
    return None


NAME = Key(
    name="name",
    about="The outlet's name, as readers know it.",
    parse=line,
    required=True,
    example="name: Outlet A",
    mistaken_for=("title", "outlet"),
)
CODE = Key(
    name="code",
    about="Two to four capital letters or digits that stand for it in tables. Derived from the name where absent.",
    parse=_code,
    mistaken_for=("siglum", "abbreviation", "short"),
)
HOMEPAGE = Key(
    name="homepage", about="Its own address.", parse=web_address, mistaken_for=("url", "website", "site", "link")
)
COUNTRY = Key(name="country", about="Where it is published.", parse=line)
KIND = Key(
    name="kind", about="What it is, for example news agency or daily newspaper.", parse=line, mistaken_for=("type",)
)
KEYS = (NAME, CODE, HOMEPAGE, COUNTRY, KIND)


class OutletDraft(Struct, frozen=True, kw_only=True):
    """An outlet before all are known and every one has its code."""

    outlet: Outlet
    """With an empty code where its file gives none."""
    code_place: Place
    notes: Notes


def read_outlet(outlet_id: str, matter: FrontMatter, notes: Notes) -> OutletDraft | None:
    """One outlet of its file; None where it has no name."""
    values = read_keys(KEYS, matter.table, notes, "an outlet")
    name = values.get(NAME)
    if name is None:
        return None
    outlet = Outlet(
        id=outlet_id,
        name=name,
        code=values.get(CODE, ""),
        homepage=values.get(HOMEPAGE),
        country=values.get(COUNTRY),
        kind=values.get(KIND),
        body=matter.body,
    )
    return OutletDraft(outlet=outlet, code_place=values.place_of(CODE), notes=notes)


def give_codes(drafts: Sequence[OutletDraft]) -> dict[str, str]:
    """The code of each outlet by id, no two alike; a code that two files give is noted in the second.

    Codes that editors chose go first; the others are derived from the names in the order of the ids, so that the same
    outlets always get the same codes.
    """
    codes: dict[str, str] = {}
    owners: dict[str, OutletDraft] = {}
    ordered = sorted(drafts, key=lambda draft: draft.outlet.id)
    for draft in ordered:
        code = draft.outlet.code
        if code and code in owners:
            draft.notes.error(
                f"the code `{code}` is taken by {owners[code].notes.path}", draft.code_place, "Choose another for one."
            )
        elif code:
            codes[draft.outlet.id] = code
            owners[code] = draft
    for draft in ordered:
        if draft.outlet.id not in codes:
            code = next(code for code in _candidates(draft.outlet) if code not in owners)
            codes[draft.outlet.id] = code
            owners[code] = draft
    return codes


def derive_code(name: str) -> str:
    """The code that a name would get if it were the only one; empty for a name without Latin letters."""
    return next(_codes_of(_words(name)), "")


def _candidates(outlet: Outlet) -> Iterator[str]:
    """Codes for an outlet, best first, without end in practice."""
    words = _words(outlet.name) or _words(outlet.id) or ["X"]
    yield from _codes_of(words)
    stem = next(_codes_of(words), "X")
    for number in range(2, 1000):
        yield stem[: _LONGEST - len(str(number))] + str(number)


def _codes_of(words: Sequence[str]) -> Iterator[str]:
    """Codes made of the words' letters: an acronym or the initials, then ever more letters of the first word."""
    capital = [word for word in words if not word.islower()] or list(words)
    if not capital:
        return
    first, initials = capital[0], "".join(word if word.isdigit() else word[0] for word in capital)
    if len(first) > 1 and first.isupper():
        yield first[:_LONGEST]
    for code in (initials, first[:3] + initials[1:], first[:2] + initials[1:], first[:4]):
        if _CODE.fullmatch(code[:_LONGEST].upper()):
            yield code[:_LONGEST].upper()


def _words(name: str) -> list[str]:
    """The words of a name in Latin letters, camel case and acronyms taken apart, from its first letter on."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words: list[str] = _WORD.findall(plain if " " in plain else _HOST_END.sub("", plain))
    return words[next((number for number, word in enumerate(words) if word[0].isalpha()), len(words)) :]


def with_codes(drafts: Sequence[OutletDraft], codes: Mapping[str, str]) -> tuple[Outlet, ...]:
    """The finished outlets, sorted by id."""
    ordered = sorted(drafts, key=lambda draft: draft.outlet.id)
    return tuple(replace(draft.outlet, code=codes[draft.outlet.id]) for draft in ordered)

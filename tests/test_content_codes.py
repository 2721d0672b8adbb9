"""Short codes for outlets, and ids for files: Latin, short, the same for the same outlets, never two alike."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import SMALL_SITE, write_site

from sitegen.content.files import is_id, to_id
from sitegen.content.load import load_site
from sitegen.content.outlets import derive_code


def _codes(root: Path, outlets: dict[str, str]) -> dict[str, str]:
    """The codes of outlets that are given as front matter, by id."""
    write_site(root, SMALL_SITE)
    for path in (root / "content/outlets").iterdir():
        path.unlink()
    for outlet_id, matter in outlets.items():
        (root / f"content/outlets/{outlet_id}.md").write_text(f"---\n{matter}\n---\n", encoding="utf-8")
    library = load_site(root)[1]
    assert library is not None
    return {outlet.id: outlet.code for outlet in library.outlets}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Islam Times", "IT"),
        ("AFP", "AFP"),
        ("IraqiNews.com", "IN"),
        ("Unnamed outlet 1", "U1"),
        ("Unnamed outlet 12", "U12"),
        ("Outlet A", "OA"),
        ("The New Gazette of Springfield", "TNGS"),
        ("The Very New Gazette of Springfield", "TVNG"),
        ("Gazette", "GAZ"),
        ("gazette of springfield", "GOS"),
        ("ABC News", "ABC"),
        ("ABCDEF", "ABCD"),
        ("Ö-Zeitung", "OZ"),
        ("A.B. Post", "ABP"),
        ("springfield-post.example.org", "SPE"),
        ("24 Hours", "HOU"),
        ("Le Monde", "LM"),
        ("X", ""),
        ("Правда", ""),
        ("新聞", ""),
        ("2031", ""),
    ],
)
def test_a_code_is_made_of_the_letters_of_a_name(name: str, code: str) -> None:
    assert derive_code(name) == code


def test_codes_of_like_names_differ_and_the_first_id_keeps_the_plain_one(tmp_path: Path) -> None:
    outlets = {"a": "name: Springfield Times", "b": "name: Shelbyville Tribune", "c": "name: Southern Tide"}
    assert _codes(tmp_path, outlets) == {"a": "ST", "b": "SHET", "c": "SOUT"}


def test_outlets_of_one_name_still_get_codes_of_their_own(tmp_path: Path) -> None:
    codes = _codes(tmp_path, {f"o{number:02}": "name: Gazette" for number in range(12)})
    assert len(set(codes.values())) == 12
    assert codes["o00"] == "GAZ"


def test_a_chosen_code_is_taken_before_any_is_derived(tmp_path: Path) -> None:
    assert _codes(tmp_path, {"a": "name: Islam Times", "b": "name: Other\ncode: IT"}) == {"a": "ISLT", "b": "IT"}


def test_a_name_without_latin_letters_takes_its_code_from_the_id(tmp_path: Path) -> None:
    assert _codes(tmp_path, {"pravda-ru": "name: Правда", "7": "name: 新聞"}) == {"pravda-ru": "PR", "7": "X2"}


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12), max_size=8))
def test_codes_are_short_latin_and_never_alike(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    quoted = {f"o{number}": "name: '" + name.replace("'", "''") + "'" for number, name in enumerate(names)}
    codes = list(_codes(tmp_path_factory.mktemp("site"), quoted).values())
    assert len(set(codes)) == len(codes)
    assert all(2 <= len(code) <= 4 and code.isascii() and code.isalnum() and code.isupper() for code in codes)


@given(st.text(max_size=20))
def test_a_proposed_id_is_an_id(name: str) -> None:
    proposal = to_id(name)
    assert proposal == "" or is_id(proposal)
    assert to_id(proposal) == proposal

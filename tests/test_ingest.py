"""Importing a raw text: the content file gives back every line as it was found, and nothing of a person's is lost."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from raw_texts import LEAD, RAW, only_problem, split_content, write_raw

from sitegen.ingest.draft import body_text, content_text
from sitegen.ingest.extract import Draft, read_draft, split_lines
from sitegen.ingest.importer import import_article
from sitegen.problems import ContentError, SitegenError
from sitegen.text.markdown import plain_text

_ROOT = Path(__file__).parents[1]
_STORY = "iraq-coalition-2024"
_ARTICLES = ("islam-times", "unnamed-1", "iraqinews", "unnamed-2", "afp")


@pytest.mark.parametrize("article", _ARTICLES)
def test_importing_a_seed_again_gives_the_committed_article(article: str, tmp_path: Path) -> None:
    committed = (_ROOT / "content" / "stories" / _STORY / f"{article}.md").read_text(encoding="utf-8")
    front, body = split_content(committed)
    seed = str(front["seed"])
    (tmp_path / "seeds").mkdir()
    copy = write_raw(tmp_path, (_ROOT / seed).read_bytes(), seed)
    again, again_body = split_content(
        import_article(copy, root=tmp_path, story=_STORY, outlet=article).path.read_text("utf-8")
    )
    assert again_body == body
    own = ("outlet", "title", "byline", "seed", "stripped")
    assert [again.get(key) for key in own] == [front.get(key) for key in own]


@pytest.mark.parametrize("article", _ARTICLES)
def test_importing_over_the_committed_article_changes_no_byte(article: str, tmp_path: Path) -> None:
    path = tmp_path / "content" / "stories" / _STORY / f"{article}.md"
    path.parent.mkdir(parents=True)
    committed = (_ROOT / "content" / "stories" / _STORY / f"{article}.md").read_bytes()
    path.write_bytes(committed)
    seed = str(split_content(committed.decode())[0]["seed"])
    (tmp_path / "seeds").mkdir()
    copy = write_raw(tmp_path, (_ROOT / seed).read_bytes(), seed)
    import_article(copy, root=tmp_path, story=_STORY, outlet=article, force=True)
    assert path.read_bytes() == committed


@pytest.mark.parametrize("article", _ARTICLES)
def test_every_line_of_a_seed_is_in_its_article(article: str) -> None:
    front, body = split_content((_ROOT / "content" / "stories" / _STORY / f"{article}.md").read_text(encoding="utf-8"))
    text, paragraphs = plain_text(body, 1)
    kept = [paragraph.span.of(text) for paragraph in paragraphs]
    stripped = front.get("stripped", [])
    assert isinstance(stripped, list)
    raw = (_ROOT / str(front["seed"])).read_text(encoding="utf-8")
    lines = [line for line in split_lines(raw) if line.strip()]
    assert sorted(lines) == sorted([*kept, *stripped, *([front["title"]] if "title" in front else [])])


_MARKDOWN = st.lists(
    st.sampled_from(
        [
            *"#*_-+=>`~[]()!<>&|\\.:\"' \t\u00a0\u2028",
            "1.",
            "12)",
            "&amp;",
            "&#35;",
            "http://a.example",
            "<b>",
            "a",
            "b c",
            "–",
        ]
    ),
    max_size=14,
).map("".join)
_LINES = st.lists(
    st.one_of(_MARKDOWN, st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)), max_size=8
)


@given(_LINES)
def test_the_rendered_body_is_the_lines_as_found(lines: list[str]) -> None:
    paragraphs = tuple(bare for line in lines if (bare := line.strip(" \t").rstrip()))
    body = body_text(Draft(paragraphs=paragraphs))
    text, blocks = plain_text(body, 1)
    assert tuple(block.span.of(text) for block in blocks) == paragraphs


@given(_LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
def test_no_line_is_lost_or_changed_by_sorting(lines: list[str], line_end: str) -> None:
    text = line_end.join(lines)
    draft = read_draft(text)
    found = [*draft.paragraphs, *draft.stripped, *([draft.title] if draft.title else [])]
    expected = [line for line in split_lines(text) if line.strip()]
    assert sorted(line.strip() for line in found) == sorted(line.strip() for line in expected)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
@example(["\x85", "a\u2028b", "no", "2024-01-05", "a: b # c", "\u00a0"])
def test_stripped_lines_survive_yaml(stripped: list[str]) -> None:
    front, _ = split_content(content_text(Draft(paragraphs=("x",)), {"stripped": stripped}))
    assert front["stripped"] == stripped


def test_front_matter_says_what_the_file_says_and_no_more(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    front, body = split_content(
        import_article(raw, root=tmp_path, story="flood", outlet="outlet-a").path.read_text("utf-8")
    )
    assert front == {
        "outlet": "outlet-a",
        "title": "Flood closes bridge",
        "byline": "Jane Example",
        "seed": "raw.txt",
        "stripped": ["By Jane Example", "Short link:"],
    }
    assert body == f"\n{LEAD}\n"


def test_the_publication_line_gives_date_and_basis(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, f"Flood closes bridge\nOutlet A, 5 January 2024\n{LEAD}")
    front, _ = split_content(
        import_article(raw, root=tmp_path, story="flood", outlet="outlet-a").path.read_text("utf-8")
    )
    assert (front["date"], front["date_basis"]) == (date(2024, 1, 5), "published")


def test_a_date_given_by_hand_wins_and_claims_no_publication_line(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, f"Flood closes bridge\nOutlet A, 5 January 2024\n{LEAD}")
    written = import_article(
        raw, root=tmp_path, story="flood", outlet="outlet-a", date=date(2024, 1, 6), title="Shut"
    ).path
    front, _ = split_content(written.read_text("utf-8"))
    assert (front["date"], front["title"]) == (date(2024, 1, 6), "Shut")
    assert "date_basis" not in front
    assert front["stripped"] == ["Flood closes bridge", "Outlet A, 5 January 2024"]


def test_a_seed_outside_the_site_is_named_without_its_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    raw = write_raw(tmp_path / "elsewhere", RAW)
    front, _ = split_content(
        import_article(raw, root=tmp_path / "site", story="flood", outlet="outlet-a").path.read_text("utf-8")
    )
    assert front["seed"] == "raw.txt"


def test_an_article_that_exists_is_left_alone(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    written = import_article(raw, root=tmp_path, story="flood", outlet="outlet-a").path
    written.write_text("mine", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        import_article(raw, root=tmp_path, story="flood", outlet="outlet-a")
    assert only_problem(error).path == "content/stories/flood/outlet-a.md"
    assert "--force" in str(error.value)
    assert written.read_text("utf-8") == "mine"


def test_force_writes_the_text_anew_and_keeps_what_a_person_added(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    written = import_article(raw, root=tmp_path, story="flood", outlet="outlet-a").path
    text = written.read_text("utf-8").replace("seed:", "relays: [Outlet B]\nnote: Seen on paper.\nseed:")
    written.write_text(text, encoding="utf-8")
    write_raw(tmp_path, f"Bridge shut\n{LEAD} Repairs have begun.\n")
    import_article(raw, root=tmp_path, story="flood", outlet="outlet-a", force=True)
    front, body = split_content(written.read_text("utf-8"))
    # The old byline may have been set by hand; the old list of stripped lines belongs to the old text.
    assert front == {
        "outlet": "outlet-a",
        "title": "Bridge shut",
        "byline": "Jane Example",
        "relays": ["Outlet B"],
        "note": "Seen on paper.",
        "seed": "raw.txt",
    }
    assert body == f"\n{LEAD} Repairs have begun.\n"


def test_a_new_date_drops_the_reasons_for_the_old_one(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    written = import_article(raw, root=tmp_path, story="flood", outlet="outlet-a").path
    text = written.read_text("utf-8").replace(
        "seed:", "date: 2024-01-05\ndate_basis: inferred\ndate_note: A Friday.\nseed:"
    )
    written.write_text(text, encoding="utf-8")
    import_article(raw, root=tmp_path, story="flood", outlet="outlet-a", force=True)
    assert split_content(written.read_text("utf-8"))[0]["date_note"] == "A Friday."
    import_article(raw, root=tmp_path, story="flood", outlet="outlet-a", force=True, date=date(2024, 1, 6))
    front = split_content(written.read_text("utf-8"))[0]
    assert front["date"] == date(2024, 1, 6)
    assert {"date_basis", "date_note"}.isdisjoint(front)


@pytest.mark.parametrize(
    ("broken", "line", "part"),
    [
        ("---\ntitle: x\nbody", 0, "closing"),
        ("---\na: b\nc: [\n---\n", 4, "cannot be kept"),
        ("---\n- a\n---\n", 0, "keys"),
    ],
)
def test_force_refuses_to_lose_a_front_matter_it_cannot_read(broken: str, line: int, part: str, tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    written = import_article(raw, root=tmp_path, story="flood", outlet="outlet-a").path
    written.write_text(broken, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        import_article(raw, root=tmp_path, story="flood", outlet="outlet-a", force=True)
    assert only_problem(error).line == line
    assert part in only_problem(error).message
    assert written.read_text("utf-8") == broken


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"Bridge shut\nThe caf\xe9 is closed.", 2, 8),
        (b"\xef\xbb\xbfa\r\nb\r\n\xff", 3, 1),
        ("é\né".encode() + b"\x92", 2, 2),
    ],
)
def test_a_file_that_is_not_utf8_is_refused_at_the_byte(data: bytes, line: int, column: int, tmp_path: Path) -> None:
    raw = write_raw(tmp_path, data)
    with pytest.raises(ContentError) as error:
        import_article(raw, root=tmp_path, story="flood", outlet="outlet-a")
    assert (only_problem(error).path, only_problem(error).line, only_problem(error).column) == (str(raw), line, column)
    assert "UTF-8" in only_problem(error).message
    assert not (tmp_path / "content").exists()


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, b"\xef\xbb\xbf" + RAW.encode())
    front, _ = split_content(
        import_article(raw, root=tmp_path, story="flood", outlet="outlet-a").path.read_text("utf-8")
    )
    assert front["title"] == "Flood closes bridge"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "no text"),
        ("\n \u00a0\n", "no text"),
        ("Advertisement\nShort link:\n", "no text"),
        ("a\0b", "NUL"),
        (f"\x1f{LEAD}", "control character"),
    ],
)
def test_a_file_without_a_usable_text_is_refused(text: str, part: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        import_article(write_raw(tmp_path, text), root=tmp_path, story="flood", outlet="outlet-a")
    assert part in only_problem(error).message
    assert not (tmp_path / "content").exists()


def test_a_missing_file_is_a_problem_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        import_article(tmp_path / "none.txt", root=tmp_path, story="flood", outlet="outlet-a")
    assert "no such file" in only_problem(error).message


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(SitegenError, match="No space"):
        import_article(write_raw(tmp_path, RAW), root=tmp_path, story="flood", outlet="outlet-a")
    assert [path.name for path in (tmp_path / "content").rglob("*") if path.is_file()] == []

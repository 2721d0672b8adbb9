"""Word diff and tiles of two sentences: `cases/worddiff.md`, and what holds of any two texts."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.align.score import score_pairs
from sitegen.compare.tiles import tile_cells, tile_words
from sitegen.compare.word_weights import Weight, story_weight
from sitegen.compare.worddiff import diff_words, row_kind, word_ratio
from sitegen.content.load import load_site
from sitegen.model import Edit
from sitegen.text.forms import derive_forms
from sitegen.text.segment import segment
from sitegen.text.words import split_words

_ROOT = Path(__file__).parents[1]
_FILE = Path(__file__).parent / "cases" / "worddiff.md"
_CASE = re.compile(
    r"^(?P<title>[^\n#].*)\n::\n(?P<base>.+)\n(?P<other>.+)\n(?:(?P<level>common|rare): (?P<norms>.+)\n)?"
    r"::\n(?P<edits>.+)$",
    re.MULTILINE,
)
_COMMON, _BETWEEN, _RARE = 0.1, 0.4, 0.9


def _even(_: str) -> float:
    return _BETWEEN


def _cases() -> list[object]:
    text = _FILE.read_text(encoding="utf-8")
    return [
        pytest.param(found.groupdict(), id=f"{text[: found.start()].count(chr(10)) + 1}: {found['title']}")
        for found in _CASE.finditer(text)
    ]


def _edits(base: str, other: str, weight: Weight = _even) -> tuple[Edit, ...]:
    return diff_words(base, other, split_words(base), split_words(other), weight)


def _kind(base: str, other: str, weight: Weight = _even) -> str:
    return row_kind(base, other, split_words(base), split_words(other), weight)


def _tiles(base: str, other: str, weight: Weight) -> list[tuple[str, str]]:
    found = tile_words(split_words(base), split_words(other), weight)
    return [(base_span.of(base), other_span.of(other)) for base_span, other_span in found]


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _drawn(base: str, other: str, edits: Sequence[Edit]) -> str:
    """The edits in the notation of the cases, as a merged text prints them."""
    drawn = ""
    for edit in edits:
        left, right = edit.base.of(base), edit.other.of(other)
        if edit.tag != "equal":
            drawn += f"[{left}→{right}]"
        elif _letters(left) != _letters(right):
            drawn += f"{{{left}|{right}}}"
        else:
            drawn += left or right
    return drawn


def test_every_case_of_the_file_is_run() -> None:
    assert len(_cases()) == _FILE.read_text(encoding="utf-8").count("\n::\n") / 2 > 20


@pytest.mark.parametrize("case", _cases())
def test_edits_mark_what_differs(case: dict[str, str]) -> None:
    level = _COMMON if case["level"] == "common" else _RARE
    norms = (case["norms"] or "").split()

    def weight(norm: str) -> float:
        return level if norm in norms else _BETWEEN

    base, other = case["base"], case["other"]
    drawn = _drawn(base, other, _edits(base, other, weight))
    # How the marks at the end of the two sentences are told apart is not the cases' matter.
    assert re.sub(r"^[“\"]|[.”\"?]+$", "", drawn) == case["edits"].rstrip(".")


def test_marks_are_whole_words_without_spaces() -> None:
    base, other = "The old council, on Monday, met.", "The old council today, on Monday, fell."
    marks = [edit for edit in _edits(base, other) if edit.tag != "equal"]
    assert [(edit.tag, edit.base.of(base), edit.other.of(other)) for edit in marks] == [
        ("insert", "", "today"),
        ("replace", "met", "fell"),
    ]


_WORDS = st.sampled_from(
    ["the", "of", "and", "not", "nearly", "Bridge", "bridges", "bridge", "ferry", "Springfield", "mayor", "2,500", "13"]
)
_GAPS = st.sampled_from([" ", ", ", " – ", ".", "” “", "\u00a0", " ($", "% "])
_TEXTS = st.one_of(
    st.lists(st.tuples(_WORDS, _GAPS), max_size=14).map(lambda pairs: "".join(map("".join, pairs))),
    st.text(max_size=30),
)


@given(_TEXTS, _TEXTS)
def test_edits_join_to_both_texts(base: str, other: str) -> None:
    edits = _edits(base, other)
    assert "".join(edit.base.of(base) for edit in edits) == base
    assert "".join(edit.other.of(other) for edit in edits) == other
    ends = [(edit.base.end, edit.other.end) for edit in edits]
    assert [(edit.base.start, edit.other.start) for edit in edits] == [(0, 0), *ends][: len(edits)]


@given(_TEXTS, _TEXTS)
def test_tags_say_which_side_has_something(base: str, other: str) -> None:
    for edit in _edits(base, other):
        has_base, has_other = edit.base.start < edit.base.end, edit.other.start < edit.other.end
        expected = {"equal": has_base or has_other, "replace": has_base and has_other}
        expected |= {"insert": has_other and not has_base, "delete": has_base and not has_other}
        assert expected[edit.tag]


@given(_TEXTS, _TEXTS)
def test_swapping_the_sides_mirrors_the_edits(base: str, other: str) -> None:
    mirrored = {"equal": "equal", "replace": "replace", "insert": "delete", "delete": "insert"}
    there = [(mirrored[edit.tag], edit.other, edit.base) for edit in _edits(base, other)]
    assert there == [(edit.tag, edit.base, edit.other) for edit in _edits(other, base)]


@given(_TEXTS, _TEXTS)
def test_every_word_is_marked_or_has_its_like_on_the_other_side(base: str, other: str) -> None:
    for edit in _edits(base, other):
        if edit.tag != "equal":
            continue
        words = [split_words(edit.base.of(base)), split_words(edit.other.of(other))]
        left, right = ([word.norm for word in side if not word.is_function] for side in words)
        assert left == right


@given(_TEXTS.filter(bool))
def test_a_text_and_itself_are_one_equal_edit(text: str) -> None:
    (edit,) = _edits(text, text)
    assert (edit.tag, edit.base, edit.other) == ("equal", edit.other, edit.base)


@given(_TEXTS, _TEXTS)
def test_no_two_marks_touch(base: str, other: str) -> None:
    tags = [edit.tag == "equal" for edit in _edits(base, other)]
    assert all(first or second for first, second in pairwise(tags))


def test_what_a_merged_text_prints_twice_holds_those_words_alone() -> None:
    base, other = "The mayor opposed the plan of the council.", "The mayor opposes the plan of the council."
    twice = [edit for edit in _edits(base, other) if _letters(edit.base.of(base)) != _letters(edit.other.of(other))]
    assert [(edit.tag, edit.base.of(base), edit.other.of(other)) for edit in twice] == [("equal", "opposed", "opposes")]


@pytest.mark.parametrize(
    ("base", "other", "kind"),
    [
        ("The “old bridge” is closed.", "the old bridge is closed!", "equal"),
        ("The old bridge is closed.", "The old bridges is closed.", "near"),
        ("It rose by 5%.", "It rose by 5.", "near"),
        ("It cost $5 on Monday.", "It cost €5 on Monday.", "near"),
        ("The council closed the old bridge on Monday.", "The council closed the old ferry on Monday.", "near"),
        ("The council closed the old bridge on Monday.", "Ships sank in the harbour of the old town.", "reworded"),
        ("The council closed it.", "On Monday repairs began.", "reworded"),
    ],
)
def test_kind_of_a_row(base: str, other: str, kind: str) -> None:
    assert _kind(base, other) == _kind(other, base) == kind


def test_many_scattered_changes_are_no_near_row_even_if_most_words_are_common() -> None:
    base = "Old ships sail; big boats sink; wet roofs leak; new dams burst."
    other = "Old ships sail; tiny boats sink; wet roofs fall; new dams hold."
    scattered = "Tiny ships sail; big ferries sink; wet roofs fall; new dams hold."
    assert word_ratio(split_words(base), split_words(scattered)) > 0.55
    assert (_kind(base, other), _kind(base, scattered)) == ("near", "reworded")


def test_tiles_cross() -> None:
    base = "The council has about 2,500 ships in Northport and about 900 in Southport."
    other = "There are 900 ships of the town in Southport and 2,500 in Northport."
    assert _tiles(base, other, lambda norm: 0.9 if norm in {"northport", "southport"} else 0.2) == [
        ("2,500", "2,500"),
        ("Northport", "Northport"),
        ("900", "900"),
        ("Southport", "Southport"),
    ]


def test_the_weightiest_run_is_taken_first_and_its_words_are_spent() -> None:
    base = "It broke the old harbour gate, that storm over the old harbour wall of Springfield."
    other = "The old harbour wall of Springfield fell."
    assert _tiles(base, other, _even) == [("old harbour wall of Springfield", "old harbour wall of Springfield")]


@pytest.mark.parametrize(
    ("word", "weight", "expected"),
    [
        ("bridge", _RARE, True),
        ("bridge", _BETWEEN, False),
        ("Springfield", _BETWEEN, True),
        ("Springfield", _COMMON, False),
        ("13", _COMMON, True),
        ("the", _RARE, False),
    ],
)
def test_a_lone_word_is_a_tile_where_it_tells_something(word: str, weight: float, *, expected: bool) -> None:
    assert bool(_tiles(f"ships near {word} sail", f"rain on {word} falls", lambda _: weight)) is expected


@given(_TEXTS, _TEXTS)
def test_tiles_are_disjoint_runs_of_equal_words(base: str, other: str) -> None:
    base_words, other_words = split_words(base), split_words(other)
    tiles = tile_words(base_words, other_words, _even)
    for side, words in ((0, base_words), (1, other_words)):
        spans = sorted(tile[side] for tile in tiles)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        held = [[word for word in words if span.start <= word.start and word.end <= span.end] for span in spans]
        assert all(
            run[0].start == span.start and run[-1].end == span.end for run, span in zip(held, spans, strict=True)
        )
        assert not any(run[0].is_function or run[-1].is_function for run in held)
    for base_span, other_span in tiles:
        left, right = (
            [word.norm for word in words if span.start <= word.start and word.end <= span.end]
            for words, span in ((base_words, base_span), (other_words, other_span))
        )
        assert left == right


def test_a_tile_never_spans_two_sentences() -> None:
    first, second = split_words("They closed the bridge"), split_words("Monday ferries ran")
    whole = split_words("They closed the bridge Monday ferries ran")
    found = tile_cells([first, second], [whole], _even)
    assert [(base, other) for base, _, other, _ in found] == [(0, 0), (1, 0)]


def test_words_of_every_sentence_weigh_least_and_unknown_ones_most() -> None:
    weight = story_weight([split_words(text) for text in ("Bridge closed", "Bridge open", "Bridge sold twice")])
    assert 0 <= weight("bridg") < weight("close") == pytest.approx(1)
    assert weight("never seen") == 1
    assert story_weight([])("word") == 1


def test_near_rows_of_the_five_articles_have_at_most_five_marks() -> None:
    _, library, _ = load_site(_ROOT)
    assert library is not None
    story = next(story for story in library.stories if story.id == "iraq-coalition-2024")
    sentences = [sentence for article in story.articles for sentence in segment(article)]
    forms = derive_forms(sentence.text for sentence in sentences)
    words = {sentence.id: split_words(sentence.text, forms) for sentence in sentences}
    weight = story_weight(words.values())
    matched = score_pairs(sentences).total > 0.2
    counts = []
    for i, base in enumerate(sentences):
        for j, other in enumerate(sentences[:i]):
            texts = base.text, other.text, words[base.id], words[other.id], weight
            if matched[i, j] and row_kind(*texts) == "near":
                counts.append(sum(edit.tag != "equal" for edit in diff_words(*texts)))
    assert len(counts) >= 5
    assert max(counts) <= 5

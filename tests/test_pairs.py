"""Rows of two articles: which sentences stand beside each other, in what order, and that none is lost."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from sitegen.compare.pairs import pair_articles
from sitegen.compare.word_weights import story_weight
from sitegen.model import Article, ArticlePair, Match, Row, Sentence, Span
from sitegen.text.words import split_words

_STORM = "A storm broke the harbour wall of Springfield-on-Sea on Monday night."
_FERRY = "The ferry to Northport will run again from the middle of June."
_MAYOR = "Mayor Example asked the government for forty million in aid."
_ALONE = ("Nobody slept.", "Cats were fed.", "Bells rang twice.", "Fish is dear.", "Trains stop here.")


def _article(name: str) -> Article:
    return Article(id=name, outlet=name, text="", paragraphs=())


def _sentences(name: str, texts: Sequence[str]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            id=f"{name}.{n}",
            key=f"{name}:{n}",
            article=name,
            part="body",
            paragraph=0,
            span=Span(0, len(text)),
            text=text,
        )
        for n, text in enumerate(texts, start=1)
    )


def _pair(
    base: Sequence[str],
    other: Sequence[str],
    scores: Mapping[tuple[int, int], float],
    claims: Mapping[str, tuple[str, ...]] | None = None,
) -> ArticlePair:
    """The pair of `outlet-a` and `outlet-b` with these sentences; `scores` counts sentences from 1."""
    sentences = {"outlet-a": _sentences("outlet-a", base), "outlet-b": _sentences("outlet-b", other)}
    words = {one.id: split_words(one.text) for side in sentences.values() for one in side}
    matches = [
        Match(a=f"outlet-a.{i}", b=f"outlet-b.{j}", score=score, relation="partial", basis="machine")
        for (i, j), score in scores.items()
    ]
    articles = _article("outlet-a"), _article("outlet-b")
    return pair_articles(*articles, sentences, matches, claims or {}, words, story_weight(words.values()))


def _short(row: Row) -> tuple[str, str, str]:
    base, other = ("+".join(name.split(".")[1] for name in side) for side in (row.base, row.other))
    return row.kind, base, other


def _rows(
    base: Sequence[str], other: Sequence[str], scores: Mapping[tuple[int, int], float]
) -> list[tuple[str, str, str]]:
    return [_short(row) for row in _pair(base, other, scores).rows]


def test_without_a_match_each_sentence_is_alone() -> None:
    assert _rows(_ALONE[:2], _ALONE[2:4], {}) == [
        ("only-other", "", "1"),
        ("only-other", "", "2"),
        ("only-base", "1", ""),
        ("only-base", "2", ""),
    ]


def test_rows_follow_the_base_and_lone_sentences_of_the_other_their_predecessor() -> None:
    base = [_STORM, _ALONE[0], _FERRY]
    other = [_ALONE[1], f"Yesterday: {_FERRY}", _ALONE[2], f"Yesterday: {_STORM}", _ALONE[3]]
    assert _rows(base, other, {(1, 4): 0.8, (3, 2): 0.8}) == [
        ("only-other", "", "1"),
        ("near", "1", "4"),
        ("only-other", "", "5"),
        ("only-base", "2", ""),
        ("near", "3", "2"),
        ("only-other", "", "3"),
    ]


def test_a_match_is_found_whichever_article_it_names_first() -> None:
    sentences = {"outlet-a": _sentences("outlet-a", [_STORM]), "outlet-b": _sentences("outlet-b", [_STORM])}
    words = {one.id: split_words(one.text) for side in sentences.values() for one in side}
    match = Match(a="outlet-a.1", b="outlet-b.1", score=0.9, relation="same", basis="machine")
    foreign = Match(a="outlet-a.1", b="outlet-c.1", score=0.9, relation="same", basis="machine")
    articles = _article("outlet-b"), _article("outlet-a")
    pair = pair_articles(*articles, sentences, [foreign, match], {}, words, story_weight(words.values()))
    assert [_short(row) for row in pair.rows] == [("equal", "1", "1")]


def test_near_rows_have_edits_and_reworded_rows_tiles() -> None:
    base = [_STORM, _STORM, _FERRY]
    other = [_STORM, _STORM.replace("Monday", "Tuesday"), "From June the ferry sails for Northport, the company hopes."]
    equal, near, reworded = _pair(base, other, {(1, 1): 0.9, (2, 2): 0.8, (3, 3): 0.3}).rows
    assert (equal.kind, equal.edits, equal.tiles) == ("equal", (), ())
    assert (near.kind, near.tiles) == ("near", ())
    marks = [(edit.base.of(base[1]), edit.other.of(other[1])) for edit in near.edits if edit.tag != "equal"]
    assert marks == [("Monday", "Tuesday")]
    assert (reworded.kind, reworded.edits) == ("reworded", ())
    tiles = [(tile.base.sentence, tile.base.text, tile.other.sentence, tile.other.text) for tile in reworded.tiles]
    assert ("outlet-a.3", "Northport", "outlet-b.3", "Northport") in tiles


def test_a_sentence_that_the_other_splits_has_both_parts_beside_it() -> None:
    base = ["A storm broke the harbour wall and the mayor asked the government for aid."]
    other = ["On Monday a storm broke over the town, whose harbour wall fell.", "Aid is what the mayor now wants."]
    assert _rows(base, other, {(1, 1): 0.4, (1, 2): 0.3}) == [("reworded", "1", "1+2")]
    assert _rows(other, base, {(1, 1): 0.4, (2, 1): 0.3}) == [("reworded", "1+2", "1")]


def test_parts_that_are_not_neighbours_have_rows_of_their_own() -> None:
    base = ["A storm broke the harbour wall and the mayor asked the government for aid."]
    other = [
        "On Monday a storm broke over the town, whose harbour wall fell.",
        _ALONE[0],
        "Aid is what the mayor now wants.",
    ]
    assert _rows(base, other, {(1, 1): 0.4, (1, 3): 0.3}) == [
        ("reworded", "1", "1"),
        ("only-other", "", "2"),
        ("reworded", "1", "3"),
    ]


def test_a_near_row_is_never_widened() -> None:
    base = [_STORM, "Waves as high as houses hit the harbour wall for hours, and in the end it broke."]
    other = [_STORM.replace("Monday", "Tuesday")]
    assert _rows(base, other, {(1, 1): 0.9, (2, 1): 0.3}) == [("near", "1", "1"), ("reworded", "2", "1")]


def test_a_chain_of_matches_does_not_become_one_row() -> None:
    texts = [f"Sentence {n} tells of {word}." for n, word in enumerate(("rain", "ships", "cats", "bells"))]
    others = [f"What {word} did is in line {n} here." for n, word in enumerate(("rain", "ships", "cats", "bells"))]
    chain = {(1, 1): 0.5, (1, 2): 0.2, (2, 2): 0.5, (2, 3): 0.2, (3, 3): 0.5, (3, 4): 0.2, (4, 4): 0.5}
    assert _rows(texts, others, chain) == [("reworded", str(n), str(n)) for n in range(1, 5)]


def test_a_sentence_with_a_place_gets_no_second_one_for_its_own_best_match() -> None:
    base = ["Rain fell on the town for a week.", "Ships were lost in the rain."]
    other = ["It was a week of water from above.", "The rain took two ships."]
    assert _rows(base, other, {(1, 1): 0.3, (2, 1): 0.4, (2, 2): 0.5}) == [
        ("reworded", "1", "1"),
        ("reworded", "2", "2"),
    ]


def test_a_lead_that_much_matches_keeps_the_rows_of_what_has_no_better_place() -> None:
    base = ["The bridge of the town is closed after a flood."]
    other = [f"Line {word} says the flood closed what crosses the river." for word in ("one", "two", "three")]
    assert _rows([*base, *_ALONE[:2]], other, {(1, 1): 0.5, (1, 3): 0.3}) == [
        ("reworded", "1", "1"),
        ("only-other", "", "2"),
        ("reworded", "1", "3"),
        ("only-base", "2", ""),
        ("only-base", "3", ""),
    ]


def test_rows_name_the_claims_that_both_sides_share() -> None:
    claims = {
        "outlet-a.1": ("flood", "aid", "ferry"),
        "outlet-b.1": ("ferry", "flood"),
        "outlet-a.2": ("cats",),
        "outlet-b.2": ("fish",),
    }
    pair = _pair([_STORM, _ALONE[1]], [_STORM, _ALONE[3]], {(1, 1): 0.9}, claims)
    assert [row.claims for row in pair.rows] == [("flood", "ferry"), ("fish",), ("cats",)]


_SCORES = st.dictionaries(
    st.tuples(st.integers(1, 6), st.integers(1, 6)), st.sampled_from([0.1, 0.2, 0.3, 0.5]), max_size=20
)
_TEXTS = st.lists(st.sampled_from([_STORM, _FERRY, _MAYOR, f"In the end {_STORM}", *_ALONE]), min_size=6, max_size=6)


@given(_TEXTS, _TEXTS, _SCORES)
def test_every_sentence_is_shown_and_every_row_has_its_reason(
    base: list[str], other: list[str], scores: dict[tuple[int, int], float]
) -> None:
    rows = [_short(row) for row in _pair(base, other, scores).rows]
    sides = [[tuple(map(int, filter(None, row[side].split("+")))) for row in rows] for side in (1, 2)]
    everything = set(range(1, 7))
    assert {i for cell in sides[0] for i in cell} == {j for cell in sides[1] for j in cell} == everything
    paired: set[tuple[int, int]] = set()
    for kind, left, right in zip([row[0] for row in rows], *sides, strict=True):
        pairs = {(i, j) for i in left for j in right}
        assert pairs <= scores.keys()
        assert not pairs & paired
        paired |= pairs
        assert min(len(left), len(right)) == (0 if kind.startswith("only") else 1)
        assert max(len(left), len(right)) == 1 or kind == "reworded"
        assert all(cell == tuple(range(cell[0], cell[0] + len(cell))) for cell in (left, right) if cell)
        if kind == "only-base":
            assert not any(i == left[0] for i, _ in scores)
        if kind == "only-other":
            assert not any(j == right[0] for _, j in scores)


@given(_TEXTS, _TEXTS, _SCORES)
def test_rows_are_in_the_order_of_the_base(
    base: list[str], other: list[str], scores: dict[tuple[int, int], float]
) -> None:
    order = [int(row.base[0].split(".")[1]) for row in _pair(base, other, scores).rows if row.base]
    assert order == sorted(order)


@given(_TEXTS, _TEXTS, _SCORES)
def test_the_best_match_of_every_base_sentence_has_a_row(
    base: list[str], other: list[str], scores: dict[tuple[int, int], float]
) -> None:
    together = {(i, j) for row in _pair(base, other, scores).rows for i in row.base for j in row.other}
    for i in range(1, 7):
        rivals = {j: score for (first, j), score in scores.items() if first == i}
        if rivals:
            best = min(rivals, key=lambda j: (-rivals[j], j))
            assert (f"outlet-a.{i}", f"outlet-b.{best}") in together


@given(_TEXTS, _TEXTS, _SCORES)
def test_matches_in_another_order_make_the_same_rows(
    base: list[str], other: list[str], scores: dict[tuple[int, int], float]
) -> None:
    backwards = dict(reversed(scores.items()))
    assert _pair(base, other, scores) == _pair(base, other, backwards)

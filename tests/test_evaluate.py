"""The arithmetic of `make evaluate` on answers small enough to count by hand, and the floors the README promises."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from evaluate.__main__ import main
from evaluate.gold import OWN, ROOT, Gold, Unit, covers, read_folder, read_numbered, read_own
from evaluate.measure import Rates, Result, all_scores, evaluate, jaccard, pair_units, rate
from evaluate.report import golden_rules, sweep, wrong_pairs
from model_values import make_article, make_story
from msgspec.structs import replace

from sitegen.compare.story import compare_story
from sitegen.model import AlignSettings, Claim, Match, Sentence, Span, Story

LEAST_F1 = 0.74
"""Of matches in the example story, any relation."""
LEAST_PRECISION = 0.80
"""Of the same: how many of a hundred matches a reader may rely on."""
LEAST_CLAIMS = 22
"""Of the 26 claims of the answers, among those the site shows."""
LEAST_SAME_MATCHED = 0.90
"""Of the pairs that say the same, how many match by whatever relation."""
MOST_WRONG_BOUNDARIES = 0
"""Of sentences of the raw texts."""
LEAST_GOLDEN_RULES = 44
"""Of the 48 that pySBD gives for English."""

STORY = """\
## ledger | Pier closed | 2031-05-02
ledger.0\tThe pier of Springfield-on-Sea was closed on Monday after a storm. It leaks.
ledger.1\tMayor Example said that repairs would cost 40,000 crowns.
ledger.2\tThe brass band will play elsewhere.
## argus | Storm | and what it did | 2031-05-03
argus.0\tA storm closed the pier of Springfield-on-Sea on Monday.
argus.1\tRepairs would cost 40,000 crowns, Mayor Example said.
argus.2\tSwimmers are warned of the currents.
"""
ANSWERS = {
    "story": "pier",
    "pairs": [["ledger.0", "argus.0", "same"], ["argus.1", "ledger.1", "same?"], ["argus.2", "ledger.2", "partial"]],
    "ignore": [["ledger.0", "argus.2"]],
}


@pytest.fixture(scope="module")
def example() -> Result:
    (path,) = OWN
    return evaluate(read_own(path, ROOT), AlignSettings())


@pytest.fixture
def pier(tmp_path: Path) -> Path:
    (tmp_path / "pier.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "pier.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    return tmp_path / "pier.json"


def match(a: str, b: str, score: float = 0.5, *, same: bool = False) -> Match:
    return Match(a=a, b=b, score=score, relation="same" if same else "partial", basis="machine")


def claim(*sentences: str) -> Claim:
    return Claim(
        id=f"claim-{sentences[0]}",
        title="Pier closed",
        title_basis="machine",
        anchor=sentences[0],
        status="agree",
        why="",
        sentences=sentences,
        absent=(),
    )


def two_articles() -> tuple[Story, tuple[Unit, ...]]:
    """Articles `a` and `b` of three and `c` of one sentence, each of them a unit that is named like it."""
    story = make_story(
        make_article("a", "One leaks. Two leak. Three leak."),
        make_article("b", "One leaks. Two leak. Three leak."),
        make_article("c", "Four leak."),
    )
    units = tuple(
        Unit(id=it.id, article=it.article, part=it.part, span=it.span, text=it.text)
        for it in compare_story(story, AlignSettings()).sentences
    )
    return story, units


def result_of(gold: Gold, matches: tuple[Match, ...] = (), claims: tuple[Claim, ...] = ()) -> Result:
    """The gold held against made-up findings."""
    comparison = replace(compare_story(gold.story, AlignSettings()), matches=matches, claims=claims)
    return Result(gold=gold, comparison=comparison)


def test_rates_are_shares_of_what_was_found_and_of_what_was_wanted() -> None:
    rates = Rates(right=3, found=4, wanted=6)
    assert (rates.precision, rates.recall, rates.f1) == (0.75, 0.5, 0.6)
    assert (Rates(right=0, found=0, wanted=0).f1, Rates(right=0, found=0, wanted=2).precision) == (0.0, 0.0)


def test_ignored_pairs_are_neither_right_nor_wrong_nor_wanted() -> None:
    found, wanted = [("a", "x"), ("b", "x"), ("c", "x")], [("a", "x"), ("c", "x"), ("d", "x")]
    assert rate(found, wanted, [("b", "x")]) == Rates(right=2, found=2, wanted=3)
    assert rate(found, wanted, [("a", "x")]) == Rates(right=1, found=2, wanted=2)


def test_pairs_are_counted_by_relation_and_by_articles() -> None:
    story, units = two_articles()
    gold = Gold(
        story=story,
        units=units,
        labels={("a.1", "b.1"): "same", ("a.2", "b.2"): "same", ("a.3", "b.3"): "same?", ("a.1", "c.1"): "partial"},
        ignored=frozenset({("a.1", "b.2")}),
    )
    result = result_of(
        gold,
        (
            match("a.1", "b.1", same=True),
            match("a.2", "b.2"),
            match("a.3", "b.3", same=True),
            match("a.1", "b.2", same=True),
            match("a.2", "b.3", 0.7, same=True),
            match("a.2", "c.1", 0.9),
        ),
    )
    assert result.pairs == Rates(right=3, found=5, wanted=4)
    assert result.same_matched == Rates(right=2, found=2, wanted=2)
    assert result.same == Rates(right=1, found=2, wanted=2)
    assert result.by_articles == {
        ("a", "b"): Rates(right=3, found=4, wanted=3),
        ("a", "c"): Rates(right=0, found=1, wanted=1),
        ("b", "c"): Rates(right=0, found=0, wanted=0),
    }
    assert [(it.a, it.b) for it in result.false_matches] == [("a.2", "c.1"), ("a.2", "b.3")]
    assert result.missed == [(("a.1", "c.1"), "partial")]


def test_a_claim_is_found_if_half_of_both_is_in_both() -> None:
    assert jaccard(frozenset("ab"), frozenset("abcd")) == 0.5
    story, units = two_articles()
    gold = Gold(
        story=story,
        units=units,
        labels={},
        ignored=frozenset(),
        claims=(frozenset({"a.1", "b.1"}), frozenset({"a.2", "b.2"}), frozenset({"a.3", "b.3", "c.1"})),
    )
    # the third is a claim of one outlet, which is not shown as shared
    shown = (claim("a.1", "a.2", "b.1", "b.3"), claim("a.2", "c.1"), claim("a.3"))
    result = result_of(gold, claims=shown)
    assert (result.claims_found, len(result.shown_claims)) == (1, 2)


def unit(start: int, end: int) -> Unit:
    return Unit(id="u", article="a", part="body", span=Span(start, end), text="")


def sentence(start: int, end: int) -> Sentence:
    return Sentence(id="a.1", key="a:1", article="a", part="body", paragraph=0, span=Span(start, end), text="")


@pytest.mark.parametrize(
    ("ours", "theirs", "is_covered"),
    [
        ((0, 50), (0, 50), True),
        ((0, 20), (0, 50), True),  # cut too often
        ((0, 90), (51, 90), True),  # not cut
        ((0, 51), (50, 90), False),  # a stray mark
        ((0, 50), (51, 90), False),
    ],
)
def test_a_sentence_covers_its_unit_however_it_is_cut(
    ours: tuple[int, int], theirs: tuple[int, int], *, is_covered: bool
) -> None:
    assert covers(sentence(*ours), unit(*theirs)) is is_covered
    assert not covers(sentence(*ours), replace(unit(*theirs), part="title"))
    assert not covers(sentence(*ours), replace(unit(*theirs), article="b"))


def test_a_wrong_cut_shows_as_pairs_and_not_as_a_crash() -> None:
    merged = pair_units(
        [match("a.1", "b.1", 0.4), match("a.1", "b.2", 0.6)], {"a.1": ("u", "v"), "b.1": ("x",), "b.2": ("x",)}
    )
    assert {pair: it.score for pair, it in merged.items()} == {("u", "x"): 0.6, ("v", "x"): 0.6}
    assert pair_units([match("a.0", "b.1")], {"a.0": (), "b.1": ("x",)}) == {}


def test_units_with_an_optional_boundary_are_one_where_we_do_not_cut() -> None:
    story = make_story(make_article("a", "The pier was shut, the mayor said."), make_article("b", "It leaks. It rots."))
    gold = Gold(
        story=story,
        units=(
            Unit(id="a1", article="a", part="body", span=Span(0, 18), text="The pier was shut,"),
            Unit(id="a2", article="a", part="body", span=Span(19, 34), text="the mayor said.", joins=True),
            Unit(id="b1", article="b", part="body", span=Span(0, 9), text="It leaks."),
            Unit(id="b2", article="b", part="body", span=Span(10, 18), text="It rots.", joins=True),
        ),
        labels={("a1", "b1"): "same", ("a2", "b1"): "partial", ("a2", "b2"): "partial"},
        ignored=frozenset({("a1", "b2")}),
        claims=(frozenset({"a2", "b2"}),),
    )
    joined = evaluate(gold, AlignSettings()).gold
    assert [it.id for it in joined.units] == ["a1", "b1", "b2"]
    assert joined.labels == {("a1", "b1"): "same", ("a1", "b2"): "partial"}
    assert joined.ignored == frozenset()
    assert joined.claims == (frozenset({"a1", "b2"}),)
    strict = replace(gold, units=tuple(replace(it, joins=False) for it in gold.units))
    assert evaluate(strict, AlignSettings()).gold == strict


def test_numbered_stories_are_compared_sentence_by_sentence_as_given(pier: Path) -> None:
    gold = read_numbered(pier)
    assert [(it.id, it.title, str(it.date)) for it in gold.story.articles] == [
        ("argus", "Storm | and what it did", "2031-05-03"),
        ("ledger", "Pier closed", "2031-05-02"),
    ]
    result = evaluate(gold, AlignSettings())
    texts = [it.text for it in result.comparison.sentences if it.article == "ledger"]
    assert texts[:2] == [
        "Pier closed",
        "The pier of Springfield-on-Sea was closed on Monday after a storm. It leaks.",
    ]
    assert result.units_of["ledger.0"] == ()
    assert result.units_of["ledger.1"] == ("ledger.0",)
    assert {("argus.0", "ledger.0"), ("argus.1", "ledger.1")} <= result.matches.keys()
    assert result.missed == [(("argus.2", "ledger.2"), "partial")]
    assert ("argus.1", "ledger.2") not in result.matches


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"pairs": [["ledger.0", "argus.9", "same"]]}, "no such sentence: argus.9"),
        ({"pairs": [["ledger.0", "argus.0", "similar"]]}, "no such label: similar"),
    ],
)
def test_answers_on_nothing_are_refused(pier: Path, answers: dict[str, object], message: str) -> None:
    pier.write_text(json.dumps(answers), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_numbered(pier)


def test_a_folder_without_stories_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lonely.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match="no story"):
        read_folder(tmp_path)
    done = CliRunner().invoke(main, ["--gold", str(tmp_path)])
    assert done.exit_code == 1
    assert done.output.startswith(f"Error: {tmp_path}: no story")


def test_the_command_prints_the_further_stories_with_their_wrong_pairs(pier: Path) -> None:
    done = CliRunner().invoke(main, ["--gold", str(pier.parent), "--wrong"])
    assert done.exit_code == 0, done.output
    row = next(line.split() for line in done.output.splitlines() if line.startswith("pier "))
    assert row[1] == "2/2/3"
    assert row[2:5] == ["1.000", "0.667", "0.800"]
    assert "pier: 0 false matches\n\npier: 1 missed pairs\n" in done.output
    assert "Swimmers are warned of the currents." in done.output.split("1 missed pairs")[1]


def test_the_sweep_has_a_row_for_the_given_threshold_and_gives_its_f1(pier: Path) -> None:
    gold = read_numbered(pier)
    settings = AlignSettings(match=0.1234)
    (star,) = (line.split() for line in sweep([gold], settings) if line.startswith("0.") and "*" in line)
    assert star == ["0.123", "*", *[f"{evaluate(gold, settings).pairs.f1:.3f}"] * 2]


def test_units_of_the_example_are_its_sentences_verbatim() -> None:
    for path in OWN:
        gold = read_own(path, ROOT)
        sentences = json.loads(path.read_text(encoding="utf-8"))["sentences"]
        opens = {row["id"]: row["opens"] for row in sentences if row["kind"] != "furniture"}
        assert {it.id: " ".join(it.text.split()[:4]) for it in gold.units} == opens


def test_no_editor_helps_in_the_measured_story(example: Result) -> None:
    assert {it.basis for it in example.comparison.matches} == {"machine"}
    assert {it.title_basis for it in example.comparison.claims} == {"machine"}


def test_wrong_pairs_are_listed_with_the_score_they_got(example: Result) -> None:
    lines = list(wrong_pairs(example))
    n_pairs = len(example.false_matches) + len(example.missed)
    assert sum(line.startswith("    ") for line in lines) == 2 * n_pairs
    scores = all_scores(example.gold)
    assert all(scores[pair] == it.score for pair, it in example.matches.items())


def test_a_boundary_that_is_not_the_annotators_is_wrong_twice(tmp_path: Path) -> None:
    (path,) = OWN
    answers = json.loads(path.read_text(encoding="utf-8"))
    row = next(row for row in answers["sentences"] if row["id"] == "s3.1")
    row["start"] += len("This ")
    moved = tmp_path / "moved.json"
    moved.write_text(json.dumps(answers), encoding="utf-8")
    cuts = read_own(moved, ROOT).cuts
    assert cuts is not None
    assert (cuts.missed, [text[:14] for text in cuts.extra]) == (("s3.1",), ["This statement"])


def test_answers_that_are_not_in_the_article_are_refused(tmp_path: Path) -> None:
    (path,) = OWN
    answers = json.loads(path.read_text(encoding="utf-8"))
    sentences = answers["sentences"]
    here, there = (next(row for row in sentences if row["id"] == name) for name in ("s3.1", "s3.2"))
    here["start"], here["end"], there["start"], there["end"] = there["start"], there["end"], here["start"], here["end"]
    swapped = tmp_path / "swapped.json"
    swapped.write_text(json.dumps(answers), encoding="utf-8")
    with pytest.raises(ValueError, match=r"s3\.2 is not in article unnamed-2"):
        read_own(swapped, ROOT)


def test_the_promised_floors_hold(example: Result) -> None:
    assert example.pairs.f1 >= LEAST_F1
    assert example.pairs.precision >= LEAST_PRECISION
    assert example.claims_found >= LEAST_CLAIMS
    assert example.same_matched.recall >= LEAST_SAME_MATCHED
    assert len(example.gold.claims) == 26
    cuts = example.gold.cuts
    assert cuts is not None
    assert len(cuts.missed) + len(cuts.extra) <= MOST_WRONG_BOUNDARIES
    assert cuts.total == 76
    right, total = golden_rules()
    assert right >= LEAST_GOLDEN_RULES
    assert total == 48

"""Where the marks of a figure stand on its axis."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.model import FigureMention
from sitegen.model.findings import Bound
from sitegen.site.views.plot import BOLD, CHARACTER, NARROW, WIDE, Plot, Tick, make_plot, number, short_number


def figure(
    value: float | None, bound: Bound | None = None, low: float | None = None, high: float | None = None
) -> FigureMention:
    """A mention with the interval that its bound gives it, unless another is given."""
    ends: dict[Bound | None, tuple[float | None, float | None]] = {
        None: (value, value),
        "at least": (value, None),
        "more than": (value, None),
        "fewer than": (0.0, value),
        "up to": (0.0, value),
        "nearly": (0.9 * (value or 0), value),
        "about": (0.9 * (value or 0), 1.1 * (value or 0)),
        "range": (low, high),
    }
    start, end = ends[bound]
    return FigureMention(
        sentence="a.1",
        start=0,
        end=1,
        text="x",
        value=value,
        low=start,
        high=end,
        low_open=bound == "more than",
        bound=bound,
    )


def plot(*mentions: FigureMention) -> Plot:
    """The plot of mentions that have one."""
    made = make_plot(mentions)
    assert made is not None
    return made


def percent(text: str) -> float:
    """`12.5%` as a number."""
    return float(text.removesuffix("%"))


def test_one_number_needs_no_axis() -> None:
    assert make_plot((figure(3.0), figure(None))) is None


def test_a_mention_without_a_number_has_no_mark() -> None:
    assert [strip is None for strip in plot(figure(3.0), figure(None), figure(4.0)).strips] == [False, True, False]


def test_floors_reach_to_the_right_and_ceilings_to_the_left() -> None:
    floor, ceiling, _ = plot(figure(100.0, "at least"), figure(90.0, "fewer than"), figure(10.0)).strips
    assert floor
    assert ceiling
    assert ceiling.arrow == 0
    assert percent(floor.end) > percent(floor.x) == percent(floor.start)
    assert percent(ceiling.start) < percent(ceiling.x) == percent(ceiling.end)
    assert (floor.is_open, ceiling.is_open) == (False, True)


def test_the_band_is_where_all_statements_hold() -> None:
    made = plot(figure(100.0, "more than"), figure(130.0, "at least"), figure(118.0, "at least"))
    assert made.band
    assert made.strips[1]
    assert made.band.x == made.strips[1].x


def test_there_is_no_band_where_two_statements_exclude_each_other() -> None:
    assert plot(figure(40.0, "at least"), figure(30.0, "fewer than")).band is None
    assert plot(figure(40.0), figure(30.0)).band is None


def test_a_label_stands_beside_its_line_and_not_on_it() -> None:
    about, floor, ceiling = plot(figure(100.0, "about"), figure(90.0, "at least"), figure(120.0, "fewer than")).strips
    assert about
    assert floor
    assert ceiling
    assert about.label_x == about.start
    assert (floor.label_x, floor.label_on_right) == (floor.start, False)
    assert (ceiling.label_x, ceiling.label_on_right) == (ceiling.end, True)


@pytest.mark.parametrize(
    ("mention", "label"),
    [
        (figure(1_200.0), "1,200"),
        (figure(130.0, "at least"), "≥ 130"),
        (figure(100.0, "more than"), "> 100"),
        (figure(900.0, "nearly"), "< 900"),
        (figure(900.0, "up to"), "≤ 900"),
        (figure(2.5, "about"), "≈ 2.5"),
        (figure(15.0, "range", 10.0, 20.0), "10–20"),
    ],
)
def test_the_label_says_the_bound_with_a_sign(mention: FigureMention, label: str) -> None:
    strip = plot(mention, figure(50.0)).strips[0]
    assert strip
    assert strip.label == label


BOUNDS: list[Bound | None] = [None, "about", "at least", "more than", "nearly", "fewer than", "up to"]


@given(
    st.lists(
        st.builds(
            figure,
            st.one_of(st.integers(-1_000, 10**9).map(float), st.floats(0.01, 1e6)),
            st.sampled_from(BOUNDS),
        ),
        min_size=2,
        max_size=6,
    )
)
def test_every_mark_lies_on_the_axis_in_the_order_of_its_value(mentions: list[FigureMention]) -> None:
    made = plot(*mentions)
    strips = [strip for strip in made.strips if strip]
    places = [percent(place) for strip in strips for place in (strip.start, strip.x, strip.end)]
    places += [percent(tick.x) for tick in made.ticks]
    assert all(0 <= place <= 100 for place in places)
    ordered = sorted(zip((mention.value for mention in mentions), strips, strict=True), key=lambda pair: pair[0] or 0)
    shown = [percent(strip.x) for _, strip in ordered]
    assert shown == sorted(shown)
    assert 1 <= len(made.ticks) <= 8


def test_equal_values_still_make_an_axis() -> None:
    made = plot(figure(0.0), figure(0.0))
    assert [strip.x for strip in made.strips if strip] == [made.strips[0].x] * 2 if made.strips[0] else False


@pytest.mark.parametrize(("value", "text"), [(2_500.0, "2,500"), (1.5, "1.5"), (0.25, "0.25"), (1e6, "1,000,000")])
def test_numbers_are_written_as_a_reader_writes_them(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5_000_000.0, "5 million"),
        (4_250_000.0, "4.25 million"),
        (4_255_000.0, "4,255,000"),
        (999_999.0, "999,999"),
        (-2e6, "-2 million"),
        (1.5e9, "1.5 billion"),
        (20_000.0, "20,000"),
    ],
)
def test_large_numbers_are_words_on_the_axis_where_that_is_exact(value: float, text: str) -> None:
    assert short_number(value) == text


def spans(ticks: list[Tick], width: float) -> list[tuple[float, float]]:
    """Where the texts of ticks begin and end on a strip of so many pixels, by the width of a digit."""
    found = []
    for tick in ticks:
        place, text = percent(tick.x) * width / 100, CHARACTER * len(tick.text)
        found.append((place - text, place) if tick.ends_there else (place - text / 2, place + text / 2))
    return found


AMOUNTS = st.lists(
    st.one_of(st.integers(0, 10**9).map(float), st.sampled_from([20_000.0, 100_000.0, 4.5e6, 5e6])),
    min_size=2,
    max_size=5,
)


@given(AMOUNTS, st.sampled_from(BOUNDS), st.sampled_from([("narrow", NARROW), ("narrow", 400.0), ("wide", WIDE)]))
def test_the_texts_of_the_axis_neither_touch_nor_stick_out(
    values: list[float], bound: Bound | None, room: tuple[str, float]
) -> None:
    made = plot(*(figure(value, bound) for value in values))
    name, width = room
    shown = [tick for tick in made.ticks if tick.room in {"", name}]
    assert shown
    places = spans(shown, width)
    assert all(before[1] + 7 < after[0] for before, after in pairwise(places))
    assert places[0][0] >= 0
    assert places[-1][1] <= width + 0.5


def test_a_wide_page_has_more_ticks_than_a_phone() -> None:
    ticks = plot(figure(20_000.0), figure(100_000.0)).ticks
    narrow, wide = ([tick.text for tick in ticks if tick.room in {"", name}] for name in ("narrow", "wide"))
    assert 2 <= len(narrow) < len(wide)


def test_a_ceiling_beside_the_start_of_the_axis_keeps_an_arrow_to_be_seen() -> None:
    small, *_ = plot(figure(12_000.0, "nearly"), figure(100_000.0), figure(20_000.0)).strips
    assert small
    assert small.arrow >= 24
    assert percent(small.x) * NARROW / 100 > small.arrow


@given(st.lists(st.builds(figure, st.integers(1, 10**9).map(float), st.sampled_from(BOUNDS)), min_size=2, max_size=4))
def test_no_label_sticks_out_of_a_phone(mentions: list[FigureMention]) -> None:
    for strip in plot(*mentions).strips:
        assert strip
        text = 11 + BOLD * len(strip.label) if strip.label_on_right else 0
        assert percent(strip.label_x) * NARROW / 100 + text <= NARROW + 0.5


def test_the_label_of_a_ceiling_stands_on_the_right_of_its_mark_where_it_fits() -> None:
    few, *_ = plot(figure(90.0, "fewer than"), figure(40.0)).strips
    assert few
    assert (few.label_on_right, few.label_x) == (True, few.x)


def test_an_infinite_end_is_no_end() -> None:
    endless = replace(figure(100.0, "at least"), high=float("inf"))
    assert plot(endless, figure(90.0)) == plot(figure(100.0, "at least"), figure(90.0))

"""Figures: every number that measures something, and whether they agree."""

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Figure, FigureMention
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import ArticleLine, Day, Desk, StatusLine, Tag, absent, shown_day
from sitegen.site.views.frame import Frame, story_frame
from sitegen.site.views.passages import Passage
from sitegen.site.views.plot import Band, Strip, Tick, make_plot, number
from sitegen.site.views.tensions import TensionNote, tension_notes

_STATUS_KEY = {"conflict": "conflict", "compatible": "varies", "agree": "agree", "single": "single"}
_ORDER = ("conflict", "compatible", "agree")
_LEGEND = ("exactly", "about", "floor", "floor open", "ceiling", "ceiling open", "range", "band")
"""Marks of a plot, in the order of the legend."""


class FigureRow(Struct, frozen=True, kw_only=True):
    """One statement of a figure."""

    tag: Tag
    day: Day | None
    """The date the count is of."""
    basis: str
    passage: Passage
    counter: Passage | None
    """Who is said to have counted, as written."""
    counter_name: str
    """The same as a name, where it is not written in the sentence."""
    period: Passage | None
    """The time counted, as written."""
    url: str
    strip: Strip | None


class FigureWording(Struct, frozen=True, kw_only=True):
    """One wording of a figure on which all agree."""

    passage: Passage
    url: str
    """Where the first of them writes it."""
    tags: tuple[Tag, ...]


class FigureBlock(Struct, frozen=True, kw_only=True):
    """One quantity that two or more articles give."""

    anchor: str
    title: str
    status: StatusLine
    why: str
    ticks: tuple[Tick, ...]
    """Empty where there is no plot."""
    band: Band | None
    rows: tuple[FigureRow, ...]
    """Empty where all agree."""
    wordings: tuple[FigureWording, ...]
    """Empty where not all agree."""
    without: tuple[Tag, ...]
    sum_note: str


class LoneFigure(Struct, frozen=True, kw_only=True):
    """A figure in one article only."""

    passage: Passage
    counted: str
    """What is counted, as far as the words do not say so themselves; empty where they say it all."""
    url: str
    anchor: str
    """The element id of the figure; empty where an earlier mention of it has it."""


class LoneFigures(Struct, frozen=True, kw_only=True):
    """All figures that one article alone gives."""

    tag: Tag
    name: str
    figures: tuple[LoneFigure, ...]


class FiguresView(Struct, frozen=True, kw_only=True):
    """All figures of a story."""

    frame: Frame
    lead: tuple[str, str, str]
    key: tuple[ArticleLine, ...]
    marks: tuple[str, ...]
    """The marks that the plots of this page use, in the order of the legend; empty where there is no plot."""
    blocks: tuple[FigureBlock, ...]
    lone: tuple[LoneFigures, ...]
    tensions: tuple[TensionNote, ...]
    """Numbers of one article that do not go together."""
    without_any: tuple[Tag, ...]
    """Articles in which no figure was found, where another has one."""
    table_url: str
    """All figures as CSV; empty where there is none."""


def figures_view(desk: Desk) -> FiguresView:
    """The figures page of a story."""
    shared = sorted(
        (figure for figure in desk.comparison.figures if len(_articles(figure)) > 1),
        key=lambda figure: _ORDER.index(figure.status) if figure.status in _ORDER else len(_ORDER),
    )
    blocks = tuple(_block(desk, figure) for figure in shared)
    given = {name for figure in desk.comparison.figures for name in _articles(figure)}
    return FiguresView(
        frame=story_frame(
            desk,
            section="Figures",
            title="Figures",
            address=urls.figures(desk.story_id),
            description="Every number that more than one article gives, as written.",
        ),
        lead=_lead(len(blocks), is_empty=not given),
        key=desk.key(),
        marks=_marks(blocks),
        blocks=blocks,
        lone=_lone(desk),
        tensions=tension_notes(desk, (one for one in desk.comparison.tensions if one.kind != "date")),
        without_any=tuple(absent(desk.tags[it.id]) for it in desk.articles if given and it.id not in given),
        table_url=urls.table(desk.story_id, "figures") if given else "",
    )


def _marks(blocks: tuple[FigureBlock, ...]) -> tuple[str, ...]:
    """What the legend has to explain."""
    strips = [row.strip for block in blocks for row in block.rows if row.strip]
    used = {f"{strip.kind} open" if strip.is_open else strip.kind for strip in strips}
    if any(block.band for block in blocks):
        used.add("band")
    return tuple(mark for mark in _LEGEND if mark in used)


def _lead(n: int, *, is_empty: bool) -> tuple[str, str, str]:
    if is_empty:
        return "No article of this story gives a number that measures something.", "", ""
    if not n:
        return "No number is given twice. ", "", "Each of those below stands in one article only."
    what = phrases.sentence_case(phrases.count(n, "quantity", "quantities"))
    return (
        f"{what} that more than one article gives, in their own words. ",
        "“More than” and “at least”",
        (" set a floor, not a value, so each is drawn as a floor."),
    )


def _block(desk: Desk, figure: Figure) -> FigureBlock:
    order = {article.id: n for n, article in enumerate(desk.articles)}
    mentions = tuple(
        sorted(
            figure.mentions,
            key=lambda one: (one.as_of or date.max, order[desk.article_of(one.sentence)], one.sentence, one.start),
        )
    )
    agrees = figure.status == "agree"
    plot = None if agrees else make_plot(_on_one_scale(mentions))
    strips = plot.strips if plot else (None,) * len(mentions)
    present = _articles(figure)
    return FigureBlock(
        anchor=f"figure-{figure.id}",
        title=figure_title(figure),
        status=StatusLine(key=_STATUS_KEY[figure.status], words=_status_words(figure)),
        why=figure.why,
        ticks=plot.ticks if plot else (),
        band=plot.band if plot else None,
        rows=() if agrees else tuple(_row(desk, one, strip) for one, strip in zip(mentions, strips, strict=True)),
        wordings=_wordings(desk, mentions) if agrees else (),
        without=tuple(absent(desk.tags[article.id]) for article in desk.articles if article.id not in present),
        sum_note=_sum_note(desk, figure),
    )


def _on_one_scale(mentions: tuple[FigureMention, ...]) -> tuple[FigureMention, ...]:
    """Fractions as percent where another mention is in percent."""
    if not any(one.unit == "%" for one in mentions):
        return mentions
    return tuple(
        replace(
            one,
            value=None if one.value is None else 100 * one.value,
            low=None if one.low is None else 100 * one.low,
            high=None if one.high is None else 100 * one.high,
            unit="%",
        )
        if not one.unit
        else one
        for one in mentions
    )


def _status_words(figure: Figure) -> str:
    """The words of the status; several outlets without two numbers between them are not one outlet."""
    if figure.status != "single":
        return phrases.FIGURE_STATUS[figure.status]
    return "Rough amounts only" if all(one.value is None for one in figure.mentions) else "One number only"


def figure_title(figure: Figure) -> str:
    """What is counted, and where: `Attacks in Iraq and Syria`, `Troops, Iraq`."""
    follows = " " if figure.scope[:1].islower() else ", "
    parts = [part for part in (figure.counted, figure.scope) if part]
    text = follows.join(parts) or (f"Amount in {figure.unit}" if figure.unit else "A number")
    return phrases.sentence_case(text)


def _row(desk: Desk, mention: FigureMention, strip: Strip | None) -> FigureRow:
    counter = desk.cutter.find(mention.sentence, mention.speaker)
    return FigureRow(
        tag=desk.tags[desk.article_of(mention.sentence)],
        day=shown_day(mention.as_of),
        basis=mention.as_of_basis or "no date",
        passage=_shown(desk, mention),
        counter=counter,
        counter_name="" if counter else mention.speaker or "",
        period=desk.cutter.find(mention.sentence, mention.period),
        url=urls.sentence(desk.story_id, mention.sentence),
        strip=strip,
    )


def _shown(desk: Desk, mention: FigureMention) -> Passage:
    """The figure with the noun it counts where that follows at once, else the figure alone."""
    text = desk.sentence(mention.sentence).text
    end = mention.end
    follows = text[end:].lstrip(" \u00a0\n-‑")
    if mention.counted and follows.startswith(mention.counted):
        end = text.index(mention.counted, end) + len(mention.counted)
    return desk.cutter.piece(mention.sentence, mention.start, end)


def _wordings(desk: Desk, mentions: tuple[FigureMention, ...]) -> tuple[FigureWording, ...]:
    groups: dict[str, list[FigureMention]] = {}
    for mention in mentions:
        groups.setdefault(" ".join(mention.text.casefold().split()), []).append(mention)
    return tuple(
        FigureWording(
            passage=desk.cutter.piece(group[0].sentence, group[0].start, group[0].end),
            url=urls.sentence(desk.story_id, group[0].sentence),
            tags=desk.tags_for(desk.article_of(one.sentence) for one in group),
        )
        for group in groups.values()
    )


def _sum_note(desk: Desk, figure: Figure) -> str:
    """`The parts add up: 53 + 77 = 130.`, where the comparison found a sum and its verdict does not say so."""
    by_id = {one.id: one for one in desk.comparison.figures}
    parts = [_value(by_id[part]) for part in figure.sum_of if part in by_id]
    values = [part for part in parts if part is not None]
    if len(values) < 2 or len(values) != len(figure.sum_of):  # noqa: PLR2004 - a sum has two parts
        return ""
    addition = f"{' + '.join(map(number, values))} = {number(sum(values))}"
    return "" if addition in figure.why else f"The parts add up: {addition}."


def _value(figure: Figure) -> float | None:
    return next((mention.value for mention in figure.mentions if mention.value is not None), None)


def _lone(desk: Desk) -> tuple[LoneFigures, ...]:
    groups = []
    for article in desk.articles:
        own = [
            LoneFigure(
                passage=(passage := _shown(desk, mention)),
                counted=_unsaid(figure, passage.text),
                url=urls.sentence(desk.story_id, mention.sentence),
                anchor="" if n else f"figure-{figure.id}",
            )
            for figure in desk.comparison.figures
            if _articles(figure) == {article.id}
            for n, mention in enumerate(figure.mentions)
        ]
        if own:
            groups.append(LoneFigures(tag=desk.tags[article.id], name=desk.tags[article.id].name, figures=tuple(own)))
    return tuple(groups)


def _unsaid(figure: Figure, text: str) -> str:
    """What is counted, and where, without what the words themselves say: `Some 500 residents` need no `Residents`."""
    said = text.casefold()

    def is_said(part: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(part.casefold())}", said) is not None

    if not figure.counted and not figure.scope:
        if all(mention.value is None for mention in figure.mentions):
            return ""  # “hundreds” say themselves that they are many
        return "" if figure.unit and figure.unit.casefold() in said else figure_title(figure)
    counted, scope = ("" if part and is_said(part) else part for part in (figure.counted, figure.scope))
    return figure_title(replace(figure, counted=counted, scope=scope)) if counted or scope else ""


def _articles(figure: Figure) -> set[str]:
    return {mention.sentence.rpartition(".")[0] for mention in figure.mentions}

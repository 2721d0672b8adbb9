"""What happened when, and when each article was written: one list by day."""

import calendar
from datetime import date
from itertools import groupby

from msgspec import Struct

from sitegen.model import Article, Moment
from sitegen.site import urls
from sitegen.site.views import phrases
from sitegen.site.views.desk import ArticleLine, Desk, Tag
from sitegen.site.views.frame import Frame, story_frame
from sitegen.site.views.passages import Passage
from sitegen.text.date_words import month_name

_DECEMBER = 12


class TimeWords(Struct, frozen=True, kw_only=True):
    """Who dates an event, and with which words."""

    tag: Tag
    passage: Passage
    url: str


class TimelineEntry(Struct, frozen=True, kw_only=True):
    """An event, or an article that appeared."""

    kind: str
    """`event`, `period` or `published`: names the mark."""
    title: str
    """A claim's title by an editor, or an article's outlet; empty where the words of an article tell the event."""
    label: Passage | None
    """The words that tell it; None where there is a title."""
    tag: Tag | None
    """Of an article that appeared."""
    url: str
    """The claim, the article; empty for an event that only one article tells."""
    note: str
    """How the day is known."""
    words: tuple[TimeWords, ...]


class TimelineDay(Struct, frozen=True, kw_only=True):
    """A day, or days of which the words leave open which."""

    text: str
    iso: str
    """The day, month or year for machines; empty for what is none of these."""
    entries: tuple[TimelineEntry, ...]


class MarkMeaning(Struct, frozen=True, kw_only=True):
    """What a mark stands for."""

    kind: str
    words: str


class TimelineView(Struct, frozen=True, kw_only=True):
    """The timeline of a story."""

    frame: Frame
    lead: str
    key: tuple[ArticleLine, ...]
    legend: tuple[MarkMeaning, ...]
    days: tuple[TimelineDay, ...]


_MARKS = {
    "event": "an event that articles date",
    "period": "a stretch of time",
    "published": "an article appeared, or is dated",
}


def timeline_view(desk: Desk) -> TimelineView:
    """The timeline page of a story."""
    moments = desk.comparison.timeline
    kinds = {_kind(moment) for moment in moments}
    headed = [(when(moment), moment) for moment in moments]
    return TimelineView(
        frame=story_frame(
            desk,
            section="Timeline",
            title="Timeline",
            address=urls.timeline(desk.story_id),
            description="What happened when, as the articles date it, and when each of them appeared.",
        ),
        lead=_lead(desk),
        key=desk.key(),
        legend=tuple(MarkMeaning(kind=kind, words=words) for kind, words in _MARKS.items() if kind in kinds),
        days=tuple(
            TimelineDay(text=text, iso=iso, entries=tuple(_entry(desk, moment) for _, moment in group))
            for (text, iso), group in groupby(headed, key=lambda pair: pair[0])
        ),
    )


def timeline_teaser(desk: Desk) -> str:
    """One sentence on what the timeline holds; empty where it has no event."""
    events = [moment for moment in desk.comparison.timeline if moment.kind == "event"]
    if not events:
        return ""
    n_shared = sum(_n_articles(moment) > 1 for moment in events)
    which = phrases.every(n_shared) if n_shared == len(events) else f"{phrases.some(n_shared)} of them"
    shared = f", {which} in two articles or more" if n_shared and len(events) > 1 else ""
    dates = phrases.possessive("the articles") if len(desk.articles) > 1 else "the article’s"
    articles = phrases.count(len(events), "event")
    return f"{phrases.sentence_case(articles)} that the articles date{shared}, and {dates} own dates."


def _lead(desk: Desk) -> str:
    teaser = timeline_teaser(desk)
    if not teaser:
        return "No article dates an event; the list shows when the articles themselves appeared."
    return (
        f"{teaser} Beside each event stand the words that date it. A weekday is counted from the date of its article; "
        "a dash joins days of which the words leave open which."
    )


def _entry(desk: Desk, moment: Moment) -> TimelineEntry:
    if moment.article is not None:
        article = desk.cutter.articles[moment.article]
        tag = desk.tags[article.id]
        return TimelineEntry(
            kind="published",
            title=tag.name,
            label=None,
            tag=tag,
            url=urls.read(desk.story_id, article.id),
            note=_published(article),
            words=(),
        )
    claim = desk.claims.get(moment.claim) if moment.claim else None
    is_title = claim is not None and claim.title_basis == "editor" and claim.title == moment.label
    return TimelineEntry(
        kind=_kind(moment),
        title=moment.label if is_title else "",
        label=None if is_title else _label(desk, moment),
        tag=None,
        url=desk.claim_url(claim) if claim else "",
        note=_known(desk, moment),
        words=tuple(
            TimeWords(
                tag=desk.tags[desk.article_of(mention.sentence)],
                passage=desk.cutter.mention(mention),
                url=urls.sentence(desk.story_id, mention.sentence),
            )
            for mention in sorted(moment.mentions, key=lambda one: _place(desk, one.sentence))
        ),
    )


def _place(desk: Desk, sentence: str) -> tuple[int, int]:
    """Sort key: the articles in the order of all pages, then the position."""
    article = desk.article_of(sentence)
    order = next(n for n, one in enumerate(desk.articles) if one.id == article)
    return order, desk.sentence(sentence).span.start


def _label(desk: Desk, moment: Moment) -> Passage | None:
    """The passage that tells the event, around the words that date it where it must be short."""
    for mention in moment.mentions:
        text = desk.sentence(mention.sentence).text
        start = text.find(moment.label)
        if start >= 0:
            mark = (mention.start, mention.end, "when")
            return desk.cutter.piece(mention.sentence, start, start + len(moment.label), (mark,), show_cuts=True)
    return None


def _published(article: Article) -> str:
    return phrases.date_note(article) or "date of publication"


def _known(desk: Desk, moment: Moment) -> str:
    """How the day of an event is known."""
    if moment.first is None and moment.last is None:
        return "no day can be told"
    if moment.basis == "stated":
        return "date in the text"
    bases = {desk.cutter.articles[desk.article_of(mention.sentence)].date_basis for mention in moment.mentions}
    return "counted from an inferred date" if bases == {"inferred"} else "counted from the article’s date"


def _kind(moment: Moment) -> str:
    return "period" if moment.is_period else moment.kind


def _n_articles(moment: Moment) -> int:
    return len({mention.sentence.rpartition(".")[0] for mention in moment.mentions})


def when(moment: Moment) -> tuple[str, str]:
    """The heading of a moment and its day for machines: `4 January 2024`, `Since 2014`, `1–11 January 2024`."""
    if not moment.is_period:
        if moment.first is None or moment.last is None:
            return "Undated", ""
        return open_days(moment.first, moment.last), _iso(moment.first, moment.last)
    begin = open_days(moment.first, moment.first_by or moment.first) if moment.first else ""
    end = open_days(moment.last_from or moment.last, moment.last) if moment.last else ""
    if begin and end:
        return f"{begin} to {end}", ""
    return (f"Since {begin}" if begin else f"Until {end}" if end else "Undated"), ""


def open_days(first: date, last: date) -> str:
    """Days of which one is meant, as short as they can be written: a day, a month, a year, or two ends with a dash."""
    is_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if first == last:
        return phrases.long_day(first)
    if is_months and (first.month, last.month) == (1, _DECEMBER):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if is_months and first.year == last.year:
        ends = dict.fromkeys((month_name(first.month), month_name(last.month)))
        return f"{'–'.join(ends)} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{phrases.long_day(last)}"
    if first.year == last.year:
        return f"{first.day} {month_name(first.month)} – {phrases.long_day(last)}"
    return f"{phrases.long_day(first)} – {phrases.long_day(last)}"


def _iso(first: date, last: date) -> str:
    text = open_days(first, last)
    if first == last:
        return first.isoformat()
    if "–" in text:
        return ""
    return f"{first.year:04}" if text == str(first.year) else first.isoformat()[:7]

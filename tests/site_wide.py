"""One invented event told by as many outlets as a test wants: long names, another script, the same words in many."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from site_texts import Finder, article, sentences_of

from sitegen.model import (
    Absence,
    ArticlePair,
    Claim,
    Comparison,
    Cue,
    Detail,
    Figure,
    FigureMention,
    Outlet,
    Reuse,
    ReuseEvidence,
    Row,
    Sentence,
    Story,
)

WIDE = "clock"
"""Id of the story that many outlets tell."""

LONG_NAME = "The Springfield-on-Sea and Upper Example Valley Advertiser, Courier and Evening Post"


def make_wide_outlets(n: int) -> tuple[Outlet, ...]:
    """As many outlets as wanted; the first has a very long name."""
    return tuple(
        Outlet(id=f"paper-{m:02}", name=LONG_NAME if m == 1 else f"Paper {m}", code=f"P{m}") for m in range(1, n + 1)
    )


def make_wide(n: int) -> Comparison:
    """One event told by n outlets; the second writes in a language that is read from right to left.

    All say the first sentence, with a number on which all but one agree. Every second article has the next one, word
    for word; the last is each article's own.
    """
    texts: dict[str, tuple[str, ...]] = {}
    for m in range(1, n + 1):
        own = ("The clock in tower", f"{m} stopped.")
        bells = "The clock struck 12 times." if m > 1 else "The clock struck 13 times."
        texts[f"paper-{m:02}"] = (bells, *(("Nobody heard it.",) if m % 2 else ()), " ".join(own))
    if n > 1:
        texts["paper-02"] = ("دقت الساعة 12 مرة.", "توقفت الساعة.")
    articles = tuple(
        article(
            name,
            name,
            None,
            text,
            date=date(2031, 6, 1),
            language="ar" if "دقت" in text[0] else "en",
        )
        for name, text in texts.items()
    )
    sentences = tuple(one for made in articles for one in sentences_of(made, texts[made.id]))
    find = Finder(sentences)
    first = tuple(f"{name}.1" for name in texts)
    heard = tuple(f"{name}.2" for name, text in texts.items() if "Nobody heard it." in text)
    strokes = {one: "13" if "13" in find.texts[one] else "12" for one in first}
    values = [
        find.value(*((one, text) for one, text in strokes.items() if text == wanted))
        for wanted in ("13", "12")
        if wanted in strokes.values()
    ]
    figure = [
        FigureMention(
            sentence=one,
            start=find.mention(one, text).start,
            end=find.mention(one, text).end,
            text=text,
            value=float(text),
            low=float(text),
            high=float(text),
            counted="times",
            speaker="the keeper",
        )
        for one, text in strokes.items()
    ]
    agreed = tuple(one for one in figure if one.text == "12")
    claims = [
        Claim(
            id="struck",
            title="The clock struck",
            title_basis="editor",
            anchor="paper-01.1",
            status="conflict",
            why="13 and 12 strokes",
            sentences=first,
            absent=(),
            details=(Detail(kind="figure", label="times", values=tuple(values), varies=True),),
        ),
        *(
            Claim(
                id=f"heard-{copy}",
                title="Nobody heard it.",
                title_basis="machine",
                anchor=heard[0],
                status="agree",
                why="the same words",
                sentences=heard,
                absent=tuple(Absence(article=name, why="earlier") for name in texts if f"{name}.2" not in heard),
            )
            for copy in range(4 if len(heard) > 1 else 0)
        ),
        *(
            Claim(
                id=f"alone-{one.article}",
                title=one.text,
                title_basis="machine",
                anchor=one.id,
                status="single",
                why="in one article only",
                sentences=(one.id,),
                absent=(),
            )
            for one in sentences
            if one.id not in {*first, *heard}
        ),
    ]
    pairs = tuple(
        ArticlePair(
            base=base,
            other=other,
            rows=(Row(kind="reworded", base=(f"{base}.1",), other=(f"{other}.1",), claims=("struck",)),),
        )
        for at, base in enumerate(texts)
        for other in list(texts)[at + 1 :]
    )
    return Comparison(
        story=Story(id=WIDE, title="The clock of Springfield-on-Sea", articles=articles),
        sentences=sentences,
        matches=(),
        uncertain=(),
        claims=tuple(claims),
        figures=(
            Figure(
                id="strokes",
                counted="times",
                unit="",
                scope="",
                status="agree",
                why="12 wherever it is given.",
                mentions=agreed,
                sum_of=("some", "more"),
            ),
            *(
                Figure(
                    id=part,
                    counted="",
                    unit="",
                    scope="",
                    status="single",
                    why="One article gives it.",
                    mentions=mentions,
                )
                for part, mentions in (("some", tuple(figure[:1])), ("more", tuple(figure[1:2])))
                if mentions
            ),
        )
        if len(agreed) > 1
        else (),
        quotes=(),
        usages=(),
        pairs=pairs,
        reuse=_make_reuse(find, heard),
        cues=_make_cues(sentences),
    )


def _make_cues(sentences: Sequence[Sentence]) -> tuple[Cue, ...]:
    """Fifteen speakers of the first article, all introduced by its first word."""
    first = next(one for one in sentences if one.part == "body")
    text = first.text.split()[0]
    return tuple(
        Cue(
            sentence=first.id,
            start=0,
            end=len(text),
            text=text,
            verb="say",
            speaker=f"witness {number}",
            speaker_start=0,
            speaker_end=len(text),
        )
        for number in range(1, 16)
    )


def _make_reuse(find: Finder, heard: tuple[str, ...]) -> tuple[Reuse, ...]:
    """A run of words in each pair of those that nobody heard."""
    return tuple(
        Reuse(
            a=a.rpartition(".")[0],
            b=b.rpartition(".")[0],
            share=0.3,
            evidence=(
                ReuseEvidence(kind="run", a=find.mention(a, "Nobody heard it"), b=find.mention(b, "Nobody heard it")),
            ),
        )
        for a, b in combinations(heard, 2)
    )

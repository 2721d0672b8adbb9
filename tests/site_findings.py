"""What is found in the invented story of the pier: claims, figures, quotes, usages, pairs and matches, made by hand."""

from datetime import date

from site_texts import Finder

from sitegen.model import (
    Absence,
    ArticlePair,
    Claim,
    ClaimDecision,
    Cue,
    Decisions,
    Detail,
    Edit,
    Figure,
    FigureMention,
    Match,
    Origin,
    PairDecision,
    Quote,
    QuoteMention,
    Reason,
    Reuse,
    ReuseEvidence,
    Row,
    Span,
    Tile,
    Usage,
    Variant,
)
from sitegen.model.findings import ReuseKind


def make_claims(find: Finder) -> tuple[Claim, ...]:
    """A conflict, one that varies, one that agrees, and the sentences that stand alone."""
    return (
        Claim(
            id="pier-closed-1a2b3c",
            title="A fire closed the pier",
            title_basis="editor",
            anchor="outlet-a.1",
            status="conflict",
            why="two days that cannot both be right",
            sentences=("outlet-a.0", "outlet-a.1", "outlet-b.1", "outlet-c.1"),
            absent=(),
            details=(
                Detail(
                    kind="date",
                    label="Date",
                    values=(
                        find.value(("outlet-a.1", "Monday"), ("outlet-c.1", "Monday"), conflicts=True),
                        find.value(("outlet-b.1", "Tuesday"), conflicts=True),
                    ),
                    varies=True,
                ),
                Detail(
                    kind="said-by",
                    label="Who says so",
                    values=(find.value(("outlet-a.1", "Mayor Example")),),
                    varies=True,
                ),
            ),
        ),
        Claim(
            id="led-to-safety-4d5e6f",
            title="visitors were led to safety",
            title_basis="machine",
            anchor="outlet-a.2",
            status="varies",
            why="two counts that can both be true",
            sentences=("outlet-a.2", "outlet-b.2", "outlet-c.2"),
            absent=(),
            details=(
                Detail(
                    kind="figure",
                    label="visitors",
                    values=(
                        find.value(("outlet-a.2", "At least 40"), ("outlet-c.2", "At least 40")),
                        find.value(("outlet-b.2", "More than 30")),
                    ),
                    varies=True,
                ),
            ),
        ),
        Claim(
            id="rebuild-778899",
            title="We will rebuild it",
            title_basis="machine",
            anchor="outlet-a.3",
            status="agree",
            why="same promise in other words",
            sentences=("outlet-a.3", "outlet-b.3"),
            absent=(Absence(article="outlet-c", why="shorter"),),
        ),
        *(
            Claim(
                id=f"alone-{n}",
                title=find.texts[sentence_id],
                title_basis="machine",
                anchor=sentence_id,
                status="single",
                why="in one article only",
                sentences=(sentence_id,),
                absent=(),
            )
            for n, sentence_id in enumerate(("outlet-a.4", "outlet-c.3", "outlet-c.4"))
        ),
    )


def make_figures(find: Finder) -> tuple[Figure, ...]:
    """A count that can hold with the others, and a year in one article."""
    places = (
        ("outlet-a.2", "At least 40", 40.0),
        ("outlet-b.2", "More than 30", 30.0),
        ("outlet-c.2", "At least 40", 40.0),
    )
    days = {"outlet-a": date(2031, 5, 6), "outlet-b": date(2031, 5, 7), "outlet-c": date(2031, 5, 6)}
    mentions = []
    for place, text, value in places:
        made = find.mention(place, text)
        is_open = text.startswith("More")
        mentions.append(
            FigureMention(
                sentence=place,
                start=made.start,
                end=made.end,
                text=text,
                value=value,
                low=value,
                high=None,
                low_open=is_open,
                bound="more than" if is_open else "at least",
                counted="visitors",
                as_of=days[place.rpartition(".")[0]],
                as_of_basis="inferred" if is_open else "published",
                speaker="the brigade" if is_open else None,
                period="on Monday" if place == "outlet-a.2" else "",
            )
        )
    year = find.mention("outlet-a.4", "1899")
    return (
        Figure(
            id="visitors",
            counted="visitors",
            unit="",
            scope="Springfield-on-Sea",
            status="compatible",
            why="All three can be true.",
            mentions=tuple(mentions),
        ),
        Figure(
            id="year",
            counted="year",
            unit="",
            scope="",
            status="single",
            why="One article gives it.",
            mentions=(
                FigureMention(
                    sentence="outlet-a.4",
                    start=year.start,
                    end=year.end,
                    text="1899",
                    value=1899.0,
                    low=1899.0,
                    high=1899.0,
                    counted="year",
                ),
            ),
        ),
    )


def make_cues(find: Finder) -> tuple[Cue, ...]:
    """Every cue of the invented story: the mayor's of two articles, and the brigade's."""
    places = (
        ("outlet-a.1", "said", "say", "Mayor Example", "the mayor"),
        ("outlet-a.3", "said", "say", "the mayor", "the mayor"),
        ("outlet-b.2", "said", "say", "the brigade", "the brigade"),
        ("outlet-b.3", "vowed", "vow", "The mayor", "the mayor"),
    )
    found = []
    for sentence, text, verb, words, speaker in places:
        at, who = find.mention(sentence, text), find.mention(sentence, words)
        found.append(
            Cue(
                sentence=sentence,
                start=at.start,
                end=at.end,
                text=text,
                verb=verb,
                speaker=speaker,
                speaker_start=who.start,
                speaker_end=who.end,
            )
        )
    return tuple(found)


def make_quotes(find: Finder) -> tuple[Quote, ...]:
    """The mayor's promise, quoted by one and paraphrased by another."""
    words, told = (
        find.mention("outlet-a.3", "We will rebuild it"),
        find.mention("outlet-b.3", "the pier would be rebuilt"),
    )
    return (
        Quote(
            id="rebuild",
            speaker="the mayor",
            mentions=(
                QuoteMention(
                    sentence=words.sentence,
                    start=words.start,
                    end=words.end,
                    text=words.text,
                    speaker="the mayor",
                    cue="said",
                    kind="direct",
                    relation="fullest",
                ),
                QuoteMention(
                    sentence=told.sentence,
                    start=told.start,
                    end=told.end,
                    text=told.text,
                    speaker="The mayor",
                    cue="vowed",
                    kind="paraphrase",
                    relation="told",
                ),
            ),
            variants=(
                Variant(
                    lemma=find.mention("outlet-a.3", "rebuild"),
                    reading=find.mention("outlet-b.3", "rebuilt"),
                    sentence=told.sentence,
                    start=told.start,
                ),
            ),
        ),
    )


def make_usages(find: Finder) -> tuple[Usage, ...]:
    """A judgement word in the outlet's own voice and a reporting verb that an editor reviewed."""
    harsh, verb = find.mention("outlet-b.1", "reckless"), find.mention("outlet-b.3", "vowed")
    return (
        Usage(
            sentence=harsh.sentence,
            start=harsh.start,
            end=harsh.end,
            text=harsh.text,
            kind="epithet",
            voice="outlet",
            speaker=None,
            why="in the list of judgement words",
            status="by-rule",
            others=(
                find.mention("outlet-a.1", "A fire"),
                find.mention("outlet-a.1", "closed"),
                find.mention("outlet-a.1", "Monday"),
            ),
            not_mentioned=("outlet-c",),
        ),
        Usage(
            sentence=verb.sentence,
            start=verb.start,
            end=verb.end,
            text=verb.text,
            kind="attribution",
            voice="attributed",
            speaker="The mayor",
            why="a reporting verb that says more than said",
            status="reviewed",
            others=(find.mention("outlet-a.3", "said"),),
            not_mentioned=(),
        ),
    )


def make_pairs(find: Finder) -> tuple[ArticlePair, ...]:
    """Every kind of row at least once."""
    base, other = find.texts["outlet-a.2"], find.texts["outlet-b.2"]
    shared = " visitors were led to safety"
    near = Row(
        kind="near",
        base=("outlet-a.2",),
        other=("outlet-b.2",),
        edits=(
            Edit("replace", Span(0, 11), Span(0, 12)),
            Edit("equal", Span(11, 11 + len(shared)), Span(12, 12 + len(shared))),
            Edit("replace", Span(11 + len(shared), len(base)), Span(12 + len(shared), len(other))),
        ),
        claims=("led-to-safety-4d5e6f",),
    )
    tile = "closed the pier of Springfield-on-Sea"
    reworded = Row(
        kind="reworded",
        base=("outlet-a.1",),
        other=("outlet-b.1",),
        tiles=(Tile(base=find.mention("outlet-a.1", tile), other=find.mention("outlet-b.1", tile)),),
        claims=("pier-closed-1a2b3c",),
    )
    return (
        ArticlePair(
            base="outlet-a",
            other="outlet-b",
            rows=(
                Row(kind="only-base", base=("outlet-a.0",), other=()),
                reworded,
                near,
                Row(kind="reworded", base=("outlet-a.3",), other=("outlet-b.3",), claims=("rebuild-778899",)),
                Row(kind="only-base", base=("outlet-a.4",), other=()),
            ),
        ),
        ArticlePair(
            base="outlet-a",
            other="outlet-c",
            rows=(
                Row(
                    kind="reworded",
                    base=("outlet-a.0", "outlet-a.1"),
                    other=("outlet-c.1",),
                    claims=("pier-closed-1a2b3c",),
                ),
                Row(kind="equal", base=("outlet-a.2",), other=("outlet-c.2",), claims=("led-to-safety-4d5e6f",)),
                Row(kind="only-base", base=("outlet-a.3",), other=()),
                Row(kind="only-base", base=("outlet-a.4",), other=()),
                Row(kind="only-other", base=(), other=("outlet-c.0",)),
                Row(kind="only-other", base=(), other=("outlet-c.3",)),
                Row(kind="only-other", base=(), other=("outlet-c.4",)),
            ),
        ),
        ArticlePair(
            base="outlet-b",
            other="outlet-c",
            rows=(
                Row(kind="reworded", base=("outlet-b.1",), other=("outlet-c.1",), claims=("pier-closed-1a2b3c",)),
                Row(kind="reworded", base=("outlet-b.2",), other=("outlet-c.2",), claims=("led-to-safety-4d5e6f",)),
                Row(kind="only-base", base=("outlet-b.3",), other=()),
                Row(kind="only-other", base=(), other=("outlet-c.0",)),
                Row(kind="only-other", base=(), other=("outlet-c.3",)),
                Row(kind="only-other", base=(), other=("outlet-c.4",)),
            ),
        ),
    )


def make_matches() -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    """Sure matches and one uncertain one."""
    words = Reason(
        signal="words", value=0.6, weight=0.5, shared=("visitors", "safety"), shared_other=("visitors", "safety")
    )
    odd = Reason(signal="a-signal-of-tomorrow", value=0.2, weight=0.5)
    likeness = (
        words,
        Reason(signal="run", value=0.5, weight=0.2, shared=("led to safety",), shared_other=("led to safety",)),
        Reason(signal="common", value=0.1, weight=-1.0),
        Reason(signal="support", value=0.8, weight=0.3, third="outlet-c.2"),
    )
    rebuilt = Reason(signal="words", value=0.2, weight=0.5, shared=("rebuild",), shared_other=("rebuilt",))
    return (
        Match(a="outlet-a.1", b="outlet-b.1", score=0.41, relation="same", basis="machine", reasons=(words, odd)),
        Match(a="outlet-a.2", b="outlet-b.2", score=0.55, relation="same", basis="machine", reasons=likeness),
        Match(a="outlet-a.3", b="outlet-b.3", score=0.14, relation="partial", basis="editor", reasons=(rebuilt,)),
    ), (
        Match(a="outlet-a.4", b="outlet-c.4", score=0.1, relation="partial", basis="machine", reasons=(words,)),
        Match(a="outlet-a.1", b="outlet-c.3", score=0.1, relation="partial", basis="machine", reasons=(words,)),
    )


def make_origins(find: Finder) -> tuple[Origin, ...]:
    """An agency that one article names and another relays by its front matter; read the brigade as a paper."""
    return (
        Origin(
            name="Example Press", mentions=(find.mention("outlet-b.2", "the brigade said"),), relayed_by=("outlet-a",)
        ),
    )


def make_reuse(find: Finder) -> tuple[Reuse, ...]:
    """Every kind of evidence in two of the three pairs; the third has none."""
    led = "visitors were led to safety"

    def both(kind: ReuseKind, a: tuple[str, str], b: tuple[str, str]) -> ReuseEvidence:
        return ReuseEvidence(kind=kind, a=find.mention(*a), b=find.mention(*b))

    return (
        Reuse(
            a="outlet-a",
            b="outlet-b",
            share=0.125,
            evidence=(
                ReuseEvidence(
                    kind="stated", a=None, b=find.mention("outlet-b.2", "the brigade said"), text="Example Press"
                ),
                both("run", ("outlet-a.2", led), ("outlet-b.2", led)),
                both("quote", ("outlet-a.3", "We will rebuild it"), ("outlet-b.3", "would be rebuilt")),
            ),
        ),
        Reuse(
            a="outlet-a",
            b="outlet-c",
            share=0.004,
            evidence=(
                both("run", ("outlet-a.2", f"At least 40 {led}"), ("outlet-c.2", f"At least 40 {led}")),
                both("figures", ("outlet-a.2", "At least 40"), ("outlet-c.2", "At least 40")),
            ),
        ),
    )


def make_decisions(keys: dict[str, str]) -> Decisions:
    """A join, a part and a named claim, and a part of sentences that are gone; `keys` by sentence id."""
    return Decisions(
        joins=(
            PairDecision(
                sentences=(keys["outlet-b.3"], keys["outlet-a.3"]),
                path="review.toml",
                line=1,
                reason="A vow & a <promise> are one here.",
                by="an editor",
                date=date(2031, 5, 8),
            ),
        ),
        parts=(
            PairDecision(
                sentences=(keys["outlet-a.3"], keys["outlet-c.4"]), path="review.toml", line=7, by="B. Example"
            ),
            PairDecision(sentences=("outlet-a:000000", keys["outlet-a.3"]), path="review.toml", line=12),
        ),
        claims=(
            ClaimDecision(anchor=(keys["outlet-a.1"],), path="review.toml", line=17, title="A fire closed the pier"),
        ),
    )

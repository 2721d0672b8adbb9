"""Quotes held against the answers: what was found, whose it is said to be, and what was taken for one utterance.

Quotations (direct and fragments) are held against quotations, paraphrases against paraphrases. A passage counts as
found where quotations cover half of it, and a quotation as right where half of it lies in such a passage: a mark more
or less and a quotation given in two sentences are no mistake.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from evaluate.measure import Rates, Result
from evaluate.quote_answers import Answer
from sitegen.compare.people import speaker_key
from sitegen.model import Quote, QuoteMention, Sentence, Span
from sitegen.text.words import split_words

_LEGEND = """\
quotations   direct quotes and fragments: right, found, in the answers
speaker      of the quotations found, how many have the right one
kind         of the quotations found, how many are called direct or fragment as in the answers; - where they do not say
paraphrases  right, found, in the answers
utterances   of the answers that are shown as one, whole and apart from the others; - where the answers group nothing"""


class Found(Struct, frozen=True, kw_only=True):
    """A rendering that was found."""

    article: str
    part: str
    span: Span
    mention: QuoteMention
    quote: Quote


class QuoteResult(Struct, frozen=True, kw_only=True, dict=True):
    """The quotes of one story and the answers on them."""

    answers: tuple[Answer, ...]
    found: tuple[Found, ...]

    @cached_property
    def partners(self) -> dict[int, list[Found]]:
        """Index of an answer -> the findings of its sort that lie in it by half; none where they cover too little."""
        partners = {}
        for index, answer in enumerate(self.answers):
            inside = [one for one in self.found if _same_sort(one, answer) and _lies_in(one, answer)]
            covered = sum(_overlap(one, answer) for one in inside)
            partners[index] = inside if 2 * covered >= answer.span.end - answer.span.start else []
        return partners

    @property
    def quotations(self) -> Rates:
        """Of direct quotes and fragments."""
        return self._rates(is_paraphrase=False)

    @property
    def paraphrases(self) -> Rates:
        """Of what is told without marks."""
        return self._rates(is_paraphrase=True)

    @property
    def knows_kinds(self) -> bool:
        """Whether the answers tell direct, fragment and paraphrase apart; else they have quotations alone."""
        return any(answer.kind for answer in self.answers)

    @cached_property
    def false(self) -> list[Found]:
        """Findings that no answer holds."""
        right = {id(one) for partners in self.partners.values() for one in partners}
        judged = [one for one in self.found if one.mention.kind != "paraphrase" or self.knows_kinds]
        return [one for one in judged if id(one) not in right]

    @cached_property
    def missed(self) -> list[Answer]:
        """Answers that nothing was found for."""
        return [self.answers[index] for index, partners in self.partners.items() if not partners]

    @cached_property
    def wrong_speakers(self) -> list[tuple[Answer, str | None]]:
        """Quotations that were found and given to somebody else."""
        wrong = []
        for index, partners in self.partners.items():
            answer = self.answers[index]
            other = [one for one in partners if not is_speaker(one.mention.speaker, answer.speaker)]
            if answer.kind != "paraphrase" and other:
                wrong.append((answer, other[0].mention.speaker))
        return wrong

    @property
    def wrong_kinds(self) -> int:
        """Of the quotations found, how many are called fragment for direct or the other way round."""
        return sum(
            any(one.mention.kind != self.answers[index].kind for one in partners)
            for index, partners in self.partners.items()
            if self.answers[index].kind not in (None, "paraphrase")
        )

    @cached_property
    def utterances(self) -> dict[int, bool]:
        """Number of an utterance -> whether one quote holds all its renderings and none of another utterance."""
        members: dict[int, list[int]] = {}
        for index, answer in enumerate(self.answers):
            if answer.utterance is not None:
                members.setdefault(answer.utterance, []).append(index)
        quotes = {
            number: {one.quote.id for index in indices for one in self.partners[index]}
            for number, indices in members.items()
        }
        return {
            number: all(self.partners[index] for index in indices)
            and len(quotes[number]) == 1
            and not any(quotes[number] & theirs for other, theirs in quotes.items() if other != number)
            for number, indices in members.items()
        }

    def _rates(self, *, is_paraphrase: bool) -> Rates:
        wanted = [i for i, answer in enumerate(self.answers) if (answer.kind == "paraphrase") == is_paraphrase]
        wrong = [one for one in self.false if (one.mention.kind == "paraphrase") == is_paraphrase]
        right = sum(bool(self.partners[index]) for index in wanted)
        # a passage given in two pieces is one finding
        return Rates(right=right, found=right + len(wrong), wanted=len(wanted))


def measure_quotes(result: Result) -> QuoteResult:
    """Hold the quotes of a comparison against the answers of its story."""
    sentences = {sentence.id: sentence for sentence in result.comparison.sentences}
    found = (_found(m, quote, sentences[m.sentence]) for quote in result.comparison.quotes for m in quote.mentions)
    return QuoteResult(answers=result.gold.quotes, found=tuple(found))


def quote_table(results: Sequence[Result]) -> list[str]:
    """A row for each story that has answers on quotes, and what the columns mean; nothing where there is none."""
    measured = [(result.gold.story.id, measure_quotes(result)) for result in results if result.gold.quotes]
    if not measured:
        return []
    rows = [["quotes", "quotations", "P", "R", "F1", "speaker", "kind", "paraphrases", "utterances"]]
    rows += [[name, *_row(one)] for name, one in measured]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if index else cell.ljust(width) for index, (cell, width) in enumerate(pairs)
        ).rstrip()
        for pairs in (list(zip(row, widths, strict=True)) for row in rows)
    ]
    return [*lines, "", *_LEGEND.splitlines()]


def wrong_quotes(result: Result) -> Iterator[str]:
    """Every quote that is missed, found too much or wrongly ascribed, and every utterance that is not whole."""
    measured, story = measure_quotes(result), result.gold.story.id
    for answer in measured.missed:
        yield f"{story}: missed in {answer.article}: {_line(answer.text)}"
    for one in measured.false:
        text = _line(one.mention.text)
        yield f"{story}: no {one.mention.kind} in {one.article}: {text} ({one.mention.speaker or 'nobody'})"
    for answer, speaker in measured.wrong_speakers:
        yield f"{story}: {answer.speaker}, not {speaker or 'nobody'}, in {answer.article}: {_line(answer.text)}"
    for number, is_right in measured.utterances.items():
        if not is_right:
            first = next(answer for answer in measured.answers if answer.utterance == number)
            yield f"{story}: not one utterance: {_line(first.text)}"


def is_speaker(ours: str | None, answer: str) -> bool:
    """Whether we name whom the answer names: its surname, or half of the words of what is no person's name."""
    if ours is None:
        return False
    return any(_is_one(ours, other.strip(" )")) for other in re.split(r"\(", answer) if other.strip(" )"))


def _is_one(ours: str, theirs: str) -> bool:
    one, other = _words(ours), _words(theirs)
    if _is_name(theirs):
        return _is_name(ours) and speaker_key(ours) == speaker_key(theirs)
    return bool(one & other) and 2 * len(one & other) >= min(len(one), len(other)) and not _is_name(ours)


def _is_name(words: str) -> bool:
    """Whether every word has a capital in it: `Mohammed Shia al-Sudani`, not `Sudani's government` nor `Iraq's`."""
    return all(any(c.isupper() for c in word) for word in words.split()) and not re.search(r"[’']s?$", words)


def _words(text: str) -> frozenset[str]:
    return frozenset(part for word in split_words(text) for part in word.parts)


def _row(one: QuoteResult) -> list[str]:
    rates, told = one.quotations, one.paraphrases
    utterances = one.utterances
    return [
        f"{rates.right}/{rates.found}/{rates.wanted}",
        *(f"{value:.3f}" for value in (rates.precision, rates.recall, rates.f1)),
        f"{rates.right - len(one.wrong_speakers)}/{rates.right}",
        f"{rates.right - one.wrong_kinds}/{rates.right}" if one.knows_kinds else "-",
        f"{told.right}/{told.found}/{told.wanted}" if one.knows_kinds else "-",
        f"{sum(utterances.values())}/{len(utterances)}" if utterances else "-",
    ]


def _found(mention: QuoteMention, quote: Quote, sentence: Sentence) -> Found:
    span = Span(sentence.span.start + mention.start, sentence.span.start + mention.end)
    return Found(article=sentence.article, part=sentence.part, span=span, mention=mention, quote=quote)


def _same_sort(one: Found, answer: Answer) -> bool:
    return (one.mention.kind == "paraphrase") == (answer.kind == "paraphrase")


def _overlap(one: Found, answer: Answer) -> int:
    if (one.article, one.part) != (answer.article, answer.part):
        return 0
    return max(0, min(one.span.end, answer.span.end) - max(one.span.start, answer.span.start))


def _lies_in(one: Found, answer: Answer) -> bool:
    return _overlap(one, answer) > 0 and 2 * _overlap(one, answer) >= one.span.end - one.span.start


def _line(text: str) -> str:
    return " ".join(text.split())

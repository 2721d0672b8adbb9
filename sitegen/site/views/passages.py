"""An outlet's words on their way to a page, with the place they come from.

A `Passage` is always a verbatim piece of one sentence, cut into runs so that a template can mark some of them. Whatever
an article's `read` setting withholds is cut here to the few words that anyone may quote; no view reads a sentence's
text by another way.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from sitegen.model import Article, Claim, Mention, Sentence, Settings
from sitegen.site.reprint import LONGEST_EXCERPT

RIGHT_TO_LEFT = frozenset("ar arc azb ckb dv fa glk he ku-arab lrc mzn nqo pnb ps sd syr ug ur uz-arab yi".split())
"""Languages written from right to left in their usual script."""

_QUOTES = frozenset('"“”„«»‘’')
_WORD = re.compile(r"\S+")


class Run(Struct, frozen=True, kw_only=True):
    """A stretch of a passage that is marked in one way."""

    text: str
    mark: str = ""
    """Class of the mark, empty for none."""


class Passage(Struct, frozen=True, kw_only=True):
    """Words of one outlet; the runs join to a verbatim piece of one sentence."""

    origin: str
    """`<story>/<sentence id>`."""
    runs: tuple[Run, ...]
    language: str | None = None
    """Set where the article's language is not the site's."""
    direction: str | None = None
    """Of the language, set with it: an excerpt may stand in one of a third language."""
    cut_before: bool = False
    """Whether the sentence begins earlier, and the reader should see that it does."""
    cut_after: bool = False
    """Whether the sentence goes on, and the reader should see that it does."""

    @property
    def opens_quoted(self) -> bool:
        """Whether the words begin with a quotation mark of their own, so that another would stutter."""
        return not self.cut_before and self.text[:1] in _QUOTES

    @property
    def closes_quoted(self) -> bool:
        """Whether the words end with a quotation mark of their own."""
        return not self.cut_after and self.text[-1:] in _QUOTES

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


Mark = tuple[int, int, str]
"""Start, end and class of a mark, counted from the start of the sentence."""


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    tag = language.casefold()
    return "rtl" if tag in RIGHT_TO_LEFT or tag.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


class Cutter(Struct, frozen=True, kw_only=True):
    """What has to be known to cut passages out of one story's sentences."""

    settings: Settings
    story: str
    articles: dict[str, Article]
    sentences: dict[str, Sentence]
    withheld: frozenset[str]
    """Sentences of which only a short excerpt may stand."""

    def sentence(self, sentence_id: str, marks: Iterable[Mark] = ()) -> Passage:
        """A whole sentence, or of a withheld one the excerpt around the first mark."""
        text = self.sentences[sentence_id].text
        return self.piece(sentence_id, 0, len(text), marks, show_cuts=True)

    def opening(self, sentence_id: str) -> Passage:
        """The first few words of a sentence that is shown in full elsewhere."""
        text = self.sentences[sentence_id].text
        start, end = _excerpt(text, 0, len(text), ())
        return self.piece(sentence_id, start, end, show_cuts=True)

    def mention(self, mention: Mention, *, show_cuts: bool = False) -> Passage:
        """The words of a finding."""
        return self.piece(mention.sentence, mention.start, mention.end, show_cuts=show_cuts)

    def find(self, sentence_id: str, text: str | None) -> Passage | None:
        """Words that a finding names without saying where; None where the sentence does not hold them as written."""
        start = self.sentences[sentence_id].text.find(text) if text else -1
        return self.piece(sentence_id, start, start + len(text)) if text and start >= 0 else None

    def title(self, claim: Claim, most_words: int | None = None) -> Passage | None:
        """A claim's title where it is a piece of its anchor sentence, cut if asked; None where an editor wrote it."""
        if claim.title_basis == "editor":
            return None
        text = self.sentences[claim.anchor].text
        start = max(text.find(claim.title), 0)
        end = start + len(claim.title) if claim.title in text else len(text)
        if most_words:
            start, end = _excerpt(text, start, end, (), most_words)
        return self.piece(claim.anchor, start, end, show_cuts=True)

    def piece(
        self, sentence_id: str, start: int, end: int, marks: Iterable[Mark] = (), *, show_cuts: bool = False
    ) -> Passage:
        """Characters `start` to `end` of a sentence; shorter where the article may not be reprinted."""
        sentence = self.sentences[sentence_id]
        article = self.articles[sentence.article]
        kept = tuple(sorted(mark for mark in marks if mark[0] < mark[1]))
        shown_start, shown_end = start, end
        if sentence_id in self.withheld:
            shown_start, shown_end = _excerpt(sentence.text, start, end, kept)
        is_cut = (shown_start, shown_end) != (start, end)
        own = article.language.casefold() != self.settings.language.casefold()
        return Passage(
            origin=f"{self.story}/{sentence_id}",
            runs=_runs(sentence.text, shown_start, shown_end, kept),
            language=article.language if own else None,
            direction=direction(article.language) if own else None,
            cut_before=(show_cuts or is_cut) and bool(sentence.text[:shown_start].strip()),
            cut_after=(show_cuts or is_cut) and bool(sentence.text[shown_end:].strip(" \t\n.")),
        )


def _excerpt(text: str, start: int, end: int, marks: tuple[Mark, ...], most: int = LONGEST_EXCERPT) -> tuple[int, int]:
    """The range cut to so many words, from the first mark on or else from the start."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
    if len(words) <= most:
        return start, end
    first = next((n for n, (_, stop) in enumerate(words) if marks and stop > marks[0][0]), 0)
    chosen = words[first : first + most]
    return chosen[0][0], chosen[-1][1]


def _runs(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> tuple[Run, ...]:
    """The range cut at the marks; where two marks overlap the earlier one holds."""
    runs, at = [], start
    for mark_start, mark_end, name in marks:
        left, right = max(mark_start, at), min(mark_end, end)
        if left >= right:
            continue
        if at < left:
            runs.append(Run(text=text[at:left]))
        runs.append(Run(text=text[left:right], mark=name))
        at = right
    if at < end:
        runs.append(Run(text=text[at:end]))
    return tuple(runs)

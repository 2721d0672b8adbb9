"""What speaks for two articles drawing on one text, as evidence that a reader can check; never a proof.

Four kinds: `stated`, one article names the other's outlet or both name one origin; `run`, many equal words in a row
outside quotation marks; `quote`, equal words inside them; `figures`, an exact, unrounded number that only these two
give. Outlets that heard one speech share quotations, and a row of seven words is met by chance in any two long
articles: such a kind alone says little, and a pair with no more is left out. Deliberately contains no direction: who
had it from whom is said only where a text says so.

Equal words are found through an index of n-grams, as in the reuse detection of Clough et al. (2002, "METER: MEasuring
TExt Reuse"), so that the work grows with the length of the articles and the passages they share.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

from sitegen.compare.news_names import name_key
from sitegen.compare.origins import is_interview, named_by, quoted_spans
from sitegen.compare.speech_words import PERSON_TITLES
from sitegen.model import Article, Figure, FigureMention, Match, Mention, Origin, Reuse, ReuseEvidence, Sentence
from sitegen.text.function_words import FUNCTION_WORDS, REPORTING_WORDS

RUN_WORDS = 7
"""Equal words in a row outside quotation marks. In independent reports of one event longer ones are rare, and those of
this length mostly names and offices."""
QUOTE_WORDS = 6
"""The same inside quotation marks."""
_RUN_CONTENT = 4
_QUOTE_CONTENT = 3
_LONG_RUN = 10
"""One run of so many words speaks for itself."""
_FEW_RUNS = 2
_LEAST_SHARE = 0.02
"""Several short runs speak for themselves where they are at least this share of the shorter article."""
_MOST_PLACES = 4
"""Places of one n-gram in one article that are looked at: what recurs more often is a formula."""
_RARE_DIGITS = 3
_LEAST_ARTICLES = 3
"""With two articles every figure is one that only these two give."""
_TOKEN = re.compile(r"\w+(?:[’'‑.,-]\w+)*")
_EMPTY_WORDS = FUNCTION_WORDS | REPORTING_WORDS
_OFFICE_WORDS = PERSON_TITLES | {"former", "then", "late", "acting", "vice", "national", "security"}


class _Token(Struct, frozen=True):
    start: int
    end: int
    word: str
    """Lower case, apostrophes and hyphens straight."""
    is_content: bool
    is_plain: bool
    """Whether it carries content and is no part of a name or an office."""


class _Stretch(Struct, frozen=True):
    """Words in a row of one sentence, all inside or all outside quotation marks."""

    sentence: Sentence
    tokens: tuple[_Token, ...]
    is_quoted: bool


class _Run(Struct, frozen=True):
    """Equal words in two stretches, as long as they go on."""

    a: _Stretch
    b: _Stretch
    a_at: int
    b_at: int
    length: int

    @property
    def tokens(self) -> tuple[_Token, ...]:
        """As the first article writes them."""
        return self.a.tokens[self.a_at : self.a_at + self.length]

    @property
    def mention_a(self) -> Mention:
        """Where they stand in the first article."""
        return _mention(self.a, self.a_at, self.length)

    @property
    def mention_b(self) -> Mention:
        """Where they stand in the second article."""
        return _mention(self.b, self.b_at, self.length)


def find_reuse(
    articles: Sequence[Article],
    by_article: Mapping[str, Sequence[Sentence]],
    origins: Sequence[Origin],
    figures: Sequence[Figure],
    matches: Sequence[Match],
) -> tuple[Reuse, ...]:
    """The pairs of articles with evidence, by ids; in each the stated evidence first, then runs, quotes, figures.

    `by_article` maps an article's id to its sentences. The share counts the words in runs. Passages are verbatim in
    their sentences. The order of the arguments' items does not matter.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    stretches = {article.id: _stretches(article, by_article[article.id]) for article in ordered}
    n_words = {name: sum(len(one.tokens) for one in own) for name, own in stretches.items()}
    order = {s.id: n for article in ordered for n, s in enumerate(by_article[article.id])}
    runs = _runs([one for own in stretches.values() for one in own if not one.is_quoted], RUN_WORDS)
    quotes = _runs([one for own in stretches.values() for one in own if one.is_quoted], QUOTE_WORDS)
    quoted_words = {name: [_words(one) for one in own if one.is_quoted] for name, own in stretches.items()}
    is_rare = len(ordered) >= _LEAST_ARTICLES
    rare = _rare_figures(figures, order) if is_rare else {}
    matched = frozenset(pair for m in matches for pair in ((m.a, m.b), (m.b, m.a)))
    found = []
    for a, b in combinations(ordered, 2):
        pair = (a.id, b.id)
        own = _disjoint([run for run in runs.get(pair, ()) if _says_something(run)], order)
        shared = _disjoint([run for run in quotes.get(pair, ()) if _n_content(run) >= _QUOTE_CONTENT], order)
        shorter = min(pair, key=lambda name: (n_words[name], name))
        n_in_runs = sum(run.length for run in own)
        share = n_in_runs / n_words[shorter] if n_words[shorter] else 0.0
        evidence = (
            *_stated(a, b, origins, matched),
            *(ReuseEvidence(kind="run", a=run.mention_a, b=run.mention_b) for run in own),
            *(ReuseEvidence(kind="quote", a=run.mention_a, b=run.mention_b) for run in shared),
            *rare.get(pair, ()),
        )
        others = [words for name, words in quoted_words.items() if name not in pair]
        own_quotes = is_rare and any(not any(_holds(words, run) for words in others) for run in shared)
        if _is_enough(evidence, own, share, own_quotes=own_quotes):
            found.append(Reuse(a=a.id, b=b.id, share=share, evidence=evidence))
    return tuple(found)


def _is_enough(evidence: Sequence[ReuseEvidence], runs: Sequence[_Run], share: float, *, own_quotes: bool) -> bool:
    """Whether there is more than one weak kind of evidence; quotations that others have too are not even that."""
    kinds = {one.kind for one in evidence}
    has_long = any(run.length >= _LONG_RUN for run in runs)
    has_several = len(runs) >= _FEW_RUNS and share >= _LEAST_SHARE
    if "stated" in kinds or has_long or has_several:
        return True
    return len(kinds if own_quotes else kinds - {"quote"}) > 1


def _stated(
    a: Article, b: Article, origins: Sequence[Origin], matched: frozenset[tuple[str, str]]
) -> Iterator[ReuseEvidence]:
    """Where one names the other's outlet, and where both name one origin; each origin once."""
    for origin in origins:
        naming = named_by(origin)
        first, second = ([m for m in origin.mentions if _article_of(m) == one.id] for one in (a, b))
        outlets = {one.id for one in (a, b) if name_key(one.outlet) == name_key(origin.name)}
        if outlets and {a.id, b.id} - outlets <= naming and len(outlets) == 1:
            yield ReuseEvidence(kind="stated", a=next(iter(first), None), b=next(iter(second), None), text=origin.name)
        elif {a.id, b.id} <= naming:
            best = next(((m, n) for m in first for n in second if (m.sentence, n.sentence) in matched), None)
            # two people interviewed by one broadcaster have nothing in common
            is_apart = not set(origin.relayed_by) & {a.id, b.id} and all(map(is_interview, (*first, *second)))
            if best is None and is_apart:
                continue
            one, other = best or (next(iter(first), None), next(iter(second), None))
            yield ReuseEvidence(kind="stated", a=one, b=other, text=origin.name)


def _stretches(article: Article, sentences: Sequence[Sentence]) -> list[_Stretch]:
    """The words of an article, cut where sentences end and where quotation marks open and close."""
    quoted = quoted_spans(article, sentences)
    found: list[_Stretch] = []
    for sentence in sentences:
        spans = quoted[sentence.id]
        tokens: list[_Token] = []
        place: int | None = None
        for token in _tokens(sentence.text):
            inside = next((n for n, span in enumerate(spans) if span.start <= token.start < span.end), None)
            if tokens and (inside != place or any(tokens[-1].end <= span.start < token.start for span in spans)):
                found.append(_Stretch(sentence, tuple(tokens), place is not None))
                tokens = []
            place = inside
            tokens.append(token)
        if tokens:
            found.append(_Stretch(sentence, tuple(tokens), place is not None))
    return found


@lru_cache(maxsize=1024)
def _tokens(text: str) -> tuple[_Token, ...]:
    return tuple(_find_tokens(text))


def _find_tokens(text: str) -> Iterator[_Token]:
    for hit in _TOKEN.finditer(text):
        written = hit.group()
        word = written.replace("’", "'").replace("‑", "-").lower()
        word = word.replace(".", "") if written[0].isalpha() else word
        # `US` and `IS` are no pronoun and no verb
        is_content = word not in _EMPTY_WORDS or (written.isupper() and len(written) > 1)
        is_plain = is_content and written[0].islower() and word not in _OFFICE_WORDS
        yield _Token(hit.start(), hit.end(), word, is_content, is_plain)


def _runs(stretches: Sequence[_Stretch], n: int) -> dict[tuple[str, str], list[_Run]]:
    """Every maximal run of at least `n` equal words, by the ids of its two articles."""
    places: dict[tuple[str, ...], dict[str, list[tuple[int, int]]]] = defaultdict(dict)
    for number, stretch in enumerate(stretches):
        words = [token.word for token in stretch.tokens]
        for at in range(len(words) - n + 1):
            own = places[tuple(words[at : at + n])].setdefault(stretch.sentence.article, [])
            if len(own) < _MOST_PLACES:
                own.append((number, at))
    diagonals: dict[tuple[str, str], dict[tuple[int, int, int], set[int]]] = defaultdict(lambda: defaultdict(set))
    for by_article in places.values():
        for a, b in combinations(sorted(by_article), 2):
            for first, a_at in by_article[a]:
                for second, b_at in by_article[b]:
                    diagonals[a, b][first, second, b_at - a_at].add(a_at)
    return {
        pair: [
            _Run(stretches[first], stretches[second], start, start + shift, end - start + n)
            for (first, second, shift), starts in found.items()
            for start, end in _in_a_row(starts)
        ]
        for pair, found in diagonals.items()
    }


def _in_a_row(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each row of consecutive numbers."""
    first = last = None
    for number in sorted(numbers):
        if last is not None and first is not None and number != last + 1:
            yield first, last
            first = None
        first = number if first is None else first
        last = number
    if first is not None and last is not None:
        yield first, last


def _disjoint(runs: Iterable[_Run], order: Mapping[str, int]) -> list[_Run]:
    """The runs, the longest first, without those that lie in words that a longer one has."""

    def rank(run: _Run) -> tuple[int, int, int, int, int]:
        return (-run.length, order[run.a.sentence.id], run.a_at, order[run.b.sentence.id], run.b_at)

    kept: list[_Run] = []
    taken: set[tuple[str, int]] = set()
    for run in sorted(runs, key=rank):
        own = {(run.a.sentence.id, token.start) for token in run.tokens}
        own |= {(run.b.sentence.id, token.start) for token in run.b.tokens[run.b_at : run.b_at + run.length]}
        if not own & taken:
            taken |= own
            kept.append(run)
    return kept


def _says_something(run: _Run) -> bool:
    """Whether a run is more than function words, names and offices."""
    return _n_content(run) >= _RUN_CONTENT and any(token.is_plain for token in run.tokens)


def _n_content(run: _Run) -> int:
    return sum(token.is_content for token in run.tokens)


def _words(stretch: _Stretch) -> str:
    return f" {' '.join(token.word for token in stretch.tokens)} "


def _holds(texts: Iterable[str], run: _Run) -> bool:
    """Whether any of the texts of `_words` has the run."""
    words = f" {' '.join(token.word for token in run.tokens)} "
    return any(words in text for text in texts)


def _mention(stretch: _Stretch, at: int, length: int) -> Mention:
    start, end = stretch.tokens[at].start, stretch.tokens[at + length - 1].end
    return Mention(sentence=stretch.sentence.id, start=start, end=end, text=stretch.sentence.text[start:end])


def _rare_figures(
    figures: Sequence[Figure], order: Mapping[str, int]
) -> dict[tuple[str, str], tuple[ReuseEvidence, ...]]:
    """Exact, unrounded values that two articles alone give, and both for one quantity; by the two articles' ids."""
    holders: dict[float, set[str]] = defaultdict(set)
    for figure in figures:
        for mention in figure.mentions:
            if mention.value is not None:
                holders[mention.value].add(_article_of(mention))
    found: dict[tuple[str, str], list[tuple[int, int, ReuseEvidence]]] = defaultdict(list)
    for figure in figures:
        first: dict[tuple[float, str], FigureMention] = {}
        for mention in sorted(figure.mentions, key=lambda one: (_article_of(one), order[one.sentence], one.start)):
            if mention.value is not None and mention.bound is None and _is_unrounded(mention.value):
                first.setdefault((mention.value, _article_of(mention)), mention)
        for value in {value for value, _ in first}:
            names = sorted(name for same, name in first if same == value)
            if len(names) == 2 and holders[value] == set(names):  # noqa: PLR2004 - a pair is two
                a, b = (first[value, name] for name in names)
                evidence = ReuseEvidence(kind="figures", a=_as_mention(a), b=_as_mention(b))
                found[names[0], names[1]].append((order[a.sentence], a.start, evidence))
    return {
        pair: tuple(evidence for *_, evidence in sorted(rows, key=lambda row: row[:2])) for pair, rows in found.items()
    }


def _is_unrounded(value: float) -> bool:
    """Whether at least three digits of a number are given: 118 and 43.9, but not 130, 2,500 or 1.5 million."""
    if not math.isfinite(value):
        return False
    digits = f"{abs(value):f}".rstrip("0").replace(".", "").strip("0")
    return len(digits) >= _RARE_DIGITS


def _as_mention(mention: FigureMention) -> Mention:
    return Mention(sentence=mention.sentence, start=mention.start, end=mention.end, text=mention.text)


def _article_of(mention: Mention | FigureMention) -> str:
    return mention.sentence.rpartition(".")[0]

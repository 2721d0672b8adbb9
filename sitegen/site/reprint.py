"""How much of an article may be shown: what its `read` setting leaves of sentences, passages and headlines.

`full` reprints everything. `matched` withholds each sentence that no comparison uses. `off` withholds every sentence.
Of a withheld sentence a passage of up to eight words may stand, as anyone may quote it; nothing longer, anywhere.
Deliberately contains no output format: pages, data files and feeds all ask here.
"""

from typing import TypeVar

from msgspec.structs import replace

from sitegen.model import Comparison, FigureMention

N = TypeVar("N", str, str | None)

LONGEST_EXCERPT = 8
"""Words of a withheld sentence that may stand in a row."""


def withheld_sentences(comparison: Comparison) -> frozenset[str]:
    """The ids of the sentences that may not be reprinted.

    A comparison uses a sentence that is matched, that is in a claim of two or more articles, or that holds a figure, a
    quote, a wording or a tension that is listed. A headline is how an article is cited, so `matched` never withholds
    it.
    """
    modes = {article.id: article.read for article in comparison.story.articles}
    used = _used_sentences(comparison)
    return frozenset(
        sentence.id
        for sentence in comparison.sentences
        if modes[sentence.article] == "off"
        or (modes[sentence.article] == "matched" and sentence.part == "body" and sentence.id not in used)
    )


def is_excerpt(text: str) -> bool:
    """Whether a passage is short enough to stand alone where its sentence is withheld."""
    return len(text.split()) <= LONGEST_EXCERPT


def shorten(text: str) -> str:
    """The first eight words, with a sign that there were more; short texts unchanged."""
    return text if is_excerpt(text) else " ".join(text.split()[:LONGEST_EXCERPT]) + " …"


def cut_names(comparison: Comparison) -> Comparison:
    """The comparison with long names cut that may be the words of a withheld sentence.

    Names of speakers and origins, and of what is counted and where, are told in the site's own voice, and so would pass
    every check of passages; most are two or three words long.
    """
    withheld = withheld_sentences(comparison)
    if not withheld:
        return comparison

    def cut(name: N, *sentences: str) -> N:
        return shorten(name) if name and not withheld.isdisjoint(sentences) else name

    def cut_figure(mention: FigureMention) -> FigureMention:
        return replace(
            mention,
            speaker=cut(mention.speaker, mention.sentence),
            counted=cut(mention.counted, mention.sentence),
            scope=cut(mention.scope, mention.sentence),
        )

    figures, quotes, origins = [], [], []
    for figure in comparison.figures:
        sentences = [mention.sentence for mention in figure.mentions]
        counted, scope = cut(figure.counted, *sentences), cut(figure.scope, *sentences)
        figures.append(replace(figure, counted=counted, scope=scope, mentions=tuple(map(cut_figure, figure.mentions))))
    for quote in comparison.quotes:
        mentions = tuple(replace(one, speaker=cut(one.speaker, one.sentence)) for one in quote.mentions)
        speaker = cut(quote.speaker, *(one.sentence for one in quote.mentions))
        quotes.append(replace(quote, speaker=speaker, mentions=mentions))
    new_names: dict[str | None, str] = {}
    for origin in comparison.origins:
        new_names[origin.name] = cut(origin.name, *(mention.sentence for mention in origin.mentions))
        origins.append(replace(origin, name=new_names[origin.name]))
    return replace(
        comparison,
        figures=tuple(figures),
        quotes=tuple(quotes),
        usages=tuple(replace(one, speaker=cut(one.speaker, one.sentence)) for one in comparison.usages),
        cues=tuple(replace(one, speaker=cut(one.speaker, one.sentence)) for one in comparison.cues),
        origins=tuple(origins),
        reuse=tuple(
            replace(
                reuse,
                evidence=tuple(replace(one, text=new_names.get(one.text, one.text)) for one in reuse.evidence),
            )
            for reuse in comparison.reuse
        ),
    )


def _used_sentences(comparison: Comparison) -> set[str]:
    """The ids of all sentences that a comparison shows for more than being there."""
    used = {sentence for match in comparison.matches for sentence in (match.a, match.b)}
    articles = {sentence.id: sentence.article for sentence in comparison.sentences}
    for claim in comparison.claims:
        if len({articles[sentence] for sentence in claim.sentences}) > 1:
            used.update(claim.sentences)
    used.update(mention.sentence for figure in comparison.figures for mention in figure.mentions)
    used.update(mention.sentence for quote in comparison.quotes for mention in quote.mentions)
    used.update(mention.sentence for tension in comparison.tensions for mention in tension.mentions)
    for usage in comparison.usages:
        if usage.weight == 0:  # a plain mention is no reason to reprint its sentence
            continue
        used.update((usage.sentence, *(other.sentence for other in usage.others)))
    return used

"""How much of an article may be shown: what its `read` setting leaves of sentences, passages and headlines.

`full` reprints everything. `matched` withholds each sentence that no comparison uses. `off` withholds every sentence.
Of a withheld sentence a passage of up to eight words may stand, as anyone may quote it; nothing longer, anywhere.
Deliberately contains no output format: pages, data files and feeds all ask here.
"""

from sitegen.model import Comparison

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

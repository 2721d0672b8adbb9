"""How much a word tells, so that what two sentences share by chance can be told from what they share in fact."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from sitegen.text.words import Word

Weight = Callable[[str], float]
"""How much a normal form tells, from 0 to 1: its idf as a share of the idf of a word that occurs once in the story."""

RARE = 0.55
TELLS_SOMETHING = 0.3
"""An idf of 2.2 and of 1.2 in a story of 80 sentences, where the two limits were measured."""


def story_weight(sentences: Iterable[Sequence[Word]]) -> Weight:
    """The weight of normal forms in a story of these sentences; a form that none of them holds weighs 1."""
    each = [{word.norm for word in words} for words in sentences]
    frequency = Counter(norm for norms in each for norm in norms)
    most = _idf(1, max(len(each), 1))
    weights = {norm: max(_idf(count, len(each)), 0.0) / most for norm, count in frequency.items()}
    return lambda norm: weights.get(norm, 1.0)


def _idf(count: int, n_sentences: int) -> float:
    return math.log((n_sentences + 1) / (count + 0.5))


def is_anchor(word: Word, weight: Weight) -> bool:
    """Whether a lone word shows that two passages belong together: a number, a rare word, a name not in every line."""
    tells = weight(word.norm)
    return word.norm[0].isdigit() or tells >= RARE or (is_name(word) and tells >= TELLS_SOMETHING)


def is_name(word: Word) -> bool:
    """Whether a content word is written with a capital; the first word of a sentence counts as well."""
    return word.text[0].isupper()

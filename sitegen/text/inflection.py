"""The forms of an English word, made from its plain form: the way back from what a stemmer does, and more careful.

A stemmer brings `operate` and `operation` together, which serves a comparison; whoever writes down a word to be found
means its forms and no other word.
"""

import re
from functools import lru_cache

from sitegen.text.irregular import BASE_FORMS


@lru_cache(maxsize=2048)
def forms_of(word: str) -> frozenset[str]:
    """The forms of a lower-case English word in its plain form: plural, third person, past, participle, irregular.

    Generous with spellings that do not exist (`goed`), for nobody writes these either.
    """
    forms = {word, *(form for form, base in BASE_FORMS.items() if base == word)}
    if re.search(r"[^aeiou]y$", word):
        forms |= {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    elif word.endswith("ie"):
        forms |= {word + "s", word + "d", word[:-2] + "ying"}
    elif word.endswith("e"):
        forms |= {word + "s", word + "d", word[:-1] + "ing"}
    else:
        ends_in_sound = re.search(r"(?:s|x|z|ch|sh|o)$", word)
        forms |= {word + "es" if ends_in_sound else word + "s", word + "ed", word + "ing"}
        if word.endswith("o"):
            forms.add(word + "s")
        if re.search(r"[^aeiou][aeiou][bdglmnprt]$", word):
            forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(forms)

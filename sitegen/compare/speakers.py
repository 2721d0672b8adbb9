"""Who is meant by the words that name a speaker: pronouns, surnames and roles resolved to the fullest name.

`he`, `Sudani` and `the prime minister` become the name that the article itself gives in full; where it gives none, the
words stay as written (`the Pentagon`, `a statement issued by his office`). A reader must be able to find every name
given here in the article.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from sitegen.compare.attribution import attribution_of, without_quotations
from sitegen.compare.cues import main_subject
from sitegen.compare.people import Gender, Person, find_people, is_body, names_in, surname_key
from sitegen.compare.speech_words import COUNTING_VERBS, METONYMS, SPEECH_NOUNS, described_sex, role_class
from sitegen.model import Sentence, Span
from sitegen.text.function_words import FUNCTION_WORDS

_PRONOUNS: dict[str, Gender | None] = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_PLURAL_PRONOUNS = frozenset({"they", "them", "their", "it", "its"})
_BODY_NOUNS = frozenset(
    """group newspaper paper agency company firm website site broadcaster party outlet channel magazine network station
    ministry town city village province state country daily weekly charity union club band bank airline giant maker
    giants conglomerate carrier operator think-tank thinktank organisation organization campaign programme program
    show service district region island""".split()
)
"""After these a name is that of a body or a place: `the newspaper Daily Gull`."""
_NOUNS = "|".join(sorted(SPEECH_NOUNS))
_POSSESSIVE_SPEECH = re.compile(
    rf"^(?P<who>.+?)(?:’s|'s|(?<=s)[’'])\s(?:\w+\s){{0,3}}?(?:{_NOUNS})s?$|^(?P<whose>his|her)\s(?:\w+\s){{0,3}}?(?:{_NOUNS})s?$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s(?:of|for|in|at|to|on|from|with|who|whose|representing|during|issued|released|obtained|reviewed)\s"
)
_QUANTIFIED = re.compile(
    r"^(?:more|fewer|less|half|most|many|some|several|nearly|about|an?\sthird|one\sin)\b|\d|%", re.IGNORECASE
)
_BY_AGE = re.compile(r"the\s(?:\d+|[a-z]+(?:-[a-z]+)?)-year-old$")
_LOOK_BACK = 8
_FULL_NAME = (2, 3)
_NO_PERSON_BEFORE = re.compile(r"\b(?:the|in|at|from|near|to|across|outside)\s$", re.IGNORECASE)


class Said(Struct, frozen=True):
    """Who spoke where, for what a later pronoun or `the aide` takes up."""

    sentence: int
    name: str
    role: str


class Telling(Struct, frozen=True):
    """Who tells something, and where the sentence says so."""

    speaker: str
    cue: Span


class People(Struct, frozen=True):
    """The people of one article and the sentences they occur in."""

    sentences: tuple[Sentence, ...]
    persons: tuple[Person, ...]
    index: Mapping[str, int] = field(default_factory=dict)
    """Sentence id -> its place in `sentences`."""

    def resolve(self, words: str, sentence: int, start: int, history: Sequence[Said] = ()) -> str | None:
        """The fullest name of whom `words`, at `start` of the sentence with that index, mean; None for `I` and `we`."""
        words = words.strip(" ,")
        bare = words.lower()
        if not words or bare in ("i", "we", "you", "us", "who"):
            return None
        if bare in _PRONOUNS or _BY_AGE.match(bare):
            return self._by_pronoun(_PRONOUNS.get(bare), sentence, start, history) or words
        if bare in _PLURAL_PRONOUNS:
            said = next((said.name for said in reversed(history) if said.sentence >= sentence - 2), None)
            return said or (self._body_before(sentence) if bare in ("it", "its") else None) or bare
        if possessed := _POSSESSIVE_SPEECH.match(words):
            return self.resolve(possessed["who"] or possessed["whose"], sentence, start, history)
        named = self._by_name(words, sentence) or self._by_role(words, sentence, start, history)
        if not named and (described := _described_name(words)):
            return described
        return named or _as_written(words)

    def telling_at(self, sentence: Sentence, start: int, end: int) -> Telling | None:
        """Who is said to have given the number at `text[start:end]`; None where the outlet speaks for itself."""
        index = self.index.get(sentence.id)
        if index is None:
            return None
        found = attribution_of(
            sentence.text, start, end, verbs=COUNTING_VERBS, is_number=True, is_title=sentence.part == "title"
        )
        # not `half of those polled said`: who is counted does not count
        if found is None or _QUANTIFIED.search(found.speaker.of(sentence.text)):
            return None
        name = self.resolve(found.speaker.of(sentence.text), index, found.speaker.start)
        return Telling(name, found.at) if name else None

    def _body_before(self, sentence: int) -> str | None:
        """What the sentence before is about, where that is no person: `the church`, for an `it` that speaks."""
        text = without_quotations(self.sentences[sentence - 1].text) if sentence else ""
        subject = main_subject(text)
        words = subject.of(text) if subject else ""
        if not words or words.lower() in _PRONOUNS or words.lower() in _PLURAL_PRONOUNS:
            return None
        return None if self._by_name(words, sentence) else _as_written(words)

    def _by_pronoun(self, gender: Gender | None, sentence: int, start: int, history: Sequence[Said]) -> str | None:
        """The person whom the nearest sentence before is about: its speaker, or the first person it names."""
        for index in range(sentence, max(-1, sentence - _LOOK_BACK), -1):
            limit = start if index == sentence else None
            said = next((h for h in reversed(history) if h.sentence == index and index < sentence), None)
            if said and self._fits(said.name, gender):
                return said.name
            named = self._named_in(index, limit, gender)
            if named:
                return named.name
        return self._likely_name(sentence, start)

    def _likely_name(self, sentence: int, start: int) -> str | None:
        """A name of two or three words near by that nothing but the pronoun shows to be a person's."""
        for index in (sentence, sentence - 1):
            text = self.sentences[index].text[: start if index == sentence else None] if index >= 0 else ""
            for name in names_in(text, index):
                if (
                    len(name.words) in _FULL_NAME
                    and not _NO_PERSON_BEFORE.search(text[: name.start])
                    and not is_body(name)
                ):
                    return " ".join(name.words)
        return None

    def _named_in(self, index: int, limit: int | None, gender: Gender | None) -> Person | None:
        """The person that the sentence is about; a possessive (`Jackson's wife`) counts last."""
        text = self.sentences[index].text
        if limit is None and gender and re.match(rf"\W*(?:{'He' if gender == 'm' else 'She'})\b", text):
            return None
        found: list[tuple[bool, int, Person]] = []
        for person in self.persons:
            for at, offset in person.mentions:
                if at == index and (limit is None or offset < limit) and person.gender in (None, gender):
                    is_possessive = bool(re.match(r"(?:[\w.-]+\s){0,3}?[\w.-]+(?:’s|'s)\s", text[offset : offset + 60]))
                    found.append((is_possessive, offset, person))
        return min(found, key=lambda f: f[:2])[2] if found else None

    def _fits(self, name: str, gender: Gender | None) -> bool:
        person = next((p for p in self.persons if p.name == name), None)
        if person is None:
            return gender is not None and described_sex(name) == gender
        return person.gender in (None, gender)

    def _by_name(self, words: str, sentence: int) -> str | None:
        """The person whose name ends the noun phrase: `Doe's lawyer Jo Roe` is Roe, `Doe's government` nobody."""
        head = _LINK.split(words)[0].rstrip(" ,")
        # `Secretary of State Jane Example` is not what it was split into
        whole = [n for n in names_in(words, 0) if n.end >= len(words) - 1 and n.title and n.start > len(head)]
        names = whole or [n for n in names_in(head, 0) if n.end >= len(head) - 1]
        if not names:
            return None
        name = names[-1]
        known = self._person_named(name.words, sentence)
        if known:
            return known
        return " ".join(name.words) if len(name.words) > 1 and name.title else None

    def _person_named(self, words: Sequence[str], sentence: int) -> str | None:
        known = [p for p in self.persons if p.surname == surname_key(words)]
        if len(words) > 1:
            first = words[0].rstrip(".").lower()
            known = [p for p in known if p.name == " ".join(words) or p.name.lower().startswith(first)]
        before = [p for p in known if p.mentions[0][0] <= sentence]
        return next((p.name for p in before or known), None)

    def _by_role(self, words: str, sentence: int, start: int, history: Sequence[Said]) -> str | None:
        """The person with the role: `the prime minister`, `the premier`, `the aide`."""
        if re.match(r"an?\s|one\sof|[a-z]+s\b", words, re.IGNORECASE) or re.search(r"\s(?:of|for)\s", words):
            return None
        role = role_class(words)
        last = words.rpartition(" ")[2]
        # `other senators` are nobody alone
        if not role or (last.endswith("s") and role_class(last[:-1]) == role):
            return None
        spoke = next((h for h in reversed(history) if h.role == role), None)
        known = [p for p in self.persons if role in p.roles]
        before = [p for p in known if p.mentions[0] < (sentence, start)]
        if spoke and (not before or spoke.name in {p.name for p in before}):
            return spoke.name
        if before:
            return max(before, key=lambda p: max(m for m in p.mentions if m < (sentence, start))).name
        return known[0].name if len(known) == 1 else None


def people_of(sentences: Sequence[Sentence]) -> People:
    """The people of one article, from all its sentences."""
    own = tuple(sentences)
    return People(own, find_people(own), {sentence.id: i for i, sentence in enumerate(own)})


def _described_name(words: str) -> str | None:
    """The name behind a description in small letters: `32-year-old protester Ida Sample`."""
    head = _LINK.split(words)[0].rstrip(" ,")
    names = [n for n in names_in(head, 0) if n.end >= len(head) - 1]
    if not names or len(names[-1].words) not in _FULL_NAME or is_body(names[-1]) or names[-1].surname in METONYMS:
        return None
    before = head[: names[-1].start].split()
    is_described = before and before[-1].islower() and before[-1] not in _BODY_NOUNS | FUNCTION_WORDS
    return " ".join(names[-1].words) if is_described else None


def _as_written(words: str) -> str:
    """The words with a small article at their beginning and no possessive at their end."""
    words = re.sub(r"(?:’s|'s)$", "", words)
    first, _, rest = words.partition(" ")
    if first.endswith("s") and first.istitle() and role_class(first) and not rest[:1].isupper():
        return first.lower() + words[len(first) :]
    return re.sub(r"^(?:The|A|An|His|Her|Their|One)\b", lambda m: m.group().lower(), words)

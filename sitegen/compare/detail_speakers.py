"""Who says so, outlet by outlet: the row of a claim that names the speakers.

A name makes a value, and so do people in the plural who stand for themselves (`officials`, `police`). A role, a
pronoun or a headline only joins a person whom another outlet names: it is never certain enough to differ.
A speaker counts only where enough of what the sentence shares with the claim is ascribed to him. Leaves out who
claims a deed and nouns of speech (`calls by residents`).
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.compare.attribution import PRONOUNS, Attribution, attributions
from sitegen.compare.detail_rows import Material, article_of, make_row, mention_at
from sitegen.compare.people import surname_key
from sitegen.compare.speech_words import PERSON_TITLES, REPORTING_VERBS
from sitegen.model import Detail, Mention, Sentence, Span
from sitegen.text.words import Word, split_words

_VERBS = REPORTING_VERBS | frozenset("pointed points pointing expressed expresses expressing".split())
_MOST_WORDS = 9
_ENOUGH = 1 / 3
"""Share of the words in common with other outlets that a speaker must be given to count as who says so."""
_NOUN = re.compile(r"\s(?:by|of|from|among)\s")
"""Behind `calls`, `claims` or `reports` a sign that this is no verb."""
_CLAIMED = re.compile(r"claim(?:s|ed|ing)?$", re.IGNORECASE)
_DEED = re.compile(r"\s(?:by\b|(?:\w+\s){0,2}responsibility\b)")
_NOUNS = frozenset("state call claim report note comment".split())
_PLURAL = frozenset(
    """officials police officers authorities government ministry army military parliament prosecutors lawyers sources
    residents witnesses experts analysts diplomats researchers scientists doctors medics""".split()
)
_LINK = re.compile(r"\s(?:of|in|at|from|for|by|with)\s")
_STATEMENT = re.compile(
    r"(?:an?|the|his|her)\s(?:\w+\s)?(?:statement|letter|message|post|tweet)\b.*?\s(?:by|from|of)\s(?P<who>.+)$",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:his|her)\b")
_ADDRESSING = re.compile(r"\s(?:on|upon|for)\s")
_APPOSED = re.compile(r", ([A-Z][\w.’'-]*(?:\s(?:[A-Z][\w.’'-]*|al-[A-Z]\w*|de|van|von|bin)){1,4}),")
_ANTECEDENT = re.compile(r"([^\s,;:][^,;:]*), (?:which|who) $")
_AUXILIARIES = frozenset("is are was were be been has have had".split())
_ROOT = 5
"""Letters of a name that a machine translation leaves alone: `Sudanese` for `Sudani`."""


class _Said(Struct, frozen=True):
    """One attribution of a claim's sentence."""

    mention: Mention
    key: str
    """What it has in common with another mention of the same speaker."""
    words: frozenset[str]
    full: str
    """The fullest name that the article gives a person; empty for a body."""
    is_headline: bool
    rank: int
    """0 for a name, 1 for people in the plural, 2 for a role, 3 for a pronoun."""


def speaker_row(sentences: Sequence[Sentence], material: Material) -> Detail | None:
    """Who says so; `sentences` are a claim's, in the order of their appearance."""
    found = [said for sentence in sentences for said in _said(sentence, sentences, material)]
    values: dict[str, list[_Said]] = {}
    for said in found:
        if said.rank == 0 and not said.is_headline:
            values.setdefault(_known_key(said, values, material), []).append(said)
    for said in found:
        if said.rank == 1 and not said.is_headline:
            same = next((key for key, group in values.items() if any(said.key in one.words for one in group)), said.key)
            values.setdefault(same, []).append(said)
        elif (said.rank or said.is_headline) and (key := _known_key(said, values, material)) in values:
            values[key].append(said)
    place = {sentence.id: n for n, sentence in enumerate(sentences)}

    def at(mention: Mention) -> tuple[int, int]:
        return place[mention.sentence], mention.start

    groups = [
        # a name first, which tells who `he` is
        [said.mention for said in sorted(_plainest(group), key=lambda said: (max(1, said.rank), *at(said.mention)))]
        for group in values.values()
    ]
    groups.sort(key=lambda group: min(map(at, group)))
    return make_row("said-by", "Who says so", groups)


def _said(
    sentence: Sentence,
    sentences: Sequence[Sentence],
    material: Material,
) -> list[_Said]:
    words = material.words
    others = {
        part
        for other in sentences
        if other.article != sentence.article
        for word in words[other.id]
        for part in word.parts
    }
    shared = [word for word in words[sentence.id] if not others.isdisjoint(word.parts)]
    found = []
    for raw in attributions(sentence.text, verbs=_VERBS, is_title=sentence.part == "title"):
        one = _corrected(sentence.text, raw)
        if _speaks(sentence.text, one) and _covers_enough(shared, one):
            said = _make(sentence, one, material)
            if said:
                found.append(said)
    return found


def _corrected(text: str, one: Attribution) -> Attribution:
    """The speaker in front of a clause about him; what `called on somebody to ...` ascribes stands behind it."""
    if one.speaker.of(text).split(" ")[0] in _AUXILIARIES:
        # `the council, which is run by ..., has said`
        antecedent = _ANTECEDENT.search(text, 0, one.speaker.start)
        if antecedent:
            return replace(one, speaker=Span(*antecedent.span(1)), is_named=False)
    apposed = _APPOSED.match(text, one.speaker.end) if not one.is_named else None
    if apposed and apposed.end() <= one.at.start:
        # `the mayor of Springfield, Jane Example, said`
        return replace(one, speaker=Span(*apposed.span(1)), is_named=True)
    if one.cue.lower().startswith("call") and _ADDRESSING.match(text, one.at.end):
        return replace(one, covers=Span(one.at.end, len(text)))
    return one


def _speaks(text: str, one: Attribution) -> bool:
    """Whether the cue is a verb by which its subject says something."""
    cue, behind = one.cue.lower(), one.at.end
    if not one.is_according:
        if cue.endswith("s") and _NOUN.match(text, behind):
            return False
        if _CLAIMED.match(cue) and _DEED.match(text, behind):
            return False
        if cue in _NOUNS and not re.search(r"(?:\b(?:to|they|we|I|who)|s)\s$", text[: one.at.start]):
            return False
    return len(one.speaker.of(text).split()) <= _MOST_WORDS


def _covers_enough(shared: Sequence[Word], one: Attribution) -> bool:
    """Whether enough of what the sentence shares with other outlets, the speaker and the verb aside, is ascribed."""
    outside = [word for word in shared if not (_within(word, one.speaker) or _within(word, one.at))]
    return sum(_within(word, one.covers) for word in outside) >= _ENOUGH * len(outside)


def _within(word: Word, span: Span) -> bool:
    return span.start <= word.start and word.end <= span.end


def _make(sentence: Sentence, one: Attribution, material: Material) -> _Said | None:
    written = one.speaker.of(sentence.text)
    norms = [word.norm for word in split_words(written, material.forms) if word.parts]
    is_headline = sentence.part == "title"
    mention = mention_at(sentence, one.speaker.start, one.speaker.end)
    if one.is_named and norms:
        return _Said(
            mention,
            _name_key(written, material),
            frozenset(norms),
            _full_name(written, sentence, one.speaker, material),
            is_headline,
            0,
        )
    head = _LINK.split(written)[0].split()
    if head and head[-1].lower() in _PLURAL:
        return _Said(mention, split_words(head[-1], material.forms)[0].norm, frozenset(norms), "", is_headline, 1)
    name = _person(written, sentence, one.speaker, material)
    if not name or name.lower() == written.lower():
        return None
    rank = 3 if written.lower() in PRONOUNS else 2
    return _Said(mention, _name_key(name, material), frozenset(norms), name, is_headline, rank)


def _person(written: str, sentence: Sentence, at: Span, material: Material) -> str | None:
    """Whom a role, a pronoun or `a statement issued by his office` means in its article, as far as it tells."""
    people = material.people.get(sentence.article)
    index = people.index.get(sentence.id) if people else None
    if people is None or index is None:
        return None
    behind = _STATEMENT.match(written)
    if behind:
        own = _OWN.search(written)
        return people.resolve(own[0] if own else behind["who"], index, at.start)
    name = people.resolve(written, index, at.start)
    if name and all(word.lower() in PERSON_TITLES for word in name.split()):
        # a role in capitals with its name elsewhere; in small letters it is read as the role that it is
        name = people.resolve(written.lower(), index, at.start)
    return name


def _full_name(written: str, sentence: Sentence, at: Span, material: Material) -> str:
    people = material.people.get(sentence.article)
    name = _person(written, sentence, at, material)
    return name if name and people and any(name == person.name for person in people.persons) else ""


def _name_key(name: str, material: Material) -> str:
    """The last word of a name, which outlets have in common; of `the Bank of Example` both nouns."""
    head, *rest = _LINK.split(name)
    norms = [word.norm for word in split_words(head, material.forms) if word.parts]
    if len(norms) == 1 and rest and rest[0][:1].isupper():
        norms = [*norms, *(word.norm for word in split_words(rest[0], material.forms) if word.parts)]
        return " ".join(norms)
    return norms[-1] if norms else surname_key(name.split())


def _known_key(said: _Said, values: Mapping[str, list[_Said]], material: Material) -> str:
    """The key of a speaker.

    Another person of the same surname has an initial with it; a name that a machine translated joins one that begins
    alike.
    """
    if said.key in values:
        initials = {one.full[:1] for one in values[said.key] if " " in one.full}
        is_other = " " in said.full and initials and said.full[:1] not in initials
        return f"{said.full[:1]} {said.key}" if is_other else said.key
    is_translated = material.articles[article_of(said.mention)].machine_translated
    for key, group in values.items():
        theirs = any(material.articles[article_of(one.mention)].machine_translated for one in group)
        plain, known = said.key.rpartition(":")[2], key.rpartition(":")[2]
        if (is_translated or theirs) and len(plain) >= _ROOT and plain[:_ROOT] == known[:_ROOT]:
            return key
    return said.key


def _plainest(group: Sequence[_Said]) -> list[_Said]:
    """Of each outlet its names, else its first role or pronoun, of its text rather than its headline."""
    best: dict[str, int] = {}
    for said in group:
        article = article_of(said.mention)
        best[article] = min(best.get(article, said.rank), said.rank)
    kept: list[_Said] = []
    for said in sorted(group, key=lambda said: said.is_headline):
        article = article_of(said.mention)
        is_first = not any(article_of(one.mention) == article for one in kept)
        if said.rank == best[article] and (said.rank == 0 or is_first):
            kept.append(said)
    return kept

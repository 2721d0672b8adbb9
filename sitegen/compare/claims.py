"""From stars to claims: title, id, status, who is without it.

A title is the editor's or a whole sentence of an outlet, shown as that outlet's words; the machine writes none. A
status follows from the details alone: other wording does not make a claim vary. Every body sentence in no shared
claim is a claim of its own.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np

from sitegen.align.claims import Alignment
from sitegen.align.frames import dateline
from sitegen.align.stale import tell_gone, tell_stale
from sitegen.compare.detail_amounts import figures_in
from sitegen.compare.detail_rows import Material
from sitegen.compare.details import find_details, without_borrowed
from sitegen.model import Absence, Article, Claim, ClaimDecision, Detail, Sentence, Story
from sitegen.model.findings import UNDECIDING
from sitegen.model.kinds import Status
from sitegen.text.segment import sentence_digest

_SLUG_WORDS = 8
_WORD_LENGTH = 20
"""A file system takes names of 255 bytes; no word of a language is cut."""
_CENTRAL_SHARE = 0.8
"""A sentence with this share of the best mean score is central enough to lend its words as the title."""
_SHORTER_SHARE = 0.75
_ORDER: Mapping[Status, int] = {"conflict": 0, "varies": 1, "agree": 2, "single": 3}


def make_claims(
    alignment: Alignment,
    sentences: Sequence[Sentence],
    story: Story,
    material: Material,
) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """All claims of a story, shared ones by substance first (differing figures before the rest), and stale decisions.

    `sentences` are in the order of the alignment's indices; `material` is what was found in them.
    """
    groups = [tuple(sentences[i] for i in star) for star in alignment.stars]
    anchors = [sentences[_anchor(star, alignment, sentences)] for star in alignment.stars]
    held = {sentence.id for group in groups for sentence in group}
    for sentence in sentences:
        if sentence.part == "body" and sentence.id not in held:
            groups.append((sentence,))
            anchors.append(sentence)
    chosen, stale = _match_decisions(groups, story.decisions.claims, sentences)
    claims = []
    taken: set[str] = set()
    found = [find_details(group, material) if len(_articles(group)) > 1 else () for group in groups]
    told = zip(groups, anchors, without_borrowed(found), strict=True)
    for index, (group, anchor, details) in enumerate(told):
        decision = chosen.get(index)
        status = status_of(group, details)
        why = _why(status, details) + (_uncompared(group, material, details) if status == "agree" else "")
        by_editor = decision.status if decision and status != "single" else None
        if by_editor and decision:
            status, why = by_editor, decision.reason or "An editor decided so."
        title = decision.title if decision and decision.title else _own_title(anchor)
        claims.append(
            Claim(
                id=_unique(decision.id if decision and decision.id else _make_id(title, anchor), taken),
                title=title,
                title_basis="editor" if decision and decision.title else "machine",
                anchor=anchor.id,
                status=status,
                status_basis="editor" if by_editor else "machine",
                why=why,
                sentences=tuple(sentence.id for sentence in group),
                absent=_absences(group, story.articles),
                details=details,
            )
        )
    position = {sentence.id: index for index, sentence in enumerate(sentences)}
    claims.sort(
        key=lambda claim: (
            _ORDER[claim.status],
            not any(detail.kind == "figure" and detail.varies for detail in claim.details),
            -_n_articles(claim),
            position[claim.sentences[0]],
            claim.id,
        )
    )
    return tuple(claims), stale


def _anchor(star: Sequence[int], alignment: Alignment, sentences: Sequence[Sentence]) -> int:
    """The shortest of the sentences most like the others; a headline only where there is nothing else."""
    means = {}
    for i in star:
        ties = [float(alignment.scores[i, j]) for j in star if sentences[i].article != sentences[j].article]
        means[i] = float(np.mean(ties)) if ties else 0.0
    body = [i for i in star if sentences[i].part == "body"] or list(star)
    best = max(means[i] for i in body)
    # a star that only the editor's joins hold together may have means below 0
    central = [i for i in body if means[i] >= min(best, _CENTRAL_SHARE * best)]
    return min(central, key=lambda i: (len(sentences[i].text), sentences[i].id))


def _own_title(anchor: Sentence) -> str:
    """The anchor's text without dateline; a passage of it, unchanged."""
    line = dateline(anchor.text)
    return anchor.text[line.end :] if line else anchor.text


def _make_id(title: str, anchor: Sentence) -> str:
    """Slug of the first words of the title and the digest of the anchor."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(rf"[a-z0-9]{{1,{_WORD_LENGTH}}}", re.sub(r"(?<=\d),(?=\d)|['’.]", "", plain))
    return "-".join([*words[:_SLUG_WORDS], sentence_digest(anchor.text)])


def _unique(claim_id: str, taken: set[str]) -> str:
    unique, number = claim_id, 1
    while unique in taken:
        number += 1
        unique = f"{claim_id}-{number}"
    taken.add(unique)
    return unique


def _articles(group: Sequence[Sentence]) -> set[str]:
    return {sentence.article for sentence in group}


def _n_articles(claim: Claim) -> int:
    return len({sentence.rpartition(".")[0] for sentence in claim.sentences})


def _match_decisions(
    groups: Sequence[Sequence[Sentence]], decisions: Sequence[ClaimDecision], sentences: Sequence[Sentence]
) -> tuple[dict[int, ClaimDecision], tuple[str, ...]]:
    """Index of the group -> the decision on it: the smallest group that holds all anchors."""
    keys = {sentence.key for sentence in sentences}
    chosen: dict[int, ClaimDecision] = {}
    stale = []
    for decision in decisions:
        gone = [key for key in decision.anchor if key not in keys]
        holding = [i for i, group in enumerate(groups) if set(decision.anchor) <= {sentence.key for sentence in group}]
        if gone:
            stale.append(tell_gone(decision, gone, sentences))
        elif not holding:
            stale.append(tell_stale(decision, "no claim holds its anchor sentences together any more"))
        else:
            free = [i for i in holding if i not in chosen] or holding
            chosen[min(free, key=lambda i: (len(groups[i]), i))] = decision
    return chosen, tuple(stale)


def status_of(group: Sequence[Sentence], details: Sequence[Detail]) -> Status:
    """The status of a claim of these sentences: other words or another form of quotation do not make it vary."""
    if len(_articles(group)) == 1:
        return "single"
    if any(value.conflicts for detail in details for value in detail.values):
        return "conflict"
    return "varies" if any(detail.decides for detail in details) else "agree"


def _why(status: Status, details: Sequence[Detail]) -> str:
    """One clause on the details that decide the status."""
    if status == "single":
        return "Only one article says it."
    if status == "agree":
        return (
            "No figure, date, speaker or name compared differs."
            if any(detail.kind not in UNDECIDING for detail in details)
            else "No figure, date, speaker or name was found in two of its articles."
        )
    if status == "conflict":
        labels = [detail.label for detail in details if any(value.conflicts for value in detail.values)]
        return f"Cannot hold together: {_join(labels)}."
    return f"Differs in: {_join([_told(detail) for detail in details if detail.decides])}."


def _uncompared(group: Sequence[Sentence], material: Material, details: Sequence[Detail]) -> str:
    """A sentence where two articles or more give numbers of which no detail compares one with another."""
    shown = {(m.sentence, m.start) for detail in details for value in detail.values for m in value.mentions}
    article_of = {sentence.id: sentence.article for sentence in group}
    left = {
        article_of[m.sentence]
        for figure in figures_in(group, material)
        for m in figure.mentions
        if m.sentence in article_of and (m.sentence, m.start) not in shown
    }
    return " Some of its numbers count different things and are not compared." if len(left) > 1 else ""


def _told(detail: Detail) -> str:
    return f"name ({detail.label})" if detail.kind == "name" else detail.label


def _join(labels: Sequence[str]) -> str:
    plain = [label if label[:2].isupper() else label[:1].lower() + label[1:] for label in dict.fromkeys(labels)]
    return " and ".join([", ".join(plain[:-1]), plain[-1]] if len(plain) > 1 else plain)


def _absences(group: Sequence[Sentence], articles: Sequence[Article]) -> tuple[Absence, ...]:
    """What dates and lengths allow to say of each article without the claim."""
    having = [article for article in articles if article.id in _articles(group)]
    dates = [article.date for article in having if article.date]
    shortest = min(len(article.text) for article in having)
    absences = []
    for article in articles:
        if article in having:
            continue
        if article.date and dates and article.date < min(dates):
            absences.append(Absence(article=article.id, why="earlier"))
        elif len(article.text) < _SHORTER_SHARE * shortest:
            absences.append(Absence(article=article.id, why="shorter"))
        elif article.date and dates:
            absences.append(Absence(article=article.id, why="later"))
        else:
            absences.append(Absence(article=article.id, why="unknown"))
    return tuple(absences)

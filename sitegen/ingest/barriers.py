"""Why a page shows no article: a paywall, a question for consent, a check for robots, text that scripts would fetch.

A page is refused only where little or no text was found, or where the text itself is the question for consent; words
that a barrier would use are what a person is told, not what decides alone. Deliberately contains no way around any.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from sitegen.ingest.page_blocks import Block

_FEW_WORDS = 10
"""Fewer are no article."""
_TEASER_WORDS = 120
"""With a barrier on the page, fewer are its beginning alone."""
_PROBE = 50_000
"""Letters of the page in which words of a barrier are looked for."""

_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|\bpartners\b|\bpersonal data\b|\bprivacy\b|\bGDPR\b|\blegitimate interest", re.IGNORECASE
)
_AGREE = re.compile(r"\b(?:accept|agree|allow|consent|reject all|manage (?:options|preferences))", re.IGNORECASE)
_ROBOT = re.compile(
    r"verify (?:that )?you are (?:a )?human|are you a robot|checking your browser|just a moment|captcha"
    r"|unusual (?:traffic|activity)|access (?:to this page has been )?denied",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign (?:in|up)|log in|register|become a member)\b.{0,40}"
    r"\bto (?:continue|read|keep|unlock|access|view)"
    r"|already (?:a )?(?:subscriber|member)|(?:for|to) subscribers? only|subscribers?[- ]only|unlock this article"
    r"|(?:free )?articles? (?:left|remaining)"
    r"|this (?:article|content|story) is (?:reserved )?for (?:paying )?(?:subscribers|members)",
    re.IGNORECASE,
)
_ASKS_CONSENT = "it asks for consent to cookies instead of showing the article"
_SCRIPT = re.compile(r"(?:enable|requires?|activate|turn on|without)\W+(?:\w+\W+){0,2}java\s?script", re.IGNORECASE)


def why_no_article(
    tree: HtmlElement, blocks: Sequence[Block], lines: Sequence[str], *, free: bool | None
) -> str | None:
    """The reason why `lines`, what was found in the page, are no article; None where they are one.

    `free` is whether the page says that it is free to read.
    """
    n_words = sum(len(line.split()) for line in lines)
    shown = " ".join(block.text for block in blocks)[:_PROBE]
    if _asks_for_consent(tree, lines, n_words):
        return _ASKS_CONSENT
    if n_words >= _TEASER_WORDS:
        return None
    barrier = _barrier(tree, shown, free=free, is_empty=n_words < _FEW_WORDS)
    if barrier:
        return f"{barrier}; the page shows {_counted(n_words)} of text"
    return f"the page shows {_counted(n_words)} of text" if n_words < _FEW_WORDS else None


def _barrier(tree: HtmlElement, shown: str, *, free: bool | None, is_empty: bool) -> str | None:
    """What stands before an article of which little or, where `is_empty`, nothing is shown."""
    reasons = (
        (_ROBOT.search(shown), "it asks whether you are a robot"),
        (free is False, "it is behind a paywall, since it says that it is not free to read"),
        (_PAYWALL.search(shown), "it is behind a paywall, since it asks for a subscription"),
        (is_empty and _AGREE.search(shown) and _CONSENT.search(shown), _ASKS_CONSENT),
        (is_empty and _is_made_by_script(tree, shown), "it shows its text by JavaScript alone"),
    )
    return next((reason for applies, reason in reasons if applies), None)


def _asks_for_consent(tree: HtmlElement, lines: Sequence[str], n_words: int) -> bool:
    """Whether most of the text found speaks of cookies and the page has something to agree to."""
    about = sum(len(line.split()) for line in lines if len(_CONSENT.findall(line)) > 1)
    if not n_words or 2 * about < n_words:
        return False
    pressed = [*tree.iter("button", "a", "input")]
    return any(_AGREE.search(f"{element.text_content()[:100]} {element.get('value') or ''}") for element in pressed)


def _is_made_by_script(tree: HtmlElement, shown: str) -> bool:
    """Whether a page without text has scripts, and a word about them for those who run none."""
    told = " ".join(element.text_content() for element in tree.iter("noscript"))
    n_scripts = sum(1 for script in tree.iter("script") if script.get("src"))
    return n_scripts > 0 and (_SCRIPT.search(f"{told} {shown}") is not None or len(shown.split()) < _TEASER_WORDS)


def _counted(n: int) -> str:
    return f"{n} word{'' if n == 1 else 's'}"

"""`sitegen explain`: from what a person types to the explanation of a pair.

Finds the story and the two sentences by id or key, and tells everything that is wrong with any of the three in one run.
Deliberately contains no wording of the explanation: `explain_text` has it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.build.stories import article_names, find_story
from sitegen.compare.explain import Explanation, explain_pair
from sitegen.content.files import shown_path
from sitegen.content.keys import closest
from sitegen.model import Article, Sentence, Story
from sitegen.problems import ContentError, Problem
from sitegen.text.segment import segment

_FORMS = "Write its id, such as `{article}.1`, or its key, such as `{article}:0a1b2c`."
_WHERE = "Ids and keys stand in public/data/{story}.json, above each sentence's text."


class Explained(Struct, frozen=True, kw_only=True):
    """An explanation with what is needed to write it out."""

    explanation: Explanation
    names: Mapping[str, str]
    """Article id -> what its outlet is called, told apart where an outlet has several articles."""
    folder: Path
    """The site's folder, for the places of decisions."""


def explain(root: Path, story_id: str, first: str, second: str) -> Explained:
    """Why two sentences of a story match or do not; `first` and `second` are ids (`afp.3`) or keys (`afp:bb2200`).

    Raises ContentError with everything that is wrong: with the site's content, with the story, with the sentences.
    """
    found = find_story(root, story_id)
    story, errors = found.story, found.errors
    problems: list[Problem] = []
    sentences = [_find(name, story, root, problems) for name in (first, second)]
    a, b = sentences
    if a and b and a.article == b.article:
        problems.append(_same_article(story, root, a, b))
    if a is None or b is None or problems or errors:
        raise ContentError((*errors, *dict.fromkeys(problems)))
    return Explained(
        explanation=explain_pair(story, found.settings.align, a.id, b.id),
        names=article_names(story, found.library),
        folder=root,
    )


def _find(name: str, story: Story, root: Path, problems: list[Problem]) -> Sentence | None:
    """The sentence with this id or key; None once it is noted why there is none."""
    by_article = {article.id: segment(article) for article in story.articles}
    for sentence in (sentence for sentences in by_article.values() for sentence in sentences):
        if name in {sentence.id, sentence.key}:
            return sentence
    separator = next((mark for mark in name if mark in ".:"), "")
    article_id = name.partition(separator)[0] if separator else name
    article = next((article for article in story.articles if article.id == article_id), None)
    if article is None:
        problems.append(_unknown_article(name, article_id, story, root))
    elif not separator:
        problems.append(
            _problem(root, article, f"`{name}` is an article, not a sentence", _FORMS.format(article=article_id))
        )
    else:
        problems.append(_unknown_sentence(name, article, by_article[article_id], story, root))
    return None


def _unknown_article(name: str, article_id: str, story: Story, root: Path) -> Problem:
    ids = [article.id for article in story.articles]
    guess = closest(article_id, ids)
    rest = name[len(article_id) :]
    return Problem(
        path=shown_path((root / story.path).parent),
        message=f"`{name}` is no sentence: the story has no article `{article_id}`",
        hint=f"Did you mean `{guess}{rest}`?" if guess else f"It has {', '.join(ids)}.",
    )


def _unknown_sentence(name: str, article: Article, sentences: Sequence[Sentence], story: Story, root: Path) -> Problem:
    is_key = ":" in name
    where = _WHERE.format(story=story.id)
    if is_key:
        guess = closest(name, [sentence.key for sentence in sentences])
        return _problem(
            root,
            article,
            f"no sentence of the article has the key `{name}`",
            f"Did you mean `{guess}`?" if guess else where,
        )
    ids = [sentence.id for sentence in sentences]
    has = f"It has {ids[0]} to {ids[-1]}" if len(ids) > 1 else f"It has {ids[0]} alone"
    return _problem(root, article, f"the article has no sentence `{name}`", f"{has}. {where}")


def _same_article(story: Story, root: Path, a: Sentence, b: Sentence) -> Problem:
    article = next(article for article in story.articles if article.id == a.article)
    others = ", ".join(other.id for other in story.articles if other.id != a.article)
    message = f"`{a.id}` and `{b.id}` are of one article, and only sentences of different articles are aligned"
    if a.id == b.id:
        message = f"`{a.id}` is named twice, and a sentence is aligned with others only"
    return _problem(root, article, message, f"The other articles are {others}.")


def _problem(root: Path, article: Article, message: str, hint: str) -> Problem:
    return Problem(path=shown_path(root / article.path), message=message, hint=hint)

"""What an editor has left open in a site that builds: what readers cannot look up, what nobody has looked at.

Each gap is a warning with a place and with two ways out: fill it, or tell readers why it is open. Drafts are passed
over. Deliberately contains nothing that keeps a site from being built.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sitegen.compare.doubts import find_doubts
from sitegen.content.files import shown_path
from sitegen.model import Article, Comparison, Concept, Library, Outlet, Settings
from sitegen.problems import Problem


def find_gaps(
    root: Path, settings: Settings | None, library: Library, comparisons: Sequence[Comparison]
) -> Iterator[Problem]:
    """The gaps of the site at `root`. `settings` are None, and `comparisons` empty, while its content has errors."""
    articles = [article for story in library.stories if not story.draft for article in story.articles]
    if settings is not None:
        yield from _reprint_gaps(root, settings, articles)
    for article in articles:
        yield from _article_gaps(root, article)
    named = {article.outlet for article in articles}
    for outlet in library.outlets:
        yield from _outlet_gaps(root, outlet, is_used=outlet.id in named)
    for concept in library.concepts:
        yield from _concept_gaps(root, concept)
    for comparison in comparisons:
        yield from _open_conflicts(root, comparison)


def _reprint_gaps(root: Path, settings: Settings, articles: Sequence[Article]) -> Iterator[Problem]:
    """Whether texts of others are reprinted without anybody having said so, and without a word on where to object."""
    path = "content/site.toml"
    unsaid = [article for article in articles if not article.is_read_said]
    if unsaid:
        what = "one article is" if len(unsaid) == 1 else f"{len(unsaid)} articles are"
        yield _gap(
            root,
            path,
            f"nothing says how much may be reprinted, so {what} printed in full",
            "Add `[read]` with `default` (full, matched or off), or `read` to the articles.",
        )
    if settings.contact is None and any(article.read != "off" for article in articles):
        yield _gap(
            root, path, "nothing says where an outlet can object to being reprinted", "Add `contact`, an address."
        )


def _article_gaps(root: Path, article: Article) -> Iterator[Problem]:
    """What an article does not say of itself, where no note tells readers why."""
    if article.note is not None:
        return
    for name, value, what in (
        ("title", article.title, "the article has no headline"),
        ("date", article.date, "the article has no date"),
        ("url", article.url or article.archive_url, "nothing says where the article appeared"),
    ):
        if value is None:
            yield _gap(root, article.path, what, f"Add `{name}`, or say why there is none in a `note` for readers.")


def _outlet_gaps(root: Path, outlet: Outlet, *, is_used: bool) -> Iterator[Problem]:
    """Whether readers can find out who an outlet is."""
    path = f"content/outlets/{outlet.id}.md"
    if not is_used:
        yield _gap(root, path, "no article is by this outlet", "Take the file out, or check the articles' `outlet`.")
    if outlet.homepage is None and not outlet.body.strip():
        hint = "Add `homepage`, or say below the second `---` what is known of the outlet."
        yield _gap(root, path, "nothing says who the outlet is", hint)


def _concept_gaps(root: Path, concept: Concept) -> Iterator[Problem]:
    """Whether a concept was reviewed, and rests on anything that readers can look up."""
    if concept.status == "suggested":
        hint = "Read it, then set `status: reviewed` and `reviewed_by`."
        yield _gap(root, concept.path, "nobody has reviewed this concept", hint, line=concept.line)
    if not concept.references and any(variant.weight for variant in concept.variants):
        yield _gap(
            root,
            concept.path,
            "nothing backs what this concept says of its wordings",
            "Add `references`: what a style guide or a dictionary says, with `who`, `says` and `url`.",
            line=concept.line,
        )


def _open_conflicts(root: Path, comparison: Comparison) -> Iterator[Problem]:
    """The conflicts between articles on which no editor has decided, each at the first of its sentences."""
    sentences = {sentence.id: sentence for sentence in comparison.sentences}
    articles = {article.id: article for article in comparison.story.articles}
    for doubt in find_doubts(comparison):
        if doubt.kind != "conflict":
            continue
        sentence = sentences[doubt.sentences[0]]
        article = articles[sentence.article]
        line = 1 if sentence.part == "title" else article.paragraphs[sentence.paragraph].line
        yield _gap(
            root,
            article.path,
            f"readers are told of a conflict that no editor has looked at, {_listed(doubt.sentences)}",
            f"`sitegen review {comparison.story.id} --only conflict` tells what to decide.",
            line=line,
        )


def _listed(sentences: Iterable[str]) -> str:
    return "between " + " and ".join(sentences)


def _gap(root: Path, path: str, message: str, hint: str, *, line: int = 1) -> Problem:
    return Problem(path=shown_path(root / path), line=line, column=1, message=message, hint=hint, severity="warning")

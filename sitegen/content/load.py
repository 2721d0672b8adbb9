"""The walk over `content/`: every file once, in the order of their names, to a Library and all its problems."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.article import Surroundings, read_article
from sitegen.content.decisions import read_decisions
from sitegen.content.files import check_ids, is_folder, is_id, list_folder, read_text, shown_path
from sitegen.content.frontmatter import FrontMatter, read_front_matter
from sitegen.content.glossary import read_concept
from sitegen.content.nodes import Notes
from sitegen.content.outlets import OutletDraft, give_codes, read_outlet, with_codes
from sitegen.content.settings import read_settings
from sitegen.content.story import StoryHead, read_story_head
from sitegen.model import Article, Concept, Decisions, Library, Outlet, Settings, Story
from sitegen.problems import Problem, by_place

_MARKDOWN = ".md"
_STORY_FILE = "story.md"
_REVIEW_FILE = "review.toml"
_FEWEST_ARTICLES = 2
_NEW_SITE_HINT = (
    "Run the command in the folder that holds it; or begin a site here with `sitegen init .`, which makes it with a"
    " sample, or with `sitegen import FILE --story STORY --outlet OUTLET`."
)
_FALLBACK = Settings(title="")
"""Whose defaults stand in while `site.toml` is being mended, so that the articles can be judged all the same."""


class _Walk:
    """One run over a site: its folder, and the problems found so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def notes(self, path: Path) -> Notes:
        """Where to note what is wrong with a file."""
        return Notes(shown_path(path), self.problems)

    def text(self, path: Path) -> str | None:
        """A file's text, with its problems noted."""
        text, problems = read_text(path, self.root)
        self.problems += problems
        return text

    def matter(self, path: Path) -> FrontMatter | None:
        """A file's front matter and body, with their problems noted."""
        text = self.text(path)
        return None if text is None else read_front_matter(text, self.notes(path))

    def folder(self, folder: Path) -> tuple[Path, ...] | None:
        """What lies in a folder, with its problems noted; None where it cannot be listed."""
        paths, problems = list_folder(folder, self.root)
        self.problems += problems
        return paths

    def relative(self, path: Path) -> str:
        """The path inside the site, the same on every machine."""
        return path.relative_to(self.root).as_posix()


class Frame(Struct, frozen=True, kw_only=True):
    """What all stories of a site are read with, and where they lie."""

    settings: Settings | None
    """None where `site.toml` gives no title."""
    outlets: tuple[Outlet, ...] | None
    """None where there is no folder of outlets."""
    outlet_names: Mapping[str, str] | None
    """Id -> name of every outlet that has a file, be there mistakes in it."""
    concepts: tuple[Concept, ...]
    folders: tuple[Path, ...] | None
    """A folder for each story, by name; None where there is no folder of stories."""
    problems: tuple[Problem, ...]


def load_site(root: Path) -> tuple[Settings | None, Library | None, tuple[Problem, ...]]:
    """The settings, outlets, stories and concepts below `root/content`, and every problem, sorted by file and line.

    Never raises for content. Settings are None where `site.toml` gives no title, the Library is None where there is
    no folder of outlets or of stories; what could not be built is left out of either, so a Library that comes with
    errors holds only whole articles of known outlets. Drafts are in it, marked as such.
    """
    frame = load_frame(root)
    loaded = [load_story(root, folder, frame) for folder in frame.folders or ()]
    problems = {*frame.problems, *(problem for _, found in loaded for problem in found)}
    stories = tuple(story for story, _ in loaded if story is not None)
    library = None
    if frame.outlets is not None and frame.folders is not None:
        library = Library(outlets=frame.outlets, stories=stories, concepts=frame.concepts)
    return frame.settings, library, by_place(problems)


def load_frame(root: Path) -> Frame:
    """Everything below `root/content` but the stories; their folders are listed and not looked into."""
    walk = _Walk(root)
    content = root / "content"
    paths = walk.folder(content) if is_folder(content) else None
    if paths is None:
        if not walk.problems:
            walk.notes(content).error("there is no folder `content`", hint=_NEW_SITE_HINT)
        return Frame(
            settings=None,
            outlets=None,
            outlet_names=None,
            concepts=(),
            folders=None,
            problems=by_place(set(walk.problems)),
        )
    _note_strays(walk, paths)
    settings = _load_settings(walk, content / "site.toml", paths)
    outlets, names = _load_outlets(walk, content / "outlets", paths)
    folders = _find_stories(walk, content / "stories", paths)
    concepts = _load_concepts(walk, content / "glossary", paths)
    return Frame(
        settings=settings,
        outlets=outlets,
        outlet_names=names,
        concepts=concepts,
        folders=folders,
        problems=by_place(set(walk.problems)),
    )


def load_story(root: Path, folder: Path, frame: Frame) -> tuple[Story | None, tuple[Problem, ...]]:
    """The story in `folder` with its articles of known outlets, and what is wrong with it; None without a title."""
    walk = _Walk(root)
    site = Surroundings(settings=frame.settings or _FALLBACK, outlet_names=frame.outlet_names)
    story = _load_story(walk, folder, site)
    if story is not None and frame.outlets is not None:
        # an outlet whose file is being mended takes its articles along
        known = {outlet.id for outlet in frame.outlets}
        story = replace(story, articles=tuple(article for article in story.articles if article.outlet in known))
    return story, by_place(set(walk.problems))


def _note_strays(walk: _Walk, paths: Iterable[Path]) -> None:
    for path in paths:
        if path.name not in {"site.toml", "outlets", "stories", "glossary"}:
            walk.notes(path).warning(
                "this is not part of a site, and is left out",
                hint="A site has `site.toml`, `outlets`, `stories` and `glossary`.",
            )


def _load_settings(walk: _Walk, path: Path, present: Collection[Path]) -> Settings | None:
    if path not in present:
        walk.notes(path).error("the file is missing", hint='Create it with a line `title = "Name of the site"`.')
        return None
    text = walk.text(path)
    return None if text is None else read_settings(text, walk.notes(path))


def _load_outlets(
    walk: _Walk, folder: Path, present: Collection[Path]
) -> tuple[tuple[Outlet, ...] | None, dict[str, str] | None]:
    """The outlets, and the name of every outlet that has a file, by id: a file with mistakes in it still counts."""
    if folder not in present:
        walk.notes(folder).error("there is no folder of outlets", hint="Create it, with a file for each outlet.")
        return None, None
    paths = walk.folder(folder)
    if paths is None:
        return None, None
    drafts: list[OutletDraft] = []
    names: dict[str, str] = {}
    for path in _content_files(walk, paths, "an outlet"):
        names[path.stem] = path.stem
        matter = walk.matter(path)
        draft = None if matter is None else read_outlet(path.stem, matter, walk.notes(path))
        if draft is not None and is_id(path.stem):
            drafts.append(draft)
            names[path.stem] = draft.outlet.name
    return with_codes(drafts, give_codes(drafts)), names


def _load_concepts(walk: _Walk, folder: Path, present: Collection[Path]) -> tuple[Concept, ...]:
    """The editor's glossary by id; a site may do without one."""
    paths = walk.folder(folder) if folder in present else None
    found = _content_files(walk, paths or (), "a concept")
    ids = [path.stem for path in found]
    concepts: list[Concept] = []
    for path in found:
        matter = walk.matter(path)
        concept = None if matter is None else read_concept(walk.relative(path), matter, walk.notes(path), ids)
        if concept is not None and is_id(path.stem):
            concepts.append(concept)
    return tuple(sorted(concepts, key=lambda concept: concept.id))


def _find_stories(walk: _Walk, folder: Path, present: Collection[Path]) -> tuple[Path, ...] | None:
    """The folders of the stories; None where there is no folder of them."""
    if folder not in present:
        walk.notes(folder).error("there is no folder of stories", hint="Create it, with a folder for each story.")
        return None
    paths = walk.folder(folder)
    if paths is None:
        return None
    folders = tuple(path for path in paths if is_folder(path))
    for path in paths:
        if path not in folders:
            walk.notes(path).error("a story is a folder, and this is not one", hint="Put it into its story's folder.")
    walk.problems += check_ids(folders, "a story")
    if not folders:
        walk.notes(folder).warning("there is no story, so the site has none", hint="Make a folder for each story.")
    return folders


def _load_story(walk: _Walk, folder: Path, site: Surroundings) -> Story | None:
    """One story; None without a title. What is wrong with its articles is noted in any case."""
    paths = walk.folder(folder)
    if paths is None:
        return None
    head = _load_head(walk, folder / _STORY_FILE, paths)
    others = [path for path in paths if path.name != _REVIEW_FILE]
    article_paths = [path for path in _content_files(walk, others, "an article") if path.name != _STORY_FILE]
    _note_lonely(walk.notes(folder), len(article_paths), draft=head is not None and head.draft)
    articles = [_load_article(walk, path, site) for path in article_paths]
    decisions = _load_decisions(walk, folder / _REVIEW_FILE, paths, [path.stem for path in article_paths])
    if head is None or head.title is None or not is_id(folder.name):
        return None
    return Story(
        id=folder.name,
        title=head.title,
        articles=tuple(article for article in articles if article is not None),
        date=head.date,
        summary=head.summary,
        draft=head.draft,
        body=head.body,
        decisions=decisions,
        path=walk.relative(folder / _STORY_FILE),
    )


def _load_head(walk: _Walk, path: Path, present: Collection[Path]) -> StoryHead | None:
    if path not in present:
        walk.notes(path).error("the file is missing", hint="Create it with the key `title` between two lines `---`.")
        return None
    matter = walk.matter(path)
    return None if matter is None else read_story_head(matter, walk.notes(path))


def _note_lonely(notes: Notes, n_articles: int, *, draft: bool) -> None:
    """A comparison takes two; a draft may still wait for the second."""
    if n_articles >= _FEWEST_ARTICLES:
        return
    message = f"a story takes two articles to compare, and this one has {n_articles or 'none'}"
    if draft:
        notes.warning(message, hint="Add another before it is published.")
    else:
        notes.error(message, hint="Add another, or put `draft: true` into story.md.")


def _load_article(walk: _Walk, path: Path, site: Surroundings) -> Article | None:
    matter = walk.matter(path)
    article = None if matter is None else read_article(walk.relative(path), matter, walk.notes(path), site)
    return article if is_id(path.stem) else None


def _load_decisions(walk: _Walk, path: Path, present: Collection[Path], article_ids: Sequence[str]) -> Decisions:
    text = walk.text(path) if path in present else None
    if text is None:
        return Decisions()
    return read_decisions(text, walk.notes(path), path=walk.relative(path), article_ids=article_ids)


def _content_files(walk: _Walk, paths: Iterable[Path], what: str) -> list[Path]:
    """The Markdown files among what lies in a folder; whatever else lies there is noted."""
    found: list[Path] = []
    for path in paths:
        if is_folder(path):
            walk.notes(path).warning("folders are not read here", hint="Move its files up, or take it out.")
        elif path.suffix == _MARKDOWN:
            found.append(path)
        elif path.suffix.lower() in {_MARKDOWN, ".markdown", ".txt"}:
            walk.notes(path).warning(f"this is left out: {what} ends in `.md`", hint=f"Rename it to `{path.stem}.md`?")
        else:
            walk.notes(path).warning("files of this kind are left out", hint="Take it out.")
    walk.problems += check_ids(found, what)
    return found

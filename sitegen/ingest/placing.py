"""An article into its place in the site: names that can be addresses, files that are there whole or not at all.

What only a person knows (`relays`, `date_note`, `note` ...) stays when an article is imported again. Deliberately
contains no reading of what is imported.
"""

import json
import os
import re
import tempfile
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import NoReturn

import yaml
from msgspec import Struct

from sitegen.content.files import to_id
from sitegen.ingest.draft import content_text, first_unfaithful
from sitegen.ingest.extract import Draft, decode, split_lines
from sitegen.problems import ContentError, Problem, SitegenError

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STORY_STEM = "story"
_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)---[ \t]*\n", re.DOTALL)
OWN_KEYS = ("outlet", "title", "date", "date_basis", "byline", "seed", "stripped")
"""Keys the importer sets, in the order in which it writes them."""


class Imported(Struct, frozen=True, kw_only=True):
    """What an import wrote."""

    path: Path
    """The article's content file."""
    draft: Draft
    """What was found in the raw file."""
    created: tuple[Path, ...] = ()
    """Files written beside it because the site could not be built without them: the site's, the story's, the
    outlet's."""
    dated: bool = False
    """Whether the content file has a date: found, given, or kept from the file that was replaced."""
    named_by_page: bool = False
    """Whether a new outlet has its name of the page."""
    saved: Path | None = None
    """Where the page was kept, where that was asked for."""
    warnings: tuple[str, ...] = ()
    """What a person should look at."""


def place(
    draft: Draft,
    keys: Mapping[str, object],
    *,
    root: Path,
    story: str,
    outlet: str,
    article: str,
    own: tuple[str, ...] = OWN_KEYS,
    outlet_keys: Mapping[str, object] | None = None,
) -> Imported:
    """Write a draft as an article, with the keys of a person that a file in its place has.

    `keys` are those of `own` that say something; both are in the order of the file, the last two of `own` at its end.
    A missing `story.md` or outlet file is created with a name made of its id (the outlet's with `outlet_keys`, where
    given), and a missing `site.toml` with a title made of the folder's name.
    """
    target = article_path(root, story, article)
    kept = front_of(target, root) if target.exists() else {}
    created = tuple(
        file
        for file, text in (
            (root / "content" / "site.toml", f"title = {_toml_text(_site_title(root))}\n"),
            (root / "content" / "stories" / story / f"{_STORY_STEM}.md", _named("title", story)),
            (
                outlet_path(root, outlet),
                _front(outlet_keys) if outlet_keys else _named("name", outlet),
            ),
        )
        if not file.exists() and write(file, text)
    )
    merged = merge(keys, kept, own)
    write(target, content_text(draft, merged))
    return Imported(path=target, draft=draft, created=created, dated="date" in merged)


def article_path(root: Path, story: str, article: str) -> Path:
    """The content file of an article."""
    return root / "content" / "stories" / story / f"{article}.md"


def outlet_path(root: Path, outlet: str) -> Path:
    """The content file of an outlet."""
    return root / "content" / "outlets" / f"{outlet}.md"


def refuse_existing(target: Path, root: Path, outlet: str) -> NoReturn:
    """ContentError for an article that is there already."""
    other = free_name(target, outlet)
    hint = f"Add `--article {other}` to import another one, or --force to replace text and headline of this one."
    fail(shown(target, root), "the article exists already", hint)


def merge(keys: Mapping[str, object], kept: Mapping[str, object], own: tuple[str, ...] = OWN_KEYS) -> dict[str, object]:
    """The importer's keys with a person's own among them; an old `stripped` never outlives a new body."""
    kept = {key: value for key, value in kept.items() if key not in keys and key != "stripped"}
    if "date" in keys and "date_basis" not in keys:
        kept.pop("date_basis", None)
        kept.pop("date_note", None)
    both = {**kept, **keys}
    mine, provenance = own[:-2], own[-2:]
    added = [key for key in kept if key not in own]
    return {key: both[key] for key in (*mine, *added, *provenance) if key in both}


def front_of(target: Path, root: Path) -> dict[str, object]:
    """The front matter of a content file that is about to be replaced; ContentError where it cannot be read."""
    name = shown(target, root)
    found = _FRONT.match("\n".join(split_lines(decode(read_bytes(target), name))))
    hint = "Mend it, or remove the file and import again."
    if not found:
        fail(name, "the front matter cannot be kept: no closing `---` was found", hint)
    try:
        front = yaml.safe_load(found["yaml"])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        fail(name, f"the front matter cannot be kept: {error.problem or error.context}", hint, line)
    if not isinstance(front, dict):
        fail(name, "the front matter cannot be kept: it holds no keys", hint)
    return {str(key): value for key, value in front.items()}


def check_names(*, story: str, outlet: str, article: str) -> None:
    """ContentError for ids that cannot be file names and addresses."""
    names = {"story": story, "outlet": outlet}
    # An article's id made of the outlet's shares its mistake, which is told once.
    if not re.fullmatch(rf"{re.escape(outlet)}(?:-[0-9]+)?", article):
        names["article"] = article
    problems = tuple(
        Problem(
            path=f"--{what}",
            message=f"`{name}` cannot be the id of {'a story' if what == 'story' else f'an {what}'}",
            hint=(f"Did you mean `{guess}`? " if (guess := to_id(name)) else "")
            + "An id is of lower-case letters, digits and single hyphens.",
        )
        for what, name in names.items()
        if not _SLUG.fullmatch(name)
    )
    if article == _STORY_STEM:
        problem = Problem(
            path=f"{_STORY_STEM}.md", message="an article cannot be called `story`", hint="Choose another outlet id."
        )
        problems += (problem,)
    if problems:
        raise ContentError(problems)


def check_root(root: Path) -> None:
    """ContentError where `root` is no folder to make a site in."""
    if not root.is_dir():
        fail(str(root), "there is no such folder", "Make it, or name another with --root.")
    if (root / "content").is_dir():
        return
    here = root.resolve()
    for folder in (here, *here.parents):
        if folder.name == "content" and (folder / "site.toml").is_file():
            fail(str(root), "this lies inside the content of a site", f"Name the site with `--root {folder.parent}`.")


def free_name(target: Path, outlet: str) -> str:
    """An id that no article of the story has: the outlet's with a number, or the one asked for with a number."""
    stem = outlet if re.fullmatch(rf"{re.escape(outlet)}(?:-[0-9]+)?", target.stem) else target.stem
    names = (f"{stem}-{n}" for n in count(2))
    return next(name for name in names if not target.with_name(f"{name}.md").exists())


def _site_title(root: Path) -> str:
    """A title for a new site, made of its folder's name."""
    name = "".join(char for char in root.resolve().name if char.isprintable())
    title = " ".join(re.split(r"[\s_-]+", name)).strip()
    return title[:1].upper() + title[1:] or "My site"


def _toml_text(text: str) -> str:
    """A TOML string of a printable text; JSON escapes the same two signs."""
    return json.dumps(text, ensure_ascii=False)


def check_draft(draft: Draft, path: Path | str) -> None:
    """ContentError for a draft without text, or with one that Markdown cannot give back."""
    if not draft.paragraphs:
        fail(str(path), "no text of an article was found in the file", "Is it the right file, and is it complete?")
    if (unfaithful := first_unfaithful(draft)) is not None:
        fail(str(path), f"a control character stands in {unfaithful[:60]!r}", "Remove it from the raw file.")


def read_bytes(path: Path) -> bytes:
    """What a file holds; ContentError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        fail(str(path), f"the file cannot be read: {reason}", "Check the name and the permissions.")


def write(path: Path, text: str | bytes) -> bool:
    """Write a file so that it is there whole or not at all; always True. SitegenError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode() if isinstance(text, str) else text)
            # mkstemp makes files that only their owner can read; an article is not a secret.
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SitegenError(f"{path}: the file cannot be written: {error.strerror or error}") from error
    return True


def shown(path: Path, root: Path) -> str:
    """A path relative to the site where it lies inside, else the file's name: content names no folder of a machine."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name


def _named(key: str, slug: str) -> str:
    """A content file that holds nothing but a name made of an id."""
    return _front({key: slug.replace("-", " ").capitalize()})


def _front(keys: Mapping[str, object]) -> str:
    return "---\n" + yaml.safe_dump(dict(keys), allow_unicode=True, sort_keys=False) + "---\n"


def fail(path: str, message: str, hint: str, line: int = 0) -> NoReturn:
    """ContentError with one problem."""
    raise ContentError((Problem(path=path, line=line, message=message, hint=hint),))

"""`sitegen import`: a raw text file becomes an article of a story.

What is found in the file is written down and nothing else: the headline, the byline, the publication date, the lines
taken out, and where it all came from. What only a person knows (`relays`, `date_note`, `note` ...) is added by hand and
kept when the file is imported again. Deliberately contains no network: fetching an address is another module's part.
"""

import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import NoReturn

import yaml

from sitegen.content.files import to_id
from sitegen.ingest.draft import content_text, first_unfaithful
from sitegen.ingest.extract import Draft, decode, read_draft, split_lines
from sitegen.problems import ContentError, Problem, SitegenError

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STORY_STEM = "story"
_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)---[ \t]*\n", re.DOTALL)
_OWN_KEYS = ("outlet", "title", "date", "date_basis", "byline", "seed", "stripped")
"""Keys the importer sets, in the order in which it writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
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


def import_article(
    path: Path,
    *,
    root: Path,
    story: str,
    outlet: str,
    article: str | None = None,
    title: str | None = None,
    date: date | None = None,
    force: bool = False,
) -> Imported:
    """Write the text file `path` as an article of `story` by `outlet` into the site at `root`.

    The article is named after the outlet unless `article` says otherwise. `title` and `date` win over what the file
    says. A content file that exists is left alone unless `force`; then its body and the importer's own keys are
    written anew and every other key of its front matter is kept. A missing `story.md` or outlet file is created with
    a name made of its id, and a missing `site.toml` with a title made of the folder's name, since an article without
    them cannot be built.

    Raises ContentError with all that is wrong with the arguments or the file; then nothing is written.
    """
    article = outlet if article is None else article
    target = root / "content" / "stories" / story / f"{article}.md"
    _check_names(story=story, outlet=outlet, article=article)
    _check_root(root)
    if target.exists() and not force:
        other = _free_name(target, outlet)
        hint = f"Add `--article {other}` to import another one, or --force to replace text and headline of this one."
        _fail(_shown(target, root), "the article exists already", hint)
    draft = read_draft(decode(_read(path), str(path)), title)
    _check_draft(draft, path)
    keys = _front_matter(draft, outlet=outlet, seed=_shown(path, root), given=date)
    kept = _front_of(target, root) if target.exists() else {}
    created = tuple(
        file
        for file, text in (
            (root / "content" / "site.toml", f"title = {_toml_text(_site_title(root))}\n"),
            (root / "content" / "stories" / story / f"{_STORY_STEM}.md", _named("title", story)),
            (root / "content" / "outlets" / f"{outlet}.md", _named("name", outlet)),
        )
        if not file.exists() and _write(file, text)
    )
    merged = _merge(keys, kept)
    _write(target, content_text(draft, merged))
    return Imported(path=target, draft=draft, created=created, dated="date" in merged)


def _front_matter(draft: Draft, *, outlet: str, seed: str, given: date | None) -> dict[str, object]:
    """The importer's own keys; a key that would say nothing is left out."""
    dated = given or draft.published
    values: dict[str, object] = {
        "outlet": outlet,
        "title": draft.title,
        "date": dated,
        # A date given by hand has a basis that only the person knows, unless the file's own line confirms it.
        "date_basis": "published" if dated and dated == draft.published else None,
        "byline": draft.byline,
        "seed": seed,
        "stripped": list(draft.stripped),
    }
    return {key: values[key] for key in _OWN_KEYS if values[key]}


def _merge(keys: Mapping[str, object], kept: Mapping[str, object]) -> dict[str, object]:
    """The importer's keys with a person's own among them; an old `stripped` never outlives a new body."""
    kept = {key: value for key, value in kept.items() if key not in keys and key != "stripped"}
    if "date" in keys and "date_basis" not in keys:
        kept.pop("date_basis", None)
        kept.pop("date_note", None)
    both = {**kept, **keys}
    mine, provenance = _OWN_KEYS[:-2], _OWN_KEYS[-2:]
    added = [key for key in kept if key not in _OWN_KEYS]
    return {key: both[key] for key in (*mine, *added, *provenance) if key in both}


def _front_of(target: Path, root: Path) -> dict[str, object]:
    """The front matter of a content file that is about to be replaced; ContentError where it cannot be read."""
    shown = _shown(target, root)
    found = _FRONT.match("\n".join(split_lines(decode(_read(target), shown))))
    hint = "Mend it, or remove the file and import again."
    if not found:
        _fail(shown, "the front matter cannot be kept: no closing `---` was found", hint)
    try:
        front = yaml.safe_load(found["yaml"])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        _fail(shown, f"the front matter cannot be kept: {error.problem or error.context}", hint, line)
    if not isinstance(front, dict):
        _fail(shown, "the front matter cannot be kept: it holds no keys", hint)
    return {str(key): value for key, value in front.items()}


def _check_names(*, story: str, outlet: str, article: str) -> None:
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


def _check_root(root: Path) -> None:
    """ContentError where `root` is no folder to make a site in."""
    if not root.is_dir():
        _fail(str(root), "there is no such folder", "Make it, or name another with --root.")
    if (root / "content").is_dir():
        return
    here = root.resolve()
    for folder in (here, *here.parents):
        if folder.name == "content" and (folder / "site.toml").is_file():
            _fail(str(root), "this lies inside the content of a site", f"Name the site with `--root {folder.parent}`.")


def _free_name(target: Path, outlet: str) -> str:
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


def _check_draft(draft: Draft, path: Path) -> None:
    if not draft.paragraphs:
        _fail(str(path), "no text of an article was found in the file", "Is it the right file, and is it complete?")
    if (unfaithful := first_unfaithful(draft)) is not None:
        _fail(str(path), f"a control character stands in {unfaithful[:60]!r}", "Remove it from the raw file.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        _fail(str(path), f"the file cannot be read: {reason}", "Check the name and the permissions.")


def _write(path: Path, text: str) -> bool:
    """Write a file so that it is there whole or not at all; always True. SitegenError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            # mkstemp makes files that only their owner can read; an article is not a secret.
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SitegenError(f"{path}: the file cannot be written: {error.strerror or error}") from error
    return True


def _shown(path: Path, root: Path) -> str:
    """A path relative to the site where it lies inside, else the file's name: content names no folder of a machine."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name


def _named(key: str, slug: str) -> str:
    """A content file that holds nothing but a name made of an id."""
    return "---\n" + yaml.safe_dump({key: slug.replace("-", " ").capitalize()}) + "---\n"


def _fail(path: str, message: str, hint: str, line: int = 0) -> NoReturn:
    raise ContentError((Problem(path=path, line=line, message=message, hint=hint),))

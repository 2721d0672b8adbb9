"""`sitegen import`: a raw text file becomes an article of a story.

What is found in the file is written down and nothing else: the headline, the byline, the publication date, the lines
taken out, and where it all came from. Deliberately contains no web pages, which are another module's part.
"""

from datetime import date
from pathlib import Path

from sitegen.ingest.extract import Draft, decode, read_draft
from sitegen.ingest.placing import (
    OWN_KEYS,
    Imported,
    article_path,
    check_draft,
    check_names,
    check_root,
    place,
    read_bytes,
    refuse_existing,
    shown,
)


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
    target = article_path(root, story, article)
    check_names(story=story, outlet=outlet, article=article)
    check_root(root)
    if target.exists() and not force:
        refuse_existing(target, root, outlet)
    draft = read_draft(decode(read_bytes(path), str(path)), title)
    check_draft(draft, path)
    keys = _front_matter(draft, outlet=outlet, seed=shown(path, root), given=date)
    return place(draft, keys, root=root, story=story, outlet=outlet, article=article)


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
    return {key: values[key] for key in OWN_KEYS if values[key]}

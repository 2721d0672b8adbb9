"""What an import made, in lines for a person. Deliberately contains no terminal."""

from collections.abc import Iterator

from sitegen.ingest.placing import Imported


def what_was_made(imported: Imported) -> Iterator[str]:
    """What was written and what to look at, a sentence a line."""
    draft = imported.draft
    yield (
        f"{imported.path}: {_counted(len(draft.paragraphs), 'paragraph')},"
        f" {'headline' if draft.title else 'no headline'}, {_counted(len(draft.stripped), 'line')} taken out."
    )
    if not imported.dated:
        yield (
            f"{imported.path}: no date found. Please add `date` (year-month-day) and `date_basis`"
            " (published, stated or inferred; with inferred, a `date_note` that says how)."
        )
    for warning in imported.warnings:
        yield f"{imported.path}: {warning}."
    if imported.saved:
        yield f"{imported.saved}: the page as it was found."
    for path in imported.created:
        named = "a name made of the id"
        if path.name == "site.toml":
            named = "a title made of the folder's name"
        elif imported.named_by_page and path.parent.name == "outlets":
            named = "the name that the page gives"
        yield f"{path}: new, with {named}. Please look at it."


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"

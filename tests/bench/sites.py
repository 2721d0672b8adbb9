"""Invented sites of any size, the same for the same seed: stories of five articles of 25 sentences each.

Every story is about one incident in a town that does not exist. Its outlets share statements, each in one of several
wordings, with figures that agree, round or contradict each other and with quotes of one speaker; the rest of an article
is its own. Deliberately contains no measurement.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

ARTICLES = 5
SENTENCES = 25
_SHARED = 12
"""Sentences of an article that say what others say too."""
_A_PARAGRAPH = 3

OUTLETS = tuple(f"outlet-{letter}" for letter in "abcdefgh")

_TOWNS = (
    "Springfield-on-Sea|Upper Example|Nether Sample|Port Placeholder|Dummyford|Loremouth|Ipsum Bay|Testington".split(
        "|"
    )
)
_THINGS = "pier lighthouse ferry clock fountain tram library bandstand windmill orchard".split()
_DOINGS = (
    ("was closed", "has been shut", "no longer admits visitors"),
    ("reopened", "is open again", "admits visitors once more"),
    ("was flooded", "stood under water", "was swamped"),
    ("lost its roof", "was left without a roof", "had its roof torn away"),
    ("was sold", "has a new owner", "changed hands"),
)
_PEOPLE = "Ada Example|Bo Sample|Cy Placeholder|Di Dummy|Ed Lorem|Flo Ipsum|Gus Test|Hal Stub|Ida Mock|Jo Draft".split(
    "|"
)
_ROLES = "mayor|harbour master|head teacher|chief engineer|archivist|baker".split("|")

_SAID = (
    "We will not rest until the {thing} shines again",
    "Nobody in {town} has slept for three nights",
    "This is the work of many hands and of much patience",
    "The money was never there and everybody knew it",
)

_STATEMENTS = (
    (
        "The {thing} of {town} {doing} on {day}.",
        "On {day} the {thing} in {town} {doing}.",
        "{town}'s {thing} {doing} {day}.",
    ),
    (
        "Repairs will cost {money} crowns.",
        "The bill for the repairs comes to {money} crowns.",
        "It takes {money} crowns to mend.",
    ),
    (
        "{many} people gathered at the square.",
        "A crowd of {many} filled the square.",
        "{many} residents came to the square.",
    ),
    (
        "{few} workers were hurt, the {role} said.",
        "According to the {role}, {few} workers were injured.",
        "The {role} spoke of {few} injured workers.",
    ),
    (
        "“{said},” said {person}, the {role}.",
        "{person}, the {role}, said: “{said}.”",
        "The {role} {person} promised: “{said}.”",
    ),
    (
        "The town council meets again on {later}.",
        "A meeting of the council is planned for {later}.",
        "On {later} the councillors sit again.",
    ),
    (
        "An inquiry led by {person} has begun.",
        "{person} heads an inquiry into the matter.",
        "{person} is to look into it.",
    ),
    (
        "{share} percent of the seats are still free.",
        "Of all seats {share} percent remain empty.",
        "{share} percent of the places are not taken.",
    ),
    (
        "It is the {nth} such incident since {year}.",
        "Since {year} this has happened for the {nth} time.",
        "Residents count the {nth} case since {year}.",
    ),
    (
        "Neighbours brought soup and blankets.",
        "Soup and blankets came from the neighbours.",
        "The neighbourhood helped with blankets and soup.",
    ),
    (
        "The engineers found a crack in the {n_metres} metre beam.",
        "A beam of {n_metres} metres has a crack, engineers found.",
        "Engineers discovered a cracked beam, {n_metres} metres long.",
    ),
    (
        "Trains to {other} were delayed by {minutes} minutes.",
        "Passengers to {other} waited {minutes} minutes longer.",
        "The line to {other} ran {minutes} minutes late.",
    ),
    (
        "The insurer refused to comment.",
        "There was no comment from the insurer.",
        "The insurance company gave no answer.",
    ),
    (
        "Schools in {town} stayed closed for {few} days.",
        "For {few} days no school opened in {town}.",
        "{town} kept its schools shut for {few} days.",
    ),
    (
        "The owner, {person}, denies any fault.",
        "{person}, who owns it, rejects all blame.",
        "Owner {person} says it was not his doing.",
    ),
    (
        "Ferries carried {many} passengers last year.",
        "Last year {many} passengers took the ferry.",
        "The ferry had {many} passengers in the past year.",
    ),
)

_ASIDES = (
    "{person} has lived beside the {thing} for {minutes} years.",
    "The {colour} lamp burns in window number {n_metres}.",
    "The {role} of {other} sent {few} baskets of apples.",
    "Old maps show the {colour} house where the {thing} stands.",
    "Each spring the {colour} geese of {other} cross the bay.",
    "“{said},” reads the {colour} board at the gate.",
    "Street number {minutes} sells {colour} umbrellas to {many} visitors a year.",
    "{person} counted {n_metres} {colour} boats from the hill.",
)
_COLOURS = (
    "amber beige coral denim ebony fawn green hazel indigo jade khaki lilac mauve ochre plum rose teal umber".split()
)
_HEDGES = ("", "", "", "about ", "nearly ", "more than ", "at least ")


class Text(Struct, frozen=True, kw_only=True):
    """One article."""

    outlet: str
    title: str
    day: str
    """Year-month-day."""
    sentences: tuple[str, ...]

    @property
    def body(self) -> str:
        """The sentences in paragraphs, as Markdown."""
        starts = range(0, len(self.sentences), _A_PARAGRAPH)
        return "\n\n".join(" ".join(self.sentences[start : start + _A_PARAGRAPH]) for start in starts) + "\n"


class Tale(Struct, frozen=True, kw_only=True):
    """One story."""

    id: str
    title: str
    texts: tuple[Text, ...]


def make_tales(n_stories: int, seed: int = 1) -> Iterator[Tale]:
    """The stories; the first ones do not depend on how many there are."""
    for n in range(n_stories):
        yield _make_tale(n, random.Random(f"{seed} {n}"))  # noqa: S311 - chance that must be the same every time


def write_site(root: Path, n_stories: int, seed: int = 1) -> None:
    """A site for sitegen, under /repo/."""
    content = root / "content"
    settings = 'title = "Papers of no town"\nbase_url = "https://example.org/repo/"\n'
    _write(content / "site.toml", settings)
    for outlet in OUTLETS:
        _write(content / f"outlets/{outlet}.md", f"---\nname: {outlet.replace('-', ' ').title()}\n---\n")
    for tale in make_tales(n_stories, seed):
        folder = content / "stories" / tale.id
        _write(folder / "story.md", f'---\ntitle: "{tale.title}"\n---\n')
        for text in tale.texts:
            head = f'---\noutlet: {text.outlet}\ntitle: "{text.title}"\ndate: {text.day}\n---\n\n'
            _write(folder / f"{text.outlet}.md", head + text.body)


def write_pages(folder: Path, n_stories: int, seed: int = 1) -> None:
    """The same articles as plain pages with a heading, for other generators: `<story>/<outlet>.md`."""
    for tale in make_tales(n_stories, seed):
        for text in tale.texts:
            _write(folder / tale.id / f"{text.outlet}.md", f"# {text.title}\n\n{text.body}")
    _write(folder / "index.md", "# Papers of no town\n")


def _make_tale(n: int, chance: random.Random) -> Tale:
    town, other = chance.sample(_TOWNS, 2)
    thing = chance.choice(_THINGS)
    doings = chance.choice(_DOINGS)
    year = 2031 + n % 60
    month, day = chance.randint(1, 12), chance.randint(1, 20)
    fixed = {
        "town": town,
        "other": other,
        "thing": thing,
        "day": chance.choice("Monday Tuesday Wednesday Thursday Friday".split()),
        "later": chance.choice(("3 June", "14 July", "25 August", "6 October")) + f" {year}",
        "year": str(year - chance.randint(2, 30)),
        "nth": chance.choice("third fourth fifth sixth".split()),
        "said": chance.choice(_SAID).format(thing=thing, town=town),
        "person": chance.choice(_PEOPLE),
        "role": chance.choice(_ROLES),
    }
    figures = {
        "money": chance.randrange(10_000, 900_000, 1_000),
        "many": chance.randrange(200, 9_000, 100),
        "few": chance.randint(3, 9),
        "share": chance.randint(5, 95),
        "n_metres": chance.randint(3, 90),
        "minutes": chance.randint(12, 80),
    }
    outlets = sorted(chance.sample(OUTLETS, ARTICLES))
    texts = tuple(
        Text(
            outlet=outlet,
            title=f"{thing.capitalize()} of {town} {chance.choice(doings)}",
            day=f"{year}-{month:02}-{day + chance.randint(0, 6):02}",
            sentences=_sentences(fixed, figures, doings, chance),
        )
        for outlet in outlets
    )
    return Tale(id=f"{thing}-{n:04}", title=f"The {thing} of {town}, case {n}", texts=texts)


def _sentences(
    fixed: dict[str, str], figures: dict[str, int], doings: tuple[str, ...], chance: random.Random
) -> tuple[str, ...]:
    """An article: the first statement, others of the story in their order, and asides between them."""
    shared = [0, *sorted(chance.sample(range(1, len(_STATEMENTS)), _SHARED - 1))]
    asides = sorted(chance.sample(range(1, SENTENCES), SENTENCES - _SHARED))
    statements = iter(shared)
    found = []
    for place in range(SENTENCES):
        own = place in asides
        form = chance.choice(_ASIDES) if own else chance.choice(_STATEMENTS[next(statements)])
        slots = {**fixed, "doing": chance.choice(doings), "colour": chance.choice(_COLOURS)}
        if own:
            slots |= {"person": chance.choice(_PEOPLE), "role": chance.choice(_ROLES)}
        for name, value in figures.items():
            mine = chance.randint(3, 9_000) if own else value + (chance.random() < 0.15) * max(1, value // 10)
            slots[name] = f"{chance.choice(_HEDGES)}{mine:,}"
        sentence = form.format(**slots)
        found.append(sentence[0].upper() + sentence[1:])
    return tuple(found)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

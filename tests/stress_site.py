"""A site of invented stories that strain the pages: few outlets and many, long names, Arabic, nothing in common.

Nothing in it exists, and all of it is made by rule, so that every run builds the same site. What each article says is
picked from a pool of statements that have several wordings: with twenty outlets some say a thing in the same words, as
they would with wire copy. Deliberately contains no expectation; `test_stress.py` and `test_browser.py` hold those.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct
from sites import write_site

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import make_site
from sitegen.build.writer import write_site as write_files
from sitegen.model import Comparison

LONG_NAME = "The Springfield-on-Sea and Upper Sample Valley Advertiser, Courier and Late Post"
"""As long as a name gets: 80 characters and one space."""

FIRST_DAY = date(2031, 6, 2)

STATEMENTS: tuple[tuple[str, ...], ...] = (
    (
        "The clock of Springfield-on-Sea fell from its tower into the harbour on Monday, Mayor Example said.",
        "On Monday the town clock of Springfield-on-Sea dropped from the tower into the harbour, said Mayor Example.",
        "Springfield-on-Sea lost its clock on Monday, when it fell from the tower into the harbour.",
        "The clock of Springfield-on-Sea plunged from its tower into the harbour on Tuesday, the fire brigade said.",
    ),
    (
        "At least 40 visitors were led away from the tower by the fire brigade.",
        "The fire brigade led more than 30 visitors away from the tower.",
        "About 45 visitors had to be led away from the tower.",
    ),
    (
        "Repairs of the tower will cost 2,500 crowns, the council estimated.",
        "The council puts the repairs of the tower at around 2,500 crowns.",
        "According to the council, repairs of the tower are going to cost nearly 3,000 crowns.",
    ),
    (
        "“We will hang a new clock before the summer is out,” Mayor Example said.",
        "Mayor Example promised a new clock “before the summer is out”.",
        "The mayor vowed that a new clock would be hung before the end of summer.",
    ),
    (
        "The clock was built in 1899 by the watchmaker Ada Sample.",
        "Watchmaker Ada Sample had built the clock in 1899.",
    ),
    (
        "Two divers found the dial at a depth of 12 metres on Wednesday.",
        "The dial was found on Wednesday by two divers, 12 metres down.",
        "On Wednesday divers found the dial 15 metres down.",
    ),
    (
        "Ferries to Northport stood still for six hours.",
        "For six hours no ferry left for Northport, the harbour master said.",
    ),
    (
        "The regional government opened an inquiry into the reckless upkeep of the tower.",
        "An inquiry into the upkeep of the tower was opened by the regional government.",
        "The upkeep of the tower is the subject of an inquiry by the regional government, which spoke of scandal.",
    ),
    (
        "Engineers blame rust in the four bolts that had held the clock.",
        "Rust had eaten the four bolts that held the clock, engineers said.",
    ),
    (
        "Nobody was hurt, a spokeswoman of the hospital said.",
        "Three people were hurt, a spokeswoman of the hospital said.",
        "A spokeswoman of the hospital said that three people were hurt.",
    ),
    (
        "The bell of the clock, which weighs 800 kilograms, has not been found.",
        "Still missing is the bell of the clock, with a weight of about 800 kilograms.",
    ),
    (
        "The council will vote on a new tower on 30 June 2031.",
        "A vote of the council on a new tower is planned for 30 June 2031.",
    ),
)

ALONE: tuple[str, ...] = (
    "Pigeons that had nested behind the hands moved to the roof of the bakery.",
    "A choir of fishermen sang on the quay until midnight.",
    "The baker sold cakes in the shape of a dial.",
    "School began late, for no teacher knew the time.",
    "An elderly couple had been married under the hands that very morning.",
    "Souvenir dealers asked absurd sums for splinters of glass.",
    "The lighthouse keeper rang a hand bell at noon.",
    "A poet published an ode to stopped pendulums.",
    "Cats refused their supper.",
    "The museum of weights and measures lent a sundial.",
    "Wedding guests danced in rubber boots.",
    "Fog hid the square for most of the evening.",
    "A tailor stitched a banner with golden numerals.",
    "Postcards of the old square sold out by lunch.",
    "Nobody at the chess club noticed anything.",
    "The organist improvised in silence.",
    "A retired admiral offered his pocket watch as a loan.",
    "Rowers trained as if nothing had happened.",
    "The town crier asked for higher wages.",
    "Beekeepers spoke of an unusually calm afternoon.",
)

PLAIN: tuple[tuple[str, ...], ...] = (
    (
        "The lighthouse of Springfield-on-Sea is painted green again.",
        "Green paint covers the lighthouse of Springfield-on-Sea once more.",
        "Painters have made the lighthouse of Springfield-on-Sea green again.",
    ),
    (
        "Fishermen had asked for the colour, which their grandparents knew.",
        "The colour was asked for by fishermen, whose grandparents had known it.",
        "The fishermen's grandparents knew the colour, and the fishermen asked for it.",
    ),
)

HEADLINES = ("Clock falls into harbour", "", "Harbour swallows clock", "Springfield without its clock")
"""One is empty: an article without a headline."""

ARABIC_HEADLINE = "ساعة خيالية في الميناء"
ARABIC = (
    "سقطت ساعة بلدة سبرنغفيلد الخيالية من برجها إلى الميناء يوم الاثنين، كما قال العمدة مثال.",
    "وأجلت فرقة الإطفاء 40 زائرا من البرج.",
    "وتقدر كلفة الإصلاح بنحو 2,500 كراون.",
    "ونامت القطط الخيالية على الرصيف حتى الظهر.",
)


class _Paper(Struct, frozen=True, kw_only=True):
    """An invented outlet."""

    id: str
    name: str
    code: str


PAPERS = (
    _Paper(id="paper-01", name=LONG_NAME, code="LONG"),
    _Paper(id="paper-02", name="صحيفة المثال الخيالية", code="MITH"),
    *(_Paper(id=f"paper-{n:02}", name=f"Paper {n} of Springfield", code=f"P{n}") for n in range(3, 21)),
)

STORIES = {
    "two": "Two outlets on a fallen clock",
    "six": "Six outlets on a fallen clock",
    "twelve": "Twelve outlets on a fallen clock",
    "twenty": "Twenty outlets on a fallen clock",
    "plain": "Three outlets without a number on a green lighthouse",
    "apart": "Three outlets that have nothing in common",
}
"""Title by id."""

READ_MODES = {("twelve", 4): "matched", ("twelve", 6): "off", ("two", 4): "matched"}
"""Articles that may not be reprinted in full, by story and number of the outlet."""


class Stress(Struct, frozen=True, kw_only=True):
    """The site, built."""

    folder: Path
    """With the pages."""
    comparisons: dict[str, Comparison]
    """What was found, by story."""


def make_stress(root: Path) -> Stress:
    """Write the content of the site under `root` and build it."""
    site = make_site(write_stress_content(root), executor=InlineExecutor())
    folder = root / "public"
    write_files(folder, site.files)
    return Stress(folder=folder, comparisons={one.story.id: one for one in site.comparisons})


def write_stress_content(root: Path) -> Path:
    """Write the content of the site under `root` and return `root`."""
    files = {
        "content/site.toml": (
            'title = "Strained papers"\ndescription = "Invented stories that strain a page."\n'
            'base_url = "https://example.org/strained/"\ncontact = "desk@example.org"\n'
        )
    }
    for paper in PAPERS:
        files[f"content/outlets/{paper.id}.md"] = f"---\nname: {paper.name}\ncode: {paper.code}\n---\n"
    for story, title in STORIES.items():
        files[f"content/stories/{story}/story.md"] = f"---\ntitle: {title}\ndate: {FIRST_DAY}\n---\n"
    # Two that are read from left to right: the Arabic one has a story of six at least around it.
    for story, numbers in (
        ("two", (3, 4)),
        ("six", range(1, 7)),
        ("twelve", range(1, 13)),
        ("twenty", range(1, 21)),
    ):
        for n in numbers:
            files[_path(story, n)] = _article(story, n, ARABIC if n == 2 else _clock_text(n))
    for n in (3, 4, 5):
        files[_path("plain", n)] = _article(
            "plain", n, (*(wordings[n % 3] for wordings in PLAIN), ALONE[n]), day=FIRST_DAY
        )
        files[_path("apart", n)] = _article("apart", n, ALONE[3 * n : 3 * n + 3])
    return write_site(root, "".join(f"-- {path} --\n{text}" for path, text in files.items()))


def _path(story: str, n: int) -> str:
    return f"content/stories/{story}/{PAPERS[n - 1].id}.md"


def _clock_text(n: int) -> Iterable[str]:
    """What outlet n says of the clock: most of the pool, in the wording whose turn it is, and a line of its own."""
    for at, wordings in enumerate(STATEMENTS):
        if at == 0 or (n * 5 + at * 3) % 7:
            yield wordings[(n + at) % len(wordings)]
    yield ALONE[n - 1]


def _article(story: str, n: int, sentences: Iterable[str], day: date | None = None) -> str:
    """A content file with two sentences a paragraph."""
    told = list(sentences)
    blocks = [" ".join(told[at : at + 2]) for at in range(0, len(told), 2)]
    is_arabic = told[0] == ARABIC[0]
    title = ARABIC_HEADLINE if is_arabic else "" if story in {"plain", "apart"} else HEADLINES[n % 4]
    head = [
        f"outlet: {PAPERS[n - 1].id}",
        *((f"title: {title}",) if title else ()),
        f"date: {day or FIRST_DAY + timedelta(days=n % 4)}",
        f"url: https://paper-{n}.example/{story}",
        *(("language: ar",) if is_arabic else ()),
        *((f"read: {READ_MODES[story, n]}",) if (story, n) in READ_MODES else ()),
    ]
    return "---\n" + "\n".join(head) + "\n---\n" + "\n\n".join(blocks) + "\n"

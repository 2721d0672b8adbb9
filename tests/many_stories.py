"""A site of invented stories in an invented language with English function words, as large as a test wants.

Sizes are those of real stories: three to five articles of about twenty sentences of about twenty words, two thirds of
them on what others tell, too, with names, numbers and quotes. The words are made of syllables and as unequally frequent
as words are, so that files shrink under gzip as those of real stories do. Run as a program it prints what the index of
twenty stories weighs. Deliberately contains no test.
"""

import gzip
import json
import sys
import tempfile
from itertools import repeat
from pathlib import Path
from random import Random

from sitegen.build.executor import make_executor
from sitegen.compare.story import compare_story
from sitegen.content.load import load_site
from sitegen.site import urls
from sitegen.site.assets import default_templates
from sitegen.site.pages import find, make_pages
from sitegen.site.render import make_renderer
from sitegen.site.search_index import make_search_index

SEED = 20310502
N_OUTLETS = 6
_SMALL = "the of to and in a said that for on was with by at from his her were after before as it".split()
_JUDGING = "brutal cowardly regime terrorists massacre alleged militants insisted slammed vowed".split()
_ONSETS = "b br c ch d dr f g gr h j k l m n p pr qu r s sh st t tr v w".split()
_NUCLEI = "a ai e ea ee i o oa oo ou u".split()
_CODAS = ["", "", "", "ck", "d", "ft", "l", "ll", "m", "n", "nd", "ng", "r", "rd", "s", "st", "t", "x"]


def write_stories(root: Path, n: int) -> Path:
    """The content of a site with n stories, the same for the same n; returns `root`."""
    random = Random(SEED)  # noqa: S311 - nothing here is a secret
    content = root / "content"
    (content / "outlets").mkdir(parents=True)
    (content / "site.toml").write_text('title = "Invented papers"\n', encoding="utf-8")
    for m in range(N_OUTLETS):
        (content / f"outlets/paper-{m}.md").write_text(f"---\nname: Paper {m}\ncode: P{m}\n---\n", encoding="utf-8")
    common = [_word(random) for _ in range(3000)]
    for k in range(n):
        _write_story(content / f"stories/event-{k:02}", random, common)
    return root


def index_stories(root: Path, n: int) -> dict[str, bytes]:
    """The files below search/ of a site of n such stories, by path, and the script; no other page is rendered."""
    settings, library, _ = load_site(write_stories(root, n))
    assert settings
    assert library
    with make_executor(None) as executor:
        comparisons = tuple(executor.map(compare_story, library.stories, repeat(settings.align)))
    pages = make_pages(settings, library, comparisons)
    render = make_renderer(settings, (default_templates(),))
    files = {page.path: render(page).encode() for page in pages if page.template == "search.html"}
    script = (default_templates() / urls.SEARCH_SCRIPT).read_bytes()
    return {**files, **make_search_index(find(pages), comparisons), urls.SEARCH_SCRIPT: script}


def _write_story(folder: Path, random: Random, common: list[str]) -> None:
    folder.mkdir(parents=True)
    names = [_word(random).capitalize() for _ in range(12)]
    topic = [_word(random) for _ in range(60)]
    facts = [_sentence(random, common, topic, names) for _ in range(22)]
    (folder / "story.md").write_text(f"---\ntitle: {_title(random, topic, names)}\n---\n", encoding="utf-8")
    for m in sorted(random.sample(range(N_OUTLETS), random.choice((3, 3, 4, 5)))):
        told = sorted(random.sample(range(len(facts)), 13))
        body = [_retold(random, facts[fact], topic) for fact in told]
        own = [_sentence(random, common, topic, names) for _ in range(7)]
        for sentence in own:
            body.insert(random.randrange(len(body) + 1), sentence)
        title, day = _title(random, topic, names), random.randint(1, 28)
        head = f"---\noutlet: paper-{m}\ntitle: {title}\ndate: 2031-05-{day:02}\n---\n"
        text = "\n\n".join(_written(words) for words in body)
        (folder / f"paper-{m}.md").write_text(f"{head}\n{text}\n", encoding="utf-8")


def _word(random: Random) -> str:
    n = random.choice((1, 2, 2, 2, 3))
    return "".join(random.choice(_ONSETS) + random.choice(_NUCLEI) + random.choice(_CODAS) for _ in range(n))


def _title(random: Random, topic: list[str], names: list[str]) -> str:
    words = [random.choice(names), *random.sample(topic, 5), "in", random.choice(names)]
    return " ".join(words)


def _sentence(random: Random, common: list[str], topic: list[str], names: list[str]) -> list[str]:
    """Words of a sentence; some frequent ones everywhere, some of the story's, a name or two, here and there more."""
    words = []
    for _ in range(random.randint(14, 26)):
        kind = random.random()
        if kind < 0.42:
            words.append(random.choice(_SMALL))
        elif kind < 0.72:
            words.append(common[min(int(random.paretovariate(0.6)), len(common) - 1)])
        elif kind < 0.91:
            words.append(random.choice(topic))
        elif kind < 0.98:
            words.append(random.choice(names))
        else:
            words.append(random.choice(_JUDGING))
    extra = random.random()
    if extra < 0.3:
        words[random.randrange(len(words)) :] = [
            f"{random.randint(2, 9000):,}",
            random.choice(topic) + "s",
            "in",
            random.choice(names),
        ]
    elif extra < 0.5:
        said = random.sample(topic, 7)
        words = ["“We", *said[:-1], f"{said[-1]},”", random.choice(names), "said", "on", "Friday"]
    return words


def _retold(random: Random, words: list[str], topic: list[str]) -> list[str]:
    """The sentence as another outlet would have it: some words left out, some put in, some in another place."""
    if words[0].startswith("“") or random.random() < 0.15:
        return words
    kept = [word for word in words if random.random() < 0.8]
    for _ in range(3):
        kept.insert(random.randrange(len(kept) + 1), random.choice(topic))
    cut = random.randrange(len(kept))
    return kept if random.random() < 0.6 else [*kept[cut:], *kept[:cut]]


def _written(words: list[str]) -> str:
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."


def _weighed(files: dict[str, bytes]) -> str:
    """How many entries the index has, and what its files weigh as sent."""
    n = sum(len(rows) for *_, rows in json.loads(files[urls.SEARCH_INDEX])["groups"])
    weights = {path: len(gzip.compress(content)) for path, content in files.items()}
    pages = [weight for path, weight in weights.items() if path.endswith(".html")]
    return (
        f"{n:,} entries on {len(pages)} pages of at most {max(pages):,} bytes with gzip, "
        f"{urls.SEARCH_INDEX} {weights[urls.SEARCH_INDEX]:,} bytes, "
        f"{urls.SEARCH_SCRIPT} {weights[urls.SEARCH_SCRIPT]:,} bytes"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(_weighed(index_stories(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 20)))  # noqa: T201

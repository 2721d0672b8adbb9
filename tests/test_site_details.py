"""Details on pages: which values are tinted, what a silent outlet is said to do, and one status on every page."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from site_pages import Element, read_html, render_site, words_of
from site_values import make_comparison

from sitegen.model import Detail, DetailValue, Mention
from sitegen.model.findings import DetailKind
from sitegen.site.views.blocks import lone_values

STORY = "stories/iraq-coalition-2024"
STATUSES = {"conflict", "varies", "agree", "single"}


def make_detail(kind: DetailKind, given: str, *, varies: bool = True, conflicts: str = "") -> Detail:
    """A detail from `AB about 40, C 30`: who gives which value; `conflicts` are values that cannot hold together."""
    values = []
    for part in given.split(", "):
        names, _, text = part.partition(" ")
        mentions = tuple(Mention(sentence=f"{name}.1", start=0, end=len(text), text=text) for name in names)
        values.append(DetailValue(text=text, mentions=mentions, conflicts=text in conflicts.split(", ")))
    return Detail(kind=kind, label="Detail", values=tuple(values), varies=varies)


@pytest.mark.parametrize(
    ("kind", "given", "tinted"),
    [
        ("figure", "AB 40, C 30", ["30"]),  # one of three
        ("figure", "A 40, B 30", []),  # all differ
        ("figure", "A 40, B 30, C 20", []),
        ("figure", "ABC 40, D 30, E 20", ["30", "20"]),  # two of five are 40 %
        ("figure", "AB 40, C 30, D 20", []),  # two of four are more
        ("figure", "A about 40, B nearly 40, C 30", ["30"]),  # other hedges are one number
        ("figure", "A about 40, B nearly 40, C 40", []),
        ("said-by", "AB the mayor, C the council", ["the council"]),
        ("name", "ABC the guard, D the gang", ["the gang"]),
        ("wording", "AB killed, C murdered", ["murdered"]),
        ("quote", "AB We will, C We shall", ["We shall"]),
        ("date", "AB Monday, CD Tuesday", []),  # nobody stands alone
    ],
)
def test_a_value_is_tinted_where_one_outlet_stands_alone_and_few_do(
    kind: DetailKind, given: str, tinted: list[str]
) -> None:
    detail = make_detail(kind, given)
    assert [detail.values[n].text for n in sorted(lone_values(detail))] == tinted


def test_no_value_is_tinted_that_clashes_or_does_not_vary() -> None:
    assert not lone_values(make_detail("date", "AB Monday, C Tuesday", conflicts="Monday, Tuesday"))
    assert not lone_values(make_detail("name", "AB the guard, C the gang", varies=False))


def test_an_outlet_without_quotation_is_not_said_to_give_nothing() -> None:
    comparison = make_comparison()
    first, second, third, *rest = comparison.claims
    text = "We will rebuild it,"
    start = next(one.text for one in comparison.sentences if one.id == "outlet-a.3").index(text)
    mention = Mention(sentence="outlet-a.3", start=start, end=start + len(text), text=text)
    quote = Detail(
        kind="quote", label="Words quoted", values=(DetailValue(text=text, mentions=(mention,)),), varies=False
    )
    site = render_site(replace(comparison, claims=(first, second, replace(third, details=(quote,)), *rest)))
    claim = site.page("stories/pier-fire/claims/index.html").one(id=f"claim-{third.id}")
    cells = claim.one("table", cls="grid").all("td", cls="hint")
    assert sorted(cell.text for cell in cells) == ["no words quoted", "not in article"]
    hints = [one.one(cls="value").text for one in claim.one(cls="lists").all("li", cls="hint")]
    assert hints == ["no words quoted"]
    assert [one.raw for one in words_of(claim.one("table", cls="grid")) if one.raw == text] == [text]


def test_quoted_words_that_go_on_are_shown_to_go_on() -> None:
    comparison = make_comparison()
    first, second, third, *rest = comparison.claims
    (whole,) = {m for quote in comparison.quotes for m in quote.mentions if m.sentence == "outlet-a.3"}
    short = whole.text.split()[0]
    for text, is_cut in ((whole.text, False), (short, True)):
        mention = Mention(sentence=whole.sentence, start=whole.start, end=whole.start + len(text), text=text)
        quote = Detail(
            kind="quote", label="Words quoted", values=(DetailValue(text=text, mentions=(mention,)),), varies=False
        )
        site = render_site(replace(comparison, claims=(first, second, replace(third, details=(quote,)), *rest)))
        table = site.page("stories/pier-fire/claims/index.html").one(id=f"claim-{third.id}").one("table", cls="grid")
        *_, shown = (one.raw for one in words_of(table))  # behind the title of the claim
        assert shown == (f"{text} …" if is_cut else text)


def read_page(site: Path, address: str) -> Element:
    return read_html((site / address / "index.html").read_text(encoding="utf-8"))


def shape_of(element: Element) -> str:
    """The status that the element's first shape stands for."""
    (status,) = element.all("svg", cls="shape")[0].classes & STATUSES
    return status


def test_a_claim_has_one_status_on_every_page(built_site: Path) -> None:
    data = json.loads((built_site / "data/iraq-coalition-2024.json").read_text(encoding="utf-8"))
    statuses = {claim["id"]: claim["status"] for claim in data["claims"]}
    shared = {one: status for one, status in statuses.items() if status != "single"}
    listed = {
        block.attributes["id"].removeprefix("claim-"): (block.classes & STATUSES).pop()
        for block in read_page(built_site, f"{STORY}/claims").all("article", cls="claim")
    }
    assert listed == shared
    for claim, status in statuses.items():
        page = read_page(built_site, f"{STORY}/claims/{claim}")
        assert page.all("article", cls=f"claim alone {status}"), claim
        assert shape_of(page.all("p", cls="verdict")[0]) == status
    seen = 0
    pages = ["", "coverage", *(f"read/{article['id']}" for article in data["articles"])]
    for page in (read_page(built_site, f"{STORY}/{name}") for name in pages):
        blocks = {section.attributes["aria-labelledby"]: section for section in page.all("section", cls="quarter")}
        for status in STATUSES:
            for link in blocks[f"say-{status}"].all("a") if f"say-{status}" in blocks else ():
                seen += check_link(link, status, statuses)
        for holder in [*page.all("th", scope="row"), *page.all("p")]:
            shapes = [one for one in holder.all("svg", cls="shape") if one.classes & STATUSES]
            for link in holder.all("a") if len(shapes) == 1 else ():
                seen += check_link(link, shape_of(holder), statuses)
    assert seen > len(shared)


def check_link(link: Element, status: str, statuses: dict[str, str]) -> bool:
    """Whether the link leads to a claim; its status must be the one it stands under."""
    claim = link.attributes["href"].rstrip("/").rpartition("/")[2]
    assert statuses.get(claim, status) == status, claim
    return claim in statuses


def test_the_status_follows_from_the_details_in_the_data(built_site: Path) -> None:
    data = json.loads((built_site / "data/iraq-coalition-2024.json").read_text(encoding="utf-8"))
    for claim in data["claims"]:
        deciding = [one for one in claim["details"] if one["varies"] and one["kind"] not in ("quote", "wording")]
        clashing = any(value["conflicts"] for one in claim["details"] for value in one["values"])
        if claim["status"] != "single":
            expected = "conflict" if clashing else "varies" if deciding else "agree"
            assert claim["status"] == expected, claim["id"]


def test_rows_come_in_one_order(built_site: Path) -> None:
    data = json.loads((built_site / "data/iraq-coalition-2024.json").read_text(encoding="utf-8"))
    order = ["figure", "date", "period", "said-by", "name", "quote", "wording"]
    for claim in data["claims"]:
        ranks = [order.index(detail["kind"]) for detail in claim["details"]]
        assert ranks == sorted(ranks)
    kinds = {detail["kind"] for claim in data["claims"] for detail in claim["details"]}
    assert kinds == set(order)


def test_the_sentences_stand_on_the_page_from_the_first_claim_on(built_site: Path) -> None:
    blocks = read_page(built_site, f"{STORY}/claims").all("article", cls="claim")
    open_here = [bool(block.all("details")) for block in blocks]
    assert open_here[0]
    assert open_here == sorted(open_here, reverse=True)
    for block, has_sentences in zip(blocks, open_here, strict=True):
        assert bool(block.all("p", cls="links")) != has_sentences

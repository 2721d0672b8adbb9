"""The published data: its form, its schema, what it withholds, and the tables beside it."""

import copy
import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace
from site_values import OUTLETS, make_articles, make_comparison

from sitegen.build.executor import InlineExecutor
from sitegen.build.pipeline import build
from sitegen.model import Article, Claim, Comparison, Figure, Outlet, Reason
from sitegen.site.export import export_site, read_schema, story_record
from sitegen.site.reprint import withheld_sentences

SCHEMA = json.loads(read_schema())


def exported(comparison: Comparison, outlets: tuple[Outlet, ...] = OUTLETS) -> dict[str, Any]:
    """The story's JSON as a reader gets it, valid by its schema."""
    record: dict[str, Any] = json.loads(export_site(outlets, (comparison,))[f"data/{comparison.story.id}.json"])
    validate(record)
    return record


def validate(record: dict[str, Any]) -> None:
    """Raise where the record breaks the published schema; days must be real days."""
    checker = jsonschema.FormatChecker(["date"])
    jsonschema.Draft202012Validator(SCHEMA, format_checker=checker).validate(record)


def table(comparison: Comparison, name: str) -> list[dict[str, str]]:
    """The rows of a table as a spreadsheet reads them."""
    content = export_site(OUTLETS, (comparison,))[f"data/{comparison.story.id}/{name}.csv"]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def with_read(**modes: str) -> Comparison:
    """The hand-made comparison with other `read` settings, by article with `_` for `-`."""
    articles = tuple(
        replace(article, read=modes.get(article.id.replace("-", "_"), "full")) for article in make_articles()
    )
    return make_comparison(articles)


@pytest.fixture(scope="module")
def fictional_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented site, built."""
    out = tmp_path_factory.mktemp("fictional")
    build(Path(__file__).parent / "fictional", out, executor=InlineExecutor())
    return out


def texts(record: dict[str, Any], article: str) -> dict[str, str | None]:
    """An article's sentences by number."""
    found = next(one for one in record["articles"] if one["id"] == article)
    return {sentence["id"].rpartition(".")[2]: sentence["text"] for sentence in found["sentences"]}


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(part)


def objects(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of the schema that describes an object, with a name for messages."""

    def walk(name: str, part: object) -> Iterator[tuple[str, dict[str, Any]]]:
        if isinstance(part, dict):
            if part.get("type") == "object":
                yield name, part
            for key, value in part.items():
                yield from walk(f"{name}/{key}", value)

    yield from walk("", schema)


def test_the_schema_is_one_by_its_own_standard() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_explains_every_key_and_allows_no_other() -> None:
    found = dict(objects(SCHEMA))
    assert len(found) > 10
    for name, part in found.items():
        assert part["additionalProperties"] is False, name
        assert sorted(part["required"]) == sorted(part["properties"]), name
        assert part["description"], name
        for key, value in part["properties"].items():
            told = value.get("description") or SCHEMA["$defs"][value["$ref"].rpartition("/")[2]]["description"]
            assert len(told) > 10, f"{name}/{key}"


def test_every_export_has_every_key_that_the_schema_explains() -> None:
    record = exported(make_comparison())
    present = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            present.add(frozenset(value))
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(part)

    walk(record)
    assert {frozenset(part["properties"]) for _, part in objects(SCHEMA)} == present


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("unexpected",), 1),
        (("version",), 2),
        (("date",), "2031-02-30"),
        (("articles", 0, "sentences", 0, "id"), "outlet-a"),
        (("claims", 0, "status"), "unclear"),
        (("figures", 0, "mentions", 0, "low"), "40"),
        (("figures", 0, "mentions", 0, "extra"), None),
        (("quotes", 0, "mentions", 0, "start"), -1),
        (("matches", 0, "score"), 83),
        (("usages", 0, "voice"), "ours"),
    ],
)
def test_the_schema_refuses_what_it_does_not_describe(path: tuple[str | int, ...], value: object) -> None:
    record = copy.deepcopy(exported(make_comparison()))
    place: Any = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        validate(record)


@pytest.mark.parametrize("site", ["built_site", "fictional_site"])
def test_real_sites_keep_to_the_schema_they_publish(site: str, request: pytest.FixtureRequest) -> None:
    data: Path = request.getfixturevalue(site) / "data"
    assert json.loads((data / "schema.json").read_bytes()) == SCHEMA
    stories = sorted(path for path in data.glob("*.json") if path.name != "schema.json")
    assert stories
    for path in stories:
        record = json.loads(path.read_bytes())
        validate(record)
        known = {sentence["id"] for article in record["articles"] for sentence in article["sentences"]}
        named = {sentence for claim in record["claims"] for sentence in claim["sentences"]}
        named |= {match[side] for match in record["matches"] + record["uncertain"] for side in ("a", "b")}
        body = {sentence for sentence in known if not sentence.endswith(".0")}
        assert body <= named <= known
        for name in ("claims", "cues", "figures", "quotes", "terms"):
            assert (data / path.stem / f"{name}.csv").is_file()


def test_the_files_of_a_story() -> None:
    assert sorted(export_site(OUTLETS, (make_comparison(),))) == [
        "data/pier-fire.json",
        "data/pier-fire/claims.csv",
        "data/pier-fire/cues.csv",
        "data/pier-fire/figures.csv",
        "data/pier-fire/quotes.csv",
        "data/pier-fire/terms.csv",
        "data/schema.json",
    ]


def test_every_passage_is_what_its_offsets_cut_out() -> None:
    record = exported(make_comparison())
    originals = {one["id"]: one["text"] for article in record["articles"] for one in article["sentences"]}
    mentions = [mention for group in ("figures", "quotes") for one in record[group] for mention in one["mentions"]]
    mentions += record["usages"] + [other for usage in record["usages"] for other in usage["others"]]
    mentions += record["cues"]
    assert len(mentions) == 16
    for mention in mentions:
        assert originals[mention["sentence"]][mention["start"] : mention["end"]] == mention["text"]


def test_sentences_say_where_they_stand() -> None:
    comparison = make_comparison()
    record = exported(comparison)
    for article, shown in zip(comparison.story.articles, record["articles"], strict=True):
        for sentence in shown["sentences"]:
            text = article.title if sentence["part"] == "title" else article.text
            assert text is not None
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_an_end_that_is_no_number_is_null_and_whole_numbers_are_whole() -> None:
    endless = change_figure(make_comparison(), high=float("inf"), value=40.0, low=2.5)
    assert [exported(endless)["figures"][0]["mentions"][0][key] for key in ("value", "low", "high")] == [40, 2.5, None]
    assert '"value": 40,' in export_site(OUTLETS, (endless,))["data/pier-fire.json"].decode()


def change_figure(comparison: Comparison, **fields: object) -> Comparison:
    """The comparison with other fields on the first mention of the first figure."""
    figure = comparison.figures[0]
    mention = replace(figure.mentions[0], **fields)
    changed: Figure = replace(figure, mentions=(mention, *figure.mentions[1:]))
    return replace(comparison, figures=(changed, *comparison.figures[1:]))


def test_the_bytes_are_plain_utf_8_with_a_final_newline_and_no_noise_of_arithmetic() -> None:
    comparison = make_comparison()
    match = replace(comparison.matches[0], score=0.1 + 0.2 + 1e-12)
    content = export_site(OUTLETS, (replace(comparison, matches=(match,)),))["data/pier-fire.json"]
    assert content.endswith(b"}\n")
    assert "“Tuesday” in the text".encode() in content
    assert b'"score": 0.3,' in content


def test_lists_without_an_order_of_their_own_do_not_depend_on_how_they_came() -> None:
    comparison = make_comparison()
    turned = replace(
        comparison,
        matches=comparison.matches[::-1],
        uncertain=comparison.uncertain[::-1],
        usages=comparison.usages[::-1],
    )
    assert export_site(OUTLETS, (comparison,)) == export_site(OUTLETS[::-1], (turned,))


def test_only_the_outlets_of_the_story_are_named() -> None:
    stranger = Outlet(id="outlet-z", name="Outlet Z", code="OZ")
    record = exported(make_comparison(), (*OUTLETS, stranger))
    assert [outlet["id"] for outlet in record["outlets"]] == ["outlet-a", "outlet-b", "outlet-c"]


def test_an_article_without_a_date_has_no_basis_for_one() -> None:
    articles = tuple(replace(article, date=None) for article in make_articles())
    record = exported(make_comparison(articles))
    assert {(article["date"], article["date_basis"]) for article in record["articles"]} == {(None, None)}


def test_full_articles_withhold_nothing() -> None:
    record = exported(with_read())
    assert all(texts(record, article.id) for article in make_articles())
    assert None not in {text for article in make_articles() for text in texts(record, article.id).values()}


def test_matched_articles_withhold_sentences_that_no_comparison_uses() -> None:
    record = exported(with_read(outlet_a="matched", outlet_c="matched"))
    assert {n for n, text in texts(record, "outlet-a").items() if text is None} == set()  # a.4 holds a figure
    assert {n for n, text in texts(record, "outlet-c").items() if text is None} == {"3", "4"}
    assert None not in texts(record, "outlet-b").values()


def test_a_withheld_sentence_keeps_its_id_key_and_place() -> None:
    full, matched = exported(with_read()), exported(with_read(outlet_c="matched"))
    before, after = full["articles"][2]["sentences"][3], matched["articles"][2]["sentences"][3]
    assert before["text"] == "Insurers & owners <meet> on Friday."
    assert after == {**before, "text": None}


def nine_words(comparison: Comparison) -> Comparison:
    """The comparison with a claim, a quote, a wording and a shared run of nine words in outlet-a."""
    text = "A fire closed the pier of Springfield-on-Sea on Monday, Mayor Example said."
    passage = "A fire closed the pier of Springfield-on-Sea on Monday,"
    assert len(passage.split()) == 9
    assert text.startswith(passage)
    claim: Claim = replace(
        comparison.claims[0],
        title=passage,
        title_basis="machine",
        details=(
            replace(
                comparison.claims[0].details[0],
                values=(
                    replace(
                        comparison.claims[0].details[0].values[0],
                        text=passage,
                        mentions=(
                            replace(
                                comparison.claims[0].details[0].values[0].mentions[0], start=0, end=55, text=passage
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )
    quote = comparison.quotes[0]
    long_quote = replace(quote.mentions[0], sentence="outlet-a.1", start=0, end=len(passage), text=passage)
    usage = replace(
        comparison.usages[0], others=(replace(comparison.usages[0].others[0], end=len(passage), text=passage),)
    )
    run = Reason(signal="run", value=0.5, weight=0.2, shared=(passage,), shared_other=("A reckless fire",))
    match = replace(comparison.matches[0], reasons=(*comparison.matches[0].reasons, run))
    return replace(
        comparison,
        matches=(match, *comparison.matches[1:]),
        claims=(claim, *comparison.claims[1:]),
        quotes=(replace(quote, mentions=(long_quote, *quote.mentions[1:])),),
        usages=(usage, *comparison.usages[1:]),
    )


def test_an_article_that_is_off_gives_nothing_longer_than_eight_words() -> None:
    everything = nine_words(with_read(outlet_a="off"))
    outlet_a: Article = everything.story.articles[0]
    files = export_site(OUTLETS, (everything,))
    passages = [outlet_a.text, outlet_a.title or ""]
    runs = {" ".join(passage.split()[n : n + 9]) for passage in passages for n in range(len(passage.split()) - 8)}
    assert len(runs) > 10
    for path, content in files.items():
        flat = " ".join(content.decode().split())
        assert [run for run in runs if run in flat or run in flat.replace('""', '"')] == [], path


def test_short_passages_of_a_withheld_sentence_stay() -> None:
    record = exported(nine_words(with_read(outlet_a="off")))
    assert record["figures"][0]["mentions"][0]["text"] == "At least 40"
    assert record["quotes"][0]["mentions"][0]["text"] is None
    assert record["usages"][0]["others"][0]["text"] is None
    assert record["claims"][0]["title"] == "A fire closed the pier of Springfield-on-Sea on …"
    assert record["matches"][0]["reasons"][-1]["shared"] == ["A fire closed the pier of Springfield-on-Sea on …"]
    assert record["claims"][0]["details"][0]["values"][0]["text"] is None
    assert set(texts(record, "outlet-a").values()) == {None}


def test_a_title_by_an_editor_is_never_cut() -> None:
    comparison = with_read(outlet_a="off")
    words = "One two three four five six seven eight nine ten"
    claim = replace(comparison.claims[0], title=words, title_basis="editor")
    assert exported(replace(comparison, claims=(claim, *comparison.claims[1:])))["claims"][0]["title"] == words


def test_a_headline_of_a_matched_article_is_not_withheld_and_of_one_that_is_off_is() -> None:
    assert "outlet-c.0" not in withheld_sentences(with_read(outlet_c="matched"))
    assert "outlet-c.0" in withheld_sentences(with_read(outlet_c="off"))


def test_each_table_has_a_row_for_each_mention() -> None:
    comparison = make_comparison()
    claims = table(comparison, "claims")
    n_rows = sum(len(claim.sentences) + len(claim.absent) for claim in comparison.claims)
    assert len(claims) == n_rows
    assert [(row["article"], row["absent"], row["text"]) for row in claims if row["absent"]] == [
        ("outlet-c", "shorter", "")
    ]
    assert len(table(comparison, "figures")) == sum(len(figure.mentions) for figure in comparison.figures)
    assert len(table(comparison, "quotes")) == 2
    assert len(table(comparison, "terms")) == 2


def test_the_tables_say_what_the_json_says() -> None:
    comparison = make_comparison()
    record = story_record(comparison, OUTLETS)
    row = table(comparison, "figures")[1]
    assert (row["figure"], row["article"], row["outlet"], row["date"]) == (
        "visitors",
        "outlet-b",
        "outlet-b",
        "2031-05-07",
    )
    assert (row["text"], row["value"], row["low"], row["low_open"], row["high"]) == (
        "More than 30",
        "30",
        "30",
        "yes",
        "",
    )
    assert (row["status"], row["bound"], row["speaker"]) == ("compatible", "more than", "the brigade")
    quotes = [(row["speaker"], row["cue"], row["text"]) for row in table(comparison, "quotes")]
    assert quotes == [("the mayor", "said", "We will rebuild it"), ("The mayor", "vowed", "the pier would be rebuilt")]
    terms = {(row["text"], row["others"], row["not_mentioned"]) for row in table(comparison, "terms")}
    assert terms == {
        ("reckless", "outlet-a: A fire | outlet-a: closed | outlet-a: Monday", "outlet-c"),
        ("vowed", "outlet-a: said", ""),
    }
    assert record["version"] == 1


def test_cues_name_their_speaker_and_where_the_sentence_names_them() -> None:
    record = exported(make_comparison())
    originals = {one["id"]: one["text"] for article in record["articles"] for one in article["sentences"]}
    shown = [
        (cue["verb"], cue["speaker"], originals[cue["sentence"]][cue["speaker_start"] : cue["speaker_end"]])
        for cue in record["cues"]
    ]
    assert shown == [
        ("say", "the mayor", "Mayor Example"),
        ("say", "the mayor", "the mayor"),
        ("say", "the brigade", "the brigade"),
        ("vow", "the mayor", "The mayor"),
    ]
    rows = [(row["outlet"], row["text"], row["verb"], row["speaker"]) for row in table(make_comparison(), "cues")]
    assert rows[2:] == [("outlet-b", "said", "say", "the brigade"), ("outlet-b", "vowed", "vow", "the mayor")]


def test_a_cue_of_a_withheld_sentence_is_cut_like_any_passage() -> None:
    comparison = with_read(outlet_a="off")
    text = next(one for one in comparison.sentences if one.id == "outlet-a.1").text
    long = replace(comparison.cues[0], start=0, end=len(text), text=text)
    cues = exported(replace(comparison, cues=(long, *comparison.cues[1:])))["cues"]
    assert [cue["text"] for cue in cues] == [None, "said", "said", "vowed"]
    assert (cues[0]["start"], cues[0]["end"]) == (0, len(text))


def test_a_table_without_findings_has_its_header() -> None:
    empty = replace(make_comparison(), quotes=())
    content = export_site(OUTLETS, (empty,))["data/pier-fire/quotes.csv"]
    assert (
        content.decode() == "\ufeffquote,article,outlet,date,sentence,start,end,text,speaker,cue,kind,relation,basis\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_spreadsheet_runs_an_outlets_words(start: str) -> None:
    harmful = f'{start}HYPERLINK("https://elsewhere.example/","click")'
    comparison = make_comparison()
    quote = comparison.quotes[0]
    changed = replace(quote, mentions=(replace(quote.mentions[0], text=harmful, speaker=harmful),))
    spoilt = replace(comparison, quotes=(changed,))
    row = table(spoilt, "quotes")[0]
    assert (row["text"], row["speaker"]) == (f"'{harmful}", f"'{harmful}")
    assert story_record(spoilt, OUTLETS)["quotes"][0]["mentions"][0]["text"] == harmful  # type: ignore[index]


def test_other_words_are_verbatim_in_tables() -> None:
    assert "Insurers & owners <meet> on Friday." in {row["text"] for row in table(make_comparison(), "claims")}
    cited = [row for row in table(make_comparison(), "claims") if row["sentence"] == "outlet-a.3"]
    assert cited[0]["text"] == '"We will rebuild it," the mayor said.'


def test_dates_are_iso() -> None:
    comparison = change_figure(make_comparison(), as_of=date(2031, 1, 9))
    record = exported(comparison)
    assert (record["date"], record["articles"][0]["date"]) == ("2031-05-05", "2031-05-06")
    assert record["figures"][0]["mentions"][0]["as_of"] == "2031-01-09"

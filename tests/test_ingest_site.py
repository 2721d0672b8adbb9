"""What an import makes of the site around an article: names, settings, story and outlet files."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from raw_texts import RAW, only_problem, split_content, write_raw

from sitegen.ingest.importer import import_article
from sitegen.problems import ContentError


def _is_told(error: pytest.ExceptionInfo[ContentError], *parts: str) -> bool:
    return all(part in str(error.value) for part in parts)


@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("springfield-papers", "Springfield papers"),
        ('a "quoted" \\ name', 'A "quoted" \\ name'),
        ("Zeitungen_über 2031", "Zeitungen über 2031"),
        ("tab\tand\x7f", "Taband"),
        ("--", "My site"),
    ],
)
def test_the_first_import_makes_the_settings_of_the_site(folder: str, title: str, tmp_path: Path) -> None:
    site = tmp_path / folder
    site.mkdir()
    imported = import_article(write_raw(site, RAW), root=site, story="flood", outlet="outlet-a")
    assert imported.created[0] == site / "content/site.toml"
    assert tomllib.loads((site / "content/site.toml").read_text("utf-8")) == {"title": title}


def test_settings_that_exist_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    settings = tmp_path / "content/site.toml"
    settings.write_text("title = 'Mine'\n", encoding="utf-8")
    imported = import_article(write_raw(tmp_path, RAW), root=tmp_path, story="flood", outlet="outlet-a")
    assert settings not in imported.created
    assert settings.read_text("utf-8") == "title = 'Mine'\n"


@pytest.mark.parametrize("inside", ["content", "content/stories/flood"])
def test_no_site_is_made_inside_the_content_of_another(inside: str, tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    import_article(raw, root=tmp_path, story="flood", outlet="outlet-a")
    with pytest.raises(ContentError) as error:
        import_article(raw, root=tmp_path / inside, story="flood", outlet="outlet-b")
    assert _is_told(error, "inside the content of a site", f"--root {tmp_path}`")
    assert not (tmp_path / inside / "content").exists()


def test_a_site_folder_that_does_not_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        import_article(write_raw(tmp_path, RAW), root=tmp_path / "typo", story="flood", outlet="outlet-a")
    assert _is_told(error, "no such folder", "--root")
    assert not (tmp_path / "typo").exists()


def test_missing_story_and_outlet_files_are_created_once(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    first = import_article(raw, root=tmp_path, story="flood-2024", outlet="outlet-a")
    story, outlet = tmp_path / "content/stories/flood-2024/story.md", tmp_path / "content/outlets/outlet-a.md"
    assert first.created == (tmp_path / "content/site.toml", story, outlet)
    assert split_content(story.read_text("utf-8"))[0] == {"title": "Flood 2024"}
    assert split_content(outlet.read_text("utf-8"))[0] == {"name": "Outlet a"}
    story.write_text("---\ntitle: The flood\n---\n", encoding="utf-8")
    second = import_article(raw, root=tmp_path, story="flood-2024", outlet="outlet-b")
    assert second.created == (tmp_path / "content/outlets/outlet-b.md",)
    assert "The flood" in story.read_text("utf-8")


def test_a_story_named_like_a_number_keeps_a_text_as_title(tmp_path: Path) -> None:
    import_article(write_raw(tmp_path, RAW), root=tmp_path, story="2024", outlet="no")
    assert split_content((tmp_path / "content/stories/2024/story.md").read_text("utf-8"))[0] == {"title": "2024"}
    assert split_content((tmp_path / "content/outlets/no.md").read_text("utf-8"))[0] == {"name": "No"}


def test_an_article_that_exists_does_not_stand_in_the_way_of_a_second_one(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    asked, offered = None, []
    for _ in range(3):
        import_article(raw, root=tmp_path, story="flood", outlet="outlet-a", article=asked)
        with pytest.raises(ContentError) as error:
            import_article(raw, root=tmp_path, story="flood", outlet="outlet-a", article=asked)
        found = re.search(r"--article ([\w-]+)", str(error.value))
        assert found is not None
        asked = found[1]
        offered.append(asked)
    assert offered == ["outlet-a-2", "outlet-a-3", "outlet-a-4"]


def test_beside_a_name_of_ones_own_a_name_like_it_is_offered(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    import_article(raw, root=tmp_path, story="flood", outlet="outlet-a", article="editorial")
    with pytest.raises(ContentError) as error:
        import_article(raw, root=tmp_path, story="flood", outlet="outlet-a", article="editorial")
    assert _is_told(error, "`--article editorial-2`", "--force")


def test_an_import_knows_whether_the_article_has_a_date(tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    first = import_article(raw, root=tmp_path, story="flood", outlet="outlet-a")
    assert not first.dated
    given = import_article(raw, root=tmp_path, story="flood", outlet="outlet-b", date=date(2024, 1, 6))
    assert given.dated
    first.path.write_text(first.path.read_text("utf-8").replace("seed:", "date: 2024-01-05\nseed:"), encoding="utf-8")
    assert import_article(raw, root=tmp_path, story="flood", outlet="outlet-a", force=True).dated


@pytest.mark.parametrize(
    "names",
    [
        {"story": "../flood", "outlet": "outlet-a"},
        {"story": "flood", "outlet": "Outlet A"},
        {"story": "flood", "outlet": "outlet-a", "article": ""},
        {"story": "flood", "outlet": "outlet-a", "article": "a--b"},
        {"story": "flood", "outlet": "outlet-a", "article": "story"},
    ],
)
def test_names_that_cannot_be_addresses_are_refused(names: dict[str, str], tmp_path: Path) -> None:
    raw = write_raw(tmp_path, RAW)
    with pytest.raises(ContentError):
        import_article(raw, root=tmp_path, story=names["story"], outlet=names["outlet"], article=names.get("article"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw.txt"]


@pytest.mark.parametrize("article", [None, "The Times", "The Times-3"])
def test_a_name_in_place_of_an_id_is_told_once_with_the_id(article: str | None, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        import_article(write_raw(tmp_path, RAW), root=tmp_path, story="flood", outlet="The Times", article=article)
    assert only_problem(error).path == "--outlet"
    assert "Did you mean `the-times`?" in only_problem(error).hint


def test_a_name_that_gives_no_id_is_told_without_a_guess(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        import_article(write_raw(tmp_path, RAW), root=tmp_path, story="Наводнение", outlet="outlet-a")
    assert only_problem(error).path == "--story"
    assert "Did you mean" not in only_problem(error).hint


def test_all_that_is_wrong_with_the_names_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        import_article(write_raw(tmp_path, RAW), root=tmp_path, story="A", outlet="B", article="c")
    assert len(error.value.problems) == 2

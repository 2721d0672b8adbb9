"""`sitegen import` from end to end: what it makes, what it says, and what it leaves alone."""

import re
from pathlib import Path

import pytest
from sites import SMALL_SITE, write_site

from sitegen.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site, and the current folder."""
    monkeypatch.chdir(write_site(tmp_path, SMALL_SITE))
    return tmp_path


TEXT = "Pier reopens after storm\n\nMayor Example reopened the pier of Springfield-on-Sea on Friday.\n"


def test_an_imported_text_can_be_built(site: Path, capsys: Captured) -> None:
    (site / "c.txt").write_text(TEXT)
    arguments = ["import", "c.txt", "--story", "pier", "--outlet", "outlet-c", "--date", "2031-05-04"]
    assert main(arguments) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "content/stories/pier/outlet-c.md: 1 paragraph, headline, 0 lines taken out.",
        "content/outlets/outlet-c.md: new, with a name made of the id. Please look at it.",
    ]
    assert main(["build"]) == 0
    assert (site / "public/stories/pier/read/outlet-c/index.html").is_file()
    assert "2031-05-04" in (site / "content/stories/pier/outlet-c.md").read_text()


def test_an_import_overwrites_on_demand_alone(site: Path, capsys: Captured) -> None:
    (site / "c.txt").write_text(TEXT)
    arguments = ["import", "c.txt", "--story", "pier", "--outlet", "outlet-c", "--article", "third"]
    assert main(arguments) == 0
    article = site / "content/stories/pier/third.md"
    article.write_text(article.read_text().replace("Mayor", "Major"))
    capsys.readouterr()
    assert main(arguments) == 2
    assert re.match(r"content/stories/pier/third\.md: error: .*--force", capsys.readouterr().err)
    assert "Major" in article.read_text()
    assert main([*arguments, "--force"]) == 0
    assert "Major" not in article.read_text()


def test_several_texts_are_imported_under_numbered_names_and_all_mistakes_are_told(
    site: Path, capsys: Captured
) -> None:
    for name in ("one", "two"):
        (site / f"{name}.txt").write_text(TEXT)
    arguments = ["import", "one.txt", "gone.txt", "two.txt", "lost.txt", "--story", "pier", "--outlet", "outlet-c"]
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert (site / "content/stories/pier/outlet-c.md").is_file()
    assert (site / "content/stories/pier/outlet-c-3.md").is_file()
    assert [line.partition(":")[0] for line in told.err.splitlines()] == ["gone.txt", "lost.txt"]


def test_an_empty_folder_becomes_a_site_by_two_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    folder = tmp_path / "springfield-papers"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert main(["build"]) == 2
    told = capsys.readouterr().err
    assert re.match(r"content: error: there is no folder `content`\. .*`sitegen import FILE --story STORY", told)
    (folder / "c.txt").write_text(TEXT)
    arguments = ["import", "c.txt", "--story", "pier", "--date", "2031-05-04", "--outlet"]
    assert main([*arguments, "outlet-a"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "content/stories/pier/outlet-a.md: 1 paragraph, headline, 0 lines taken out.",
        "content/site.toml: new, with a title made of the folder's name. Please look at it.",
        "content/stories/pier/story.md: new, with a name made of the id. Please look at it.",
        "content/outlets/outlet-a.md: new, with a name made of the id. Please look at it.",
    ]
    assert main([*arguments, "outlet-b"]) == 0
    assert "site.toml" not in capsys.readouterr().out
    assert main(["build"]) == 0
    assert "Springfield papers" in (folder / "public/index.html").read_text()


def test_an_import_from_nowhere_makes_no_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["import", "gone.txt", "--story", "pier", "--outlet", "outlet-c"]) == 2
    assert capsys.readouterr().err.startswith("gone.txt: error: ")
    (tmp_path / "c.txt").write_text(TEXT)
    assert main(["import", "c.txt", "--story", "pier", "--outlet", "outlet-c", "--root", "typo"]) == 2
    assert capsys.readouterr().err.startswith("typo: error: there is no such folder. ")
    assert [path.name for path in tmp_path.iterdir()] == ["c.txt"]


@pytest.mark.parametrize("written", ["3/6/2031", "3 June 2031", "2031-06", "2031-06-31", "2031-06-03-01", "", "०-१"])
def test_a_date_in_another_form_is_told_with_the_form_that_is_read(site: Path, written: str, capsys: Captured) -> None:
    (site / "c.txt").write_text(TEXT)
    assert main(["import", "c.txt", "--story", "pier", "--outlet", "outlet-c", "--date", written]) == 2
    told = capsys.readouterr().err
    assert f"`{written}`" in told
    assert "write the date as year-month-day, e.g. 2031-06-03" in " ".join(told.split())
    assert not (site / "content/stories/pier/outlet-c.md").exists()


def test_an_article_without_a_date_is_told_with_the_keys_to_add(site: Path, capsys: Captured) -> None:
    (site / "c.txt").write_text(TEXT)
    arguments = ["import", "c.txt", "--story", "pier", "--outlet", "outlet-c"]
    assert main(arguments) == 0
    told = capsys.readouterr().out.splitlines()[1]
    assert told.startswith("content/stories/pier/outlet-c.md: no date found. ")
    assert all(f"`{key}`" in told for key in ("date", "date_basis", "date_note"))
    (site / "d.txt").write_text(TEXT.replace("\n\n", "\nBy Milo Tarrant, 3 June 2031\n\n"))
    assert main(["import", "d.txt", "--story", "pier", "--outlet", "outlet-d"]) == 0
    assert "no date" not in capsys.readouterr().out


def test_a_second_article_of_an_outlet_is_led_to_a_name_of_its_own(site: Path, capsys: Captured) -> None:
    (site / "d.txt").write_text(TEXT)
    before = (site / "content/stories/pier/outlet-a.md").read_bytes()
    arguments = ["import", "d.txt", "--story", "pier", "--outlet", "outlet-a"]
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert "`--article outlet-a-2`" in told
    assert told.index("--article") < told.index("--force")
    assert main([*arguments, "--article", "outlet-a-2"]) == 0
    assert (site / "content/stories/pier/outlet-a.md").read_bytes() == before


def test_a_name_in_place_of_an_id_is_told_once_for_all_files(site: Path, capsys: Captured) -> None:
    for name in ("one", "two"):
        (site / f"{name}.txt").write_text(TEXT)
    assert main(["import", "one.txt", "two.txt", "--story", "pier", "--outlet", "The Times"]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert re.match(r"--outlet: error: `The Times` .*Did you mean `the-times`\?", told)

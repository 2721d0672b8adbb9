"""What an author is told: every mistake of a site at its place, in words that say what to do, all in one run."""

import errno
import os
import re
from pathlib import Path

import pytest
from casefiles import Case, case_id, read_cases
from sites import SMALL_SITE, write_site

from sitegen.content.files import MAX_BYTES
from sitegen.content.load import load_site


def _problems(root: Path) -> list[str]:
    """The messages of the site at `root`, as they are printed, with paths from `root`."""
    return [str(problem) for problem in load_site(root)[2]]


def _divide(problem: str) -> tuple[str, str]:
    """A line of output in two: place and severity, and what is said."""
    match = re.fullmatch(r"(.+?: (?:error|warning): )(.+)", problem)
    assert match is not None, problem
    return match[1], match[2]


@pytest.fixture
def small_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site without a mistake, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    return write_site(tmp_path, SMALL_SITE)


@pytest.mark.parametrize("case", read_cases("content/problems"), ids=case_id)
def test_mistakes_are_told_at_their_place(case: Case, small_site: Path) -> None:
    told = [_divide(problem) for problem in _problems(write_site(small_site, case.given + "\n"))]
    expected = [_divide(line) for line in case.expected.splitlines()]
    assert [place for place, _ in told] == [place for place, _ in expected]
    for (_, message), (_, words) in zip(told, expected, strict=True):
        position = 0
        for word in words.split(" ... "):
            position = message.find(word, position)
            assert position >= 0, f"{word!r} is not in {message!r}"


def test_a_site_without_a_mistake_has_no_problem(small_site: Path) -> None:
    assert _problems(small_site) == []


@pytest.mark.parametrize(
    ("missing", "place"),
    [
        ("content", "content: error: "),
        ("content/site.toml", "content/site.toml: error: "),
        ("content/outlets", "content/outlets: error: "),
        ("content/stories", "content/stories: error: "),
    ],
)
def test_what_a_site_lacks_is_said_once_and_how_to_get_it(small_site: Path, missing: str, place: str) -> None:
    (small_site / missing).rename(small_site / "elsewhere")
    (problem,) = _problems(small_site)
    assert problem.startswith(place)
    assert "Create it" in problem or "Run the command in" in problem


def test_a_file_where_a_folder_should_be_is_told(small_site: Path) -> None:
    (small_site / "content/outlets").rename(small_site / "elsewhere")
    (small_site / "content/outlets").write_text("x")
    (problem,) = _problems(small_site)
    assert problem == "content/outlets: error: the folder cannot be read: not a directory"


def test_paths_are_those_an_author_would_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path / "papers", SMALL_SITE + "-- content/outlets/outlet-b.md --\n")
    monkeypatch.chdir(tmp_path)
    assert load_site(Path("papers"))[2][0].path == "papers/content/outlets/outlet-b.md"
    assert load_site(tmp_path / "papers")[2][0].path == "papers/content/outlets/outlet-b.md"
    monkeypatch.chdir(tmp_path / "papers" / "content")
    assert load_site(Path(".."))[2][0].path == "outlets/outlet-b.md"
    monkeypatch.chdir("outlets")
    assert load_site(Path("../.."))[2][0].path == "outlet-b.md"
    monkeypatch.chdir("../stories")
    assert load_site(Path("../.."))[2][0].path == (tmp_path / "papers/content/outlets/outlet-b.md").as_posix()


@pytest.mark.parametrize(
    ("data", "place", "found"),
    [
        (b"---\nname: Caf\xe9 Springfield\n---\n", "2:10", "byte 0xE9"),
        (b"---\r\nname: Caf\xc3\xa9 d\x92Example\r\n---\r\n", "2:13", "byte 0x92"),
        (b"\xef\xbb\xbf---\nname: x\n---\n\xff", "4:1", "byte 0xFF"),
        ("---\nname: Outlet B\n---\n".encode("utf-16"), "1:1", "UTF-16"),
        (b"---\nname: x\n---\ncut \xe2\x82", "4:5", "byte 0xE2"),
    ],
)
def test_text_that_is_not_utf8_is_told_at_its_first_wrong_byte(
    small_site: Path, data: bytes, place: str, found: str
) -> None:
    (small_site / "content/outlets/outlet-b.md").write_bytes(data)
    (problem,) = _problems(small_site)
    assert problem.startswith(f"content/outlets/outlet-b.md:{place}: error: the file is not UTF-8 text ({found})")


def test_control_characters_are_told_once_a_file_beside_its_other_mistakes(small_site: Path) -> None:
    path = small_site / "content/stories/pier/outlet-a.md"
    path.write_bytes(b"---\noutlet: outlet-a\nread: ful\n---\nThe \x07pier\tis\x00 open.\x1b\n")
    controls, choice = sorted(_problems(small_site), reverse=True)
    assert controls.startswith(f"{path.relative_to(small_site)}:5:5: error: control character U+0007 and 2 more")
    assert choice.startswith(f"{path.relative_to(small_site)}:3:7: error: `read: ful`")


def test_a_control_character_in_the_front_matter_is_told_once(small_site: Path) -> None:
    (small_site / "content/outlets/outlet-b.md").write_bytes(b"---\nname: Outlet\x0b B\n---\n")
    (problem,) = _problems(small_site)
    assert problem.startswith("content/outlets/outlet-b.md:2:13: error: control character U+000B.")


def test_a_file_that_is_too_large_is_not_read(small_site: Path) -> None:
    path = small_site / "content/stories/pier/outlet-a.md"
    text = path.read_bytes()
    path.write_bytes(text + b"x" * (MAX_BYTES - len(text)))
    assert _problems(small_site) == []
    path.write_bytes(path.read_bytes() + b"x" * 100_000)
    (problem,) = _problems(small_site)
    assert problem.startswith("content/stories/pier/outlet-a.md: error: the file is too large: 2.1 MB")


@pytest.mark.parametrize("name", ["content", "content/outlets", "content/stories/pier", "content/site.toml"])
def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    site = write_site(tmp_path / "site", SMALL_SITE)
    monkeypatch.chdir(site)
    (site / name).rename(tmp_path / "outside")
    (site / name).symlink_to(tmp_path / "outside")
    (problem,) = _problems(site)
    assert problem.startswith(f"{name}: error: ")
    assert "leads out of the site" in problem


def test_an_article_linked_from_outside_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path / "site", SMALL_SITE)
    monkeypatch.chdir(site)
    (tmp_path / "secret.md").write_text("---\noutlet: outlet-a\n---\nSecret.\n")
    (site / "content/stories/pier/outlet-c.md").symlink_to(tmp_path / "secret.md")
    _, library, problems = load_site(site)
    assert [problem.path for problem in problems] == ["content/stories/pier/outlet-c.md"]
    assert library is not None
    assert [article.id for article in library.stories[0].articles] == ["outlet-a", "outlet-b"]


def test_a_link_inside_the_site_is_followed(small_site: Path) -> None:
    (small_site / "kept.md").write_text("---\noutlet: outlet-a\n---\nThe pier is shut.\n")
    (small_site / "content/stories/pier/later.md").symlink_to("../../../kept.md")
    _, library, problems = load_site(small_site)
    assert problems == ()
    assert library is not None
    assert [article.text for article in library.stories[0].articles if article.id == "later"] == ["The pier is shut."]


def test_a_link_to_nothing_and_a_link_to_itself_are_told(small_site: Path) -> None:
    (small_site / "content/stories/pier/gone.md").symlink_to("nowhere.md")
    (small_site / "content/stories/pier/round.md").symlink_to("round.md")
    gone, round_ = _problems(small_site)
    assert gone == "content/stories/pier/gone.md: error: the link leads to nothing. Remove it."
    assert round_.startswith("content/stories/pier/round.md: error: ")


def test_what_is_no_file_is_not_opened(small_site: Path) -> None:
    os.mkfifo(small_site / "content/stories/pier/pipe.md")
    (problem,) = _problems(small_site)
    assert problem == "content/stories/pier/pipe.md: error: this is not a file. Remove it."


def test_what_may_not_be_read_is_told(small_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    # Taking the right away from a file would not do: root may read it all the same.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    problems = _problems(small_site)
    assert len(problems) == 6
    assert problems[0] == "content/outlets/outlet-a.md: error: the file cannot be read: permission denied"


def test_all_mistakes_of_all_files_are_told_in_one_run_by_file_and_line(small_site: Path) -> None:
    write_site(
        small_site,
        """
        -- content/site.toml --
        links = "both"
        titel = "Springfield papers"
        -- content/outlets/outlet-b.md --
        name: Outlet B
        -- content/stories/pier/outlet-a.md --
        ---
        date: soon
        outlet: outlet-z
        ---
        -- content/stories/pier/review.toml --
        [[join]]
        -- content/stories/bridge/story.md --
        ---
        titel: The bridge
        ---
        """,
    )
    settings, library, problems = load_site(small_site)
    assert [(problem.path, problem.line) for problem in problems] == [
        ("content/outlets/outlet-b.md", 1),
        ("content/site.toml", 1),
        ("content/site.toml", 2),
        ("content/stories/bridge", 0),
        ("content/stories/bridge/story.md", 2),
        ("content/stories/pier/outlet-a.md", 2),
        ("content/stories/pier/outlet-a.md", 3),
        ("content/stories/pier/outlet-a.md", 4),
        ("content/stories/pier/review.toml", 1),
    ]
    assert settings is None
    assert library is not None
    assert [(story.id, story.articles) for story in library.stories] == [("pier", ())]

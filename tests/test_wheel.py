"""What is published works by itself: a wheel, built without network and installed far from this checkout."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent

SITE = {
    "site.toml": 'title = "Springfield papers"\n',
    "outlets/outlet-a.md": "---\nname: Outlet A\n---\n",
    "outlets/outlet-b.md": "---\nname: Outlet B\n---\n",
    "stories/pier/story.md": "---\ntitle: The pier of Springfield-on-Sea\n---\n",
    "stories/pier/a.md": (
        "---\noutlet: outlet-a\ntitle: Pier opens again\ndate: 2031-05-02\n---\n"
        "Mayor Example opened the pier of Springfield-on-Sea again on Friday.\n\n"
        "Repairs cost 40,000 crowns, the mayor said.\n"
    ),
    "stories/pier/b.md": (
        "---\noutlet: outlet-b\ndate: 2031-05-03\n---\n"
        "The pier of Springfield-on-Sea was opened again by Mayor Example on Friday.\n\n"
        "The work cost more than 39,000 crowns.\n"
    ),
}


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command printed; a command that fails fails the test and shows it."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, made with the locked build tools alone."""
    out = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--isolated", "wheel", "--no-index", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", out, ROOT, cwd=out)
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel unpacked by pip and nothing else; the dependencies are those of this environment."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--isolated", "install", "--no-index", "--no-deps", "--no-compile")
    run(*pip, "--target", folder, wheel, cwd=folder)
    return folder


def test_the_wheel_holds_the_package_and_the_theme_alone(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    theme = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert theme
    assert {f"sitegen/{path}" for path in theme} <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"sitegen"}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_package_data_is_in_the_wheel(wheel: Path) -> None:
    data = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "sitegen").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    with ZipFile(wheel) as archive:
        assert data <= set(archive.namelist())


def test_an_installed_wheel_builds_a_site_elsewhere(installed: Path, tmp_path: Path) -> None:
    for name, text in SITE.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    origin = run(
        sys.executable, "-c", "import sitegen; print(sitegen.__file__)", cwd=tmp_path, PYTHONPATH=str(installed)
    )
    assert Path(origin.strip()).is_relative_to(installed), "the checkout answers, not the wheel"
    run(installed / "bin" / "sitegen", "build", cwd=tmp_path, PYTHONPATH=str(installed))

    overview = (tmp_path / "public" / "stories" / "pier" / "index.html").read_text(encoding="utf-8")
    assert "The pier of Springfield-on-Sea" in overview
    assert (tmp_path / "public" / "data" / "pier.json").is_file()


def test_an_installed_wheel_begins_a_site_that_builds(installed: Path, tmp_path: Path) -> None:
    run(installed / "bin" / "sitegen", "init", "new", cwd=tmp_path, PYTHONPATH=str(installed))
    run(installed / "bin" / "sitegen", "build", cwd=tmp_path / "new", PYTHONPATH=str(installed))
    assert (tmp_path / "new/public/data/town-clock.json").is_file()
    assert (tmp_path / "new/.gitignore").is_file()


def test_version_is_that_of_the_package(installed: Path, wheel: Path, tmp_path: Path) -> None:
    said = run(installed / "bin" / "sitegen", "--version", cwd=tmp_path, PYTHONPATH=str(installed))
    assert wheel.name.split("-")[1] in said

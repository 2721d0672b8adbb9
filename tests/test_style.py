"""Style and types are tests like any other: one command tells whether a change may go in."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str) -> str:
    """What a tool of this environment printed when it found fault with the tree; empty when it found none."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    return f"{done.stdout}{done.stderr}" if done.returncode else ""


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "--output-format=concise"), ("ruff", "format", "--check", "--output-format=concise"), ("mypy",)],
    ids=["ruff check", "ruff format", "mypy strict"],
)
def test_the_tree_is_clean(command: tuple[str, ...]) -> None:
    if found := run(*command):
        pytest.fail(f"{' '.join(command)}: `make format` may mend some of this\n{found}", pytrace=False)


def test_the_checks_see_a_fault(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("import os\ndef f(a) -> int: return 'no'\n", encoding="utf-8")
    config = f"--config={ROOT / 'pyproject.toml'}"
    assert "F401" in run("ruff", "check", config, str(bad))
    assert "1 file would be reformatted" in run("ruff", "format", "--check", config, str(bad))
    types = run("mypy", f"--config-file={ROOT / 'pyproject.toml'}", "--cache-dir", str(tmp_path / "cache"), str(bad))
    assert "[no-untyped-def]" in types
    assert "[return-value]" in types

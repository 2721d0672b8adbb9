"""What every test may use: two sites, each built once, and hypothesis without chance."""

import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest
from stress_site import Stress, make_stress

ROOT = Path(__file__).parent.parent

# The same examples in every run, however slow the machine: a failure is a change of the code, never bad luck.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.load_profile("steady")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the site that `sitegen build` makes of this project's own content/; not to be written to."""
    out = tmp_path_factory.mktemp("site") / "public"
    command = [sys.executable, "-m", "sitegen", "build", "--root", str(ROOT), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        pytest.fail(f"sitegen build failed:\n{done.stdout}{done.stderr}", pytrace=False)
    return out


@pytest.fixture(scope="session")
def stress(tmp_path_factory: pytest.TempPathFactory) -> Stress:
    """The built site of stories that strain the pages; not to be written to."""
    return make_stress(tmp_path_factory.mktemp("stress"))

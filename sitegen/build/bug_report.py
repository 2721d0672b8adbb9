"""What to tell of a failure that nobody foresaw. Deliberately contains no stream: the caller has one."""

import platform
import sys
import tempfile
import traceback

from sitegen import __version__


def bug_message(error: Exception) -> str:
    """What to tell of a bug; the traceback goes to a file, which the message names."""
    told = f"This is a bug in sitegen, not in your content: {type(error).__name__}: {error}"
    report = "".join(
        (
            f"sitegen {__version__}, Python {platform.python_version()}, {platform.platform()}\n{sys.argv}\n\n",
            *traceback.format_exception(error),
        )
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="sitegen-bug-", suffix=".txt", delete=False
        ) as file:
            file.write(report)
    except OSError:
        return told
    return f"{told}\nThe details are in {file.name}; please send that file along with a report."

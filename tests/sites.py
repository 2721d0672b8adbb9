"""A whole site in one string, for tests.

    write_site(tmp_path, '''
    -- content/site.toml --
    title = "Springfield papers"
    -- content/outlets/outlet-a.md --
    ---
    name: Outlet A
    ---
    ''')

Deliberately contains no assertion and no loading, so that every floor can use it.
"""

import re
from pathlib import Path
from textwrap import dedent

_MARKER = re.compile(r"^-- (\S.*?) --\n", re.MULTILINE)

SMALL_SITE = """
-- content/site.toml --
title = "Springfield papers"
-- content/outlets/outlet-a.md --
---
name: Outlet A
---
-- content/outlets/outlet-b.md --
---
name: Outlet B
---
-- content/stories/pier/story.md --
---
title: The pier of Springfield-on-Sea
---
-- content/stories/pier/outlet-a.md --
---
outlet: outlet-a
title: Pier reopens after storm
date: 2031-05-02
---
Mayor Example reopened the pier of Springfield-on-Sea on Friday.

Repairs cost 40,000 crowns, the mayor said.
-- content/stories/pier/outlet-b.md --
---
outlet: outlet-b
date: 2031-05-03
---
The pier of Springfield-on-Sea was reopened by Mayor Example on Friday.

The work cost more than 39,000 crowns.
"""
"""The least that loads without a problem: two outlets, one story, two articles."""


def write_site(root: Path, text: str) -> Path:
    """Write the files that `text` lists under `root` and return `root`.

    `text` is dedented as a whole; a line `-- path --` begins a file, whose content is everything up to the next such
    line, unchanged. Folders are made as needed. A path given twice is written twice: the last one stays, so a test
    can add to `SMALL_SITE` or replace a file of it.
    """
    parts = _MARKER.split(dedent(text).lstrip("\n"))
    if parts[0]:
        message = f"text before the first `-- path --` line: {parts[0]!r}"
        raise ValueError(message)
    for path, content in zip(parts[1::2], parts[2::2], strict=True):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode())
    return root

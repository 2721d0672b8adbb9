"""A site on an invented ferry, for `explain`: pairs that match and do not, and two that an editor decided.

Springfield-on-Sea, Captain Sample and Outlets A to C do not exist. Deliberately holds no score: those may be tuned.
"""

from pathlib import Path

from sites import write_site

from sitegen.text.segment import sentence_digest

TICKETS = "Tickets had cost four crowns."
FED = "Volunteers fed the stranded on Saturday, and soup was free of cost."
AGROUND_A = "The ferry of Springfield-on-Sea ran aground on Friday with 120 passengers on board."
AGROUND_B = "A ferry with more than 100 passengers on board ran aground near Springfield-on-Sea on Friday."
AGROUND_C = "All passengers were safe after the ferry of Springfield-on-Sea ran aground on Friday."

FERRY_SITE = f"""
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
-- content/outlets/outlet-c.md --
---
name: Outlet C
---
-- content/stories/ferry/story.md --
---
title: The ferry of Springfield-on-Sea
---
-- content/stories/ferry/outlet-a.md --
---
outlet: outlet-a
title: Ferry runs aground
date: 2031-05-02
---
{AGROUND_A}

“The necessity of a lighthouse is plain to every sailor,” Captain Sample said.

Divers are searching the wreck for the ship's bell.

{TICKETS}
-- content/stories/ferry/outlet-b.md --
---
outlet: outlet-b
date: 2031-05-03
---
{AGROUND_B}

Captain Sample called a lighthouse necessary, “plain to every sailor”.

{FED}

The bell of the wreck was searched for by divers.
-- content/stories/ferry/outlet-c.md --
---
outlet: outlet-c
date: 2031-05-03
---
{AGROUND_C}

Oysters were cheap in the harbour taverns.
-- content/stories/ferry/review.toml --
[[join]]
sentences = ["outlet-a:{sentence_digest(TICKETS)}", "outlet-b:{sentence_digest(FED)}"]
reason = "Both are of what the day was like."
by = "an editor"
date = 2031-05-04

[[part]]
sentences = ["outlet-a:{sentence_digest(AGROUND_A)}", "outlet-c:{sentence_digest(AGROUND_C)}"]
"""

MATCH = ("outlet-a.1", "outlet-b.1")
LIGHTHOUSE = ("outlet-a.2", "outlet-b.2")
NOTHING = ("outlet-a.4", "outlet-c.2")
JOINED = ("outlet-a.4", "outlet-b.3")
PARTED = ("outlet-a.1", "outlet-c.1")


def write_ferry_site(root: Path) -> Path:
    """Write the site under `root` and return `root`."""
    return write_site(root, FERRY_SITE)

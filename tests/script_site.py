"""An invented event told in English, French, Arabic and Hebrew, on a site in a language of a test's choice.

Nothing of it happened: Springfield-on-Sea has no lighthouse. Deliberately contains no test.
"""

LANGUAGES = {"paper-en": "en", "paper-fr": "fr", "paper-ar": "ar", "paper-he": "he"}
"""Outlet, and at once its article's id -> language."""

_CONTENT = """
-- content/site.toml --
title = "Springfield papers"
language = "SITE"
description = "Invented news."
-- content/outlets/paper-en.md --
---
name: The Invented Paper
code: EN
---
-- content/outlets/paper-fr.md --
---
name: Le Journal inventé
code: FR
---
-- content/outlets/paper-ar.md --
---
name: الجريدة المتخيلة
code: AR
---
-- content/outlets/paper-he.md --
---
name: העיתון הבדיוני
code: HE
---
-- content/stories/lighthouse/story.md --
---
title: The lighthouse of Springfield-on-Sea
date: 2031-04-01
---
-- content/stories/lighthouse/paper-en.md --
---
outlet: paper-en
title: Lighthouse of Springfield-on-Sea goes dark
date: 2031-04-02
language: en
---
The lighthouse of Springfield-on-Sea went dark on Tuesday, Mayor Example said.

At least 40 boats waited outside the harbour.

“We will light it again,” the mayor said.
-- content/stories/lighthouse/paper-fr.md --
---
outlet: paper-fr
title: Le phare de Springfield-on-Sea s'éteint
date: 2031-04-02
language: fr
---
Le phare de Springfield-on-Sea s'est éteint mardi, a dit Mayor Example.

Au moins 40 bateaux ont attendu devant le port.
-- content/stories/lighthouse/paper-ar.md --
---
outlet: paper-ar
title: انطفاء المنارة في Springfield-on-Sea
date: 2031-04-02
language: ar
---
انطفأت المنارة في Springfield-on-Sea يوم الثلاثاء كما قال رئيس البلدية.

انتظر 40 قاربا خارج الميناء.
-- content/stories/lighthouse/paper-he.md --
---
outlet: paper-he
title: המגדלור של Springfield-on-Sea כבה
date: 2031-04-03
language: he
---
המגדלור של Springfield-on-Sea כבה ביום שלישי, אמר ראש העיר.

לפחות 40 סירות המתינו מחוץ לנמל.
"""


def scripts_site(language: str) -> str:
    """The files of the site for `sites.write_site`."""
    return _CONTENT.replace("SITE", language)

"""Words by which the furniture of news pages shows: curated by hand from pages of many outlets, bound to none."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


AGENCIES = (
    "Agence France-Presse", "The Associated Press", "Associated Press", "Press Association", "Anadolu Agency",
    "Getty Images", "Shutterstock", "Zuma Press", "Bloomberg", "NurPhoto", "Agencies", "Anadolu", "Interfax",
    "PA Media", "Handout", "Reuters", "Xinhua", "Yonhap", "Alamy", "Getty", "Kyodo", "ANSA", "IANS", "IRNA", "KUNA",
    "MENA", "SANA", "TASS", "WAFA", "AAP", "AFP", "ANI", "APA", "CNA", "DPA", "EFE", "EPA", "NTB", "PTI", "UPI", "dpa",
    "AP", "PA",
)  # fmt: skip
"""News and picture agencies that sign with their name alone; longer names first, since the first match wins."""

BYLINE_WORDS = _listed("and at correspondent editor for from in of reporter special staff the to with writer")
"""Small letters that a line of names may hold."""

NAME_PARTICLES = _listed("al bin da de del della den der di dos du el ibn la le ter ul van von y")
"""Small letters inside a person's name."""

UNNAMED_CREDITS = _listed("archive contributed courtesy file handout provided screenshot submitted supplied via")
"""Small letters where a picture's credit has no name."""

CALENDAR_WORDS = _listed(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december today tomorrow tonight noon midnight
    """
)
"""`By Monday` says when. May is left out: it is a given name too."""

KICKERS = frozenset(
    (
        "africa", "americas", "analysis", "asia", "breaking", "breaking news", "business", "culture", "economy",
        "editorial", "europe", "exclusive", "explainer", "feature", "features", "health", "home", "international",
        "interview", "latest", "live", "live updates", "local", "middle east", "national", "news", "opinion",
        "politics", "region", "regional", "science", "security", "society", "sport", "sports", "technology",
        "top news", "top stories", "video", "world",
    )
)  # fmt: skip
"""Section labels that stand above a headline."""

FINITE_VERBS = _listed(
    """
    add added adds am are aren't ask asked asks be became become becomes been began begins call called calls came can
    can't come comes could couldn't did didn't do does doesn't don't fell falls find finds found gave get gets give
    gives go goes got had has hasn't have haven't held hold holds is isn't kept keeps kill killed kills knew knows lose
    loses lost made make makes may meets met might must note noted notes rise rises rose said say says shall should
    shouldn't take takes tell tells think thinks thought told took warn warned warns was wasn't went were weren't will
    win wins won won't would wouldn't write writes wrote
    """
)
"""Irregular and frequent finite verbs of news; regular past forms show by their ending."""

PARTICIPLES = _listed("armed based dated deployed left pictured seated so-called united wounded")
"""Past forms that captions use without a finite verb (`Mayor Example, pictured in 2019`)."""

DETERMINERS = _listed("a an her his its the their that these this those")
"""After one of these a past form belongs to its noun (`the flooded harbour`)."""

NAME_WORDS = _listed("a al an and at bin by de during for from in near of on outside the to van von with")
"""Small letters that the name of a person, with office and place, may hold."""

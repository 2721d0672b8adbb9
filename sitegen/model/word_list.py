"""The word list: words that editors flag in news text, by kind and tier, as plain data.

Own work, free to use. Tier 1 is flagged on its own; tier 2 only where another outlet, at the same point, writes it
differently. Nothing here says that a word is wrong to use. It stands on the floor that findings and pages share, so
that the method page prints the list that is used. Deliberately contains no matching; `compare.lexicon` does that.
"""

from collections.abc import Mapping

from sitegen.model.findings import UsageKind

WHY: Mapping[UsageKind, str] = {
    "distancing": "marks a claim or a name as doubtful, or denies a stated purpose",
    "attribution": "the verb passes a judgement on what is said",
    "epithet": "adds an evaluation or an intensity that is not needed to identify the thing",
    "actor": "the name chosen carries a view of the person or group",
    "event": "the name chosen for the event implies who is to blame or how grave it is",
    "act": "the word says how, by whom or with what right force was used",
}
"""Why a word of this kind is on the list."""

TIER_1: Mapping[UsageKind, str] = {
    "distancing": """
        so-called self-styled self-proclaimed purported purportedly supposed supposedly ostensibly pretext
        guise sham bogus phony fake self-described""",
    "attribution": """
        boast blast tout slam mock rail rant gush fume sneer brag whine lash lament decry laud hail claim""",
    "epithet": """
        blatant cowardly brutal brutally heinous barbaric savage ruthless shameless shamelessly vicious evil
        despicable disgraceful outrageous infamous notorious bizarre absurd ridiculous hysterical fanatical
        sinister draconian radical extremist rabid toxic disastrous catastrophic horrific shocking stunning
        heroic glorious courageous besieged unprovoked ham-handed brazen genocidal reckless recklessly""",
    "actor": """
        terrorist terrorists thug thugs mob regime junta puppet stooge strongman dictator tyrant warlord
        mercenary mercenaries martyr martyrs zealot fanatic extremists radicals aliens illegals leftist
        leftists cult henchman henchmen goons cronies infidel infidels occupiers invaders freedom-fighter""",
    "event": """
        genocide massacre onslaught slaughter carnage bloodbath butchery atrocity atrocities rampage
        witch-hunt hoax aggression invasion purge crackdown chaos""",
    "act": """
        assassinate murder slaughter butcher massacre execute martyr neutralize neutralise liquidate liberate
        cleanse obliterate raze pummel""",
}
"""Kind -> words, divided by blanks: flagged wherever an outlet uses them."""
TIER_2: Mapping[UsageKind, str] = {
    "distancing": "alleged allegedly reportedly apparent apparently excuse justification justifications",
    "attribution": """
        allege insist assert contend admit concede acknowledge accuse condemn denounce praise label brand
        demand vow warn urge reveal""",
    "epithet": """
        controversial embattled hardline hard-line firebrand fiery far-right far-left soaring raging
        heightened massive staggering dramatic dramatically unprecedented historic aggressive aggressively
        destabilizing destabilising destructive loose swift bitter fierce harsh deadly bloody defiant slain""",
    "actor": """
        militant militants rebel rebels insurgent insurgents jihadist jihadists resistance faction factions
        gunman gunmen proxy proxies paramilitary militia militias settler settlers hardliner hardliners
        anti-us anti-jihadist""",
    "event": """
        occupation siege blockade uprising riot riots unrest coup assault incursion""",
    "act": "slay retaliate retaliation self-defence self-defense provoke provoking",
}
"""Kind -> words: flagged only where the best-matching sentence of another outlet does without."""

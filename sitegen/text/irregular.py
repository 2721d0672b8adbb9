"""Irregular forms of English verbs and nouns, which no stemmer brings together: `withdrew`, `withdraw`; `men`, `man`.

Our own list of the forms that news uses. Left out on purpose are forms that are words of their own more often than
not (`left`, `found`, `ground`, `wound`, `saw`, `lay`): bringing these together would tie what has nothing in common.
"""

from collections.abc import Mapping
from types import MappingProxyType

_VERBS = """
    arise arose arisen
    awake awoke awoken
    bear borne
    beat beaten
    become became
    begin began begun
    bend bent
    bite bit bitten
    bleed bled
    blow blew blown
    break broke broken
    breed bred
    bring brought
    build built
    buy bought
    catch caught
    choose chose chosen
    cling clung
    come came
    creep crept
    deal dealt
    die died dying dies
    dig dug
    draw drew drawn
    drink drank drunk
    drive drove driven
    eat ate eaten
    fall fallen
    feed fed
    feel felt
    fight fought
    flee fled
    fly flew flown
    forbid forbade forbidden
    foresee foresaw foreseen
    forget forgot forgotten
    forgive forgave forgiven
    freeze froze frozen
    get got gotten
    give gave given
    go went gone
    grow grew grown
    hang hung
    hear heard
    hide hid hidden
    hold held
    keep kept
    know knew known
    lead led
    lend lent
    lose lost
    make made
    mean meant
    meet met
    mislead misled
    mistake mistook mistaken
    oversee oversaw overseen
    overcome overcame
    overtake overtook overtaken
    overthrow overthrew overthrown
    pay paid
    plead pled
    rebuild rebuilt
    rethink rethought
    ride rode ridden
    ring rang rung
    rise rose risen
    run ran
    seek sought
    sell sold
    send sent
    shake shook shaken
    shoot shot
    sing sang sung
    sink sank sunk
    sit sat
    slay slew slain
    sleep slept
    slide slid
    speak spoke spoken
    spend spent
    spin spun
    stand stood
    steal stole stolen
    stick stuck
    strike struck stricken
    swear swore sworn
    sweep swept
    swim swam swum
    swing swung
    take took taken
    teach taught
    tear tore torn
    think thought
    throw threw thrown
    undergo underwent undergone
    understand understood
    undertake undertook undertaken
    undo undid undone
    uphold upheld
    wake woke woken
    wear wore worn
    weave wove woven
    weep wept
    win won
    withdraw withdrew withdrawn
    withhold withheld
    write wrote written
"""
_NOUNS = """
    ally allies
    analysis analyses
    child children
    crisis crises
    foot feet
    half halves
    knife knives
    life lives
    man men
    person people
    policeman policemen
    policewoman policewomen
    spokesman spokesmen
    spokeswoman spokeswomen
    congressman congressmen
    thief thieves
    tooth teeth
    wife wives
    woman women
"""


def _by_form(lines: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for line in lines.split("\n"):
        base, *forms = line.split() or [""]
        known.update(dict.fromkeys(forms, base))
    return known


VERB_FORMS = frozenset(_by_form(_VERBS))
"""The irregular forms that are a verb's."""
BASE_FORMS: Mapping[str, str] = MappingProxyType(_by_form(_VERBS) | _by_form(_NOUNS))
"""Irregular form, lower-case -> the base form."""

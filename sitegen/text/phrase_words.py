"""The words by which a noun phrase is told from what stands around it, and its head from what goes before it.

Our own lists, lower-case. Deliberately contains no rule.
"""

DETERMINERS = frozenset(
    """
    a an the this that these those his her its their our my your some any no every each all both several many few
    more most other another such what which same own whose either neither fewer less enough
    """.split()
)
"""What stands before a phrase and outside it."""
BREAKS = frozenset(
    """
    despite following including regarding concerning besides per via plus versus whereas whenever therefore meanwhile
    moreover furthermore nevertheless nonetheless otherwise instead perhaps maybe never always often soon later earlier
    already even back away together apart ago yes well able likely unlikely ready according due unless ’s 's is are
    """.split()
)
"""Adverbs and prepositions that are content elsewhere, and end a phrase."""
TIMES = frozenset(
    """
    today tonight yesterday tomorrow week weeks month months year years day days morning afternoon evening night hour
    hours minute minutes weekend decade decades time
    """.split()
)
"""Heads of phrases that are times."""
BARE = frozenset("mon tue wed thu fri sat sun mr mrs ms dr gen sen rep gov lt col sgt capt st prof adm rev".split())
"""Abbreviations behind which a full stop ends no phrase."""
SUBJECTS = frozenset(
    """
    will would can could may might must should shall cannot not never i we you they he she who did does do didn't
    doesn't don't won't wouldn't can't couldn't
    """.split()
)
"""Words behind which a verb stands."""
PARTICLES = frozenset("up out off down".split())
"""What belongs to a verb before it: `set up`."""
TO_BE = frozenset("be been being am is are was were has have had having get got gets".split())
"""Auxiliaries behind which a participle is part of the verb."""
CAN_BE_NOUNS = frozenset(
    """
    meeting building killing bombing fighting shelling training briefing wedding funding warning hearing ruling shooting
    opening beginning understanding gathering filing spending housing uprising standing stabbing hijacking beheading
    beating crossing landing sentencing testing targeting lynching looting rioting sighting offering saying
    """.split()
)
"""Words in -ing that name an act more often than they are one."""
ADJECTIVES_IN_ING = frozenset(
    """
    growing ongoing rising increasing remaining leading neighboring neighbouring existing looming surrounding working
    living ruling visiting opposing warring outgoing incoming sitting mounting lasting raging pending escalating
    simmering lingering dwindling aging ageing struggling competing differing
    """.split()
)
"""Words in -ing that describe."""
ADJECTIVES_IN_ED = frozenset(
    """
    armed united allied so-called alleged occupied besieged combined displaced elected limited advanced wounded
    suspected sacred organized organised unmanned detained hundred unprecedented
    """.split()
)
"""Participles that belong to their noun whatever stands before."""
NO_HEADS = frozenset(
    """
    responsible clear important possible new good bad great big small high low strong weak free full open ready true
    false sure certain safe dead alive available necessary different similar close near far old young long short early
    late first second third last next many much own such least critical guilty aware capable able unable worth angry
    happy wrong right sorry afraid concerned ahead alone inside outside abroad home there here lot lots
    """.split()
)
"""Adjectives that stand alone as predicates: without a determiner they are no phrase."""
NO_ADVERBS = frozenset(
    """
    family ally assembly supply reply july anomaly early deadly elderly friendly daily weekly monthly yearly quarterly
    rally monopoly bully belly folly only ugly lonely hourly italy
    """.split()
)
"""Words in -ly that are no adverbs."""
TRANSPARENT = frozenset(
    """
    number numbers series dozens hundreds thousands tens scores millions wave waves spate majority part parts kind type
    lot lots handful string couple pair score bulk rest list set share
    """.split()
)
"""Heads that only count or portion what stands behind `of`: `hundreds of boats` are boats."""

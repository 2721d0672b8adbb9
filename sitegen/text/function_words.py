"""English words that carry no content of their own, and the verbs of reporting, which frame content but are not it.

Our own list, kept short on purpose: a word is here only if two sentences that share it share nothing.
"""

FUNCTION_WORDS = frozenset(
    """
    a about above across after again against ago all along also although am amid among an and another any are
    around as at be because been before being below between both but by can cannot could did do does doing down
    during each either else ever every few for from further get had has have having he her here hers herself him
    himself his how however i if in into is it its itself just least less like many may me might mine more most
    much must my myself nearly neither no nor not now of off on once one only onto or other others our ours
    ourselves out over own per quite rather same shall she should since so some still such than that the their
    theirs them themselves then there these they this those though through thus to too toward towards under
    until unto up upon us very was we were what when where whether which while who whom whose why will with
    within without would yet you your yours yourself ain't aren't can't couldn't didn't doesn't don't hadn't
    hasn't haven't isn't it's shouldn't wasn't weren't won't wouldn't i'm i've we're we've they're they've he's
    she's that's there's
    """.split()
)

REPORTING_WORDS = frozenset(
    """
    say says said saying tell tells told telling state states stated stating add adds added adding note notes
    noted noting report reports reported reporting according accord statement
    """.split()
)
"""Counted as function words when sentences are scored, as content when words are compared one by one."""

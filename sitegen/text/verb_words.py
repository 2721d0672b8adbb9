"""English verbs of the news, by whether their forms can be nouns as well.

Our own lists, for telling where a noun phrase ends without a part-of-speech model. Deliberately contains no rule; the
forms come from `inflection`.
"""

from functools import lru_cache

from sitegen.text.inflection import forms_of
from sitegen.text.irregular import VERB_FORMS

_VERBS = """
    accept accuse achieve acknowledge act add admit adopt advise affect agree allege allow announce apologise apologize
    appear apply appoint appreciate approve argue arise arrest arrive assassinate assemble assert assess assist
    assume assure attend avoid award ban bar be beat become beg begin believe belong betray blame block bomb born
    break bring broadcast build bury buy calculate cancel carry cause cease celebrate choose cite clarify close
    coincide collapse collect come comment commit complain complete comply concede conclude condemn conduct confess
    confirm confront consider consist constitute consult contact contain continue contribute convene convict
    cooperate criticise criticize cross decide declare decline decry defeat defend define defuse delay deliver
    demonstrate denounce deny depend deploy describe deserve destroy detain determine develop devote die disclose
    discover discuss dismiss dispatch disrupt divide draw drive drop earn ease elect emerge emphasise emphasize
    enable encourage end endanger endorse enforce engage enjoy ensure enter escalate establish evacuate examine
    exceed exist expand expect expel explain express extend face fail fall feed feel find finish flee fly follow
    force forget form gain gather generate get give go govern grant grow guarantee guard happen hear help hide hold
    host hurt identify ignore illustrate impose improve include increase indicate inflict inform injure insist
    instruct intend intensify intervene introduce invade investigate invite involve issue join justify keep kill
    know lack lash last launch lead learn leave lend let lie live locate lose maintain make manage mark mean
    mediate meet mention mourn move murder need negotiate note notify object oblige observe obtain occupy occur
    offer open operate oppose organise organize oust overthrow own participate pass pay perform permit persuade
    place play plead pledge point portray pose postpone pour praise prefer prepare present preserve press prevent
    proceed prohibit prompt propose prosecute prove provide provoke publish pull punish purchase pursue push put
    raise reach react read realise realize reassure recall receive recognise recognize recommend reconsider recover
    reduce refer reflect refuse regain regard reinforce reiterate reject relate release rely remain remember remind
    remove renew repeat repel replace represent require rescue resemble resign resist resolve respect respond
    restore resume retain retaliate retreat return reveal rise run say see seek seem seize sell send serve set
    settle shake share shed show shut sign signal sit slam slay solve spark speak specify spend stand start state
    station stay steal stem step stir stop strengthen stress strip struggle submit succeed suffer suggest surge
    surrender survive suspect suspend sustain swear take talk teach tell tend testify think threaten throw topple
    tour trigger try turn undermine understand undertake unite unveil uphold urge use vanish violate visit vow wait
    walk want warn watch weaken wear welcome win wish withdraw witness wonder work worry wound write yield
"""
_ALSO_NOUNS = """
    act aid aim answer appeal approach arrest assault attack ban battle benefit blame block bomb break broadcast
    call campaign cause challenge change charge claim collapse comment concern conduct conflict contact control
    cost cover crash cross damage deal debate decline defeat delay demand desire document draft draw drive drop
    effort end escape estimate exit experience express face fall fear fight file fire flow focus force form
    function fund gain grant guarantee guard halt harm head help hit hold honor honour hope host house impact
    import increase interest interview issue joke judge judgment kill label lack land launch lead level lie limit
    link list live look loss march mark matter mean measure meeting mention mind mistake mourn move murder name
    need note object offer open order outrage own pass path pay place plan play pledge plot point position post
    praise present press pressure prize process produce profile progress promise prompt protest purchase push
    question raid rally range reach read rebuke record refuse regard release remark repair reply report request
    rescue resort respect rest result retreat return review reward ride rise risk row rule run sanction search
    sentence set shape share shed shift shock shoot show sign signal slam spark speech spread stage stand start
    state station stay step stop storm strain stress strike struggle study supply support surge surprise suspect
    talk target tax test threat throw tie time toll tour trade trial trigger trip trouble trust try turn use value
    view violence visit vote vow wait walk want war watch welcome win wish witness work worry wound yield
"""
_PASTS = "said told saw seen found left laid went gone"
"""Past forms that `irregular` leaves out, since they are words of their own too."""
_NEVER_NOUNS_IN_ED = frozenset(["seed", "deed", "need", "speed", "creed", "breed", "weed", "feed", "greed", "shed"])


@lru_cache(maxsize=1)
def verb_forms() -> frozenset[str]:
    """Every form of every verb of the lists, lower-case."""
    bases = {*_VERBS.split(), *_ALSO_NOUNS.split()}
    return frozenset(form for base in bases for form in forms_of(base)).union(_PASTS.split(), VERB_FORMS)


@lru_cache(maxsize=1)
def noun_forms() -> frozenset[str]:
    """The forms of those that are nouns as well: the plain form and the one in -s."""
    return frozenset(
        form for base in _ALSO_NOUNS.split() for form in forms_of(base) if form == base or form.endswith("s")
    )


def is_past(word: str) -> bool:
    """Whether a lower-case word ends as a past form or participle does: `condemned`, not `need`."""
    return word.endswith("ed") and len(word) > 3 and word not in _NEVER_NOUNS_IN_ED  # noqa: PLR2004 - "ed", "bed", "red"

"""Classes of nouns, and of verbs that do the same, that outlets choose between when they name one thing.

Our own lists of general news vocabulary, each class a plain list, in the order of what is named: people, bodies, acts,
talk, things. Two heads of one class may name the same (`onslaught`, `war`); two heads of different classes hardly do.
Words that fit anything (`issue`, `situation`) are in no class. Deliberately contains no name and no judgement: that a
word is in a list says nothing about who used it.
"""

from collections.abc import Mapping
from functools import lru_cache

from sitegen.text.irregular import BASE_FORMS
from sitegen.text.words import lower

CLASSES: Mapping[str, str] = {
    "armed people": """
        army troop soldier force forces military personnel fighter militant rebel insurgent guerrilla gunman militia
        militiaman paramilitary faction jihadist extremist terrorist resistance unit brigade battalion coalition
        contingent regiment squad cell mercenary combatant warrior separatist raider guard group organisation
        organization movement alliance outfit wing network axis gang attacker invader occupier peacekeeper marine
        garrison""",
    "leaders": """
        leader president premier chancellor minister secretary king queen prince ruler strongman dictator despot head
        chief chair chairman chairwoman mayor governor monarch pm statesman""",
    "commanders": """
        commander general officer colonel captain admiral chief leader official mastermind architect warlord
        lieutenant major hero martyr""",
    "officials": """
        official spokesman spokeswoman spokesperson spokespeople aide adviser advisor diplomat ambassador envoy
        bureaucrat negotiator representative source director deputy administrator commissioner""",
    "lawmakers": """
        lawmaker legislator senator congressman congresswoman politician deputy councillor mp parliamentarian member
        party caucus committee panel parliament congress senate legislature assembly council""",
    "states": """
        government state country nation administration cabinet regime authority leadership republic kingdom power
        capital ministry department homeland""",
    "courts and lawyers": "judge court tribunal justice prosecutor attorney lawyer jury counsel magistrate",
    "police": """
        police policeman policewoman officer constable deputy detective agent cop sheriff patrol investigator""",
    "suspects": """
        suspect defendant offender criminal perpetrator culprit accused convict thief thieves robber burglar smuggler
        trafficker killer murderer assailant shooter thug""",
    "crowds": """
        protester protestor demonstrator marcher activist crowd mob rioter campaigner supporter dissident opponent
        follower fan agitator""",
    "migrants": """
        migrant immigrant refugee alien newcomer arrival asylum-seeker seeker caravan deportee evacuee dreamer""",
    "victims": "victim casualty dead injured wounded survivor body fatality hostage captive prisoner detainee",
    "people": """
        people person civilian resident citizen inhabitant villager local population public community family passenger
        bystander neighbour neighbor voter man woman""",
    "children": "child kid baby infant toddler boy girl teenager youth student pupil minor son daughter",
    "workers": "worker employee staff labourer laborer crew union striker nurse teacher driver farmer",
    "companies": """
        company firm corporation business manufacturer maker giant retailer producer operator carrier bank employer
        industry""",
    "experts": """
        expert analyst scientist researcher academic scholar observer economist professor critic commentator doctor""",
    "acts of force": """
        attack strike airstrike raid bombing bombardment shelling assault offensive onslaught operation shooting blast
        explosion ambush incursion aggression hit violence action act retaliation self-defence self-defense response
        provocation drone rocket fire gunfire invasion clash attacked struck bombed shelled raided target targeting
        hostilities""",
    "deaths": """
        killing death assassination murder slaying execution martyrdom massacre slaughter bloodshed carnage homicide
        toll killed assassinated slain martyred murdered slayed dead demise""",
    "wars": """
        war conflict onslaught campaign fighting fight battle offensive hostilities combat genocide bloodshed
        aggression invasion siege operation crisis struggle warfare bombardment assault violence massacre""",
    "unrest": """
        protest demonstration rally march riot unrest uprising revolt rebellion insurrection disorder disturbance
        turmoil chaos upheaval sit-in vigil walkout strike stoppage boycott""",
    "tension": """
        tension escalation instability crisis crises standoff confrontation hostility turmoil rift strain unrest
        friction spillover destabilisation destabilization conflict dispute row feud""",
    "departures": """
        withdrawal departure exit pullout pull-out removal expulsion ouster end ending termination closure retreat
        evacuation drawdown eviction leave leaving withdraw withdrawing depart expel remove oust quit pull quitting
        closing close conclusion exodus abolition repeal""",
    "presences": "presence deployment occupation existence mission stationing stay base mandate deployed stationed",
    "dismissals": """
        dismissal firing sacking ouster removal resignation suspension termination layoff redundancy fired dismissed
        sacked ousted resigned""",
    "defeats": "defeat victory loss win triumph collapse fall success failure setback defeated vanquished overthrow",
    "arrests": """
        arrest detention custody imprisonment capture seizure jailing raid apprehension internment arrested detained
        jailed""",
    "expulsions and entries": """
        deportation crossing entry influx surge invasion flow wave immigration migration border asylum""",
    "calls": """
        call demand appeal request plea pressure petition ultimatum urging insistence invitation summons wish vote
        resolution called demanded urged""",
    "speech": """
        statement remark comment speech address announcement declaration message interview tweet post presentation
        briefing letter claim word warning threat rhetoric""",
    "accusations": """
        accusation allegation charge claim complaint criticism condemnation blame denunciation rebuke suspicion
        finding""",
    "denials": "denial rejection refusal dismissal opposition objection",
    "meetings": """
        meeting talk summit negotiation visit trip dialogue conversation discussion conference consultation encounter
        session gathering diplomacy""",
    "agreements": """
        agreement deal accord pact treaty truce ceasefire cease-fire settlement compromise arrangement contract
        framework""",
    "purposes": """
        goal aim purpose objective mission task role justification pretext excuse reason rationale mandate intention
        intent grounds guise position effort commitment vow pledge""",
    "plans": """
        plan proposal scheme policy programme program strategy project initiative reform measure step procedure
        process agenda roadmap""",
    "laws and orders": """
        law bill act legislation rule regulation order decree ban directive ordinance statute amendment restriction
        edict""",
    "cases": """
        case lawsuit suit action trial complaint proceedings prosecution indictment litigation filing hearing appeal""",
    "inquiries": "investigation probe inquiry enquiry review audit examination hunt witch-hunt inquest hearing",
    "verdicts": "verdict ruling decision judgment judgement sentence conviction acquittal resolution choice move",
    "meddling": """
        interference meddling intervention collusion hacking hack influence conspiracy tampering plot sabotage
        espionage breach leak""",
    "documents": """
        document memo memorandum memoranda file report note record letter archive paper email transcript list dossier
        evidence account book question""",
    "money measures": "tariff duty tax levy sanction penalty fine fee embargo charge subsidy quota",
    "money": """
        money fund cash payment aid sum budget funding donation loan grant billions millions cost price
        spending debt""",
    "weapons": "weapon arm missile bomb warhead arsenal rocket drone gun rifle munition ammunition explosives nukes",
    "threats": "threat danger risk menace peril hazard fear resurgence remnant return comeback concern",
    "harm": """
        damage destruction devastation harm injury loss wreckage ruin rubble suffering impact effect repercussion
        consequence fallout aftermath""",
    "disasters": """
        disaster storm hurricane cyclone typhoon flood flooding earthquake quake fire blaze wildfire inferno eruption
        tsunami landslide drought tragedy accident crash collision wreck derailment catastrophe incident outbreak""",
    "diseases": "disease illness virus infection outbreak epidemic pandemic plague bug strain sickness",
    "vessels and vehicles": """
        ship boat vessel tanker ferry plane aircraft jet airliner helicopter train truck lorry car vehicle
        bus convoy""",
    "buildings": """
        building house home site facility compound headquarters base camp outpost embassy office centre center plant
        mosque church school hospital""",
    "places": """
        area region territory zone land town city village province district enclave strip neighbourhood neighborhood
        settlement capital soil""",
    "barriers": "wall fence barrier border checkpoint blockade siege",
    "votes": "election vote poll ballot referendum campaign contest race runoff plebiscite",
    "help": "help aid support assistance relief backing rescue cooperation training advice protection",
    "ties": "relation relationship tie link partnership alliance friendship cooperation",
}
"""Name of the class -> its words in the singular; a name is told to the editor, so it is plain English."""


@lru_cache(maxsize=1)
def _by_word() -> Mapping[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for name, words in CLASSES.items():
        for word in words.split():
            classes.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in classes.items()}


@lru_cache(maxsize=8192)
def classes_of(head: str) -> frozenset[str]:
    """The classes of a head word in singular or plural; empty for a word that the lists do not have.

    A stem would be too little: `attack` is no `attacker`.
    """
    plain = lower(head)
    singular = BASE_FORMS.get(plain, plain)
    endings = (("ies", "y"), ("es", ""), ("s", ""), ("", ""))
    forms = [plain, singular, *(plain.removesuffix(end) + put for end, put in endings if plain.endswith(end))]
    forms += [form.rpartition("-")[2] for form in forms if "-" in form]
    return next((known for form in forms if (known := _by_word().get(form))), frozenset())

"""Word lists on speaking: verbs, nouns that speak, titles and roles, common first names.

Our own lists, from general knowledge of English news; kept as data so that a missing word is added here and nowhere
else.
"""

import re

SPEECH_VERBS = """
    say says said saying tell tells told telling add adds added adding note notes noted noting state states
    stated stating announce announces announced announcing report reports reported reporting claim claims claimed
    claiming insist insists insisted insisting argue argues argued arguing warn warns warned warning believe
    believes believed admit admits admitted admitting acknowledge acknowledges acknowledged acknowledging
    emphasize emphasizes emphasized emphasizing emphasise emphasises emphasised stress stresses stressed
    stressing reiterate reiterates reiterated reiterating affirm affirms affirmed affirming confirm confirms
    confirmed confirming explain explains explained explaining suggest suggests suggested suggesting declare
    declares declared declaring allege alleges alleged alleging assert asserts asserted asserting estimate
    estimates estimated predict predicts predicted predicting deny denies denied denying describe describes
    described describing label labels labeled labelled labeling labelling call calls called calling decry decries
    decried decrying condemn condemns condemned condemning denounce denounces denounced denouncing praise praises
    praised praising hail hails hailed hailing laud lauds lauded accuse accuses accused accusing testify
    testifies testified testifying concede concedes conceded conceding write writes wrote writing vow vows vowed
    vowing pledge pledges pledged pledging promise promises promised promising demand demands demanded demanding
    urge urges urged urging ask asks asked asking wonder wonders wondered wondering tweet tweets tweeted tweeting
    post posts posted posting quip quips quipped joke jokes joked joking shout shouts shouted shouting yell
    yelled chant chants chanted chanting mouth mouths mouthed recall recalls recalled recalling continue
    continues continued reply replies replied replying respond responds responded responding answer answers
    answered answering conclude concludes concluded lament laments lamented lamenting mock mocks mocked mocking
    tout touts touted touting dismiss dismisses dismissed dismissing brand brands branded branding dub dubs
    dubbed dubbing slam slams slammed slamming blast blasts blasted blasting criticize criticizes criticized
    criticizing criticise criticises criticised boast boasts boasted boasting complain complains complained
    complaining observe observes observed remark remarks remarked caution cautions cautioned cautioning counter
    counters countered retort retorted thank thanks thanked apologize apologizes apologized apologizing apologise
    apologises apologised read reads reading indicate indicates indicated indicating reveal reveals revealed
    express expresses expressed expressing offer offers offered voice voiced cite cites cited citing quote quotes
    quoted quoting charge charges charged muse mused whisper whispered cry cried exclaim exclaimed repeat repeats
    repeated repeating tells swear swears swore sworn refer refers referred referring rule rules ruled ruling
    characterize characterizes characterized characterizing portray portrays portrayed deem deems deemed consider
    considers considered sneer sneered railed lash lashed pointed points pointing disclose disclosed clarify
    clarified clarifies maintain maintains maintained speculate speculated echo echoed echoing proclaim proclaims
    proclaimed proclaiming attack attacked attacking ridicule ridiculed ridiculing compare compared comparing
    tease teased teasing address addressed commend commended applaud applauded salute saluted invoke invoked
    summed""".split()
"""Verbs that can lead to quoted words. Those in `WEAK_VERBS` do so only beside the quotation."""
WEAK_VERBS = frozenset(
    """call calls called calling read reads reading rule rules ruled ruling post posts posted posting charge charges
    charged offer offers offered continue continues continued address addressed attack attacked attacking
    consider considers considered maintain maintains maintained believe believes believed estimate estimates
    estimated brand brands branded label labels report reports reported reporting compare compared comparing
    refer refers referred referring express expresses expressed expressing voice voiced repeat repeats repeated
    pointed points pointing remarks""".split()
)
STRONG_VERBS = frozenset(SPEECH_VERBS) - WEAK_VERBS | {"put it", "puts it", "went on", "goes on"}

REPORTING_VERBS = frozenset(
    """say says said saying tell tells told telling state states stated stating add adds added adding note notes noted
    noting announce announces announced announcing report reports reported reporting claim claims claimed claiming
    insist insists insisted insisting argue argues argued arguing warn warns warned warning believe believes believed
    admit admits admitted admitting acknowledge acknowledges acknowledged acknowledging emphasize emphasizes emphasized
    emphasizing emphasise emphasises emphasised emphasising stress stresses stressed stressing reiterate reiterates
    reiterated reiterating affirm affirms affirmed affirming confirm confirms confirmed confirming explain explains
    explained explaining suggest suggests suggested suggesting declare declares declared declaring allege alleges
    alleged alleging assert asserts asserted asserting estimate estimates estimated predict predicts predicted
    predicting deny denies denied denying describe describes described describing label labels labeled labelled
    labeling labelling call calls called calling decry decries decried decrying condemn condemns condemned condemning
    denounce denounces denounced denouncing praise praises praised praising hail hails hailed hailing laud lauds lauded
    accuse accuses accused accusing testify testifies testified testifying concede concedes conceded conceding write
    writes wrote writing vow vows vowed vowing demand demanded tweet tweets tweeted tweeting dismiss dismisses
    dismissed dismissing maintain maintains maintained""".split()
)
"""Verbs after which an outlet gives somebody's words or view; beside a quotation any verb of speech does."""

COUNTING_VERBS = frozenset(
    """say says said saying tell tells told telling state states stated stating note notes noted noting announce
    announces announced announcing report reports reported reporting claim claims claimed claiming confirm confirms
    confirmed confirming estimate estimates estimated estimating predict predicts predicted predicting warn warns warned
    warning acknowledge acknowledges acknowledged admit admits admitted insist insists insisted indicate indicates
    indicated indicating reveal reveals revealed disclose disclosed testify testified write writes wrote tweet tweeted
    allege alleges alleged alleging argue argues argued explain explained""".split()
)
"""Verbs with which somebody gives a number; others take one as their object (`added 200 jobs`, `asked for 12`)."""

SPEECH_NOUNS = frozenset(
    """apology statement remark remarks comment comments tweet tweets letter speech testimony words account post
    posts message email interview op-ed memo memoir book address announcement video ad advertisement claim claims
    warning criticism response reply answer""".split()
)
"""In `Mayor Example's apology said` the person speaks, not the apology."""

PERSON_TITLES = frozenset(
    """president vice-president prime minister premier secretary senator representative governor general major
    colonel lieutenant captain sergeant admiral justice judge king queen prince princess pope sheikh sheik imam
    ayatollah chancellor mayor director commander counsel ambassador officer detective sheriff chief professor
    sir lord lady dame congressman congresswoman speaker leader chairman chairwoman spokesman spokeswoman
    spokesperson attorney minister councillor councilman councilwoman alderman commissioner inspector
    superintendent rabbi bishop archbishop cardinal father sister brother reverend deputy adviser advisor
    treasurer envoy coach manager emperor sultan emir cllr corporal private agent archduke duke duchess earl
    baroness baron miss mister lawyer constable""".split()
)

_ROLE_CLASSES = {
    "premier": "premier prime-minister pm",
    "president": "president commander-in-chief",
    "lawmaker": (
        "senator sen rep representative congressman congresswoman lawmaker legislator republican democrat mp candidate "
        "ex-congressman congressperson nominee politician"
    ),
    "spokesperson": "spokesman spokeswoman spokesperson aide press-secretary",
    "pope": "pope pontiff",
    "lawyer": "lawyer attorney counsel solicitor barrister",
    "judge": "judge justice magistrate",
    "prosecutor": "prosecutor attorney-general district-attorney",
    "general": "general commander gen admiral colonel major captain lieutenant sergeant",
    "monarch": "king queen monarch prince princess emperor sultan emir",
    "mayor": "mayor",
    "governor": "governor gov ex-governor",
    "minister": "minister secretary",
    "chancellor": "chancellor",
    "chief": "chief chairman chairwoman chair executive ceo boss director head leader founder president-elect tycoon",
    "police": "sheriff officer detective inspector superintendent constable const cst",
    "scholar": "professor analyst expert researcher scientist economist historian author academic epidemiologist",
    "relative": "father mother son daughter brother sister wife husband widow parent uncle aunt cousin",
    "player": "coach manager player striker captain quarterback athlete actor actress singer director",
    "official": "official diplomat ambassador envoy adviser advisor deputy commissioner councillor councilman alderman",
    "cleric": "bishop archbishop cardinal rabbi imam ayatollah reverend rev pastor priest sheikh",
    "witness": (
        "witness resident neighbor neighbour survivor victim worker driver student teacher doctor nurse protester "
        "activist campaigner demonstrator shopkeeper owner passenger fisherman farmer villager bystander"
    ),
    "suspect": "suspect defendant gunman attacker accused",
}
_CLASS_OF = {word: name for name, words in _ROLE_CLASSES.items() for word in words.split()}


def role_class(phrase: str) -> str:
    """The class of the role that a noun phrase names (`the Iraqi premier` -> `premier`); empty where it names none.

    The head decides: the last role word before `of`, `for`, `in` and the like.
    """
    head = re.split(r"\s(?:of|for|in|at|to|on|from|with|who|and|representing)\s", phrase.lower())[0]
    head = head.replace("prime minister", "prime-minister").replace("press secretary", "press-secretary")
    head = head.replace("attorney general", "attorney-general").replace("district attorney", "district-attorney")
    for word in reversed(re.findall(r"[a-z]+(?:-[a-z]+)*", head.replace("’s", "").replace("'s", ""))):
        bare = word.removeprefix("then-").removeprefix("ex-").removeprefix("co-")
        known = _CLASS_OF.get(bare) or _CLASS_OF.get(bare.removesuffix("s"))
        if known:
            return known
    return ""


MALE_NAMES = frozenset(
    """james john robert michael william david richard joseph thomas charles chris christopher daniel matthew
    anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey
    ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank
    alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle
    walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse
    dylan bryan joe jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent
    russell bobby philip louis tom tim jim bob bill mike steve dan dave ken ron ted barack bernie mitch chuck
    lindsey jeff rick marco rand mitt newt rudy jared elon vladimir emmanuel boris keir rishi ali mohammed
    mohammad muhammad mohamed ahmed hassan hussein omar abdullah ibrahim mahmoud yusuf carlos luis jorge pedro
    miguel antonio francisco hans klaus karl fritz pierre jean jacques giuseppe marc ivan sergei dmitri igor
    narendra rahul pat doug greg joel reid neil ian graham stuart simon nigel colin gordon malcolm martin tony
    harry oliver leo luke max fred ben sam alex nick matt""".split()
)
_SEXES = {
    **dict.fromkeys("woman wife mother daughter sister girl widow aunt girlfriend grandmother".split(), "f"),
    **dict.fromkeys("man husband father son brother boy widower uncle boyfriend grandfather".split(), "m"),
}


def described_sex(phrase: str) -> str:
    """`f` or `m` where the head of a description says so (`a spokeswoman for the mayor`, `one of the wives of`)."""
    plurals = {"wives": "wife", "women": "woman", "men": "man"}
    words = re.split(r"\s(?:for|in|at|from|with|who|and)\s", phrase.lower())[0]
    words = re.split(r"\sof\s", re.sub(r"^(?:one|some|two|several)\sof\s", "", words))[0]
    last = words.split()[-1] if words.split() else ""
    last = plurals.get(last, last.removesuffix("s"))
    if last in ("german", "human", "roman", "ottoman", "norman"):
        return ""
    ends = ("woman", "man")  # spokeswoman, policeman
    return next((sex for noun, sex in _SEXES.items() if last == noun or (noun in ends and last.endswith(noun))), "")


FEMALE_NAMES = frozenset(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret
    ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia
    dorothy amy kathleen angela shirley emma brenda pamela nicole anna samantha katherine christine debra rachel
    carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina
    joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances
    kathryn janice jean alice abigail sophia grace denise amber doris marilyn danielle beverly isabella theresa
    diana natalie brittany charlotte marie kayla alexis lori hillary nancy dianne kamala joni ivanka melania
    sandi theresa angela ursula giorgia jill kate fatima aisha layla zainab ayesha indira sonia priya helen jane
    claire fiona nicola louise joanne tracy kellyanne susan rose ellen anne eva elena olga natasha ingrid greta
    sally loretta valerie condoleezza""".split()
)
METONYMS = frozenset(
    """america washington moscow beijing tehran london paris berlin brussels baghdad kyiv kiev damascus riyadh
    ankara jerusalem cairo delhi islamabad kabul seoul pyongyang tokyo taipei rome madrid lisbon dublin vienna
    warsaw athens caracas havana ottawa canberra iraq iran israel syria russia china ukraine germany france
    britain england scotland wales ireland italy spain turkey egypt saudi arabia jordan lebanon yemen qatar
    kuwait india pakistan afghanistan japan korea australia canada mexico brazil argentina chile venezuela cuba
    poland hungary romania greece portugal sweden norway finland denmark netherlands belgium austria switzerland
    libya tunisia algeria morocco sudan somalia kenya ethiopia nigeria ghana africa europe asia hamas hezbollah
    fatah nato isi un eu us usa uk pentagon kremlin congress parliament senate google facebook twitter amazon
    apple microsoft tesla boeing police reuter afp ap bbc cnn fox nbc abc cbs wikileak netflix uber walmart
    interpol unicef unesco oxfam amnesty greenpeace""".split()
)
"""Folded names of places and bodies that news lets speak; never a person by themselves."""

"""Names of news organisations, and how to tell one that is on no list.

Our own list, from general knowledge of the press; kept as data so that a missing name is added here and nowhere else.
An organisation on no list is known by a word that only such names end in (`Springfield Herald`, `Example TV`), by what
stands beside it (`the broadcaster X`, `the X newspaper`), or because the story itself has an outlet of that name.
"""

import re
from functools import cache

_LISTED = """
Reuters = Thomson Reuters
AFP = Agence France-Presse, Agence France Presse
Associated Press = AP
Press Association = PA Media, PA news agency
UPI = United Press International
Xinhua = Xinhua News Agency
TASS = ITAR-TASS, Tass
RIA Novosti = RIA, RIA-Novosti
Interfax =
dpa = DPA, Deutsche Presse-Agentur
ANSA =
EFE = Agencia EFE
Kyodo = Kyodo News
Yonhap = Yonhap News Agency, Yonhap News
KCNA = Korean Central News Agency
PTI = Press Trust of India
ANI = Asian News International
Anadolu = Anadolu Agency, Anadolu Ajansi, Anadolu Ajansı
IRNA = Islamic Republic News Agency
ISNA = Iranian Students’ News Agency, Iranian Students' News Agency
Fars = Fars News Agency, Fars News
Tasnim = Tasnim News Agency
Mehr = Mehr News Agency
SANA = Syrian Arab News Agency
WAFA = Wafa
SPA = Saudi Press Agency
WAM = Emirates News Agency
Petra News Agency =
Ukrinform =
Belga =
Press TV = PressTV
Al Jazeera = Al-Jazeera, Aljazeera
Al Arabiya = Al-Arabiya
Al Mayadeen = Al-Mayadeen
Al Manar = Al-Manar
Al Alam = Al-Alam
Rudaw = Rudaw Media Network
Shafaq News =
Kurdistan 24 = Kurdistan24
Middle East Eye =
TRT = TRT World
RT = Russia Today
Sputnik = Sputnik News
CGTN =
CCTV =
Global Times =
BBC = BBC News, BBC Radio, BBC World Service, BBC Newsnight
ITV = ITV News
Sky News =
Channel 4 News =
LBC =
CNN = Cable News Network
Fox News = Fox News Channel, FOX News
Fox Business = Fox Business Network
NBC = NBC News
MSNBC =
CNBC =
ABC = ABC News
CBS = CBS News
PBS = PBS NewsHour
NPR = National Public Radio
C-SPAN =
Newsmax =
Univision =
Telemundo =
CBC = CBC News
CTV = CTV News
Globalnews =
Deutsche Welle = DW
France 24 =
RFI = Radio France Internationale
Euronews =
RTE = RTÉ
NHK =
Voice of America = VOA
Radio Free Europe = RFE/RL, Radio Free Europe/Radio Liberty
Bloomberg = Bloomberg News
Dow Jones = Dow Jones Newswires
Politico = POLITICO
Axios =
BuzzFeed News = BuzzFeed
HuffPost = Huffington Post
Vox =
Vice News =
Slate =
Salon =
The Hill =
The Intercept = Intercept
The Atlantic =
The New Yorker =
The Economist =
ProPublica =
Breitbart = Breitbart News
Daily Beast =
Daily Caller =
National Review =
Mother Jones =
Newsweek =
Der Spiegel = Spiegel
Die Welt =
Die Zeit =
Bild =
Süddeutsche Zeitung =
Frankfurter Allgemeine Zeitung = FAZ
Le Monde =
Le Figaro =
Libération =
El País = El Pais
El Mundo =
La Repubblica =
Corriere della Sera =
Haaretz =
Times of Israel =
Times of London =
Channel 4 =
Channel 12 =
Channel 13 =
Jerusalem Post =
Times of India =
Hindustan Times =
The Hindu =
Kommersant =
Novaya Gazeta =
Asharq Al-Awsat =
Al-Ahram = Ahram Online, Al Ahram
Guardian =
Daily Telegraph =
Financial Times = FT
Evening Standard =
Daily Mail = MailOnline, Mail Online
Washington Post = WaPo
New York Times = NYT
Wall Street Journal = WSJ
Los Angeles Times = LA Times
USA Today = USA TODAY
Chicago Tribune =
Boston Globe =
Miami Herald =
Politifact = PolitiFact
TMZ =
Recode =
Wired =
"""
SURE_ENDINGS = (
    r"News|TV|Television|Radio|Herald|Tribune|Gazette|Chronicle|Courier|News\sAgency|News\sNetwork|News\sService|"
    r"Press\sAgency|Newswire|Newspaper|Broadcasting|Broadcasting\sCorporation|Zeitung|Examiner|Inquirer|Sentinel|"
    r"Dispatch|Advertiser|Newsroom|Media\sNetwork"
)
"""A name that ends so is a news organisation's, whatever stands around it."""
LIKELY_ENDINGS = (
    r"Times|Post|Journal|Globe|Star|Sun|Mail|Mirror|Standard|Observer|Telegraph|Register|Record|Press|Review|Bulletin|"
    r"Echo|Argus|Express|Wire|Daily|Today|Monitor|Independent|Ledger|Bee|Weekly|Agency|Online|Dealer|Banner|Democrat"
)
"""A name that ends so is one where it is written with `the`, or with a word that says what it is."""
DESCRIPTORS = (
    r"news\sagency|newspaper|newspapers|broadcaster|news\swebsite|news\ssite|news\sservice|news\soutlet|news\schannel|"
    r"television\schannel|television\snetwork|television\sstation|TV\schannel|TV\sstation|TV\snetwork|radio\sstation|"
    r"news\smagazine|newswire|wire\sservice|tabloid|daily\snewspaper|weekly\snewspaper|cable\snetwork|news\snetwork"
)
"""What a news organisation is called in an apposition; `magazine` and `channel` alone are said of other things, too."""

_DOMAIN = re.compile(r"\.(?:com|net|org|info|co\.\w\w)$", re.IGNORECASE)


@cache
def listed_names() -> dict[str, str]:
    """Every spelling on the list and the name of the organisation it stands for."""
    names: dict[str, str] = {}
    for line in _LISTED.strip().splitlines():
        name, _, others = line.partition(" =")
        for spelling in (name, *others.split(",")):
            if spelling.strip():
                names[spelling.strip()] = name
    return names


def name_key(name: str) -> str:
    """What the spellings of one name have in common: letters and digits without `the` and without a domain's ending.

    `Press TV`, `presstv` and the id `press-tv` are one; `AP` and `Associated Press` are one because the list says so.
    """
    plain = _plain(name)
    return _listed_keys().get(plain, plain)


def listed_name(key: str) -> str | None:
    """The name under which the list has a key; None where it has none."""
    return _names_of_keys().get(key)


@cache
def _listed_keys() -> dict[str, str]:
    return {_plain(spelling): _plain(name) for spelling, name in listed_names().items()}


@cache
def _names_of_keys() -> dict[str, str]:
    return {_plain(name): name for name in listed_names().values()}


def _plain(name: str) -> str:
    words = _DOMAIN.sub("", name.strip().casefold())
    words = re.sub(r"^the\s", "", words)
    return "".join(c for c in words if c.isalnum())

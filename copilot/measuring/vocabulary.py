"""Words that carry facts, as data: English first, with German, French, Spanish, Italian, Dutch, Portuguese
and Polish.

Lower case throughout. A word that means something harmless in one of the other languages is left out (Spanish
“once”, French “ne”): a missed synonym costs one needless “material”, a false one blinds the measure.
"""

from __future__ import annotations

import re

from copilot.measuring import unspaced

NUMERALS = {
    # English
    "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
    # German
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "sechzehn": 16, "siebzehn": 17,
    "achtzehn": 18, "neunzehn": 19, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "dreissig": 30,
    "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90,
    # French
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "dix": 10, "onze": 11, "douze": 12,
    "quatorze": 14, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    # Spanish
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "doce": 12, "catorce": 14, "quince": 15, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50,
    "sesenta": 60, "noventa": 90,
    # Italian; “due” and “sei” are English and German words, see SAME_MEANING
    "tre": 3, "quattro": 4, "cinque": 5, "sette": 7, "nove": 9, "dieci": 10, "undici": 11, "dodici": 12,
    "quattordici": 14, "quindici": 15, "venti": 20, "trenta": 30, "quaranta": 40, "quarantotto": 48,
    "ventiquattro": 24, "cinquanta": 50, "sessanta": 60, "novanta": 90,
    # Dutch
    "twee": 2, "drie": 3, "vijf": 5, "zes": 6, "zeven": 7, "negen": 9, "tien": 10, "twaalf": 12,
    "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "twintig": 20, "dertig": 30, "veertig": 40,
    "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90,
    # Portuguese
    "dois": 2, "duas": 2, "três": 3, "quatro": 4, "sete": 7, "oito": 8, "dez": 10, "doze": 12,
    "catorze": 14, "vinte": 20, "trinta": 30, "quarenta": 40,
    # Polish
    "dwa": 2, "dwie": 2, "dwóch": 2, "trzy": 3, "trzech": 3, "cztery": 4, "czterech": 4, "pięć": 5,
    "pięciu": 5, "sześć": 6, "sześciu": 6, "siedem": 7, "siedmiu": 7, "osiem": 8, "ośmiu": 8,
    "dziewięć": 9, "dziesięć": 10, "dziesięciu": 10, "dwanaście": 12, "czternaście": 14, "czternastu": 14,
    "dwadzieścia": 20, "trzydzieści": 30, "trzydziestu": 30,
}  # fmt: skip
NUMERALS |= {
    one + "und" + tens: value + ten
    for value, one in enumerate(("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"), 1)
    for tens, ten in (("zwanzig", 20), ("dreißig", 30), ("vierzig", 40), ("fünfzig", 50), ("neunzig", 90))
}
NUMERALS |= {
    one + "en" + tens: value + ten
    for one, value in (("een", 1), ("vier", 4), ("vijf", 5), ("zes", 6), ("acht", 8), ("negen", 9))
    for tens, ten in (("twintig", 20), ("dertig", 30), ("veertig", 40))
}
# Numbers only straight before a unit: elsewhere they are articles, pronouns or “new”.
SHY_NUMERALS = {
    "one": 1, "single": 1, "ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1, "un": 1,
    "une": 1, "uno": 1, "una": 1, "neuf": 9, "een": 1, "één": 1, "uma": 1, "otto": 8,
}  # fmt: skip
# “within a week” is a duration, “£5 a week” is a rate: an article counts after one of these words only.
ARTICLES = {"a", "an"}
BEFORE_ARTICLE = {
    "within", "in", "for", "after", "about", "take", "takes", "least", "most", "than", "under", "over",
    "only", "just", "another", "approximately", "around", "nearly", "to", "up",
}  # fmt: skip
MULTIPLIERS = {
    "hundred": 100, "hundert": 100, "thousand": 1000, "tausend": 1000, "mille": 1000, "mil": 1000, "k": 1000,
    "million": 1_000_000, "millionen": 1_000_000, "millions": 1_000_000,
}  # fmt: skip
BETWEEN_NUMBERS = {
    "to",
    "or",
    "and",
    "bis",
    "oder",
    "und",
    "à",
    "ou",
    "et",
    "a",
    "o",
    "y",
    "until",
    "tot",
    "do",
}
# A number behind one of these words counts steps; inserting a step renumbers the rest.
STEP_WORDS = {"step", "steps", "schritt", "étape", "paso", "point", "option"}

_CURRENCIES = {
    "USD": "$ us$ usd dollar dollars dólar dólares",
    "EUR": "€ eur euro euros",
    "GBP": "£ gbp pound pounds sterling pfund quid",
    "CAD": "c$ ca$ cad", "AUD": "a$ au$ aud", "NZD": "nz$ nzd", "HKD": "hk$ hkd", "CHF": "chf franken francs",
    "JPY": "¥ jpy yen", "INR": "₹ inr rupees", "KRW": "₩ krw", "TRY": "₺", "SEK": "sek", "NOK": "nok",
    "DKK": "dkk", "PLN": "pln", "CZK": "czk", "BRL": "brl", "MXN": "mxn", "SGD": "sgd", "ZAR": "zar",
    "CENT": "cents cent centimes céntimos",
}  # fmt: skip
CURRENCY = {
    word: code
    for table in (_CURRENCIES, unspaced.CURRENCIES)
    for code, listed in table.items()
    for word in listed.split()
}
IN_CENTS = ("USD", "EUR", "AUD", "CAD", "NZD")
PENNIES = {"p", "pence", "penny"}
SIGNED = re.compile(r"(\w{0,2}[$£€¥₹₩₺]) ?(\d.*)")
PERCENT = {"%", "percent", "prozent", "pct", "pourcent", "procent", "procento"}
PERCENT_PAIRS = {("per", "cent"), ("per", "cento"), ("por", "cento"), ("pour", "cent"), ("por", "ciento")}

_UNITS = {
    ("second", 1): "seconds secs sekunden secondes segundos secondi seconden sekund",
    ("minute", 1): "minute minutes min mins minuten minuto minutos minuti minuut minuta minuty minut",
    ("minute", 60): "hour hours hr hrs h std stunde stunden heure heures hora horas ora ore uur uren godzina"
    " godziny godzin godzinę",
    ("minute", 1440): "day days tag tage tagen tages jour jours día días dia dias giorno giorni dag dagen"
    " dzień dni dniach",
    ("minute", 10080): "week weeks wk wks woche wochen semaine semaines semana semanas settimana settimane"
    " weken tydzień tygodnie tygodni",
    ("minute", 20160): "fortnight fortnights",
    ("business day", 1): "werktag werktage werktagen arbeitstag arbeitstage arbeitstagen bankarbeitstage"
    " bankarbeitstagen geschäftstage geschäftstagen werkdag werkdagen",
    ("month", 1): "month months monat monate monaten monats mois mes meses mese mesi maand maanden mês"
    " miesiąc miesiące miesięcy",
    ("month", 3): "quarter quarters quartal",
    ("month", 12): "year years yr yrs jahr jahre jahren jahres ans année années año años anno anni jaar jaren"
    " ano anos rok lata lat",
    ("month", 120): "decade decades",
}
UNIT = {
    word: unit
    for table in (_UNITS, unspaced.UNITS)
    for unit, listed in table.items()
    for word in listed.split()
}
BUSINESS_BEFORE = {"business", "working", "bank"}
BUSINESS_AFTER = {
    "ouvrés", "ouvrables", "ouvré", "ouvrable", "hábiles", "hábil", "laborables", "laborable", "lavorativi",
    "lavorativo", "feriali", "úteis", "útil", "roboczych", "robocze", "roboczy",
}  # fmt: skip
BEFORE_UNIT = {
    "calendar",
    "full",
    "whole",
    "more",
    "additional",
    "further",
    "extra",
    "consecutive",
    "weitere",
    "weiteren",
    "weiterer",
    "volle",
    "vollen",
    "ganze",
    "ganzen",
    "hele",
    "pleins",
    "entiers",
    "interi",
    "intere",
    "enteros",
    "completos",
    "inteiros",
    "pełne",
    "pełnych",
    "kolejne",
    "kolejnych",
}

_MONTHS = """
january jan januar janvier enero gennaio januari janeiro styczeń stycznia
february feb februar février febrero febbraio februari fevereiro luty lutego
march mar märz mars marzo maart março marzec marca
april apr avril abril aprile kwiecień kwietnia
may mai mayo maggio mei maio maj maja
june jun juni juin junio giugno junho czerwiec czerwca
july jul juli juillet julio luglio julho lipiec lipca
august aug août agosto augustus sierpień sierpnia
september sep sept septembre septiembre settembre setembro wrzesień września
october oct oktober octobre octubre ottobre outubro październik października
november nov novembre noviembre listopad listopada
december dec dezember décembre diciembre dicembre dezembro grudzień grudnia
"""
MONTH = {
    word: number
    for number, listed in enumerate(_MONTHS.strip().splitlines(), start=1)
    for word in listed.split()
}
# Months only with a day or year beside them: also a verb, a short form or another word.
SHY_MONTHS = {
    "may", "mai", "mei", "maj", "maja", "luty", "mar", "mars", "march",
    "jan", "jun", "sep", "sept", "dec", "nov", "oct", "apr", "jul",
    "aug", "feb",
}  # fmt: skip
OF = {"of", "de", "the"}
_WEEKDAYS = """
monday mondays montag montags lundi lundis lunes lunedì maandag poniedziałek poniedziałku
tuesday tuesdays dienstag dienstags mardi mardis martes martedì dinsdag wtorek wtorku
wednesday wednesdays mittwoch mittwochs mercredi mercredis miércoles mercoledì woensdag środa środę
thursday thursdays donnerstag donnerstags jeudi jeudis jueves giovedì donderdag czwartek czwartku
friday fridays freitag freitags vendredi vendredis viernes venerdì vrijdag piątek piątku
saturday saturdays samstag samstags samedi samedis sábado sábados sabato zaterdag sobota sobotę
sunday sundays sonntag sonntags dimanche dimanches domingo domingos domenica zondag niedziela niedzielę
tomorrow demain
"""
WEEKDAY = {word: listed.split()[0] for listed in _WEEKDAYS.strip().splitlines() for word in listed.split()}
SHORT_WEEKDAY = {
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday",
    "thur": "thursday", "thurs": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday",
}  # fmt: skip
# Times of day with a name, in minutes after midnight.
NAMED_TIME = {
    "noon": 720, "midday": 720, "midnight": 0, "mitternacht": 0, "minuit": 0,
    "mediodía": 720, "medianoche": 0,
}  # fmt: skip
# “Happy Friday”, “have a lovely Sunday”, “guten Sonntag”: a wish, no date.
WISHES = {"happy", "great", "lovely", "nice", "good", "wonderful", "schönen", "guten", "bon", "feliz", "buen"}
AFTERNOON = {"pm": 12, "p.m.": 12, "am": 0, "a.m.": 0}
CLOCK_BEFORE = {"om", "rond"}
CLOCK_AFTER = {"uhr", "uur", "oclock", "o'clock"}

# Promises by word family; the start of a word decides. Synonyms share a family, so rewording is no change.
COMMITMENTS = {
    "refund": "refund reimburs erstatt rückerstatt rembours reembols reintegr nonrefund",
    "credit": "credit gutschrift gutgeschrieben crédit crédito",
    "waive": "waiv erlassen kulanz",
    "cancel": "cancel stornier stornoge kündig annul resili résili anul",
    "replace": "replac ersatzlieferung ersetz remplac reemplaz",
    "guarantee": "guarant garanti garantí gewährleist",
    "discount": "discount rabatt nachlass descuent",
    "policy": "policy policies richtlinie politique política",
    "warranty": "warrant",
    "eligible": "eligib entitl berechtig anspruch éligib elegib ineligib uneligib",
    "compensation": "compensat entschädig indemnis compens",
    "fee": "chargeable kostenpflichtig payante",
}
COMMITMENT_FAMILY = tuple(
    (start, family)
    for table in (COMMITMENTS, unspaced.COMMITMENTS)
    for family, listed in table.items()
    for start in listed.split()
)
COMMITMENT_STARTS = tuple(start for start, _ in COMMITMENT_FAMILY)
# “credit card” names a thing, and is no promise.
NO_PROMISE_BEFORE = {"card", "cards", "karte", "note", "notes", "score", "union"}

_NEGATIONS = """
not no never none nobody nothing neither nor without cannot unable non ineligible uneligible nonrefundable
dont cant wont doesnt didnt isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt
nicht kein keine keinen keinem keiner keines nie niemals niemand nichts nirgends ohne weder
pas jamais aucun aucune aucuns aucunes sans ni
nunca jamás ningún ninguna ninguno nadie sin tampoco
impossible unmöglich imposible impossibile impossível
nessun nessuna nessuno senza não nem sem niet geen nooit zonder
inte ingen inga inget aldrig utan ikke uden uten nigdy bez değil nem
не нет нельзя без никогда немає لا لن لم ليس ليست بدون לא אין בלי नहीं
"""
NEGATIONS = frozenset(_NEGATIONS.split()) | frozenset(unspaced.DENIALS.split())
# Phrases whose “no” denies nothing. Matched on tokens joined by blanks.
_NO_DENIAL = r"""
(?:order|invoice|ticket|case|reference|account|tracking|parcel) no(?= \d)
no problem|no problems|no worries|no worry|no trouble|no rush|no hurry|no bother
no doubt|no matter|no (?:later|more|less|fewer) than|no need to (?:worry|apologi[sz]e|thank)
no stress|no reply|no hard feelings|no fuss
no (?:question|problem|issue|request) is too
not to worry|not a problem|not an issue|not only|not just|whether or not|if not already|worry not|why not
(?:please )?(?:do not|don't|dont|never|not) hesitate
if you (?:haven't|have not) (?:done so|already|yet)
if you (?:can not|cannot|can't|cant) (?:find|see|locate) (?:it|them|this|that|one|any)
without hesitation|without (?:any )?(?:further )?(?:delay|ado)
(?:do not|don't|dont) (?:worry|mind|forget)|(?:can not|cannot|can't|cant) (?:wait|thank you enough)
why (?:don't|dont|not)|why do not|(?:couldn't|could not) (?:be happier|agree more)
nothing (?:else|to worry about)|never mind|last but not least|more often than not
(?:can not|cannot|can't|cant) go wrong|(?:do not|don't|dont) be (?:afraid|shy)
kein problem|keine sorge|keine ursache|nicht zögern|zögern sie (?:bitte )?nicht|zögere (?:bitte )?nicht
ohne weiteres|nicht nur|keine umstände|keine eile|keine sorgen|kein thema|kein stress
pas de (?:souci|soucis|problème|quoi|panique)|aucun (?:souci|problème|doute)|non seulement
n'hésitez (?:surtout )?pas|hésitez pas|n'hésite pas
ne (?:vous|t'en|t') ?(?:en )?(?:inquiétez|inquiète|faites|fais) pas|sans (?:souci|hésiter|doute|plus attendre)
no hay (?:problema|de qué)|no (?:dude|dudes|duden) en|no se preocupe|no te preocupes
sin (?:problema|duda|demora)|no solo|no sólo|ning[uú]n problema
non (?:esiti|esitare|esitate|solo)|nessun problema|não hesite|sem problemas?
geen (?:probleem|zorgen)|niet aarzelen|aarzel niet|не (?:стесняйтесь|волнуйтесь|беспокойтесь)
"""
NO_DENIAL = re.compile(rf"\b(?:{'|'.join(_NO_DENIAL.strip().splitlines())})(?![\w'])")
# Phrases that say one thing in several ways, with their plain form. The first column is looked for before the
# costly second is tried.
SAME_MEANING = (
    (
        "hours a day",
        re.compile(r"\b24 hours a day,?(?: and)? (?:7|seven) days a week\b", re.IGNORECASE),
        "24/7",
    ),
    ("the clock", re.compile(r"\b(?:around|round) the clock\b", re.IGNORECASE), "24/7"),
    ("hour and a", re.compile(r"\b(?:an|one) hour and a half\b", re.IGNORECASE), "90 minutes"),
    ("hour and a", re.compile(r"\b(?:an|one) hour and a quarter\b", re.IGNORECASE), "75 minutes"),
    ("half a year", re.compile(r"\bhalf a year\b", re.IGNORECASE), "6 months"),
    (
        "couple of",
        re.compile(r"\ba couple of (?=(?:\w+ )?(?:minute|hour|day|week|month|year)s\b)", re.IGNORECASE),
        "2 ",
    ),
    (" 1/2", re.compile(r"\b(\d+) 1/2(?!\d)"), r"\1.5"),
    (" 1/4", re.compile(r"\b(\d+) 1/4(?!\d)"), r"\1.25"),
    (" 3/4", re.compile(r"\b(\d+) 3/4(?!\d)"), r"\1.75"),
    ("first year", re.compile(r"\bfirst year\b", re.IGNORECASE), "first 12 months"),
    ("half an hour", re.compile(r"\bhalf an hour\b", re.IGNORECASE), "30 minutes"),
    (
        "quart",
        re.compile(r"\bthree[- ]quarters of an hour\b|\btrois quarts d'heure\b", re.IGNORECASE),
        "45 minutes",
    ),
    ("quart", re.compile(r"\b(?:a )?quarter of an hour\b|\bun quart d'heure\b", re.IGNORECASE), "15 minutes"),
    ("iertel", re.compile(r"\b(?:drei ?viertelstunden?|dreiviertelstunde)\b", re.IGNORECASE), "45 Minuten"),
    ("iertel", re.compile(r"\b(?:eine[r]? )?viertelstunde\b", re.IGNORECASE), "15 Minuten"),
    ("kwartier", re.compile(r"\bdrie kwartier\b", re.IGNORECASE), "45 minuten"),
    ("kwartier", re.compile(r"\b(?:een )?kwartier\b", re.IGNORECASE), "15 minuten"),
    (" de hora", re.compile(r"\btres cuartos de hora\b", re.IGNORECASE), "45 minutos"),
    ("quarti d'ora", re.compile(r"\btre quarti d'ora\b", re.IGNORECASE), "45 minuti"),
    ("albe", re.compile(r"\b(?:eine[rn]? )?halbe[nr]? stunde\b", re.IGNORECASE), "30 Minuten"),
    ("albe", re.compile(r"\b(?:ein(?:em|es)? )?halbe[sn]? jahr(?:es)?\b", re.IGNORECASE), "6 Monate"),
    ("nderthalb", re.compile(r"\banderthalb stunden\b", re.IGNORECASE), "90 Minuten"),
    ("nderthalb", re.compile(r"\banderthalb jahren?\b", re.IGNORECASE), "18 Monate"),
    ("demi-heure", re.compile(r"\b(?:une )?demi-heure\b", re.IGNORECASE), "30 minutes"),
    ("media hora", re.compile(r"\bmedia hora\b", re.IGNORECASE), "30 minutos"),
    ("medio año", re.compile(r"\bmedio año\b", re.IGNORECASE), "6 meses"),
    ("ezz'ora", re.compile(r"\bmezz'ora\b", re.IGNORECASE), "30 minuti"),
    ("half uur", re.compile(r"\b(?:een )?half uur\b", re.IGNORECASE), "30 minuten"),
    ("half jaar", re.compile(r"\b(?:een )?half jaar\b", re.IGNORECASE), "6 maanden"),
    ("and a half", re.compile(r"\b(?:a|one) year and a half\b", re.IGNORECASE), "18 months"),
    ("half a dozen", re.compile(r"\bhalf a dozen\b", re.IGNORECASE), "6"),
    (
        "half ",
        re.compile(r"\bhalf (?=(?:of )?(?:the|its|your) (?:price|cost|fee)\b)", re.IGNORECASE),
        "50 % ",
    ),
    ("half", re.compile(r"\bhalf(?=[- ]price\b| off\b)", re.IGNORECASE), "50 %"),
    (" times", re.compile(r"\b(?:two|2) times\b", re.IGNORECASE), "twice"),
    (
        "for a",
        re.compile(r"\bfor an? (?:small |extra |additional )?(?:fee|charge)\b(?! of\b)", re.IGNORECASE),
        "chargeable",
    ),
    # “ORD 12345” is the order “ORD-12345”. Five figures, so that no year is one.
    ("ord ", re.compile(r"\bORD (?=\d{5})"), "ORD-"),
    ("n an", re.compile(r"\bun an\b", re.IGNORECASE), "12 mois"),
    # Numbers that are everyday words elsewhere (“due”, “sei”) count only before a unit of time.
    ("due ", re.compile(r"\bdue (?=(?:giorni|settimane|mesi|anni|ore|minuti)\b)", re.IGNORECASE), "2 "),
    ("sei ", re.compile(r"\bsei (?=(?:giorni|settimane|mesi|anni|ore|minuti)\b)", re.IGNORECASE), "6 "),
    ("feira", re.compile(r"\bsegunda(?:-feira)\b", re.IGNORECASE), "Monday"),
    ("feira", re.compile(r"\bterça(?:-feira)\b", re.IGNORECASE), "Tuesday"),
    ("feira", re.compile(r"\bquarta(?:-feira)\b", re.IGNORECASE), "Wednesday"),
    ("feira", re.compile(r"\bquinta(?:-feira)\b", re.IGNORECASE), "Thursday"),
    ("feira", re.compile(r"\bsexta(?:-feira)\b", re.IGNORECASE), "Friday"),
)

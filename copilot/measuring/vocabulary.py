"""Words that carry facts, as data: English first, with German, French and Spanish.

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
    "elf": 11, "zwölf": 12, "vierzehn": 14, "fünfzehn": 15, "zwanzig": 20, "einundzwanzig": 21,
    "achtundzwanzig": 28, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60,
    "siebzig": 70, "achtzig": 80, "neunzig": 90,
    # French
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "dix": 10, "onze": 11, "douze": 12,
    "quatorze": 14, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    # Spanish
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "doce": 12, "catorce": 14, "quince": 15, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50,
    "sesenta": 60, "noventa": 90,
}  # fmt: skip
# Numbers only straight before a unit: elsewhere they are articles, pronouns or “new”.
SHY_NUMERALS = {
    "one": 1, "single": 1, "ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1, "un": 1,
    "une": 1, "uno": 1, "una": 1, "neuf": 9,
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
BETWEEN_NUMBERS = {"to", "or", "and", "bis", "oder", "und", "à", "ou", "et", "a", "o", "y", "until"}
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
PENNIES = {"p", "pence", "penny"}
SIGNED = re.compile(r"(\w{0,2}[$£€¥₹₩₺]) ?(\d.*)")
PERCENT = {"%", "percent", "prozent", "pct", "pourcent", "procent", "procento"}
PERCENT_PAIRS = {("per", "cent"), ("per", "cento"), ("por", "cento"), ("pour", "cent"), ("por", "ciento")}

_UNITS = {
    ("minute", 1): "minute minutes min mins minuten minuto minutos",
    ("minute", 60): "hour hours hr hrs h stunde stunden heure heures hora horas",
    ("minute", 1440): "day days tag tage tagen tages jour jours día días dia dias",
    ("minute", 10080): "week weeks wk wks woche wochen semaine semaines semana semanas",
    ("minute", 20160): "fortnight fortnights",
    ("business day", 1): "werktag werktage werktagen arbeitstag arbeitstage arbeitstagen",
    ("month", 1): "month months monat monate monaten monats mois mes meses",
    ("month", 3): "quarter quarters quartal",
    ("month", 12): "year years yr yrs jahr jahre jahren jahres ans année années año años",
    ("second", 1): "seconds secs sekunden secondes segundos",
}
UNIT = {
    word: unit
    for table in (_UNITS, unspaced.UNITS)
    for unit, listed in table.items()
    for word in listed.split()
}
BUSINESS_BEFORE = {"business", "working", "bank"}
BUSINESS_AFTER = {"ouvrés", "ouvrables", "ouvré", "ouvrable", "hábiles", "hábil", "laborables"}
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
}

_MONTHS = """
january jan januar janvier enero|february feb februar février febrero|march mar märz mars marzo
april apr avril abril|may mai mayo|june jun juni juin junio|july jul juli juillet julio
august aug août agosto|september sep sept septembre septiembre|october oct oktober octobre octubre
november nov novembre noviembre|december dec dezember décembre diciembre
"""
MONTH = {
    word: number
    for number, listed in enumerate(_MONTHS.replace("\n", "|").strip("|").split("|"), start=1)
    for word in listed.split()
}
# Months only with a day or year beside them: also a verb, a short form or another word.
SHY_MONTHS = {
    "may", "mai", "mar", "mars", "march", "jan", "jun", "sep", "sept", "dec", "nov", "oct", "apr", "jul",
    "aug", "feb",
}  # fmt: skip
OF = {"of", "de", "the"}
_WEEKDAYS = """
monday mondays montag montags lundi lundis lunes|tuesday tuesdays dienstag dienstags mardi mardis martes
wednesday wednesdays mittwoch mittwochs mercredi mercredis miércoles
thursday thursdays donnerstag donnerstags jeudi jeudis jueves
friday fridays freitag freitags vendredi vendredis viernes
saturday saturdays samstag samstags samedi samedis sábado sábados
sunday sundays sonntag sonntags dimanche dimanches domingo domingos|tomorrow demain
"""
WEEKDAY = {
    word: listed.split()[0]
    for listed in _WEEKDAYS.replace("\n", "|").strip("|").split("|")
    for word in listed.split()
}
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
CLOCK_AFTER = {"uhr", "oclock", "o'clock"}

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
    ("half an hour", re.compile(r"\bhalf an hour\b", re.IGNORECASE), "30 minutes"),
)

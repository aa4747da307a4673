"""Words as data for the checks: words that say nothing alone, and words that mean the same here.

Small letters throughout. English first, with German, French, Spanish, Italian, Dutch and Portuguese where a
check reads them.
"""

from __future__ import annotations

import re

from support.language import COMMON

STOP = frozenset().union(*COMMON.values())

# One plain form for what is said in several ways; in this order, before anything is counted or compared.
_PLAIN = (
    (
        r"nothing (?:is|will be|gets) charged|charge(?:s|d)? nothing|free of (?:any )?charge"
        r"|(?:at|for) no (?:extra|additional|further|added)? ?(?:cost|charge"
        r"|expense)s?"
        r"|without (?:any |an )?(?:extra |additional )?(?:charge|cost|fee)s?|without (?:any|further"
        r"|extra) payment|nothing(?= (?:with|for|if|when)\b)|for free|complimentary"
        r"|on the house|(?<=is )on us|(?<=are )on us|(?<=be )on us|(?:there is |there's )?no (?:extra "
        r"|additional )?(?:charge|cost|fee)s?(?: for)?"
        r"|nothing (?:has|needs|is left) to be paid|(?:is |have |has )?nothing (?:more "
        r"|else )?(?:to pay|is due|is payable)"
        r"|no (?:\w+ )?(?:fee|charge|penalty|interest) (?:is|will be) (?:due|charged|payable|taken)"
        r"|(?:won't|will not|don't|do not|needn't)(?: have to| need to)? pay(?=\W*$| a (?:penny"
        r"|cent|thing)| for it)"
        r"|no need to pay(?! \w)|without paying(?: anything| more)?(?: extra| more)?|(?:do not"
        r"|don't|does not|doesn't|will not"
        r"|won't|never)"
        r" charge(?: (?:you|anything|the|for))*|(?:is|are) (?:not|never) charged"
        r"|(?:won't|will not|doesn't|does not) cost (?:you )?(?:anything|a (?:cent|penny|thing"
        r"|dime))|(?:costs?|pays?)"
        r" nothing(?: extra)?|(?:(?:won't|will not|don't|do not|needn't) (?:have to )?pay)"
        r"(?= for\b| anything| the (?:return|delivery|shipping|postage))|at our (?:own )?(?:cost|expense)"
        r"|free-of-charge"
        r"|van het huis|(?:geht )?aufs haus|auf unsere kosten|offerte?s? par (?:nous|la maison)"
        r"|à notre charge"
        r"|invita la casa|por nuestra cuenta|a nuestro cargo|offre la casa|a nostro carico|in omaggio"
        r"|kostenlos\w*|kostenfrei\w*|gebührenfrei\w*|gratis|umsonst|gratuit\w*|sans (?:frais|supplément)"
        r"|sin (?:coste|cargo|costo)s?|gratuitamente|senza (?:costi|spese)|sem custos?",
        " free ",
    ),
    (
        r"(?:your|the|his|her|their|my) money back|(?:pay|paid|send|sent|give|given|transfer|transferred|put)"
        r" (?:[\w\']+ ){0,4}?back (?=to you\b|to your (?:card|account)|the (?:full )?(?:price"
        r"|amount|sum))|geld zurück"
        r"|return(?:ed|ing)? (?:\w+ ){0,3}(?:money|fee|amount|price|payment|sum)"
        r"|(?:gets?|receives?|recover) back (?=the price|what)|(?:get|receive|have) (?:the|your)"
        r" \S*\d\S*(?: (?:euros?|dollars?|pounds?))? back|vollen preis zurück\w*",
        " refund ",
    ),
    (
        r"(?:taken|takes?|comes?|deduct(?:ed|s)?|withh(?:e|o)ld|subtract(?:ed)?|keep"
        r"|kept) (?:\S+ ){0,3}?(?:off"
        r"|from|out of) (?:the|your|any) refund"
        r"|(?:vom|von der|von ihrer) (?:erstattung\w*|rückzahlung\w*|gutschrift)(?= ab| ein)"
        r"|(?:déduit|retenu|déduits|retenus|déduite|déduites) (?:du|de votre|sur le) remboursement"
        r"|dal rimborso"
        r"|(?:se )?(?:descuent|rest|deduc)\w* del? (?:\w+ )?reembolso|van (?:de|uw|je) terugbetaling",
        " deducted ",
    ),
    (r"(?:stops?|stopped|ceases?)(?: to)?(?= \w{3,}ing\b)", " no longer "),
    (r"(?:no|not) (?:earlier|sooner) than(?= \S*\d\S* (?:\w+ )?\w+ (?:before|prior|ahead))", " at most "),
    (
        r"(?:leaves?|left|leaving) out(?! of)|(?:sits?|falls?|lies?|is|are"
        r"|be) (?:well )?outside (?:of )?(?:our|the|your|this|that)"
        r"|(?:isn't|is not|aren't|are not) (?:a )?part of",
        " excluded ",
    ),
    (
        r"(?:before|excluding|excl\.?|not including|plus|without|ex|net of) (?:vat|taxe?s?)|(?:vat"
        r"|tax) (?:is )?not included"
        r"|(?:zzgl\.?|zuzüglich|ohne) mwst|hors tva|sin iva|excl\.? btw",
        " exclude vat ",
    ),
    (
        r"(?:do not|don't|does not|doesn't|will not|won't|never) charge (?:you )?(?:\w+ ){0,2}?(?:any |an? )?"
        r"(?:commission|fee|charge|surcharge)s?|(?:pays?|paying) no (?:\w+ )?(?:commission|fee|charge"
        r"|surcharge)s?|no (?:[\w-]+ ){0,2}(?:fee|charge|surcharge|commission)s? (?:applies|apply|is added"
        r"|here|for"
        r" that|for this)",
        " free ",
    ),
    (
        r"(?:take|takes|taken|taking|took|send|sends|sent|sending|bring|brought) (?:(?:it|them|this|these"
        r"|(?:the|your|an?) \w+"
        r"|\w+s|(?:the|your|an?) \w+ \w+) )?back(?! to)",
        " return ",
    ),
    (r"(?:is|are) paid by us|we pay (?:for )?the (?:postage|shipping|return)", " free "),
    (r"(?:hold|holds|held) on to|hang on to|stays? with us", " keep "),
    (r"(?:no|not|never) (?:more|later|longer) than|at the (?:most|latest)|maximum of|not exceeding|max\.?"
    r"|höchstens|maximal"
     r"|spätestens|au plus|au maximum|como máximo|a lo sumo", " at most "),
    (r"no (?:less|fewer) than|minimum of|at the least|mindestens|au moins|al menos", " at least "),
    (r"subject to|provided(?: that)?|as long as|so long as|on condition that|given that|assuming", " if "),
    (r"(?:is|are|be|being|was|were) (?:still )?(?:owed|due)", " pay "),
    (r"what(?:'s| is) left of|remaining|remainder of|balance of", " rest "),
    (r"first year", " first 12 months "),
    (r"(?:not|isn't|aren't|n't) (?:be )?(?:able|possible|allowed|permitted|available)", " cannot "),
)  # fmt: skip
PLAIN = tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), said) for pattern, said in _PLAIN)

# Stems that count as one. Each line: words that mean the same in a procedure.
_SAME = """
item article product goods merchandise article piece
change move modify modification adjust amend reschedule shift alter
exchange swap
parcel package shipment consignment
ship shipping delivery deliver postage dispatch post versand livraison envío
replace replacement ersatz ersetzen remplacement
refund refundable reimburse reimbursement erstatten erstattung rembourser remboursement reembolso rimborso
defect defective faulty fault broken kaputt
unworn unused
company firm business
charge fee cost price costs kosten
mail email e-mail
telephone phone
begin start
purchase buy bought
child children kid kids
permanent good
invoice bill
wait hold
client customer
night nights
day daily
week weekly
month monthly
year yearly annual
correct fix
damage damaged
lose lost
choose choice choose prefer
deduct deducted
return zurückgeben zurückgegeben rückgabe retourner
"""

_IRREGULAR = {
    "wore": "wear", "paid": "pay", "pays": "pay", "payment": "pay", "sent": "send", "kept": "keep",
    "bought": "buy",
    "lost": "lose", "took": "take", "chose": "choose", "chosen": "choose", "made": "make", "wrote": "write",
    "written": "write", "children": "child", "kids": "kid", "ate": "eat", "won": "win", "worn": "wear",
    "deletion": "delete", "deleted": "delete",
}  # fmt: skip
SUFFIX = re.compile(r"(?:ations?|ments?|ings?|edly|ed|ies|es|s|ly|able|ible|ability|y|e)$")


def stem(word: str) -> str:
    """The start of a word that its relatives share, then the one word for its meaning."""
    return _CANON.get(short := _short(word), short)


# A plural's umlaut, and accents that people leave out.
_BARE = str.maketrans("äöüàâáéèêëíìîïóòôúùûñçąćęłńśźż", "aouaaaeeeeiiiiooouuuncacelnszz")


def _short(word: str) -> str:
    word = _IRREGULAR.get(word, word).removesuffix("'s").translate(_BARE)
    if len(word) == 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]  # dogs, kids, fees
    if len(word) > 5 and word.endswith("ies"):
        word = f"{word[:-3]}y"  # copies, cities
    if len(word) > 4:
        cut = SUFFIX.sub("", word)
        word = cut if len(cut) >= 3 else word
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
            word = word[:-1]  # shipped → ship
    return word[:7]


_CANON = {
    _short(word): _short(line.split()[0]) for line in _SAME.strip().splitlines() for word in line.split()
}

# Words that deny without a “not”.
DENYING = re.compile(
    r"exclud|exclusion|inutile|unnecessar|unneeded|unnötig|overbodig|innecesari|superflu|exempt(?!ion)"
    r"|prohibit|forbid|forbidden|impossib|unavailab|invalid"
    r"|ausgeschlossen|unmöglich|exclu[st]?e?s?$|impossible|excluid|imposible|esclus"
)
# Everything, whatever the rule says: a limit is being lifted.
UNIVERSAL = re.compile(
    r"\b(?:regardless|whatever the|no matter (?:what|how|when|why|the)|even (?:if|when|after|without)|in"
    r" (?:all|any|every) cases?|at any time|any time|whenever (?:you (?:like|want|wish|please|feel|choose"
    r"|prefer|'d like)|it suits)|any other (?:item|product|article"
    r"|order|reason)|as (?:often|many|much|long|late)(?: [\w-]+){0,3} as you (?:like|want|wish|please)"
    r"|(?<!once )(?<!when )(?<!after )(?<!until )(?<!if )all (?!(?:two|three|four|five|six|of|your"
    r"|the|these|those|this|that)\b)"
    r"(?:[\w-]+ ){0,2}\w+s (?:are|is|will|can)|for"
    r" life|forever|for ever|lifetime|without (?:any |a"
    r" )?(?:limit|condition"
    r"|exception"
    r"|receipt|notice|deadline|question|proof|photo|time limit)s?|unlimited|unconditional\w*"
    r"|any (?:item|product|article|order|reason)|right up (?:to|until)|(?:up to|until) the (?:very )?last"
    r"|(?:return|refund|exchange|cancel|change|cover|replace|repair|bring)(?:s|ed|ing)? any"
    r" (?!questions?\b|time\b|further\b|other\b|more\b|photos?\b|changes?\b)\w+|(?:on|for|of|by"
    r"|with|at) any (?!questions?\b"
    r"|time\b|further\b"
    r"|other\b|more\b|extra\b|additional\b|problems?\b|trouble\b|help\b|inconvenience\b|fare\b)\w+"
    r"|(?:any|every) (?:day|hour)|anywhere|anytime|for good|wherever|whichever|whoever|anybody"
    r"|anyone|or not(?=\W*$)|everything is|tout est|alles ist|todo es"
    r"|tutto è|all (?:items|products|articles|orders"
    r"|your)|every (?:item|product|article|order)|auch (?:reduzierte|wenn|ohne)"
    r"|jederzeit|immer(?! wenn)|in jedem fall|toujours|à tout moment|dans tous les cas|siempre(?! que)"
    r"|en cualquier"
    r" momento)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|unless|only|limited to|restricted to|reserved for|when|except|excluding|other than|up to|at"
    r" most|at least|before|until|within|after"
    r"|during"
    r"|against|with a|with an|on request|once|under|over|from|needs?|must|as soon as|where|wenn|falls|nur"
    r"|außer|bis"
    r"|innerhalb|sobald|sofern|si|sauf|seulement|jusqu|dans|avec un|sur présentation|solo|salvo|hasta"
    r"|dentro|excepto)\b",
    re.IGNORECASE,
)

"""Words as data for the checks: common words by language, and words that mean the same here.

Small letters throughout. English first, with German, French, Spanish, Italian, Dutch and Portuguese where a
check reads them.
"""

from __future__ import annotations

import re

_COMMON = {
    "en": """
        a an the and or but of to in on at by for from with as is are was were be been being am it its this
        that these those there here i me my we us our you your yours he she they them their his her who whom
        which what when where why how do does did doing done have has had having will would shall should can
        could may might must not no nor if then than so too very just also only about into over under again
        once after before while because until unless through during up down out off own same such both each
        any all some more most other let yet please get got gets getting go going know make made need needs
        want like see still already now today soon ll ve re don s t m d able gladly happy glad sorry thank
        thanks hello hi hey dear kind regards best wishes unfortunately afraid course sure well really quite
        much many back one ones way would'd it's you're we're i'm i've we've you've we'll you'll i'll that's
        there's isn't don't can't won't doesn't didn't aren't wasn't haven't hasn't couldn't wouldn't
        shouldn't cannot thing things something anything everything take takes taken say says said tell told
        give gives given given however nobody somebody someone anybody anyone everybody everyone else
        another others either neither without otherwise instead fully possible possibly kindly within upon
        per
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder aber von zu zum zur im in am an
        auf bei für mit aus nach vor ist sind war waren sein wird werden wurde wurden es sie er wir uns
        unser unsere unseren unserer ich mir mich mein meine meinen du dir dich dein deine deinen deiner ihr
        ihre ihren ihrer ihnen ihnen sich dies diese dieser dieses was wann wo warum wie haben hat hatte
        habe kann können könnte muss müssen darf dürfen soll sollen nicht kein keine keinen nur auch noch
        schon sehr bitte danke gerne gern leider guten tag hallo sehr geehrte geehrter frau herr viele
        freundliche grüße dass wenn weil ob als so dann hier da man mehr gibt geht mal ja nein über unter
        bis
    """,
    "fr": """
        le la les un une des du de et ou mais à au aux en dans sur pour par avec sans est sont était être
        été il elle ils elles nous vous je tu me te se mon ma mes votre vos notre nos son sa ses leur leurs
        ce cette ces cet que qui quoi quand où pourquoi comment ne pas plus avoir avez avons ont peut pouvez
        pouvons peuvent merci bonjour cordialement si car donc comme très bien aussi y d l n s c j m t qu
        est-ce malheureusement madame monsieur
    """,
    "es": """
        el la los las un una unos unas de del y o pero a al en con sin por para es son era ser sido está
        están él ella ellos nosotros usted ustedes yo tú me te se mi mis su sus nuestro nuestra nuestros que
        quien cuando dónde donde por qué cómo como no más he ha han hemos puede pueden podemos gracias hola
        saludos si porque muy bien también lo le les este esta estos estas eso esto ya lamentablemente
    """,
    "it": """
        il lo la i gli le un uno una di del della dei e o ma a al alla in nel nella con senza per da dal è
        sono era essere stato io tu lei noi voi loro mi ti si ci vi mio mia suo sua nostro vostro che chi
        quando dove perché come non più ho ha hanno abbiamo può possono grazie buongiorno ciao saluti se
        anche questo questa molto purtroppo
    """,
    "nl": """
        de het een en of maar van naar in op aan bij voor met uit na is zijn was waren wordt worden het hij
        zij wij ons onze ik mij mijn je jouw u uw dit dat deze die wat wanneer waar waarom hoe hebben heeft
        heb kan kunnen niet geen ook nog al zeer graag dank helaas hallo groeten als dan er
    """,
    "pt": """
        o a os as um uma de do da dos das e ou mas em no na nos nas com sem por para é são foi ser ele ela
        nós você vocês eu me se meu minha seu sua nosso nossa que quem quando onde porque como não mais tem
        temos pode podem obrigado obrigada olá bom dia cumprimentos também este esta isso já infelizmente
    """,
}  # fmt: skip
COMMON = {language: frozenset(listed.split()) for language, listed in _COMMON.items()}
STOP = frozenset().union(*COMMON.values())

# One plain form for what is said in several ways; in this order, before anything is counted or compared.
_PLAIN = (
    (
        r"free of (?:any )?charge|(?:at|for) no (?:extra|additional|further|added)? ?(?:cost|charge"
        r"|expense)s?"
        r"|without (?:any |an )?(?:extra |additional )?(?:charge|cost|fee|payment)s?|for free|complimentary"
        r"|on the house|(?:there is |there's )?no (?:extra |additional )?(?:charge|cost|fee)s?(?: for)?"
        r"|(?:costs?|pays?) nothing(?: extra)?|(?:(?:won't|will not|don't|do not|needn't) (?:have to )?pay)"
        r"(?= for\b| anything| the (?:return|delivery|shipping|postage))|at our (?:own )?(?:cost|expense)"
        r"|free-of-charge"
        r"|kostenlos\w*|kostenfrei\w*|gebührenfrei\w*|gratis|umsonst|gratuit\w*|sans (?:frais|supplément)"
        r"|sin (?:coste|cargo|costo)s?|gratuitamente|senza (?:costi|spese)|sem custos?",
        " free ",
    ),
    (
        r"(?:your|the|his|her|their|my) money back|(?:pay|paid|send|sent|give|given|transfer|transferred|put)"
        r" (?:\w+ ){0,4}?back (?=to your (?:card|account)|the (?:full )?(?:price|amount|sum))|geld zurück"
        r"|return(?:ed|ing)? (?:\w+ ){0,3}(?:money|fee|amount|price|payment|sum)"
        r"|(?:gets?|receives?|recover) back (?=the price|what)|vollen preis zurück\w*",
        " refund ",
    ),
    (r"(?:taken|takes?|comes?|deducted) (?:off|from) (?=the refund|your refund)", " deducted from "),
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
correct fix
damage damaged
lose lost
choose choice choose prefer
deduct deducted
return zurückgeben zurückgegeben rückgabe retourner
"""

_IRREGULAR = {
    "paid": "pay", "pays": "pay", "payment": "pay", "sent": "send", "kept": "keep", "bought": "buy",
    "lost": "lose", "took": "take", "chose": "choose", "chosen": "choose", "made": "make", "wrote": "write",
    "written": "write", "children": "child", "kids": "kid", "ate": "eat", "won": "win", "worn": "wear",
    "deletion": "delete", "deleted": "delete",
}  # fmt: skip
SUFFIX = re.compile(r"(?:ations?|ments?|ings?|edly|ed|ies|es|s|ly|able|ible|ability|y|e)$")


def stem(word: str) -> str:
    """The start of a word that its relatives share, then the one word for its meaning."""
    return _CANON.get(short := _short(word), short)


def _short(word: str) -> str:
    word = _IRREGULAR.get(word, word).removesuffix("'s")
    if len(word) == 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]  # dogs, kids, fees
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
    r"exclud|exclusion|exempt|prohibit|forbid|forbidden|impossib|unavailab|invalid"
    r"|ausgeschlossen|unmöglich|exclu[st]?e?s?$|impossible|excluid|imposible|esclus"
)
# Everything, whatever the rule says: a limit is being lifted.
UNIVERSAL = re.compile(
    r"\b(?:regardless|whatever the|no matter (?:what|how|when|why|the)|even (?:if|when|after|though"
    r"|without)|always"
    r"|in (?:all|any|every) cases?|at any time|any time|whenever you|any other (?:item|product|article"
    r"|order|reason)|as (?:often|many|much|long|late) as you (?:like|want|wish|please)"
    r"|all (?:[\w-]+ ){0,2}\w+s (?:are|is|will|can)|for life|forever|for ever|lifetime|without (?:any |a"
    r" )?(?:limit|condition"
    r"|exception"
    r"|receipt|notice|deadline|question|proof|photo|time limit)s?|unlimited|unconditional\w*|any (?:item"
    r"|product|article"
    r"|order|reason)|everything is|tout est|alles ist|todo es|tutto è|all (?:items|products|articles|orders"
    r"|your)|every (?:item|product|article|order)|auch (?:reduzierte|wenn|ohne)"
    r"|jederzeit|immer|in jedem fall|toujours|à tout moment|dans tous les cas|siempre|en cualquier"
    r" momento)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|unless|only|when|except|excluding|other than|up to|at most|at least|before|until|within|after"
    r"|during"
    r"|against|with a|with an|on request|once|under|over|from|needs?|must|as soon as|where|wenn|falls|nur"
    r"|außer|bis"
    r"|innerhalb|sobald|sofern|si|sauf|seulement|jusqu|dans|avec un|sur présentation|solo|salvo|hasta"
    r"|dentro|excepto)\b",
    re.IGNORECASE,
)

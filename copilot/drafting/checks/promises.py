"""Promises by word family, in several languages: what a sentence commits us to, and how firmly."""

from __future__ import annotations

import re

_FAMILIES = {
    # Money that goes back, whatever verb takes it there.
    "refund": r"\b(?:g[eio]v?(?:t|es?|ing)?|gone|goes|comes?|have|receives?|transfer(?:red)?|send"
    r"|sent|pays?|paid|puts?"
    r"|returned|moved?)\b(?: (?!back\b)\S+){0,5} back (?:to|on|onto|in|into) your (?:\w+ )?(?:card|account"
    r"|wallet|bank)"
    r"|\b(?:get|have|receive|see|transfer|send|give|pay|put"
    r"|credit)s?\b(?: (?!back\b)\S+){0,4}? (?:payment|money|fee"
    r"|fare|price|rent|premium|contribution|[€$£]\d\S*|\d\S* ?(?:€|euros?|pounds|dollars))"
    r"(?: (?!back\b)\S+){0,5}? back\b"
    r"|(?:non-?)?refund|reimburs|\brepay|\brepaid|money back|r[üu]ck?erstatt|erstatte[tn]?\b"
    r"|erstattung|rückzahl"
    r"|rembours|reembols|devolver(?:emos)? (?:el|su) dinero|rimbors|terugbeta|zwrot pieni",
    "credit": r"store credit|account credit|\bcredits\b(?! cards?)|credit(?:ed)? (?:to|on|your|you|it|the)"
    r"|gutschrift|gutgeschrieb"
    r"|\babono (?:en|a) (?:tu|su|la|el)",
    "compensate": r"compensat|goodwill|good-will|make (?:it )?up (?:to|for)|entschädig|kulanz|dédommag"
    r"|indemni[sz]|indemniza"
    r"|by way of (?:an )?apology|\b(?:as|with) (?:a|an|our) (?:\w+ )?(?:thank[- ]you|apology|token"
    r"|present|treat|compliments)"
    r"|(?:act|token|sign) of (?:\w+ )?(?:kindness|apology|appreciation|regret)|towards (?:your|the) next"
    r"|gesture|\bgesto\b|\bgeste\b|coulance|inconvenience (?:payment|fee)|risarci",
    "waive": r"waiv|let (?:it|this|that) go\b|without the (?:fee|charge|cost)\b|(?<![a-zäöüß])erlassen"
    r"|verzichten auf|renonce|kwijtschelden|condon|"
    r"\bne (?:vous )?(?:les? |la )?(?:compt|factur|prélèv|réclam|demander)\w* (?:pas|rien)"
    r"|\b(?:berechnen|verlangen|rechnen) (?:wir )?(?:ihnen )?(?:\w+ ){0,3}(?:nicht|nichts|keine)\b",
    "free": r"(?<!feel )(?<!-)\bfree\b(?! up\b)(?! to\b)(?! from\b(?!\W{0,2}\d))(?!-)(?! time)(?! on"
    " (?:mon|tues|wednes|thurs|fri"
    r"|satur|sun))"
    r"(?<!room is free)(?<!table is free)(?<!seat is free)(?<!slot is free)(?<!date is free)(?<!being"
    r" free)(?<!still free)"
    r"|cost-free|free-of-charge|\bgeschenkt",
    "discount": r"\b(?:off|from) (?:your|the) (?:next |monthly |final )?(?:bill|invoice|total"
    r"|balance|rent|fare|order)\b"
    r"(?<!the order)|falls? by \d|reduced? by|\d ?% (?:less|cheaper)|pays? \S+ less"
    r"|discount|rabatt|nachlass|preisnachl|\bremise\b|réduction|\bdescuentos?\b|\bsconto|desconto"
    r"|reduced price|price reduction|\bcosts? half|(?:for|at) half (?:of )?the price|half off"
    r"|half[- ]price|% off"
    r"|percent off|per cent off",
    "voucher": r"voucher|coupon|gift card|gutschein|bon d'achat|certificate|\bcupón|\bvale de|buono"
    r"|promo(?:tional)?"
    r" code",
    "bonus": r"\bbonus|free gift|as a gift|\bextra (?:month|week|day|night|gb|point|mile|credit)s?\b"
    r"|loyalty points|geschenk"
    r"|\bcadeau|\boffr(?:ons|ert|ir|e)\b|regal(?:o|amos)",
    "replace": r"replac|new (?:pair|unit|device) (?:free|for you|will|is on)|ersatz|ersetz|remplac|reemplaz"
    r"|sostitu|vervang",
    "exchange": r"exchang|umtausch|umgetauscht|échang|intercambi",
    "cancel": r"cancel|stornier|storno|gekündigt|kündig|annul|résili|\banular|disdi|opzeg",
    "guarantee": r"guarant|garant[iíe]|\bpromis|\bversprech|\bversichern (?:wir|ihnen)|\bpromet|assure you"
    r"|warrant"
    r"|gewährleist|you have my word|rest assured that|definitely|without fail|bestätigen wir",
    "entitle": r"entitl|(?<!be )eligib|(?<!to )\bqualif(?:y|ies|ied)|berechtig|anspruch auf|droit à|derecho"
    r" a|you have (?:a"
    r"|the) right",
    "exception": r"exceptional|(?:mak|grant|giv|allow|as an|by way of|with an)\w* (?:\w+ ){0,3}exception"
    r"|ausnahme|ausnahmsweise|excepci|eccezion|just this once|this one time|(?:as a"
    r" )?one-?(?:off|time)"
    r" (?:courtesy|thing|favou?r)|bend the rules|special (?:case|treatment|arrangement)|courtesy",
    "keep": r"\b(?:keep|hold on to) (?:the|your|this|both|all)? ?(?:item|article|product|goods|shoes|pair"
    r"|money|order|parcel|device|old)s?\b"
    r"|\byou (?:can |may |get to )?(?:simply |just )?keep (?:it|them|everything|all of it|both"
    r"|the lot|what)\b|behalten (?:sie|können|dürfen)"
    r"|\bquedarse con|\bgarder (?:l'|le |la"
    r" )(?:article|produit)",
    "upgrade": r"upgrad",
    "extend": r"\bextend|\bextension|verläng|prolong|\bprórroga|longer (?:deadline|window|period)",
    "new": r"\bnew \w+|\bneue[srn]? \w+|\bnouve(?:au|lle)|\bnuev[oa]",
    "match": r"price[- ]match|match (?:\w+ )?prices?|preisgarantie",
    "change": r"(?<!ex)chang(?:e|es|ed|eable|ing)\b|geändert|änder(?:n|bar)|modif|cambiar|rebook|re-book"
    r"|rescheduled?\b"
    r"|move (?:your|the) (?:stay|booking|flight|appointment|delivery|reservation)",
    "return": r"\breturn(?:s|ed|ing|able)?\b|send (?:it|them|the \w+) back|sent back|take (?:it|them|back"
    r"|articles|items)"
    r"(?: \w+)? ?back|zurück(?:geb|gegeb|schick|send|nehm)|rückgabe|\bretourn|devolver|devoluci|\breso\b",
    "cover": r"\bcover(?:s|ed|ing)?\b(?! letter)|\babgedeckt|übernehmen (?:wir|die)|prend(?:re|rons)? en"
    r" charge|cubr|cubiert",
    "pay you": r"\b(?!(?:you|i|they|he|she|who|customers|members)\b)\w+(?: will|'ll) (?:also "
    r"|gladly |even )?pay (?:for"
    r"|the whole|everything|all)\b|\bwe(?:'ll| will| shall| can|'d)? (?:gladly |happily |also "
    r"|then )?(?:pay|transfer|wire"
    r"|send you) (?:\w+ ){0,3}"
    r"(?:[€$£]|\d|difference|hotel|your|you|for)|\bpaid (?:out|back|by (?:bank|us))|zahlen wir"
    r"|überweisen (?:wir|ihnen)|wir überweisen"
    r"|versons|pagaremos",
}
FAMILIES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _FAMILIES.items()}
# These commit us to money or an exception; return, change and cover are also plain talk about a procedure.
PLAIN_TALK = frozenset({"return", "change", "exchange", "cancel", "cover", "extend", "new", "upgrade"})
# “A new appointment” promises nothing; in a source it stands for a replacement.
NO_PROMISE = frozenset({"new"})
# A family that another one may stand in for: what a guarantee says, a warranty says.
KIN = {
    "compensate": ("pay you",),
    "pay you": ("refund",),
    "free": ("waive",),
    "cover": ("refund", "free", "guarantee"),
    "return": ("refund",),
    "entitle": ("refund", "return"),
    "voucher": ("credit",),
    "credit": ("voucher", "refund"),
    "replace": ("new", "exchange"),
    "exchange": ("replace", "return"),
    "refund": ("pay you",),
}

# A mention, no promise: the customer's question, our thanks, the name of a thing.
MENTION = re.compile(
    r"^(?:\W*(?:(?:i|we) (?:hope|wish)|thanks?|thank you|many thanks|merci|danke|vielen dank|gracias|i(?:'m"
    r"| am) (?:\w+ )?sorry"
    r"|sorry|we are sorry"
    r"|i apologi[sz]e|apologies|i (?:do |can |fully |completely )?understand|i see|i know|we understand|i"
    r" realise|i get)\b)"
    r"|\byou (?:asked|ask|wrote|write|mention(?:ed)?|say|said|told|wanted to know|are asking|would like"
    r"|want|wish|'d like)\b"
    r"|\byou'd like\b|\bregarding (?:your|the)\b|\b(?:as regards|with regard to|when it comes to)\b"
    r"|\b(?:question|enquiry|inquiry|message|e-?mail|request"
    r"|letter) (?:about|regarding"
    r"|on|for|concerning)\b|\bwhether\b|\bsie (?:möchten|fragen|schreiben)\b|\bvous (?:souhaitez"
    r"|demandez)\b|\bquiere\b"
    r"|\bif you(?:'d| would)? (?:like|want|wish|prefer|need|decide)\b[^,]*$|\blook(?:ing)? (?:into|at)"
    r" (?:your|the)\b",
    re.IGNORECASE,
)
NAME_OF_A_THING = re.compile(
    r"\b(?:refund|return|returns|replacement|cancell?ation|exchange|discount|voucher|gift card"
    r"|promo(?:tional)?|change)s?[- ]"
    r"(?:request|policy|policies|form|label|page|code|status|number|centre|center|portal|process|procedure"
    r"|case|window"
    r"|team|desk|department|conditions|instructions|parcel|shipping|delivery|address|reference)s?\b"
    r"|\bguarantee(?= card)|\b(?:the|our|your|this|\w+ness|price|quality|back) promise\b"
    r"|\bmoney[- ]back (?:guarantee|promise|period)"
    r"|\bstatus of (?:your|the) \w+|\b(?:e-?mail|postal|delivery) address|change my mind|any changes?\b"
    r"|credit card",
    re.IGNORECASE,
)
# We say that something has been done, or is being done now: no procedure can support that, only a record.
DONE = re.compile(
    r"\b(?:i|we)(?:'ve| have| had)? (?:just |already |now |also |hereby |gone ahead and |went ahead and "
    r"|personally )*"
    r"(?:refunded|reimbursed|credited|cancell?ed|waived|approved|issued|processed|granted|extended|upgraded"
    r"|replaced|applied"
    r"|added|authori[sz]ed|arranged|compensated|transferred|booked|reserved|exchanged|removed|deleted"
    r"|closed|changed|updated"
    r"|reset|unlocked|initiated|started|shipped|dispatched|sent out|sent you|paid|reversed|activated"
    r"|renewed|rebooked)\b"
    # Any other perfect, but for what writing a reply involves (“I have read”, “we have passed it on”).
    r"|\b(?:i|we)(?:'ve| have) (?:just |already |now |also |hereby |gone ahead and |personally )*"
    r"(?!made (?:a |some )?notes?\b|not|no |a |an |the |any|some|to |two|three|several|your|our"
    r"|got|had|been|noted|received|read"
    r"|checked|looked|passed|forwarded"
    r"|handed|understood|seen|found|located|reviewed|asked|escalated|informed|attached|included|taken|tried"
    r"|written|listed"
    r"|explained|answered|heard|registered|recorded|contacted|learned|noticed|every|all|many|more|different"
    r"|always|never)[a-z]+"
    r"(?:ed|en|nt|ld|id|ut|de|rn)\b"
    r"|\b(?:is|are) now (?:saved|updated|changed|cancell?ed|booked|reserved|confirmed|stored|set up"
    r"|blocked|closed)\b"
    r"|\b(?:the|our) \w+ (?:has|have) (?:already |now |just )?been (?:informed|notified|told|instructed"
    r"|asked)\b"
    r"|\byou(?:'ve| have) (?:been|already been|now been) (?:refunded|credited|upgraded|compensated|granted"
    r"|reimbursed)"
    r"|\byour (?:\S+ ){1,5}?(?:has|have) (?:now |already |just )?been (?:refunded|approved|issued|credited"
    r"|cancell?ed|waived|processed"
    r"|extended|upgraded|replaced|granted|authori[sz]ed|added|applied|changed|deleted|closed|reversed"
    r"|transferred|accepted)\b"
    r"|\b(?:ich habe|wir haben|haben wir|habe ich|(?:ist|sind|wurden?) (?:\w+ )?(?:bereits|schon|soeben"
    r"|inzwischen))\b"
    r".{0,60}\b(?:erstattet|storniert|gutgeschrieben|überwiesen|gekündigt|freigegeben|geändert"
    r"|aktualisiert|gelöscht"
    r"|gesperrt|entsperrt|versendet|verschickt|veranlasst|eingerichtet|hinzugefügt|verlängert|gebucht"
    r"|umgebucht"
    r"|reserviert|ermahnt|erledigt|beauftragt|zurückgesetzt|aktiviert|deaktiviert|erlassen|ausgetauscht"
    r"|gereinigt)\b"
    r"|\b(?:has|have|is|are|was) (?:now |already |hereby )?(?:refunded|waived|approved|granted|cancell?ed)"
    r" (?:for you|as of|today|now)"
    r"|\b(?:nous avons|j'ai|votre \w+(?: \w+)? a|vos \w+ ont"
    r")\b(?! demand).{0,40}\b(?:remboursé"
    r"|annulé|crédité|résilié|modifié|mis à jour|supprimé|bloqué|débloqué|expédié|ajouté|prolongé|réservé"
    r"|activé|réglé"
    r"|accordé|validé)e?s?\b"
    r"|\b(?:hemos|he|ya (?:está|han?)|(?:ha|han) sido) .{0,30}\b(?:reembolsad|cancelad|abonad|modificad"
    r"|cambiad"
    r"|actualizad|eliminad|bloquead|enviad|añadid|reservad|activad|tramitad|aplicad|concedid"
    r"|solucionad)[oa]s?\b"
    r"|\b(?:abbiamo|ho|(?:è|sono) (?:già )?stat[oaei]) .{0,30}\b(?:rimborsat|annullat|accreditat|modificat"
    r"|cambiat"
    r"|aggiornat|cancellat|bloccat|sbloccat|spedit|aggiunt|prenotat|attivat|risolt|applicat)[oaei]\b"
    r"|\b(?:hebben|heb) .{0,50}\b(?:terugbetaald|geannuleerd|gewijzigd|aangepast|verwijderd|geblokkeerd"
    r"|verstuurd"
    r"|toegevoegd|gereserveerd|geactiveerd|opgelost|kwijtgescholden|geboekt|verlengd)\b"
    r"|\b(?:zwróciliśmy|anulowaliśmy|dodaliśmy|zmieniliśmy|wysłaliśmy|odblokowaliśmy|przyznaliśmy)\b"
    r"|\bthe money is on its way",
    re.IGNORECASE,
)
# How much, how soon: an adverb that makes a promise larger than its source must be in the source.
_LARGER = (
    r"full(?! [€$£]?\d)|fully|every (?:penny|cent|bit)|whole|entire\w*|complete\w*|in full|all of|everything"
    r"|(?<!in )(?<!au )(?<!en )(?<!in  )total|volle[nrsm]?|vollständig|gesamten?"
    r"|intégral\w*|complet\w*"
    r"|completo|entier|tout",
    r"double|twice|triple|doppelt\w*",
    r"immediate\w*|instant\w*|straight ?away|right away|at once|on the spot|sofort|immédiat\w*|inmediat\w*"
    r"|subito",
    r"today(?!'s)|tonight|same day(?! as)|heute|aujourd'hui|hoy|oggi",
    r"years to come|for years|lifetime|life-long|lifelong|forever|for ever|for life|permanent\w*"
    r"|rest of your life|lebenslang|à vie"
    r"|de por vida",
    r"unlimited|unbegrenzt|illimité\w*|ilimitad\w*|no limits?",
    r"every(?! (?:penny|cent|bit))|each",
    r"always|immer(?! wenn)|toujours|siempre(?! que)|sempre(?! che)|in (?:all|any|every) cases?",
)
LARGER = tuple(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for pattern in _LARGER)


# “0 %” and “$0.00” say that something is free.
ZERO = re.compile(
    r"(?<![\d.,])(?:[€$£] ?0(?:[.,]00)?|0(?:[.,]00?)? ?(?:%|€|euros?|dollars?|pounds?))(?![\d.,])"
)


def families(text: str) -> frozenset[str]:
    """The families a text touches; names of things (“return label”) do not count."""
    bare = NAME_OF_A_THING.sub(" ", text)
    found = {name for name, pattern in FAMILIES.items() if pattern.search(bare)}
    return frozenset(found | {"free"} if ZERO.search(bare) else found)

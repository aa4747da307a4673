"""Whether a sentence only tells customers what they said, or grants it to them.

A customer's figure is a fact of the case (“I paid €80”, “it is 26 months old”) or a claim (“you promised me
€50”). A fact may be told back. A claim is no authority, yet it may be questioned or declined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from copilot.drafting.checks.reading import Reading
from copilot.measuring.facts import Key

# What the customer wants, or says that we said.
CLAIM = re.compile(
    r"\b(?:promis\w*|told|assured|offered|agreed|guarante\w*|quoted|advertis\w*|said|says|saying"
    r"|according to"
    r"|entitled|owe[sd]?|deserve|demand|insist|expect|compensat\w*|goodwill|discount|off|voucher|credit"
    r"|(?:i|we)(?:'d| would)? (?:want|like|need)|give me|pay me|send me|make it"
    r"|versprochen|zugesagt|gesagt|angeboten|verlange|fordere|erwarte|möchte|will|rabatt|gutschein"
    r"|entschädig\w*|promet\w*|assuré|proposé|offert|exige|veux|voudrais|réclame|remise|dédommag\w*"
    r"|prometi\w*|dij\w+|asegur\w*|ofrec\w*|quiero|exijo|descuento|compensaci\w*"
    r"|promess\w*|detto|assicurat\w*|voglio|pretendo|sconto|risarc\w*"
    r"|beloofd|gezegd|toegezegd|aangeboden|eis|korting|vergoeding|prometeu|disse\w*|quero|obieca\w*"
    r"|chcę)\b",
    re.IGNORECASE,
)
# What the customer gave or was charged for.
PAID = re.compile(
    r"\b(?:paid|pay(?:ing)?|charged?|costs?|cost me|price[ds]?|order(?:ed)?|bought|purchase[ds]?|booked"
    r"|fare|tickets?|worth|spen[dt]\w*|ausgegeben|dépensé|gast\w+|spes[oi]|uitgegeven"
    r"|bill(?:ed)?|invoice[ds]?|deposit|total|spent|deducted|fee|each|debited|subscription"
    r"|bezahlt\w*|gezahlt|gekostet|kostet\w*|preis|bestell\w*|gekauft|gebucht|rechnung|abgebucht|kaution"
    r"|wert"
    r"|payé\w*|coût\w*|prix|command\w*|achet\w*|réserv\w*|facture|débit\w*|billet"
    r"|pagad\w*|pagué|cost\w*|precio|pedid\w*|compr\w*|reserv\w*|factura|cobr\w*"
    r"|pagat\w*|prezzo|ordin\w*|acquist\w*|prenot\w*|fattura|addebit\w*|biglietto"
    r"|betaal\w*|gekost|prijs|besteld\w*|gekocht|geboekt|rekening|afgeschreven|paguei|preço|zapłaci\w*"
    r"|cena)\b",
    re.IGNORECASE,
)
# Money or a remedy is given in these words.
GRANTS = re.compile(
    r"\b(?:we|i)(?:'ll| will| can| shall|'d be)\b|\brefund(?!able)|\bpa(?:y|id) (?:back|out)|\breimburs"
    r"|\bcredit"
    r"|\bdiscount|\bvoucher|\bcompensat|\bwaive|\byou(?:'ll| will| can)? (?:get|receive"
    r"|have)\b(?!,? (?:\w+ )?\w+(?:ed|en|nt|id)\b)"
    r"|\bgranted?\b"
    r"|\bqualif|\bentitled|\boff\b|\berstatt|\bgutschrift|\brabatt|\bgutschein|\berhalten\b|\bbekommen\b"
    r"|\brembours|\bremise\b|\bbon d'achat|\brecev(?:ez|rez)|\breembols|\bdescuento|\bdevolv|\brecib"
    r"|\brimbors|\bsconto|\bricev|\bterugbeta|\bkorting|\bontvang|\bzwr[oó]t|\bcover(?:s|ed)?\b|\bup to\b"
    r"|\bat most\b",
    re.IGNORECASE,
)
# Money that is on its way, whatever the rule asks for first.
FIRM = re.compile(
    r"\bwill (?:all |also |certainly |of course |gladly )?be (?:refunded|paid|credited|returned|reimbursed)"
    r"|\b(?:we|i)(?:'ll| will| have|'ve|'re| are)? (?:gladly |now |just |already )?(?:pay|send|transfer"
    r"|return|refund"
    r"|reimburse|credit)(?:ed|ing)?\b|\bwir (?:erstatten|überweisen|zahlen)\b"
    r"|\bwird (?:\w+ ){0,3}(?:erstattet|gutgeschrieben)"
    r"|\bnous (?:vous )?(?:remboursons|versons|rembourserons)\b|\b(?:te|le|les) (?:devolvemos"
    r"|reembolsamos|devolveremos)"
    r"|\b(?:ti|le|vi) rimborsiamo\b|\bwe betalen\b|\bwij betalen\b",
    re.IGNORECASE,
)
# Words that set a period, straight before it …
_SETS = (
    "within|up to|until|for|have|has|get|of|in|is|are|be|valid|takes?|least|most|another|by|lasts?|to|next"
    "|innerhalb(?: von)?|binnen|bis(?: zu)?|für|von|in|ist|sind|beträgt|gilt|haben|dauert|dans|sous|pendant"
    "|jusqu'à|de|est|sont|dure|dentro de|durante|hasta|es|son|tienes?|entro|per|fino a|di|è|sono|hai|ha|dura"
    "|voor|van|tot|heeft|duurt|em|até|przez|do"
)
SETS = rf"\b(?:{_SETS}) (?:\w+ )?$"
# … or after it.
WINDOW = re.compile(
    r"^[- ](?:\w+ )?(?:window|period|deadline|limit|guarantee|warranty|cover|grace|to (?!go\b|the\b)\w+"
    r"|frist|garantie"
    r"|délai|plazo|garantía|termine|garanzia|termijn)",
    re.IGNORECASE,
)
# A period that has gone by.
ELAPSED = re.compile(
    r"\b(?:ago|old|late|overdue|earlier|already|since|past|passed|gone by|elapsed|after|been|was|were"
    r"|had|waited"
    r"|waiting|without|your|seit|schon|bereits|her|alt|nach|vergangen|depuis|il y a|déjà|après|retard|passé"
    r"|hace|desde|tras|después|pasado|fa|dopo|scors\w*|passat\w*|geleden|sinds|al|na|oud|há|após|temu|od"
    r"|po)\b",
    re.IGNORECASE,
)
# What the customer did or said, and what we are sorry for.
TOLD = re.compile(
    r"\byou(?:'ve| have)? (?:paid|wr[io]te|mention(?:ed)?|sa(?:id|y|w)|told|were|received|bought|ordered"
    r"|asked|sent)\b"
    r"|\b(?:sorry|apolog\w+|frustrat\w+|understand|tut (?:mir|uns) leid|désolé\w*|siento|lamento|spiace"
    r"|spijt)\b"
    r"|\bsie haben\b|\bvous avez\b|\bha (?:pagado|escrito)\b",
    re.IGNORECASE,
)
# A case that a rule is applied to: “for 70 minutes, half the fare”.
CASE = re.compile(r"^\W*(?:for|with|at|bei|mit|pour|avec|à|para|con|a|voor|met) (?:\w+ )?$", re.IGNORECASE)
# What a case is set against: “a first estimate of 5 minutes”.
COMPARED = re.compile(
    r"\b(?:estimate[ds]?|going from|instead of|statt|au lieu de|en vez de|invece di|in plaats van) (?:of )?$",
    re.IGNORECASE,
)
# A sentence may name an address that wrote to the customer, or their own.
NAMES_AN_ADDRESS = re.compile(
    r"\b(?:from|by|your(?: \w+){0,3}|to you at|von|de|da|van|par|ihre\w*(?: \w+){0,3}"
    r"|votre \w+) (?:address )?$",
    re.I,
)
# “of the €210 you spent”; “you mention being told that £10 …”; “with £96 in credit”.
THEIRS = re.compile(
    r"^,? (?:that |which |in total )?(?:you(?:'ve| have)? (?:spent|paid|gave|sent|transferred"
    r"|were charged|owe)"
    r"|in credit\b|(?:die |der |das )?sie (?:\w+ ){0,2}(?:bezahlt|ausgegeben|gezahlt)|que vous avez"
    r"|que (?:ha|has) (?:pagado|gastado)|che ha (?:pagato|speso)|die u (?:heeft )?betaald)",
    re.IGNORECASE,
)
MENTIONED = re.compile(
    r"\byou (?:mention|say|write|describe|were told|tell us|refer)\w*\b"
    r"|\byou(?:'ve| have) been told\b|\bsie (?:schreiben|erwähnen)\b"
    r"|\bvous (?:mentionnez|dites|écrivez)\b|\b(?:menciona|comenta|scrive|u schrijft|u noemt)\b",
    re.IGNORECASE,
)
NO_MONEY = frozenset({"link", "e-mail"})


def tells_back(key: Key, said: str, reading: Reading, customer: Iterable[Reading]) -> bool:
    """Whether a sentence that repeats a customer's figure gives nothing on the strength of it."""
    if reading.asks:
        return True
    clause = _clause_of(said, reading)
    at = clause.find(said)
    before, after = (clause[:at], clause[at + len(said) :]) if at >= 0 else (clause, "")
    if key[0] in NO_MONEY:
        return bool(NAMES_AN_ADDRESS.search(before)) or _denied(clause, reading)
    if _denied(clause, reading):
        return True
    if key[0] == "duration":
        priced = any(kind == "amount" and words in clause for (kind, _), words in reading.figures.items())
        return bool(priced or TOLD.search(clause)) or _has_gone_by(before, after)
    if THEIRS.match(after) or (MENTIONED.search(before) and not FIRM.search(clause)):
        return True
    # “Up to £1,000” gives what the rule gives; only “up to” the customer's own figure would give that.
    given = GRANTS.search(re.sub(r"\bup to (?=\S{0,3}\d)(?!$)", "", before) + after)
    if not given and not re.search(r"\bup to $", before, re.IGNORECASE):
        return True
    return key[0] == "amount" and _paid(key, customer) and not FIRM.search(clause)


def _clause_of(said: str, reading: Reading) -> str:
    return next((one.text for one in reading.clauses if said in one.text), reading.text)


def _denied(clause: str, reading: Reading) -> bool:
    return any(one.denied for one in reading.clauses if one.text == clause) or (
        clause == reading.text and reading.denied
    )


def _has_gone_by(before: str, after: str) -> bool:
    if re.match(r"^ (?:ago|late|old|overdue|geleden|fa|alt|her|temu|zu spät|de retard)\b", after):
        return True
    near = " ".join(before.split()[-5:])
    if re.search(r"\b(?:after|ago|since|nach|après|tras|dopo|na|po) (?:\w+ )?$", before, re.IGNORECASE):
        return not GRANTS.search(after)
    if COMPARED.search(before):
        return True
    if CASE.match(before) and re.match(r"^(?: [\w-]+){0,3}(?:,|$)", after):
        return True
    sets = re.search(SETS, before, re.IGNORECASE) or WINDOW.match(after)
    return not sets or bool(ELAPSED.search(near) or ELAPSED.search(" ".join(after.split()[:4])))


def _paid(key: Key, customer: Iterable[Reading]) -> bool:
    """Whether the customer gives the amount as paid, and nowhere as promised or wanted."""
    told = [one for one in customer if key in one.figures]
    return any(PAID.search(one.text) for one in told) and not any(
        CLAIM.search(_clause_of(one.figures[key], one)) for one in told
    )

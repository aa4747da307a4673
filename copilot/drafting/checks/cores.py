"""What a rule comes down to: who or what it is about and what is (or is not) done with it.

“Boots that have been worn outside cannot be returned” comes down to boots, worn, outside, return. A sentence
that says the rule's core with the other sign contradicts it, unless another rule says what the sentence says.
"""

from __future__ import annotations

import re

from copilot.drafting.checks.denied_items import denied_items
from copilot.drafting.checks.evidence import Evidence, Ground
from copilot.drafting.checks.lexicon import DENYING, stem
from copilot.drafting.checks.promises import KIN, MENTION
from copilot.drafting.checks.reading import ENGLISH_DENIALS, SUBORDINATE, Clause, Reading, about
from copilot.measuring.normalise import lowered, words

# A rule of fewer words is too general to be contradicted, one of more too special.
FEWEST, MOST = 2, 7
# Words of a denial, and their share by weight, that make it the customer's own case.
CASE_FROM, CASE_SHARE = 3, 0.6
# Words by which a rule allows a part only: a denial of the rest contradicts nothing.
LIMITS = re.compile(
    r"\b(?:only|unless|until|before|after|without|once|outside|other|another|else|more|later|beyond|longer"
    r"|further|anymore|any more|except|up to|at most|at least|within|even|yet|nur|außer|ohne|nach|mehr"
    r"|erst|sauf|sans|plus|salvo|sin|más)\b",
    re.IGNORECASE,
)
DENIED_CASE = re.compile(
    r"\b(?:where|if|when|because|that|which)\b[^,;]{0,80}(?:\b(?:not|no|cannot)\b|n't\b)", re.IGNORECASE
)
# A denial that gives its reason, or names the part that it is about, may well be the case a rule leaves out.
REASONED = re.compile(
    r"\b(?:since|because|as (?:it|you|the|they|we|your|this|that|these|those|a|an|there)|given|due to|so|once"
    r"|which|who|whose|(?<!afraid )(?<!say )(?<!sorry )(?<!confirm )that|already|too late|in cash|but"
    r"|while|if|when"
    r"|more than|less than|over|above|under|below|from|weil|da|wenn|nachdem|falls|bereits|schon|deshalb|daher"
    r"|car|comme|puisque|déjà|donc|mais|quand|après|avant|qui|que|porque|como|cuando|después|antes|ya|pero"
    r"|omdat|als|want|nadat|dus|maar|zonder|alleen|buiten|na|perché|poiché|quando|dopo|prima|senza|già|ma)\b"
    r"|\d",
    re.IGNORECASE,
)
# Share of a sentence that one source has, from which it is that source's own sentence.
REPEATED = 0.8
# “Just not in the reading room” denies the part that a rule excepts.
PART_ONLY = re.compile(r"\b(?:just|but|though|albeit) not\b", re.IGNORECASE)
_PAIRS = (
    ("open", "closed"), ("allowed", "forbidden"), ("possible", "impossible"), ("required", "optional"),
    ("mandatory", "optional"), ("compulsory", "optional"), ("mandatory", "voluntary"),
    ("safe", "unsafe"), ("valid", "invalid"), ("included", "excluded"),
    ("minimum", "maximum"), ("available", "unavailable"), ("free", "payable"), ("geöffnet", "geschlossen"),
)  # fmt: skip
OPPOSITE = {**dict(_PAIRS), **{other: one for one, other in _PAIRS}}
COSTS = frozenset(map(stem, ("charge", "fee", "cost", "price", "pay", "costs", "paid")))
WITH_COST = re.compile(
    r"\b(?:charge[sd]?|fees?|costs?|costing|pay(?:s|ing)?|paid|surcharge|extra|kostet|kosten|gebühr\w*"
    r"|zahlen|coûte|frais|cuesta|cobramos)\b",
    re.IGNORECASE,
)


def contradicted(reading: Reading, evidence: Evidence) -> Ground | None:
    """The source whose core a sentence says with the other sign, when no source says as the sentence does."""
    for clause in reading.clauses:
        if MENTION.search(clause.text) or SUBORDINATE.match(clause.text) or len(clause.stems) < FEWEST:
            continue
        if found := _denied_here(clause, evidence) if clause.denied else _allowed_here(clause, evidence):
            if clause.denied and reasoned(reading) and evidence.share(reading, found) < REPEATED:
                continue
            return found
        if found := _charged_here(clause, reading, evidence) or _opposite_word(clause, evidence):
            return found
    return None


def reasoned(reading: Reading) -> bool:
    """Whether a sentence says why, or of which part, it denies something."""
    return REASONED.search(reading.text) is not None or LIMITS.search(reading.text) is not None


def excluded(readings: list[Reading], evidence: Evidence) -> tuple[Reading, Ground] | None:
    """(sentence, source) where a reply gives what a rule denies in just the customer's case."""
    if any(reading.denied for reading in readings):
        return None
    for ground in evidence.grounds:
        for clause in ground.reading.clauses:
            wanted = core(clause) if clause.denied else frozenset()
            met = wanted & evidence.customer_stems
            if len(met) < CASE_FROM or evidence.weight(met) < CASE_SHARE * evidence.weight(wanted):
                continue
            withheld = {*clause.families, *(family for one in clause.families for family in KIN.get(one, ()))}
            for reading in readings:
                if not reading.asks and not MENTION.search(reading.text) and reading.families & withheld:
                    return reading, ground
    return None


def _opposite_word(clause: Clause, evidence: Evidence) -> Ground | None:
    """The source that says “closed” where the clause says “open”, of the same thing."""
    said = {word for word in lowered(words(clause.text)) if word in OPPOSITE}
    if clause.denied or not said:
        return None
    word = next(iter(sorted(said)))
    wanted = clause.stems - {stem(word)}
    against = None
    for ground in evidence.grounds:
        for other in ground.reading.clauses:
            theirs = set(lowered(words(other.text)))
            if not wanted or not wanted <= other.stems:
                continue
            if word in theirs:
                return None
            if OPPOSITE[word] in theirs:
                against = against or ground
    return against


def core(clause: Clause) -> frozenset[str]:
    """What stands before a clause's first English denial and the word it denies; empty without one."""
    said = lowered(words(clause.text))
    at = next((n for n, word in enumerate(said) if word in ENGLISH_DENIALS or word.endswith("n't")), None)
    if at is None or any(DENYING.match(word) for word in said):
        return frozenset()
    subject = about(said[:at])
    denied = [word for word in said[at + 1 :] if about([word])]
    # “Those from the desk are not” leaves open what they are not.
    return (
        subject | about(denied[: 1 if subject else 2])
        if said[at + 1 :] or said[at] == "cannot"
        else frozenset()
    )


def _denied_here(clause: Clause, evidence: Evidence) -> Ground | None:
    wanted = core(clause) if not PART_ONLY.search(clause.text) else frozenset()
    if not FEWEST <= len(wanted) <= MOST or LIMITS.search(clause.text):
        return None
    allowing = None
    for ground in evidence.grounds:
        for other in ground.reading.clauses:
            if wanted <= other.stems:
                # “We send spare parts where a repair is not possible” does send spare parts.
                if other.denied and (other.negated & wanted or not DENIED_CASE.search(other.text)):
                    return None
                allowing = allowing or ground
    return allowing


def _limits(clause: Clause) -> set[str]:
    return {word.lower() for word in LIMITS.findall(clause.text)}


def _only(text: str) -> bool:
    return re.search(r"\b(?:only|nur|seulement|solo)\b", text, re.IGNORECASE) is not None


def _allowed_here(clause: Clause, evidence: Evidence) -> Ground | None:
    if _only(clause.text):
        return None
    denying = None
    for ground in evidence.grounds:
        for other in ground.reading.clauses:
            if not other.denied or not _limits(other) <= _limits(clause):
                continue
            for wanted in (core(other), *denied_items(other.text)):
                if FEWEST <= len(wanted) <= MOST and wanted <= clause.stems:
                    denying = denying or (ground, wanted)
    if denying is None:
        return None
    ground, wanted = denying
    allowed = any(
        wanted <= other.stems and not other.denied
        for one in evidence.grounds
        for other in one.reading.clauses
    )
    return None if allowed else ground


def _charged_here(clause: Clause, reading: Reading, evidence: Evidence) -> Ground | None:
    """The source that gives free what the clause charges for."""
    if clause.denied or "free" in clause.families or not WITH_COST.search(clause.text):
        return None
    wanted = (clause.stems - COSTS) or (reading.stems - COSTS)
    priced = re.search(r"\d", clause.text)
    if not wanted:
        return None
    free = None
    for ground in evidence.grounds:
        for other in ground.reading.clauses:
            rest = other.stems - {"free"}
            if not (
                wanted <= other.stems
                or ("free" in other.families and rest and rest <= clause.stems and priced is None)
            ):
                continue
            if "free" in other.families and not other.denied:
                free = free or ground
            elif WITH_COST.search(other.text):
                return None
    return free

"""A sentence denies what its source denies and allows what it allows."""

from __future__ import annotations

import re

from copilot.drafting.checks.cores import LIMITS, REPEATED, contradicted, core, excluded, reasoned
from copilot.drafting.checks.courtesies import ASKED, courtesy
from copilot.drafting.checks.evidence import Evidence, Ground, draft_readings
from copilot.drafting.checks.lexicon import stem
from copilot.drafting.checks.promises import MENTION
from copilot.drafting.checks.reading import SUBORDINATE, WITHOUT, Clause, Reading, about, read
from copilot.drafting.checks.repeated import flipped
from copilot.drafting.checks.result import HOLD, PASS, CheckResult
from copilot.drafting.checks.turns import turned
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.measuring.normalise import words

CHECK = "rules_keep_their_sign"
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
RESTRICTS = re.compile(
    r"\b(?:only|must|ha(?:s|ve) to|needs? to|required|nur|muss|müssen|doit|doivent|debe|deben)\b", re.I
)
EXCEPTS = re.compile(r"\b(?:except|only|unless|other than|außer|nur|sauf|salvo)\b", re.I)
# “Appointments that aren't cancelled in time” are a case, and nothing is denied of it.
CASE = re.compile(
    r"\b(?:that|which|who|whose) (?:\w+ )?(?:(?:is|are|was|were|has|have|do|does|did)(?:n't| not)"
    r"|cannot|can't)\b",
    re.I,
)
NOT_WITHOUT = re.compile(
    r"\b(?:not|cannot|n't|no)\b.*\bwithout (?:an? |the |any |your )?(?:\w+ )?(\w+)", re.I
)
LEADING = re.compile(
    r"^\W*(?:as|since|because|given that|now that|da|weil|comme|puisque|como|omdat) [^,]*,\s*", re.I
)
EARLIER = re.compile(
    r"\b(?:up to|until|at least|more than|at most|by|bis|jusqu'à|hasta|fino a|tot) \S*\d.*"
    r"\b(?:before|prior|ahead|vor|avant|antes|prima|voor)\b",
    re.I,
)
WITHIN = re.compile(
    r"\b(?:within|less than|inside|innerhalb|weniger als|moins de|menos de|meno di|binnen) \S*\d", re.I
)
# Dice's coefficient from which two clauses say (or deny) the same thing, and the lead that a source of the
# other sign must have over those of the same sign.
SAME_SAYING, LEAD = 0.5, 0.1
# The same where both sentences deny something.
BOTH_DENY = 0.7
NEAR_VERBATIM, REPEATS, REWORDS = 0.85, 0.92, 0.7
# What the likeness of whole sentences counts for, beside that of their clauses.
WHOLE = 0.8
RESTRICTED = 0.6
# What lets the customer do or have something.
ALLOWS = re.compile(
    r"\b(?:can|may|could|will|we|you|is|are|gets?|covered|allowed|welcome|possible|yes|kann|können|dürfen"
    r"|darf"
    r"|wir|sie|ist|sind|peut|peuvent|pouvez|nous|vous|est|sont|puede|pueden|podemos|es|son|può|possono|è|sono"
    r"|kan|kunt|mag|mogen|wij|u|krijgt)\b|\brimbors|\bsí\b|\bsì\b",
    re.IGNORECASE,
)
# Support by some rule from which a sentence states a rule itself.
ALLOWED = 0.3


def rules_keep_their_sign(composed: Composed, context: Context) -> list[CheckResult]:
    """One hold for each sentence whose nearest source says the opposite; a single pass when none does."""
    evidence = Evidence(context, composed)
    if evidence.foreign:
        return [CheckResult(CHECK, PASS, "", "In another language than the sources, which tells nothing.")]
    problems = []
    pairs = draft_readings(composed)
    if found := excluded([reading for _, reading in pairs], evidence):
        given, rule = found
        reason = f"“{rule.name}” excludes what the customer describes: “{rule.reading.text[:200]}”"
        problems.append(CheckResult(CHECK, HOLD, given.text, reason))
    for sentence, reading in pairs:
        aside = courtesy(reading.text) or ASKED.match(reading.text)
        if reading.asks or not reading.stems:
            continue
        if ground := flipped(reading, evidence):
            reason = f"“{ground.name}” says the opposite: “{ground.reading.text[:200]}”"
            problems.append(CheckResult(CHECK, HOLD, sentence.text, reason))
            continue
        if aside and not reading.families:
            continue
        if ground := _allows_what_is_only_denied(reading, evidence):
            reason = f"“{ground.name}” excludes this: “{ground.reading.text[:200]}”"
            problems.append(CheckResult(CHECK, HOLD, sentence.text, reason))
        elif len(reading.stems) < 2:
            continue
        elif opposite := _opposed_by(reading, evidence):
            reason = f"“{opposite.name}” says the opposite: “{opposite.reading.text[:200]}”"
            problems.append(CheckResult(CHECK, HOLD, sentence.text, reason))
    return problems or [
        CheckResult(CHECK, PASS, "", "Nothing is denied that a source allows, or the other way round.")
    ]


def _condition_of(ground: Ground) -> frozenset[str]:
    return frozenset().union(*(one.stems for one in ground.reading.clauses if SUBORDINATE.match(one.text)))


def _opposed_by(reading: Reading, evidence: Evidence) -> Ground | None:
    opposite = contradicted(reading, evidence) or _turned_round(reading, evidence)
    return opposite or (None if MENTION.search(reading.text) else turned(reading, evidence))


def _allows_what_is_only_denied(reading: Reading, evidence: Evidence) -> Ground | None:
    """The source, when a sentence allows what the customer asks about and every source denies."""
    told = read(LEADING.sub("", reading.text))
    stems = frozenset().union(*(one.stems for one in told.clauses if not MENTION.search(one.text)))
    asked = stems & evidence.only_denied & evidence.customer_stems
    if not asked or reading.denied or not ALLOWS.search(reading.text):
        return None
    denying = [one for one in evidence.grounds if one.reading.denied and one.reading.stems & asked]
    if not denying:
        return None
    nearest = max(denying, key=lambda one: evidence.support(reading, one))
    if any(clause.denied and LIMITS.search(clause.text) for clause in nearest.reading.clauses):
        return None  # “not beyond a short test” lets a short test pass
    if _condition_of(nearest) & stems:
        return None  # “as the seal is unbroken” where the rule is for broken seals
    negated = frozenset().union(*(clause.negated for clause in nearest.reading.clauses))
    # “Opened fluids can be returned”: both what the rule is about and what it denies.
    whole = bool(stems & negated - asked)
    others = [evidence.support(reading, one) for one in evidence.grounds if not one.reading.denied]
    near = evidence.support(reading, nearest)
    return nearest if near >= ALLOWED and (whole or near >= max(others, default=0.0)) else None


def _turned_round(reading: Reading, evidence: Evidence) -> Ground | None:
    """The source that says the opposite of a clause, if any does."""
    if not evidence.grounds or _repeats_a_source(reading, evidence):
        return None
    mentions = MENTION.search(reading.text) is not None
    for clause in reading.clauses:
        # “Because it is an opened article, we cannot …” describes the case before the rule is given.
        aside = mentions or (reading.denied and SUBORDINATE.match(clause.text)) or CASE.search(clause.text)
        if opposite := _opposite(clause, reading, evidence, NEAR_VERBATIM if aside else SAME_SAYING):
            return opposite
    return None


def _repeats_a_source(reading: Reading, evidence: Evidence) -> bool:
    """Whether the source most like the sentence denies as often as it does."""
    sources = [ground.reading for ground in evidence.grounds]
    source = max(sources, key=lambda one: evidence.alike(reading, one))
    if sum(clause.denied for clause in reading.clauses) != sum(clause.denied for clause in source.clauses):
        return False
    # Where nothing is denied, a sentence of two rules may resemble a source of one.
    needed = REPEATS if not reading.denied and len(reading.clauses) > 1 else REWORDS
    return evidence.alike(reading, source) >= needed


def _opposite(clause: Clause, reading: Reading, evidence: Evidence, needed: float) -> Ground | None:
    if clause.denied and clause.stems & evidence.only_denied:
        return None
    best, against = {True: 0.0, False: 0.0}, None  # opposed, and not
    for ground in evidence.grounds:
        for other in ground.reading.clauses:
            opposed = _opposed(clause, other)
            score = _score(clause, reading, other, ground.reading, evidence)
            if opposed and RESTRICTS.search(clause.text) and not RESTRICTS.search(other.text):
                # “It has to be bought before” says in other words that it cannot be bought after.
                score *= RESTRICTED
            if (
                opposed
                and SUBORDINATE.match(clause.text)
                and not _same_end(reading, ground.reading, evidence)
            ):
                continue  # “if we supply …, it stays; if we do not supply …, it ends”
            if opposed and clause.denied and _left_out(reading, ground, evidence):
                continue
            if opposed and other.denied and SUBORDINATE.match(other.text):
                continue  # “if repair is not possible” is a case
            if opposed and not _same_matter(clause, other, ground, evidence):
                continue
            if score > best[opposed]:
                best[opposed] = score
                against = ground if opposed else against
    return against if best[True] >= needed and best[True] > best[False] + LEAD else None


def _left_out(reading: Reading, ground: Ground, evidence: Evidence) -> bool:
    """Whether a denial may be what the rule leaves out; not where it repeats the rule itself with a “not”."""
    if EXCEPTS.search(ground.reading.text):
        return True
    return reasoned(reading) and evidence.share(reading, ground) < REPEATED


def _opposed(clause: Clause, other: Clause) -> bool:
    """Whether one denies what both speak of: “without paying” does not turn “can be changed” round."""
    shared = clause.stems & other.stems
    figures, theirs = set(DIGITS.findall(clause.text)), set(DIGITS.findall(other.text))
    if figures and theirs and not figures & theirs:
        return False  # “with the option it is 250, without it 900”: two cases of one rule
    if (needed := NOT_WITHOUT.search(other.text)) and stem(needed[1].lower()) in clause.stems:
        return False  # “guests may not work here without a pass”: who speaks of the pass says the same
    if other.denied and WITHIN.search(other.text) and EARLIER.search(clause.text):
        return False  # possible until 48 hours before: not within 48 hours
    if len(shared) < 2 and (clause.denied or len(clause.stems) > 1):
        return False
    if _without(clause) & other.negated or _without(other) & clause.negated:
        return False  # “without a date”: no date
    return clause.denied != other.denied and bool((clause.negated | other.negated) & shared)


def _without(clause: Clause) -> frozenset[str]:
    """What a clause says is not there."""
    return frozenset().union(*(about(words(match[0])) for match in WITHOUT.finditer(clause.text)))


def _same_matter(clause: Clause, other: Clause, ground: Ground, evidence: Evidence) -> bool:
    """Whether a source speaks of all that a clause denies something of: food is no lost item."""
    here = other.stems | ground.reading.stems | ground.headings
    return (core(clause) & evidence.stems) <= here


def _same_end(reading: Reading, source: Reading, evidence: Evidence) -> bool:
    """Whether two sentences with a condition say the same of what follows from it."""
    mine = [clause for clause in reading.clauses if not SUBORDINATE.match(clause.text)]
    theirs = [clause for clause in source.clauses if not SUBORDINATE.match(clause.text)]
    return any(
        evidence.alike(one, other) >= SAME_SAYING and not _opposed(one, other)
        for one in mine
        for other in theirs
    )


def _score(clause: Clause, reading: Reading, other: Clause, whole: Reading, evidence: Evidence) -> float:
    """How far two clauses say the same, in themselves or as the parts that differ of sentences that do."""
    if not clause.stems & other.stems:
        return 0.0
    own = evidence.alike(clause, other) if len(clause.stems) > 1 else 0.0
    if (reading.denied == whole.denied) == _opposed(clause, other):
        return own if own >= BOTH_DENY or not (reading.denied and not clause.denied) else 0.0
    return max(own, WHOLE * evidence.alike(reading, whole))

"""A promise (refund, waive, free, guarantee, …) needs a source that promises the same, for the same thing."""

from __future__ import annotations

import re
from functools import lru_cache

from copilot.drafting.checks.evidence import PRONOUN, SAME_MATTER, Evidence, Ground, draft_readings
from copilot.drafting.checks.lexicon import stem
from copilot.drafting.checks.promises import DONE, FAMILIES, KIN, LARGER, MENTION, NO_PROMISE, PLAIN_TALK
from copilot.drafting.checks.ranges import met, ranges
from copilot.drafting.checks.reading import SUBORDINATE, Clause, Reading, about, read
from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.checks.workings import amounts_of
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.measuring.normalise import words

CHECK = "promises_have_a_source"
NEAR_VERBATIM = 0.7
NOT_DONE = "This says that something has been done, and no record shows it. Say what will be done by the SOP."
# Share of what a promise is about, by weight, that its source must speak of.
SAME_THING = 0.3
# By how much more weight another rule may speak of it.
MOVED = 0.5
# Support by the granting rule, and words of meaning, from which a doubt about the case only warns.
RETOLD, SEVERAL = 0.6, 3
# What these give must be named by a source, whoever named it first.
TIMED = re.compile(r"today|tonight", re.I)
PAYS = frozenset({"pay"})
# What anything may have.
PRICED = frozenset(map(stem, ("pay", "cost", "day", "time", "order", "year", "month")))
NAMED = frozenset({"pay you", "cover", "waive"})
# What these words name is told by the figure that goes with them.
LOOSE = frozenset({"entitle", "compensate", "discount"})
# What was done, given as the reason, is the customer's own story.
BECAUSE = re.compile(
    r"^\W*(?:because|since|as|after|when|now that|weil|da|nachdem|comme|puisque) [^,]*,"
    r"|\b(?:unless|if|once|where|until|wenn|falls|sobald|sauf si|si) [^,.;]*",
    re.I,
)
ALL = re.compile(r"\b(?:all|every|any)\b", re.I)
# Amounts of our rules in one sentence, from which it is a working-out.
SUMMED = 2
# “Voucher and code: these cannot be combined”: what a line is about.
LABEL = re.compile(r"^\W*[^:.!?]{1,40}:\s")
# “We shall not charge you for it” denies a charge, and waives it.
NOT_CHARGED = re.compile(r"\bne\b.*\b(?:pas|rien)\b|\b(?:nicht|nichts|keine)\b", re.I)
# What a rule charges for is given after all.
GIFTS = frozenset({"free", "waive", "refund", "compensate", "discount", "credit", "exception"})
FOR_ONCE = re.compile(
    r"\b(?:just )?(?:for )?this (?:one )?time\b|\bfor this one\b|\bjust this once\b|\bpour cette fois\b"
    r"|\bdies(?:es )?mal\b"
    r"|\bpor esta vez\b|\b(?:per )?questa volta\b|\b(?:voor )?deze keer\b"
    r"|\b(?:normally|usually|as a rule|normalerweise|eigentlich|en principe|normalement|normalmente"
    r"|en principio"
    r"|di solito|eigenlijk|in principe)\b.*\b(?:but|though|aber|doch|mais|pero|ma|maar)\b.{0,40}\b(?:we|i"
    r"|wir|ich|nous|je|wij)\b",
    re.I,
)
EACH = {"each", "every"}
PER = re.compile(r"\b(?:per|an?|every|each)\b", re.I)
GIVEN_KINDS = {"amount", "percentage"}
GIVES = re.compile(r"\b(?:gets?|receives?|we pay|falls? by|less|off|discount|reduc\w+|entitled)\b", re.I)
ASSURES = re.compile(
    r"guarantee(?:s|d)? (?:you|that|it)|promis|assure|definitely|without fail|rest assured|versprech"
    r"|versicher",
    re.I,
)
WITHHELD = re.compile(
    r"(?:\b(?:cannot|not|never|unable)|n't)\b(?:\W+\w+){0,6}?\W+(?:guarant|promis|assure|warrant)", re.I
)


def promises_have_a_source(composed: Composed, context: Context) -> list[CheckResult]:
    """One result for each promise without a source of its family and sign; a pass when all have one."""
    evidence = Evidence(context, composed)
    problems = []
    for sentence, reading in draft_readings(composed):
        if problem := _problem(reading, evidence):
            result, reason = problem
            problems.append(CheckResult(CHECK, result, sentence.text, reason))
    return problems or [CheckResult(CHECK, PASS, "", "Every promise has a source.")]


def _problem(reading: Reading, evidence: Evidence) -> tuple[str, str] | None:
    if reading.asks:
        return None
    if DONE.search(BECAUSE.sub("", reading.text)) and not _known_to_be_done(reading, evidence):
        return HOLD, NOT_DONE
    if reading.families & GIFTS and FOR_ONCE.search(reading.text) and not _for_once(evidence):
        return HOLD, "No source allows an exception here. Leave it out, or cite the section that does."
    label = LABEL.match(reading.text)
    for clause in reading.clauses:
        if label and clause.text in label[0]:
            continue
        if not clause.families or MENTION.search(clause.text):
            continue
        for family in sorted(clause.families - NO_PROMISE):
            if problem := _unsupported(family, clause, reading, evidence):
                return problem
    return None


def _for_once(evidence: Evidence) -> bool:
    """Whether a source lets us make an exception."""
    return any(FOR_ONCE.search(ground.reading.text) for ground in evidence.grounds)


def _known_to_be_done(reading: Reading, evidence: Evidence) -> bool:
    """Whether we wrote the same before, or the procedure has these words for it."""
    told = [ground for ground in evidence.grounds if DONE.search(ground.reading.text)]
    return any(evidence.nearness(reading, ground) >= NEAR_VERBATIM for ground in told)


def _unsupported(family: str, clause: Clause, reading: Reading, evidence: Evidence) -> tuple[str, str] | None:
    kin = (family, *KIN.get(family, ()))
    found = [
        (ground, other)
        for ground in evidence.grounds
        for other in ground.reading.clauses
        if (other.families | ground.called) & set(kin)
    ]
    # “We guarantee that it never happens” promises; “we cannot promise” does not.
    assured = family == "guarantee" and ASSURES.search(clause.text) and not WITHHELD.search(clause.text)
    if clause.denied and not assured and not (family == "waive" and NOT_CHARGED.search(clause.text)):
        return None  # a promise withheld costs nobody; whether it may be withheld is the sign's check
    word = _word(family, clause.text)
    if family in LOOSE and any(_gives_the_figure(ground, reading) for ground in evidence.grounds):
        return None
    giving = [ground for ground, other in found if not _withheld(kin, other)]
    if family not in LOOSE and _given(reading, giving, evidence):
        return None
    if not found:
        if family in PLAIN_TALK and not _promises(clause.text):
            return None
        return HOLD, f"Nothing public promises “{word}”. Leave it out, or cite the section that allows it."
    granting = [(ground, other) for ground, other in found if not _withheld(kin, other)]
    if not granting and family in PLAIN_TALK and not any(family in other.families for _, other in found):
        return None  # a refund denied says nothing of what a plan covers
    if not granting:
        ground = found[0][0]
        return HOLD, f"“{ground.name}” only denies “{word}”: “{ground.reading.text[:200]}”"
    if larger := _larger(clause, [*(ground for ground, _ in granting), *_near(reading, evidence)]):
        return HOLD, f"No source that speaks of “{word}” says “{larger}”."
    if any(_all_of_it(clause, other, ground, evidence) for ground, other in granting):
        return None
    same = any(_same_thing(family, clause, reading, ground, evidence) for ground, _ in granting)
    if not same or _moved(clause, reading, granting, evidence):
        sure = (
            family not in PLAIN_TALK
            and not evidence.foreign
            and not _retold(clause, reading, granting, evidence)
        )
        result = HOLD if sure else WARN
        return result, f"“{word}” is promised for other cases only, as in “{granting[0][0].name}”."
    return None


def _retold(
    clause: Clause, reading: Reading, granting: list[tuple[Ground, Clause]], evidence: Evidence
) -> bool:
    """Whether a sentence tells so much of the granting rule that it may well be that rule."""
    told = max(evidence.support(reading, ground) for ground, _ in granting)
    own = clause.stems - _promising(clause.stems)
    contrasted = all(_contrasted(own, ground, other) for ground, other in granting)
    return len(reading.stems & evidence.stems) >= SEVERAL and told >= RETOLD and not contrasted


def _given(reading: Reading, granting: list[Ground], evidence: Evidence) -> bool:
    """Whether a section that promises the same gives the money or share that the sentence names."""
    sections = {ground.section for ground in granting}
    beside = [ground for ground in evidence.grounds if ground.section in sections]
    shares = {key for one in beside for key in one.reading.figures if key[0] == "percentage"}
    money = {key for one in granting for key in one.reading.figures if key[0] == "amount"}
    ours = {key for one in evidence.grounds for key in one.reading.figures if key[0] == "amount"}
    worked_out = len(reading.figures.keys() & ours) >= SUMMED
    return worked_out or bool(reading.figures.keys() & (shares | money))


def _gives_the_figure(ground: Ground, reading: Reading) -> bool:
    """Whether a source gives the sentence's own figure: then it is the promise, in other words."""
    shared = reading.figures.keys() & ground.reading.figures.keys()
    return GIVES.search(ground.reading.text) is not None and any(key[0] in GIVEN_KINDS for key in shared)


def _all_of_it(clause: Clause, granting: Clause, ground: Ground, evidence: Evidence) -> bool:
    """Whether a clause speaks of all that the granting one speaks of, and of nothing that has a price."""
    wanted = granting.stems - _promising(granting.stems)
    beside = [one for one in evidence.grounds if one is not ground and one.section == ground.section]
    priced = [one for one in beside if amounts_of(one.reading.figures)]
    if any(clause.stems & one.reading.stems - wanted - granting.stems for one in priced):
        return False
    return bool(wanted) and wanted <= clause.stems and not _contrasted(clause.stems, ground, granting)


def _withheld(kin: tuple[str, ...], clause: Clause) -> bool:
    """Whether the denial of a clause reaches the promise: “replace what cannot be repaired” does replace."""
    if not clause.denied:
        return False
    named = [match[0] for family in kin if (match := FAMILIES[family].search(clause.text))]
    stems = frozenset().union(*(about(words(_whole_word(name, clause.text))) for name in named))
    return not (stems & clause.stems) or bool(stems & clause.negated)


def _whole_word(start: str, text: str) -> str:
    match = re.search(re.escape(start) + r"\w*", text)
    return match[0] if match else start


def _same_thing(family: str, clause: Clause, reading: Reading, ground: Ground, evidence: Evidence) -> bool:
    """Whether promise and source share a word of meaning, or the promise names nothing at all."""
    theirs = evidence.customer_stems - evidence.stems
    own = clause.stems - _promising(clause.stems) - PAYS - theirs
    own = own or reading.stems - _promising(reading.stems) - PAYS - theirs
    # “It” may be anything its section speaks of.
    vague = PRONOUN.search(reading.text) or not clause.stems - _promising(clause.stems) - PAYS - theirs
    near = ground.around if vague else ground.reading.stems
    shared = own & (near | ground.headings)
    if not own & evidence.stems and family == "free" and len(own) < SEVERAL:
        # “It is free”: what is, only the customer's question tells.
        asked = (evidence.customer_stems & evidence.stems) - PRICED
        return not asked or bool(asked & (ground.reading.stems | ground.headings))
    return evidence.weight(shared) >= SAME_THING * evidence.weight(own) or (
        len(own) < 3 and not own & evidence.stems and family not in NAMED
    )


def _moved(
    clause: Clause, reading: Reading, granting: list[tuple[Ground, Clause]], evidence: Evidence
) -> bool:
    """Whether what is promised stands where nothing is promised, more than where it is."""
    own = clause.stems - _promising(clause.stems)
    if any(met(ranges(ground.reading), reading.figures) for ground, _ in granting):
        return False  # “over €75” is promised, and this is
    grants = {id(ground) for ground, _ in granting}
    vague = PRONOUN.search(reading.text) is not None
    there = max(
        (
            evidence.weight(own & ((one.around if vague else one.reading.stems) | one.headings))
            for one, _ in granting
        ),
        default=0.0,
    )
    others = [one for one in evidence.grounds if id(one) not in grants]
    if vague:
        homes = {ground.section for ground, _ in granting}
        others = [one for one in others if one.section not in homes]
    elsewhere = max((evidence.weight(own & one.reading.stems) for one in others), default=0.0)
    return elsewhere > there + MOVED or all(_contrasted(own, ground, other) for ground, other in granting)


def _contrasted(own: frozenset[str], ground: Ground, granting: Clause) -> bool:
    """“Free on the Pro plan and €15 on the Basic plan” gives nothing on the Basic plan."""
    rest = [
        clause
        for clause in ground.reading.clauses
        if not clause.families & granting.families and (clause.denied or re.search(r"\d", clause.text))
    ]
    rest = [clause for clause in rest if not SUBORDINATE.match(clause.text)]
    return bool(own & frozenset().union(*(clause.stems for clause in rest)) - granting.stems)


@lru_cache(maxsize=4096)
def _promising(stems: frozenset[str]) -> frozenset[str]:
    """Those that are promises themselves, and say nothing about what is promised."""
    return frozenset(one for one in stems if any(pattern.search(one) for pattern in FAMILIES.values()))


def _near(reading: Reading, evidence: Evidence) -> list[Ground]:
    return [match.ground for match in evidence.matches(reading) if match.score >= SAME_MATTER]


def _larger(clause: Clause, sources: list[Ground]) -> str:
    """A “full”, “today” or “always” for which no source of this promise has a word."""
    said = " ".join(ground.reading.text for ground in sources)
    # “until 8 pm tonight” says which day the source's own time is.
    times = {key for key in read(clause.text).figures if key[0] == "time"}
    timed = any(times & ground.reading.figures.keys() for ground in sources)
    for pattern in LARGER:
        match = pattern.search(clause.text)
        if match and match[0].lower() == "all of" and ALL.search(said):
            continue
        if match and match[0].lower() in EACH and PER.search(said):
            continue
        if match and not pattern.search(said) and not (timed and TIMED.match(match[0])):
            return match[0]
    return ""


def _word(family: str, text: str) -> str:
    """The word as it stands there: a family may be found by the beginning of one."""
    match = FAMILIES[family].search(text)
    return _whole_word(match[0], text) if match else family


_PROMISES = re.compile(
    r"\b(?:we|i)(?:'ll| will|'d| would| can| could|'ve| have| are going to|'re going to|'m going to| shall|"
    r" do)\b|\byou(?:'ll| will| can"
    r"| may| get| have| are| receive|'re)\b|\bis yours\b|\byour \w+ (?:is|will be)\b|\bwir\b|\bsie"
    r" (?:können|erhalten|bekommen|dürfen)"
    r"|\b(?:nous|vous)\b|\b(?:puede|podemos|tiene)\b",
    re.IGNORECASE,
)


def _promises(text: str) -> bool:
    return _PROMISES.search(text) is not None

"""What a source ties to a condition or limit is not promised without it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from copilot.drafting.checks.courtesies import AFFIRMS
from copilot.drafting.checks.evidence import VERB, Evidence, Ground, draft_readings
from copilot.drafting.checks.if_clauses import dropped
from copilot.drafting.checks.lexicon import CONDITION, UNIVERSAL, stem
from copilot.drafting.checks.narrowed import without_its_case, without_its_word
from copilot.drafting.checks.promises import LARGER, MENTION
from copilot.drafting.checks.ranges import Range, measure, met, ranges
from copilot.drafting.checks.reading import Reading, about, plainly, read
from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.measuring.facts import Key
from copilot.measuring.normalise import words

CHECK = "conditions_are_kept"
# Share of a sentence found in a source from which both are taken for one rule: with a promise in it, without.
SAME_RULE, NEAR_VERBATIM = 0.5, 0.75
SOME_RULE = 0.35
LEAD = 0.05
PART_END = re.compile(r"[,;:]|\.(?=\s|$)|\band\b|\bund\b|\bet\b")
# What follows a limit of a few words is the rule again: “until the day before | for a fee of £8”.
LIMIT = re.compile(
    r"(?:until|before|within|after|during|with an?|on request|against|under|over|up to|at least|at most)\b",
    re.IGNORECASE,
)
LIMIT_END = re.compile(
    r"\b(?:for|plus|is|are|can|may|will|costs?|gets?|pays?|have|has|must|if|when|unless|free)\b",
    re.IGNORECASE,
)
SOONER = LARGER[2:4]
IF = re.compile(r"(?:if|wenn|falls|si|se)\b", re.IGNORECASE)
GIFTS = frozenset({"voucher", "compensate", "bonus", "discount", "exception"})
OWN = re.compile(
    r"\b(?:if|when|only|unless|limited to|restricted to|wenn|falls|nur|si|solo|seulement)\b", re.IGNORECASE
)
WAIVES = re.compile(
    r"\b(?:(?:do not|don't|does not|doesn't|won't|will not) (?:have|need) to|needn't|need not|no need (?:to"
    r"|for)"
    r"|no (?:[\w-]+ ){1,3}(?:is |are )?(?:needed|required|necessary)"
    r"|(?<!I )(?<!we )(?:do not|don't) (?:have|need) (?:a|an|any|your|the)|(?:is|are) not (?:necessary"
    r"|required|needed)"
    r"|(?:brauch|benötig)\w+ (?:\w+ ){0,3}?(?:kein\w*|weder)|(?:kein\w*|weder) (?:\w+ ){1,4}(?:nötig"
    r"|erforderlich)"
    r"|aucune? (?:\w+ )n'est (?:nécessaire|requise?)|pas besoin d|no (?:necesita|hace falta|es necesari)"
    r"|non (?:serve|occorre|è necessari)|(?:geen|niet) (?:\w+ )?(?:nodig|vereist))\b",
    re.IGNORECASE,
)
WISHED = re.compile(
    r"\b(?:whenever|however|wherever|as (?:often|many|much|long|late) (?:\w+ )?as) you (?:like|want"
    r"|wish|please)\b",
    re.I,
)
# All say that it does not matter when.
TIMELESS = re.compile(
    r"at any (?:time|hour)|any ?time|as (?:often|many|much|long|late)(?: [\w-]+){0,3} as you (?:like|want"
    r"|wish|please|need)"
    r"|around the clock|24 hours a day|whenever (?:you|it)(?: like| want| wish| please| suits?)?|jederzeit"
    r"|à tout moment"
    r"|en cualquier momento|in qualsiasi momento|altijd|op elk moment|day and night|24/7",
    re.I,
)
# To reach us at any time gives nothing away.
REACHES_US = re.compile(
    r"\b(?:call|ring|contact|reach|write|reply|e-?mail|get in touch|ask|come back)\b", re.I
)
# “That is £8”: adds to a sentence that told the rule.
BACK = re.compile(r"(?:that|this|it)(?:'s| is| would be| costs?| comes? to| takes?)\b", re.IGNORECASE)
# “$29 + 3 × $4”: of a working-out, the result is what is told.
SUM = re.compile(r"[=×+]| %? of [€$£]?\d")
ASKED = re.compile(r"\b(?:please|bitte|merci de|veuillez|por favor)\b", re.IGNORECASE)
# “over €1,000 are delivered …”: the condition ends with its figure.
MEASURED = re.compile(
    r"(?:up to|at most|at least|over|under|above|below|within|after|before|until|from)\b"
    r"(?:\W+\w+){0,3}?\W+\S*\d\S*(?: (?:working|business|calendar))?(?: \w+)?",
    re.IGNORECASE,
)
# A limit in time.
DEADLINE = re.compile(
    r"(?:until|before|within|bis|vor|innerhalb|jusqu|avant|dans|hasta|antes|dentro)\b", re.I
)
# A rule that lets the customer do something.
ENTITLES = re.compile(
    r"\b(?:can|may|must) be (?:\w+ )?\w+ed\b|\b(?:can|may) be (?:sent|made|taken)\b|\byou (?:can"
    r"|may|have)\b|\bclaims?\b"
    r"|\bis (?:possible|allowed)\b|\b(?:können|kann) (?:\w+ )*\w+(?:t|en) werden\b",
    re.I,
)
# What may be done: “you can raise …”.
NEEDED = frozenset(map(stem, ("need", "needed", "needs", "required", "require", "necessary")))
MAY = re.compile(r"\b(?:can|may|could|will|'ll) (?:also |always |be )*(\w+)", re.I)
LEFT_OUT = "“{}” has a condition that is left out here: “{}”. Put it back."
EXCEPTS = re.compile(r"unless|except|excluding|other than|außer|sauf|salvo|excepto", re.I)
FIRM = re.compile(
    r"\b(?:only|unless|except|excluding|if|provided|up to|at most|over|under|above|below|nur|außer|wenn"
    r"|sauf|seulement|solo"
    r"|salvo)\b",
    re.I,
)


def conditions_are_kept(composed: Composed, context: Context) -> list[CheckResult]:
    """Hold where a promise is made without its condition, warn where another rule is."""
    evidence = Evidence(context, composed)
    pairs = draft_readings(composed)
    said = _Said(
        frozenset().union(*(reading.stems for _, reading in pairs)),
        frozenset(key for _, reading in pairs for key in reading.figures),
        frozenset(key for reading in evidence.customer for key in reading.figures),
        evidence,
    )
    problems = []
    for sentence, reading in pairs:
        # “Whenever you want” mentions no wish.
        if (
            reading.asks
            or len(reading.stems) < 2
            or AFFIRMS.match(reading.text)
            or MENTION.search(UNIVERSAL.sub(" ", WISHED.sub(" ", reading.text)))
        ):
            continue
        if problem := said.problem(reading):
            result, reason = problem
            problems.append(CheckResult(CHECK, result, sentence.text, reason))
    if not evidence.foreign and all(each.result != HOLD for each in problems):
        problems += [
            CheckResult(CHECK, HOLD, reading.text, LEFT_OUT.format(ground.name, condition.text))
            for reading, ground, condition in islice(dropped([reading for _, reading in pairs], evidence), 1)
        ]
    return problems or [CheckResult(CHECK, PASS, "", "No condition of a source is left out.")]


@dataclass(frozen=True)
class _Said:
    """What the whole draft says: a condition may stand in another sentence than the promise."""

    stems: frozenset[str]
    figures: frozenset[Key]
    case: frozenset[Key]  # what the customer gives figures for
    evidence: Evidence

    def problem(self, reading: Reading) -> tuple[str, str] | None:
        grounds = self.evidence.grounds
        shares = [(self.evidence.share(reading, ground), ground) for ground in grounds]
        # Where sources give the sentence's own figures, they are its rule.
        own = [pair for pair in shares if reading.figures.keys() & pair[1].reading.figures.keys()]
        shares = own if any(share for share, _ in own) else shares
        best = max((share for share, _ in shares), default=0.0)
        lifted = UNIVERSAL.search(reading.text) if reading.families or best >= SOME_RULE else None
        if lifted and read(reading.text.replace(lifted[0], ", ")).denied:
            lifted = None  # “cannot be returned even if …” lifts nothing
        if REACHES_US.search(reading.text) and not reading.families:
            lifted = None
        if waived := self._waived(reading):
            return HOLD, f"No source says that “{waived}” is not needed."
        if lifted and not self.evidence.foreign and not self._lifted_too(lifted[0], reading):
            return HOLD, f"No source says “{lifted[0]}” of this; keep the rule's own limit."
        sooner = next((match for one in SOONER if (match := one.search(reading.text))), None)
        told = any(reading.figures.keys() & ground.reading.figures.keys() for ground in grounds)
        if (
            sooner
            and best >= SAME_RULE
            and not told
            and not ASKED.search(reading.text)
            and not reading.denied
            and not self._says(SOONER)
        ):
            return HOLD, f"No source says “{sooner[0]}”; give the time that the rule gives."
        if narrower := without_its_word(reading, self.stems, self.evidence):
            return HOLD, LEFT_OUT.format(narrower[0].name, narrower[1])
        if found := without_its_case(reading, self.stems, self.evidence):
            return HOLD, LEFT_OUT.format(found[0].name, found[1])
        return self._left_out(reading, shares, best)

    def _left_out(
        self, reading: Reading, shares: list[tuple[float, Ground]], best: float
    ) -> tuple[str, str] | None:
        """The limit of the nearest rule that the sentence does not keep, and how sure that is."""
        if reading.denied or not reading.stems or (ASKED.search(reading.text) and not reading.families):
            return None
        if best < (SAME_RULE if reading.families else NEAR_VERBATIM):
            return None
        dropped = [self._dropped(ground, reading) for share, ground in shares if share >= best - LEAD]
        if not all(dropped):
            return None
        ground, part, result = next(each for each in dropped if each)
        back = BACK.match(reading.text) is not None
        if (
            best >= NEAR_VERBATIM
            and not back
            and DEADLINE.match(part)
            and ENTITLES.search(ground.reading.text)
        ):
            result = HOLD  # the customer would come too late
            if reading.families:
                return result, LEFT_OUT.format(ground.name, part)
        # A condition of its own is perhaps the same, said anew.
        own_words = OWN.search(plainly(reading.text)) is not None
        # Told almost word for word, and nothing in the sentence limits it: the limit was left out.
        limited = CONDITION.search(plainly(reading.text)) or SUM.search(reading.text)
        # Within which time we act is no condition for the customer.
        ours = DEADLINE.match(part) and not ENTITLES.search(ground.reading.text)
        sure = best >= NEAR_VERBATIM and not (limited or back or ours)
        if sure := sure and self._beside(ground, part):
            result = WARN if EXCEPTS.match(part) else HOLD
        # Retold freely, an “if” may well be met by this case; a gift is never given on such a chance.
        loose = best < NEAR_VERBATIM and IF.match(part) and not reading.families & GIFTS
        return (
            result if (reading.families or sure) and not own_words and not loose else WARN,
            LEFT_OUT.format(ground.name, part),
        )

    def _beside(self, ground: Ground, part: str) -> bool:
        """Whether a condition belongs to what the sentence tells: it has the word just before it, or a verb.

        “Fire and storm from force 8 are covered”: of fire this says nothing more.
        """
        ahead = plainly(ground.reading.text).split(part, 1)[0]
        before = [word for word in words(ahead) if about([word])]
        if VERB.search(ahead) or not before:
            return True
        return bool(about(before[-1:]) & self.stems)

    def _lifted_too(self, phrase: str, reading: Reading) -> bool:
        """Whether a source lifts the limit in the same words, and for the same thing."""
        known = self.evidence.stems
        subject = [about(words(VERB.split(clause.text)[0])) & known for clause in reading.clauses]
        done = [about(words(match[1])) & known for match in MAY.finditer(reading.text)]
        wanted = frozenset().union(*subject[:1], *done[:1])
        same = TIMELESS.fullmatch(phrase)
        return any(
            (phrase.lower() in ground.reading.text.lower() or (same and TIMELESS.search(ground.reading.text)))
            and (
                not wanted
                or wanted <= ground.reading.stems | ground.headings
                or (same and reading.families & ground.reading.families)
            )
            for ground in self.evidence.grounds
        )

    def _waived(self, reading: Reading) -> str:
        """What a sentence says is not needed although a source asks for it, and none says otherwise."""
        grounds = self.evidence.grounds
        if any(one.reading.denied and self.evidence.support(reading, one) >= SAME_RULE for one in grounds):
            return ""
        clauses = [clause for ground in grounds for clause in ground.reading.clauses]
        withheld = frozenset().union(*(clause.negated for clause in clauses)) - NEEDED
        asked = frozenset().union(*(clause.stems for clause in clauses if not clause.denied))
        for clause in reading.clauses:
            if (
                (match := WAIVES.search(clause.text))
                and (clause.negated & asked)
                and not clause.negated & withheld
            ):
                return clause.text[match.end() :].strip(" .,") or match[0]
        return ""

    def _says(self, patterns: tuple[re.Pattern[str], ...]) -> bool:
        return any(one.search(ground.reading.text) for ground in self.evidence.grounds for one in patterns)

    def _dropped(self, ground: Ground, reading: Reading) -> tuple[Ground, str, str] | None:
        """The first condition of the source of which the draft says nothing."""
        text = plainly(ground.reading.text)
        kept_to = 0
        for match in CONDITION.finditer(text):
            part = _part(match, text)
            if match.start() <= kept_to:
                continue  # “until 24 hours before the visit” is one condition
            wanted = about(words(part))
            figures = {key for key, said in ground.reading.figures.items() if said.lower() in part.lower()}
            if not (wanted or figures) or self._keeps(wanted, figures):
                kept_to = match.start() + len(part) + 1 if figures else kept_to
                continue
            if figures and met(_of(ranges(ground.reading), figures), self.figures | self.case):
                continue  # this case lies in the range
            # “Bicycles only with the bicycle option”: naming the bicycle does not meet the condition.
            new = wanted - reading.stems or wanted
            of_case = not figures and not DEADLINE.match(match[0])
            theirs = of_case and bool(new & self.evidence.customer_stems)
            if EXCEPTS.match(match[0]):
                return ground, part, HOLD if theirs else WARN
            if not theirs:
                return ground, part, HOLD if FIRM.match(match[0]) else WARN
        return None

    def _keeps(self, wanted: frozenset[str], figures: set[Key]) -> bool:
        if figures:
            return bool(figures & self.figures)
        return self.evidence.weight(wanted & self.stems) >= 0.5 * self.evidence.weight(wanted)


def _of(found: Iterable[Range], figures: set[Key]) -> list[Range]:
    """Those that one of the figures bounds."""
    bounds = {each for each in map(measure, figures) if each}
    return [one for one in found if (one.unit, one.low) in bounds or (one.unit, one.high) in bounds]


def _part(match: re.Match[str], text: str) -> str:
    """The words of a condition that begins at a match."""
    rest = text[match.start() :]
    measured = MEASURED.match(rest)
    part = measured[0] if measured else PART_END.split(rest, maxsplit=1)[0]
    if not measured and LIMIT.match(rest):
        part = LIMIT_END.split(part, maxsplit=1)[0]
    return " ".join(part.split())

"""A figure is used for what its source uses it for: not for another article, not “at least” for “at most”."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from decimal import Decimal
from math import sqrt

from copilot.drafting.checks.evidence import Evidence, Ground, draft_readings
from copilot.drafting.checks.figure_places import Place, places
from copilot.drafting.checks.figure_rows import another_row
from copilot.drafting.checks.lexicon import stem
from copilot.drafting.checks.ranges import Range, measure, met, missed, ranges
from copilot.drafting.checks.reading import Reading, read
from copilot.drafting.checks.result import HOLD, PASS, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.measuring.facts import Key

CHECK = "figures_fit"
# The row of a table by number: “10 to 19 …”, “50 and more …”.
ROW = re.compile(
    r"^\W*(?:[^\W\d]+ ){0,2}(\d+)(?: ?(?:to|-|bis|à|a|tot|do) ?(\d+)"
    r"|\+| (?:and|or|und|oder|et|ou|y|o|e|en|of|lub|i) (?:more|over|mehr|plus|más|più|meer|mais|więcej))",
    re.IGNORECASE,
)
PARTS = re.compile(r"[,;] |\b(?:and|while|but|und|aber|et|mais|y|pero|e|ma|en|maar|i) ", re.IGNORECASE)
RANGE_OF_TWO = re.compile(
    r"\b\w+day to \w+day\b|\btag bis \w+tag\b|\bau \w+di\b|\b\w+tag bis \w+tag\b"
    r"|\b\w+dag t\w+ (?:en met )?\w+dag\b",
    re.IGNORECASE,
)
Near = dict[tuple[str, str], float]
# How much nearer another figure's surroundings must be before the draft's figure is called the wrong one.
CLEARLY = 0.2
NEAR_ENOUGH = 0.45
# Share of what another figure is about that the draft must speak of to be measured against it.
MOSTLY = 0.6
TABLE = 7
# A sentence of many clauses has figures of many rules.
MANY_CLAUSES = 3


def figures_fit(composed: Composed, context: Context) -> list[CheckResult]:
    """One hold for each figure that its source gives for something else; a single pass when all fit."""
    evidence = Evidence(context)
    asked = {key for one in evidence.customer for key in one.figures}
    rivals = [(ground, place) for ground in evidence.grounds for place in places(ground.reading.text)]
    problems = []
    for sentence, reading in draft_readings(composed):
        if reading.asks or "=" in reading.text:
            continue
        for place in places(reading.text):
            alone = len(reading.figures) == 1 or not any(place.key == other.key for _, other in rivals)
            if place.key in asked and (alone or (place.key[0] == "number" and not place.bound)):
                continue  # the customer's own figure
            homes = [ground for ground, other in rivals if other.key == place.key]
            row = None
            if place.key[0] in {"amount", "duration", "percentage"} and place.key not in asked:
                row = another_row(place.key, reading, evidence.customer, evidence.grounds)
            apart = {_told_apart(place, reading, home) for home in homes}
            if (
                reason := (_says_otherwise(row) if row else "")
                or (_given_to_another(homes[0]) if apart == {False} else "")
                or _beside_others(place, reading, rivals, asked)
                or _paired_wrongly(place, reading, rivals)
                or (
                    ""
                    if True in apart or _fits_beside(place, reading, rivals, asked)
                    else _misfit(place, reading, rivals, evidence)
                )
            ):
                said = reading.figures.get(place.key, "")
                span = said if said and said in sentence.text else sentence.text
                problems.append(CheckResult(CHECK, HOLD, span, reason))
    return problems or [CheckResult(CHECK, PASS, "", "Every figure is used for what its source says.")]


def _beside_others(
    place: Place, reading: Reading, rivals: list[tuple[Ground, Place]], asked: set[Key]
) -> str:
    """Why a figure does not go with the others of its sentence; empty when it does, or none tells.

    “70 minutes late, 25 %” where 25 % is for 30 to 59 minutes; “from 8:00 to 16:00” where it is 18:00.
    """
    homes = [ground for ground, other in rivals if other.key == place.key]
    if not homes or len(reading.clauses) > MANY_CLAUSES:
        return ""
    mine = [key for key in reading.figures if key != place.key]
    cases = [key for key in mine if key in asked]
    if cases and all(missed(_conditions(home.reading, place.key), cases) for home in homes):
        for ground, other in rivals:
            told = other.key in reading.figures
            if not told and _rival(place, other) and met(_conditions(ground.reading, other.key), cases):
                return f"“{ground.name}” says otherwise here: “{ground.reading.text[:160]}”"
    if other_row := _other_row(place, cases, homes, rivals):
        return f"“{other_row.name}” says otherwise here: “{other_row.reading.text[:160]}”"
    for ground, other in rivals:
        if (
            _rival(place, other)
            and place.key not in ground.reading.figures
            and other.key not in reading.figures
            and ground.reading.stems & place.about
            and any(key in ground.reading.figures and key[0] == place.key[0] for key in mine)
            and not any(set(mine) & set(home.reading.figures) for home in homes)
            and place.key[0] == "time"
        ):
            return f"“{ground.name}” says otherwise here: “{ground.reading.text[:160]}”"
    return ""


def _says_otherwise(ground: Ground) -> str:
    return f"“{ground.name}” says otherwise here: “{ground.reading.text[:160]}”"


def _given_to_another(ground: Ground) -> str:
    return f"“{ground.name}” gives this for another case: “{ground.reading.text[:160]}”"


def _conditions(reading: Reading, given: Key) -> list[Range]:
    """The ranges a sentence ties its figure to; the figure's own “up to” is none of them."""
    own = measure(given)
    return [
        one
        for one in ranges(reading)
        if own is None or own[0] != one.unit or own[1] not in {one.low, one.high}
    ]


def _other_row(
    place: Place, cases: list[Key], homes: list[Ground], rivals: list[tuple[Ground, Place]]
) -> Ground | None:
    """The row of a table by number (“10 to 19 | 5 %”) that the customer's number is in."""
    numbers = [value for kind, value in cases if kind == "number" and isinstance(value, Decimal)]
    if not numbers or any(_row(home.reading, numbers) is not False for home in homes):
        return None
    sections = {home.section for home in homes}
    return next(
        (
            ground
            for ground, other in rivals
            if _rival(place, other) and ground.section in sections and _row(ground.reading, numbers)
        ),
        None,
    )


def _row(reading: Reading, numbers: list[Decimal]) -> bool | None:
    """Whether a number is in the row of a table that begins with a range of numbers; None for any other."""
    found = ROW.match(reading.text)
    if not found:
        return None
    low, high = Decimal(found[1]), Decimal(found[2]) if found[2] else None
    return any(low <= number and (high is None or number <= high) for number in numbers)


def _told_apart(place: Place, reading: Reading, ground: Ground) -> bool | None:
    """Whether a figure goes with the words its sentence gives it to, and not with another's.

    “New parts carry 2 years, remanufactured parts 12 months”: False for a remanufactured part's two years,
    None where the words do not tell.
    """
    parts = [read(part) for part in PARTS.split(ground.reading.text) if part.strip()]
    kinds = [[key for key in part.figures if _unit(key) == _unit(place.key)] for part in parts]
    mine = [part for part, keys in zip(parts, kinds, strict=True) if keys == [place.key]]
    others = [part for part, keys in zip(parts, kinds, strict=True) if len(keys) == 1 and keys != [place.key]]
    if len(mine) != 1 or not others or any(key in reading.figures for one in others for key in one.figures):
        return None
    verdicts = set()
    for other in others:
        own, theirs = _bare(mine[0]) - other.stems, _bare(other) - mine[0].stems
        if own and theirs and own <= reading.stems and not theirs <= reading.stems:
            verdicts.add(True)
        elif own and theirs and theirs <= reading.stems and _first(mine[0], own) not in reading.stems:
            verdicts.add(False)
    return (False not in verdicts) if verdicts else None


def _bare(part: Reading) -> frozenset[str]:
    """What a part speaks of, the words of its figures left out."""
    return part.stems - {stem(word.lower()) for said in part.figures.values() for word in said.split()}


def _first(part: Reading, stems: frozenset[str]) -> str:
    """The first word of a part among some: what it is about."""
    return next((short for short in map(stem, part.tokens) if short in stems), "")


def _paired(
    place: Place, figures: Iterable[Key], rivals: list[tuple[Ground, Place]]
) -> tuple[Ground, bool] | None:
    """(source, whether rightly) where a list gives a figure for each case: “3 years, 10 %, 5 years, 20 %”."""
    for ground in {id(one): one for one, other in rivals if other.key == place.key}.values():
        mine = _in_order(ground, _unit(place.key))
        for key in figures:
            others = _in_order(ground, _unit(key))
            if key in others and len(mine) == len(others) > 1 and _unit(key) != _unit(place.key):
                return ground, mine.index(place.key) == others.index(key)
    return None


def _paired_wrongly(place: Place, reading: Reading, rivals: list[tuple[Ground, Place]]) -> str:
    """Why a figure is another case's than the one the sentence names; empty when it is not."""
    if sum(_unit(key) == _unit(place.key) for key in reading.figures) > 1:
        return ""  # the whole list is told
    found = _paired(place, reading.figures, rivals)
    if found is None or found[1]:
        return ""
    return _given_to_another(found[0])


def _in_order(ground: Ground, unit: tuple[str, Hashable]) -> list[Key]:
    keys = [key for key in ground.reading.figures if _unit(key) == unit]
    # “Tuesday to Saturday from 10 am to 6 pm” are two ranges, no list of cases.
    return [] if len(keys) == 2 and RANGE_OF_TWO.search(ground.reading.text) else keys


def _rival(place: Place, other: Place) -> bool:
    return other.key != place.key and _unit(other.key) == _unit(place.key)


def _fits_beside(place: Place, reading: Reading, rivals: list[tuple[Ground, Place]], asked: set[Key]) -> bool:
    """Whether a source gives the figure with another figure of the sentence, in its range or alike."""
    others = [key for key in reading.figures if key != place.key]
    paired = _paired(place, [*others, *asked], rivals)
    if paired and paired[1]:
        return True
    return any(
        other.key == place.key
        and sum(_unit(key) == _unit(place.key) for key in ground.reading.figures) == 1
        and ground.around & place.about
        and (
            any(key in ground.reading.figures and key[0] != place.key[0] for key in others)
            or met(ranges(ground.reading), others)
        )
        for ground, other in rivals
    )


def _misfit(place: Place, reading: Reading, rivals: list[tuple[Ground, Place]], evidence: Evidence) -> str:
    kind = _unit(place.key)
    same = [(ground, other) for ground, other in rivals if other.key == place.key]
    others = [
        (ground, other) for ground, other in rivals if other.key != place.key and _unit(other.key) == kind
    ]
    if place.key[0] == "number":
        # A count is comparable only with counts of the same thing.
        others = [
            (ground, other) for ground, other in others if place.counts and other.counts == place.counts
        ]
    elif not same:
        return ""  # it has no source at all, which is another check's finding
    best, here = _nearest(place, reading, same, evidence)
    rival, there = _nearest(place, reading, others, evidence)
    # Words that only the figure's own source shares with the draft speak for it.
    lead = (
        CLEARLY
        if not here or place.about & here[1].about <= (there[1].about if there else set())
        else 2 * CLEARLY
    )
    if (
        there
        and rival >= NEAR_ENOUGH
        and rival > best + lead
        and not _stays(there[1].key, reading, rivals, evidence)
    ):
        right = there[0].reading.figures.get(there[1].key, "")
        return f"“{there[0].name}” says {right} here: “{there[0].reading.text[:160]}”"
    if outdone := _outdone(place, same, [pair for pair in others if pair[1].key not in reading.figures]):
        right = outdone[0].reading.figures.get(outdone[1].key, "")
        return f"“{outdone[0].name}” says {right} here: “{outdone[0].reading.text[:160]}”"
    if (
        here
        and best >= NEAR_ENOUGH
        and _turned(place, reading, [pair for pair in same if pair[0] is here[0]])
    ):
        return f"“{here[0].name}” gives this as the other bound: “{here[0].reading.text[:160]}”"
    return ""


def _stays(key: Key, reading: Reading, rivals: list[tuple[Ground, Place]], evidence: Evidence) -> bool:
    """Whether the other figure stands in the sentence too, where its source has it: nothing is swapped."""
    for place in places(reading.text):
        if place.key == key and place.near:
            own, _ = _nearest(place, reading, [pair for pair in rivals if pair[1].key == key], evidence)
            others = [pair for pair in rivals if pair[1].key != key and _unit(pair[1].key) == _unit(key)]
            return own >= _nearest(place, reading, others, evidence)[0]
    return False


def _outdone(
    place: Place, same: list[tuple[Ground, Place]], others: list[tuple[Ground, Place]]
) -> tuple[Ground, Place] | None:
    """A place of another figure that shares with the draft all that this figure's places do, and more."""
    mine = [place.about & (other.about | ground.headings) for ground, other in same]
    homes = [ground for ground, _ in same]
    for ground, other in others if mine else ():
        shared = place.about & (other.about | ground.headings)
        covered = len(place.about & other.about) >= MOSTLY * len(other.about)
        if ground in homes:
            continue  # two figures of one sentence are told apart by the words beside them
        if len(shared) >= 2 and covered and all(each < shared for each in mine):
            return ground, other
    return None


def _nearest(
    place: Place, reading: Reading, found: list[tuple[Ground, Place]], evidence: Evidence
) -> tuple[float, tuple[Ground, Place] | None]:
    # Between two “and” there may be no word that tells; then the sentence has to.
    own = 0.6 if place.near else 0.0
    scored = [
        (
            own * _cosine(place.near, other.near, evidence) + (1 - own) * evidence.nearness(reading, ground),
            (ground, other),
        )
        for ground, other in found
        if (place.near or len(place.about & ground.reading.stems) > 1)
        # A sentence with a whole table of figures tells too little about each.
        and len(ground.reading.figures) < TABLE
    ]
    return max(scored, key=lambda pair: pair[0], default=(0.0, None))


def _turned(place: Place, reading: Reading, same: list[tuple[Ground, Place]]) -> bool:
    same = [pair for pair in same if len(place.about & pair[1].about) >= MOSTLY * len(pair[1].about)]
    bounds = {other.bound for _, other in same}
    opposite = {"upper": "lower", "lower": "upper"}.get(place.bound, "")
    agreeing = any(ground.reading.denied == reading.denied for ground, _ in same)
    return bool(opposite) and bounds == {opposite} and agreeing


def _unit(key: Key) -> tuple[str, Hashable]:
    kind, value = key
    if kind == "duration":
        return kind, ""
    return kind, value[0] if kind == "amount" and isinstance(value, tuple) else ""


def _cosine(one: Near, other: Near, evidence: Evidence) -> float:
    """Likeness of two surroundings, 0 to 1; words that all of a procedure speaks of count little."""
    weights = {word: evidence.weight(frozenset((word[1],))) for word in one.keys() | other.keys()}
    shared = sum(weight * other[word] * weights[word] for word, weight in one.items() if word in other)
    mine, theirs = (sum(w * w * weights[word] for word, w in near.items()) for near in (one, other))
    return shared / sqrt(mine * theirs) if mine and theirs else 0.0

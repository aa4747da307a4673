"""Is an answer what the case asks for? Pure, deterministic, and apart from it: could it be judged at all?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.drafting.checks import HOLD, CheckResult
from copilot.measuring.facts import Key, find_facts
from copilot.measuring.normalise import uniform, words

# What a draft must never even try, whether or not a check would have held it before it was sent.
CRITICAL_CHECKS = frozenset({"nothing_leaks", "right_customer", "addresses_are_ours"})
# “a | b” asks for one of them.
EITHER = "|"


class CannotGrade(Exception):
    """The case itself is at fault: a failure of the grader, which is never counted as one of the answer."""


@dataclass(frozen=True)
class Expected:
    """What a case asks for. `category` is where a route case belongs; the rest is for drafts."""

    category: int | None = None
    must_say: Sequence[str] = ()
    must_not_say: Sequence[str] = ()
    figures: Sequence[str] = ()
    sops: Sequence[str] = ()
    should_abstain: bool = False


@dataclass(frozen=True)
class Answer:
    """What came back: a reply, findings or nothing; or where it was filed. `error` says why nothing came."""

    body: str = ""
    is_reply: bool = False
    cited: frozenset[str] = frozenset()
    checks: Sequence[CheckResult] = ()
    category: int | None = None
    error: str = ""


@dataclass(frozen=True)
class Grade:
    """`passed` is None when it could not be judged, and `error` says why."""

    passed: bool | None
    reasons: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    error: str = ""


def grade_route(expected: Expected, answer: Answer) -> Grade:
    if answer.error:
        return Grade(None, error=answer.error)
    if answer.category == expected.category:
        return Grade(True)
    return Grade(False, ("filed nowhere" if answer.category is None else "filed elsewhere",))


def grade_draft(expected: Expected, answer: Answer) -> Grade:
    """Every expectation is looked at, so that all that is wrong is told at once."""
    if answer.error:
        return Grade(None, error=answer.error)
    try:
        reasons = tuple(_abstained(answer) if expected.should_abstain else _said(expected, answer))
    except CannotGrade as fault:
        return Grade(None, error=str(fault))
    critical = [check for check in answer.checks if check.result == HOLD and check.check in CRITICAL_CHECKS]
    return Grade(not reasons, reasons, tuple(f"{check.check}: {check.reason}" for check in critical))


def _abstained(answer: Answer) -> list[str]:
    """Held by a check is as good as no draft: either way a person answers."""
    held = any(check.result == HOLD for check in answer.checks)
    return ["it was drafted, and no check held it"] if answer.is_reply and not held else []


def _said(expected: Expected, answer: Answer) -> list[str]:
    asked = [*expected.must_say, *expected.must_not_say, *expected.figures, *expected.sops]
    if not asked:
        raise CannotGrade("The case asks for nothing.")
    if not all(isinstance(text, str) and text.strip() for text in asked):
        raise CannotGrade("An expectation of the case is empty or no text.")
    if not answer.is_reply:
        return ["there was no draft"]
    text = _plain(answer.body)
    reasons = [f"does not say “{each}”" for each in expected.must_say if not _has(text, each)]
    reasons += [f"says “{each}”" for each in expected.must_not_say if _has(text, each)]
    given = find_facts(words(uniform(answer.body))).said.keys()
    reasons += [f"does not give {each}" for each in expected.figures if not _facts_of(each) <= given]
    if expected.sops and not answer.cited & set(expected.sops):
        reasons.append(f"does not cite {' or '.join(expected.sops)}")
    return reasons


def _facts_of(figure: str) -> set[Key]:
    found: set[Key] = set(find_facts(words(uniform(figure))).said)
    if not found:
        raise CannotGrade(f"“{figure}” is no amount, period, number or date.")
    return found


def _has(text: str, wanted: str) -> bool:
    """Whether one of the spellings stands in the text, as whole words."""
    spellings = [_plain(each) for each in wanted.split(EITHER) if each.strip()]
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text) for each in spellings)


def _plain(text: str) -> str:
    return " ".join(uniform(text).casefold().split())

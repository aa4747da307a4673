"""Every figure in a draft is written somewhere we may rely on: a cited section, our records or the ticket.

What the customer says counts for their own order number, dates and telephone, and not for money, percentages,
periods and links: “you promised me 60 days” is no source for 60 days.
"""

from __future__ import annotations

from collections.abc import Iterable

from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.composed import Composed, Sentence
from copilot.drafting.context import CUSTOMER, Context
from copilot.measuring.facts import Key, find_facts
from copilot.measuring.normalise import uniform, words

CHECK = "figures_have_a_source"
NO_FIGURES = {"commitment"}
CUSTOMER_IS_NO_AUTHORITY = {"amount", "percentage", "duration", "link", "e-mail"}
# A bare number may be anything (“these two”); worth a look, no reason to hold.
ONLY_WARN = {"number"}


def figures_have_a_source(composed: Composed, context: Context) -> list[CheckResult]:
    """One result for each figure without a source; a single pass when all have one."""
    evidence = _Evidence(context)
    sections = {source.n: source.section for source in composed.sources}
    problems = []
    for sentence in composed.sentences:
        cited = {sections[n] for n in sentence.sources if n in sections}
        for key, said in find_facts(words(uniform(sentence.text))).said.items():
            if _is_figure(key, said) and (problem := evidence.problem(key, said, cited)):
                problems.append(_result(problem, key, said, sentence))
    return problems or [CheckResult(CHECK, PASS, "", "Every figure has a source.")]


def _is_figure(key: Key, said: str) -> bool:
    """Promises have a check of their own, and a bare “two” or “third” is a word more than a figure."""
    return key[0] not in NO_FIGURES and (key[0] != "number" or any(letter.isdigit() for letter in said))


def _result(problem: tuple[str, str], key: Key, said: str, sentence: Sentence) -> CheckResult:
    result, reason = problem
    span = said if said in sentence.text else sentence.text
    return CheckResult(CHECK, WARN if key[0] in ONLY_WARN else result, span, reason)


class _Evidence:
    """The figures of everything a draft may rely on, read once."""

    def __init__(self, context: Context) -> None:
        visible = [section for section in context.sections if not section.internal]
        self._sections = {section.key: (section.name, _figures([section.text])) for section in visible}
        ours = [text for who, text in context.thread if who != CUSTOMER]
        self._ours = _figures([*context.facts.values(), *ours])
        self._customer = _figures([context.customer_text])

    def problem(self, key: Key, said: str, cited: set[int]) -> tuple[str, str] | None:
        """(result, reason), or None when the figure has a source."""
        supported = [figures for number, (_, figures) in self._sections.items() if number in cited]
        if _has(self._ours, key) or any(_has(figures, key) for figures in supported):
            return None
        from_customer = _has(self._customer, key)
        if from_customer and key[0] not in CUSTOMER_IS_NO_AUTHORITY:
            return None
        for name, figures in self._sections.values():
            if _has(figures, key):
                return WARN, f"“{said}” stands in “{name}”, which this sentence does not cite."
        if from_customer:
            return HOLD, f"Only the customer says “{said}”; no cited section and no record does."
        return HOLD, f"“{said}” is in no cited section, no record and not in the ticket."


def _figures(texts: Iterable[str]) -> set[Key]:
    return {key for text in texts for key in find_facts(words(uniform(text))).said}


def _has(figures: set[Key], key: Key) -> bool:
    """Whether the figure is there. A date may be given more fully in one place (14 May, 14 May 2026)."""
    if key in figures:
        return True
    if key[0] != "date":
        return False
    return any(_same_day(key[1], day) for kind, day in figures if kind == "date")


def _same_day(one: object, other: object) -> bool:
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return False
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))

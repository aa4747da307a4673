"""Every source of a draft is a section that was found, that customers may see and that says the quote."""

from __future__ import annotations

import re

from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.composed import Composed, Source
from copilot.drafting.context import Context, ContextSection
from copilot.measuring.normalise import uniform

CHECK = "cited_section_exists"
LEFT_OUT = re.compile(r"\s*(?:\[?(?:…|\.{3})\]?|\[…\])\s*")


def cited_section_exists(composed: Composed, context: Context) -> list[CheckResult]:
    """One result for each source or citation that does not hold up; a single pass when all do."""
    sections = {section.key: section for section in context.sections}
    numbers = {source.n for source in composed.sources}
    problems = []
    for sentence in composed.sentences:
        lost = [n for n in sentence.sources if n not in numbers]
        problems += [CheckResult(CHECK, HOLD, sentence.text, f"Source {n} does not exist.") for n in lost]
    for source in composed.sources:
        if problem := _problem(source, sections.get(source.section)):
            result, reason = problem
            span = next((each.text for each in composed.sentences if source.n in each.sources), "")
            problems.append(CheckResult(CHECK, result, span, reason))
    return problems or [CheckResult(CHECK, PASS, "", "Every source was found and says what is quoted.")]


def _problem(source: Source, section: ContextSection | None) -> tuple[str, str] | None:
    if section is None or section.anchor != source.anchor or section.sop_slug != source.sop:
        return HOLD, f"There is no section “{source.title or source.anchor}” among those found."
    if section.version != source.version:
        return HOLD, f"“{section.name}” is cited in version {source.version}; now it is {section.version}."
    if section.internal:
        return HOLD, f"“{section.name}” is internal; customers must not see what it says."
    if not source.quote:
        return WARN, f"Nothing in “{section.name}” resembles this sentence."
    if not _says(_plain(section.text), source.quote):
        return HOLD, f"“{section.name}” does not say “{source.quote[:120]}”."
    return None


def _says(text: str, quote: str) -> bool:
    """Whether a text says a quote; where the quote leaves words out (“…”), its parts in their order."""
    at = 0
    for part in LEFT_OUT.split(quote):
        plain = _plain(part).strip(" \"'.,;:")
        at = text.find(plain, at)
        if at < 0:
            return False
        at += len(plain)
    return True


def _plain(text: str) -> str:
    """One spelling, without Markdown emphasis, in small letters and single spaces."""
    return " ".join(re.sub(r"[*_]", "", uniform(text)).lower().split())

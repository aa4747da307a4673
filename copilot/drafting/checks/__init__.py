"""Deterministic tests of a draft: no model, same answer every time, and a hold when in doubt."""

from __future__ import annotations

from collections.abc import Callable

from copilot.drafting.checks.cited_section_exists import cited_section_exists
from copilot.drafting.checks.figures_have_a_source import figures_have_a_source
from copilot.drafting.checks.nothing_left_blank import nothing_left_blank
from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult, worst
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context

Check = Callable[[Composed, Context], list[CheckResult]]

CHECKS: tuple[Check, ...] = (cited_section_exists, figures_have_a_source, nothing_left_blank)

__all__ = ["CHECKS", "HOLD", "PASS", "WARN", "Check", "CheckResult", "run", "worst"]


def run(composed: Composed, context: Context) -> list[CheckResult]:
    """The results of every check, in order; findings are not sent, so there is nothing to check in them."""
    if composed.kind != "reply":
        return []
    return [result for check in CHECKS for result in check(composed, context)]

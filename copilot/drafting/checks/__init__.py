"""Deterministic tests of a draft: no model, same answer every time, and a hold when in doubt."""

from __future__ import annotations

from collections.abc import Callable

from copilot.drafting.checks.addresses_are_ours import addresses_are_ours
from copilot.drafting.checks.arithmetic import sums_are_right
from copilot.drafting.checks.cited_section_exists import cited_section_exists
from copilot.drafting.checks.conditions_are_kept import conditions_are_kept
from copilot.drafting.checks.figures_fit import figures_fit
from copilot.drafting.checks.figures_have_a_source import figures_have_a_source
from copilot.drafting.checks.fitting_length import fitting_length
from copilot.drafting.checks.nothing_injected import nothing_injected
from copilot.drafting.checks.nothing_leaks import nothing_leaks
from copilot.drafting.checks.nothing_left_blank import nothing_left_blank
from copilot.drafting.checks.promises_have_a_source import promises_have_a_source
from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult, worst
from copilot.drafting.checks.right_customer import right_customer
from copilot.drafting.checks.rules import NO_RULES, Rules, rules_of
from copilot.drafting.checks.rules_keep_their_sign import rules_keep_their_sign
from copilot.drafting.checks.said_lists import said_lists
from copilot.drafting.checks.same_language import same_language
from copilot.drafting.checks.undertakings_are_founded import undertakings_are_founded
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context

Check = Callable[[Composed, Context], list[CheckResult]]

CHECKS: tuple[Check, ...] = (
    cited_section_exists,
    figures_have_a_source,
    figures_fit,
    sums_are_right,
    promises_have_a_source,
    undertakings_are_founded,
    rules_keep_their_sign,
    conditions_are_kept,
    addresses_are_ours,
    right_customer,
    nothing_leaks,
    nothing_injected,
    nothing_left_blank,
    same_language,
    fitting_length,
)

__all__ = ["CHECKS", "HOLD", "NO_RULES", "PASS", "WARN", "Check", "CheckResult", "Rules", "run", "worst"]


def run(composed: Composed, context: Context, rules: Rules = NO_RULES) -> list[CheckResult]:
    """The results of every check, in order; findings are not sent, so there is nothing to check in them.

    `rules` are added to those that the context's SOPs bring along.
    """
    if composed.kind != "reply":
        return []
    length = fitting_length(composed, context)
    if worst(length) == HOLD:
        # Nothing to read, or more than is worth reading: held already, and the others take their time.
        return [*length, *said_lists(composed, context, rules)]
    results = [result for check in CHECKS for result in check(composed, context)]
    every = rules_of(composed, context).with_(rules)
    return [*results, *said_lists(composed, context, every)]

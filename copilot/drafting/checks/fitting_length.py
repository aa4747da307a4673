"""A draft says something, and not more than anybody reads."""

from __future__ import annotations

from copilot.drafting.checks.result import HOLD, PASS, WARN, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.measuring.normalise import uniform, words

CHECK = "fitting_length"
FEWEST_WORDS = 3
# Words. The longest assembled reply of the demo has about 200.
LONG, TOO_LONG = 450, 1500


def fitting_length(composed: Composed, context: Context) -> list[CheckResult]:
    """Hold when empty or endless, warn when very short or long."""
    del context  # every check is called alike
    count = len(words(uniform(composed.body)))
    if count == 0:
        return [CheckResult(CHECK, HOLD, "", "The draft is empty. Write the reply yourself.")]
    if count > TOO_LONG:
        return [
            CheckResult(CHECK, HOLD, "", f"The draft has {count} words. Cut it to what the customer asked.")
        ]
    if count > LONG or count < FEWEST_WORDS:
        return [
            CheckResult(
                CHECK,
                WARN,
                "",
                f"The draft has {count} word{'s' if count != 1 else ''}. See whether it answers.",
            )
        ]
    return [CheckResult(CHECK, PASS, "", "The length is ordinary.")]

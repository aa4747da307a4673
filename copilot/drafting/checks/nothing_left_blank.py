"""No blank and no placeholder is left in a draft."""

from __future__ import annotations

import re

from copilot.drafting.checks.result import HOLD, PASS, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.gateway.placeholders import PLACEHOLDER

CHECK = "nothing_left_blank"
BLANK = re.compile(r"\{\{?\s*\w+\s*\}?\}|\[(?:your|customer|order|agent|insert)[^\]]{0,40}\]", re.IGNORECASE)


def nothing_left_blank(composed: Composed, context: Context) -> list[CheckResult]:
    """A hold for each `{blank}`, `[insert …]` or placeholder that nothing was put into."""
    del context  # every check is called alike
    found = [match[0] for pattern in (BLANK, PLACEHOLDER) for match in pattern.finditer(composed.body)]
    blanks = dict.fromkeys(found)
    problems = [CheckResult(CHECK, HOLD, blank, f"“{blank}” was not filled in.") for blank in blanks]
    return problems or [CheckResult(CHECK, PASS, "", "Nothing is left blank.")]

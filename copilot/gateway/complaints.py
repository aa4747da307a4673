"""What a server's error means, by its code or, where a proxy left the code out, by its words. Pure.

Proxies pass on what the provider says and put the status in place of its code, so the words that providers
are known to use are recognised as well. Nothing of them is kept.
"""

from __future__ import annotations

import re

TOO_LONG, FILTERED, NO_CREDIT = "too_long", "filtered", "no_credit"

CODES = {
    "context_length_exceeded": TOO_LONG,
    "content_filter": FILTERED,
    "content_policy_violation": FILTERED,
    "insufficient_quota": NO_CREDIT,
}
WORDS = (
    (400, TOO_LONG, r"context.?length|context.?window|maximum context|prompt is too long|too many tokens"),
    (400, FILTERED, r"content.?(?:filter|policy|management)|triggered the filter|safety system|flagged"),
    (429, NO_CREDIT, r"exceeded your current quota|insufficient.quota|credit balance|out of credits"),
)


def meaning(status: int, code: str | None, message: str) -> str:
    """TOO_LONG, FILTERED or NO_CREDIT; empty for anything else, which status alone explains."""
    if code in CODES:
        return CODES[code]
    for of_status, what, words in WORDS:
        if status == of_status and re.search(words, message, re.IGNORECASE):
            return what
    return ""

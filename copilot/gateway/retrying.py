"""When to try again, as a pure decision: only what time can cure, and never past the deadline."""

from __future__ import annotations

ATTEMPTS = 3
FIRST_WAIT = 0.4
LONGEST_WAIT = 8.0


def wait_before_retry(attempt: int, asked: float | None, remaining: float, chance: float) -> float | None:
    """Seconds to wait after failed attempt `attempt` (from 1), or None to give up.

    `asked` is the server's Retry-After in seconds, honoured in full or not at all; `chance` in [0, 1) spreads
    many waiting workers apart. The next attempt needs time to answer, so a wait may use up at most three
    quarters of what remains.
    """
    if attempt >= ATTEMPTS:
        return None
    backoff = min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT) * (0.5 + chance)
    wait = max(asked or 0.0, backoff)
    return wait if wait <= remaining * 0.75 else None

"""When to try again, as a pure decision: only what time can cure, and never past the deadline.

Waits have full jitter (M. Brooker, “Exponential Backoff and Jitter”, 2015): anything from nothing to a bound
that doubles, so that many waiting workers come back spread out and not in waves.
"""

from __future__ import annotations

ATTEMPTS = 3
FIRST_BOUND = 0.8
LONGEST_BOUND = 8.0


def wait_before_retry(attempt: int, asked: float | None, remaining: float, chance: float) -> float | None:
    """Seconds to wait after failed attempt `attempt` (from 1), or None to give up.

    `asked` is the server's Retry-After in seconds, honoured in full, with the jitter after it; `chance` in
    [0, 1) is the draw. The next attempt needs time to answer, so a wait may use up at most three quarters of
    what remains.
    """
    if attempt >= ATTEMPTS:
        return None
    bound = min(FIRST_BOUND * 2 ** (attempt - 1), LONGEST_BOUND)
    wait = (asked or 0.0) + bound * chance
    return wait if wait <= remaining * 0.75 else None

"""When has a calibration learned what there is to learn? When the next ticket will hardly surprise it.

The chance that the next reviewed ticket shows an (intent, failure mode) pair not yet in the codebook is
estimated as N₁/n (Good 1953, after Turing) and bounded from above with a variance after Esty (1983):

    U = N₁/n + 1.645 · √(max(N₁·(1 − N₁/n) + 2·N₂, 1)) / n

n counts reviewed tickets of the random stratum since the last reset, N₁ and N₂ the pairs seen in one and in
two of them. “Nothing new in two sessions” would be the natural rule, and is nearly always wrong about a long
tail.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from routing.mix_shift import divergence, shift_chance

__all__ = ["Point", "divergence", "is_complete", "points", "shift_chance", "surprise_bound", "surprise_curve"]

Ticket = Collection[
    Hashable
]  # the pairs one ticket showed; a ticket in which nothing failed shows (intent, "fine")
Session = Sequence[Ticket]

LIMIT, MONEY_LIMIT = 0.05, 0.03
SESSION_SIZE = 30
Z = 1.645  # one-sided 95 %


def surprise_bound(n: int, once: int, twice: int) -> float:
    """U, in 0..1; 1 before anything was reviewed. Raises ValueError for counts that cannot be."""
    if min(n, once, twice) < 0:
        raise ValueError(f"counts cannot be negative: n={n}, once={once}, twice={twice}")
    if n == 0:
        return 1.0
    share = once / n
    variance = max(once * (1 - share) + 2 * twice, 1.0)
    return min(1.0, share + Z * sqrt(variance) / n)


@dataclass(frozen=True)
class Point:
    """Where counting stands after one session: drafts read, pairs seen in one and in two of them."""

    n: int
    once: int
    twice: int

    @property
    def bound(self) -> float:
        return surprise_bound(self.n, self.once, self.twice)


def points(sessions: Iterable[Session]) -> Iterator[Point]:
    """The counts after each session, everything since the reset taken together."""
    seen: Counter[Hashable] = Counter()
    n = 0
    for session in sessions:
        n += len(session)
        seen.update(pair for ticket in session for pair in set(ticket))
        times = Counter(seen.values())
        yield Point(n, times[1], times[2])


def surprise_curve(sessions: Iterable[Session]) -> Iterator[float]:
    """U after each session, everything since the reset taken together."""
    return (point.bound for point in points(sessions))


def is_complete(sessions: Sequence[Session], limit: float = LIMIT) -> bool:
    """Whether U was below the limit after two consecutive sessions, both of at least 30 tickets.

    Use MONEY_LIMIT where money or law is concerned. Once complete it stays so until the counts are reset.
    """
    good = [
        bound < limit and len(session) >= SESSION_SIZE
        for bound, session in zip(surprise_curve(sessions), sessions, strict=True)
    ]
    return any(first and second for first, second in pairwise(good))

"""Who answers an eligible ticket, drawn by hash: the holdout first, then the automatic share. Pure.

The draw is the first 53 bits of SHA-256 over the category's salt and the ticket, as a number from 0 to 1: the
same ticket always draws the same number, nobody can steer it, and the chance of each arm is known. With the
chances stored, what happened in one arm can be compared with the others without bias.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

AUTO, PEOPLE, HOLDOUT, HOLDOUT_UNSEEN = "auto", "people", "holdout", "unseen"
# At level canary, and while the detector shows amber, never more than one in ten.
CANARY_SHARE = 0.10


@dataclass(frozen=True)
class Assignment:
    """`draw` and `propensity` lie between 0 and 1; the propensity is the chance of the arm it got."""

    draw: float
    arm: str
    propensity: float


def draw_of(salt: str, ticket: int) -> float:
    """A number from 0 (included) to 1 (excluded) that belongs to this ticket under this salt."""
    digest = hashlib.sha256(f"{salt}:{ticket}".encode()).digest()
    return (int.from_bytes(digest[:7], "big") >> 3) / 2**53


def effective_share(auto_share: float, *, level: str, light: str) -> float:
    """The part of the tickets outside the holdout that is answered automatically now, 0 to 1."""
    limited = level == "canary" or light != "clear"
    return min(auto_share, CANARY_SHARE) if limited else auto_share


def assign(draw: float, *, auto_share: float, holdout_share: float) -> Assignment:
    """The arm of a draw. Half of the holdout does not see the draft before it has answered.

    `auto_share` counts from what the holdout leaves. Raises ValueError for shares outside 0 to 1.
    """
    if not (0 <= auto_share <= 1 and 0 <= holdout_share <= 1):
        raise ValueError(f"shares lie between 0 and 1, not {auto_share} and {holdout_share}")
    half, auto = holdout_share / 2, (1 - holdout_share) * auto_share
    people = 1 - holdout_share - auto
    if draw < half:
        return Assignment(draw, HOLDOUT_UNSEEN, half)
    if draw < holdout_share:
        return Assignment(draw, HOLDOUT, half)
    if draw < holdout_share + auto or people <= 0:  # rounding must not draw an arm that has no chance
        return Assignment(draw, AUTO, auto)
    return Assignment(draw, PEOPLE, people)

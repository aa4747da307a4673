"""“Had it been automatic”: what the gate would have decided when, and what would have been sent. Pure.

Verdicts of the version that counts go through the gate and the detector that the product runs on, in order of
arrival, as `replay_evidence` does. Judged are the conditions that verdicts can show; audits, evals and owners
are not in them, so the real gate opens later or never, and no earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from copilot.autonomy.intervals import wilson
from copilot.autonomy.replaying import Bar, History, Recorded

CANARY_SHARE, AUTO_SHARE = 0.10, 0.90


@dataclass(frozen=True)
class Reviewed:
    """A draft that a person reviewed. `sendable`: its checks passed, so the system could have sent it."""

    ticket: int
    message: int | None
    at: datetime
    unacceptable: bool
    sendable: bool
    reviewer: str = ""


@dataclass(frozen=True)
class Sends:
    """What a share of the sendable drafts comes to. `expected` bad sends, with a 95 % interval."""

    name: str
    share: float
    drafts: int
    bad: int

    @property
    def sends(self) -> float:
        return self.drafts * self.share

    @property
    def expected(self) -> float:
        return self.bad * self.share

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the rate, times the sends: the rate is uncertain, the share is not."""
        if not self.drafts:
            return 0.0, 0.0
        low, high = wilson(self.bad, self.drafts)
        return low * self.sends, high * self.sends


@dataclass(frozen=True)
class Hypothetical:
    """`opened` is the place, counted from 1, of the verdict with which the gate would have opened."""

    reviewed: int
    opened: int | None
    opened_at: datetime | None
    closed: int | None  # the verdict with which the detector would have turned red
    ungated: list[Sends]
    gated: list[Sends]
    wrong: list[Reviewed]  # sendable and unacceptable, newest first


def had_it_been(reviewed: Sequence[Reviewed], tau: float) -> Hypothetical:
    """From the reviewed drafts of one version in order of arrival."""
    history = History(Bar(tau=tau))
    for one in reviewed:
        history.add(Recorded("", one.at, one.unacceptable, one.reviewer))
    opened, closed = history.unlocked_at, history.demoted_at
    open_time = reviewed[opened:closed] if opened is not None else []
    return Hypothetical(
        reviewed=len(reviewed),
        opened=opened,
        opened_at=reviewed[opened - 1].at if opened else None,
        closed=closed,
        ungated=_sends(reviewed),
        gated=_sends(open_time) if opened is not None else [],
        wrong=[one for one in reversed(reviewed) if one.sendable and one.unacceptable],
    )


def _sends(reviewed: Sequence[Reviewed]) -> list[Sends]:
    able = [one for one in reviewed if one.sendable]
    bad = sum(one.unacceptable for one in able)
    return [
        Sends(name, share, len(able), bad) for name, share in (("canary", CANARY_SHARE), ("auto", AUTO_SHARE))
    ]

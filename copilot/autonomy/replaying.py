"""Recorded verdicts through the gate and the detector, one by one in arrival order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from copilot.autonomy.detector import Detector, incident_day
from copilot.autonomy.eprocess import EVIDENCE, TAU, Tally
from copilot.autonomy.gate import DAYS, reviewed_widely
from copilot.autonomy.missing import enough


@dataclass(frozen=True, slots=True)
class Recorded:
    """One verdict as it arrived; `reviewer` is empty where the file does not say."""

    category: str
    at: datetime
    unacceptable: bool
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """What the gate asks of a category here; by default what it asks in the product."""

    tau: float = TAU
    evidence: float = EVIDENCE
    days: int = DAYS


@dataclass(slots=True)
class History:
    """One category so far: suggestions under the gate, then automatic under the detector until it is red.

    Judged are the conditions that verdicts can show: evidence and number, days, incident days, and reviewers
    as soon as one is named. Audits, evals, calibration and owners are not in the file. Everything counts as
    one version.
    """

    bar: Bar
    tally: Tally = Tally()  # noqa: RUF009 (an immutable zero)
    first: datetime | None = None
    today: date | None = None
    of_today: Tally = Tally()  # noqa: RUF009
    incident: date | None = None
    reviewers: Counter[str] = field(default_factory=Counter)
    detector: Detector | None = None
    unlocked_at: int | None = None
    demoted_at: int | None = None

    def add(self, verdict: Recorded) -> None:
        """One more verdict: a constant amount of work."""
        self.tally = self.tally.update(verdict.unacceptable)
        if self.detector is None:
            self._suggested(verdict)
        elif self.demoted_at is None:
            self.detector = self.detector.update(verdict.unacceptable)
            self.demoted_at = self.tally.n if self.detector.light == "red" else None

    def _suggested(self, verdict: Recorded) -> None:
        day = verdict.at.date()
        self.first = self.first or verdict.at
        if day != self.today:
            self.today, self.of_today = day, Tally()
        self.of_today = self.of_today.update(verdict.unacceptable)
        if verdict.unacceptable and incident_day(self.of_today.n, self.of_today.unacceptable, self.bar.tau):
            self.incident = day
        if verdict.reviewer:
            self.reviewers[verdict.reviewer] += 1
        if self._open(verdict.at, self.first):
            self.unlocked_at, self.detector = self.tally.n, Detector(self.bar.tau)

    def _open(self, now: datetime, first: datetime) -> bool:
        return (
            enough(self.tally.n, self.tally.unacceptable, self.bar.evidence, self.bar.tau)
            and now - first >= timedelta(days=self.bar.days)
            and (self.incident is None or (now.date() - self.incident).days >= DAYS)
            and (not self.reviewers or reviewed_widely(self.reviewers).met)
        )


def replay(verdicts: Iterable[Recorded], bar: Bar | None = None) -> dict[str, History]:
    """Each category's history, in order of first appearance."""
    histories: dict[str, History] = {}
    for verdict in verdicts:
        history = histories.get(verdict.category)
        if history is None:
            history = histories[verdict.category] = History(bar or Bar())
        history.add(verdict)
    return histories


def summary(category: str, history: History) -> dict[str, Any]:
    """One row of `replay_evidence`; positions count the category's own verdicts from 1."""
    return {
        "category": category,
        "n": history.tally.n,
        "unacceptable": history.tally.unacceptable,
        "e_value": history.tally.e_value(history.bar.tau),
        "edit_rate_interval": list(history.tally.interval()),
        "unlocked_at": history.unlocked_at,
        "demoted_at": history.demoted_at,
    }

"""One category's readiness, put together for its page: what a manager decides from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from copilot.autonomy import curves, evidence, facts, forecast, gate, ladder, promoting, signing, story
from copilot.autonomy.conversations import MISROUTED
from copilot.autonomy.eprocess import Tally
from copilot.autonomy.missing import FLOOR, needed
from copilot.autonomy.seasoning import seasoning
from copilot.measuring.diff import diff
from copilot.measuring.verdict import REASON_TEXT
from copilot.models import CategoryAutonomy, Incident, Level, LevelChange, Outcome, Verdict
from copilot.reports import hypothetical, reading
from support.actions.tickets import Refused
from support.models import Category

AGAINST, MOVES, WRONG = 10, 20, 50
# Moves whose evidence is recomputed for the page: the newest, on which others rest.
RECOMPUTED = 3


@dataclass(frozen=True)
class Line:
    """A condition of the gate as it says it, and when it could be met."""

    condition: gate.Condition
    forecast: forecast.Forecast | None = None


@dataclass(frozen=True)
class Checklist:
    """The conditions for the next level, and what their forecasts assume."""

    target: Level
    lines: Sequence[Line]
    assumption: str

    @property
    def allowed(self) -> bool:
        return all(line.condition.met for line in self.lines)

    @property
    def unmet(self) -> int:
        return sum(not line.condition.met for line in self.lines)


def checklist(category: Category, here: Level) -> Checklist | None:
    """None at the top of the ladder."""
    if here == Level.AUTO:
        return None
    target = list(Level)[here.step + 1]
    found = facts.gather(category, gate.LEVELS[target.step])
    edits, audits = story.volume(category, evidence.EDITS), story.volume(category, evidence.AUDITS)
    forecasts = _forecasts(found, edits, audits) if ladder.AGENCY[target].may_send else {}
    lines = [
        Line(condition, None if condition.met else forecasts.get(condition.name))
        for condition in gate.may_promote(found).conditions
    ]
    return Checklist(target, lines, forecast.assumption(edits))


def _forecasts(
    found: gate.Facts, edits: forecast.Volume, audits: forecast.Volume
) -> dict[str, forecast.Forecast]:
    """For the conditions that only time and review can meet, by name."""
    threshold = gate.required_evidence(found.target, found.attempt)
    return {
        "edits": _forecast(found.edits, edits, threshold, found.tau, FLOOR),
        "audits": _forecast(found.audits, audits, threshold, found.tau, 0),
    }


def _forecast(
    tally: Tally, volume: forecast.Volume, threshold: float, tau: float, floor: int
) -> forecast.Forecast:
    missing = needed(tally.n, tally.unacceptable, threshold, tau, floor=floor)
    rate = tally.unacceptable / tally.n if tally.n else None
    return forecast.forecast(missing, volume, rate)


def pictures(category: Category, tau: float) -> dict[str, Any]:
    """Evidence, band and detector, each with its table."""
    seen = story.versions_of(category)
    edits = story.edits_by_day(category, seen)
    audits = story.days(category, seen.current, evidence.AUDITS, seen.since)
    grown = curves.evidence(edits, audits, tau, before=seen.before, resets=seen.resets)
    row = CategoryAutonomy.objects.filter(category=category).first()
    watched = None
    if row is not None and ladder.AGENCY[row.level].may_send:
        watched = curves.detector(story.watched(category, seen.current, row.since), tau)
    return {
        "grown": grown,
        "seasoning": seasoning([(day.n, day.unacceptable) for day in edits], tau),
        "band": curves.rate_band(grown.edits, tau) if grown else None,
        "watched": watched,
        "version": seen.current,
        "since": seen.since,
        "autonomy": row,
    }


def decided_by_chance(category: Category, version: str, row: CategoryAutonomy | None) -> reading.Arms | None:
    """The holdout beside the automatic share, since the level began; None where nothing is sent."""
    if row is None or not ladder.AGENCY[row.level].may_send:
        return None
    return reading.arms(category, version, row.since)


@dataclass(frozen=True)
class Supposed:
    """“Had it been automatic” with what it would have cost and saved."""

    found: hypothetical.Hypothetical
    wrong: Sequence[hypothetical.Reviewed]
    cost: reading.Cost
    handling: reading.Handling

    def minutes(self, sends: float) -> float | None:
        return None if self.handling.seconds is None else sends * self.handling.seconds / 60

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Both stories, each at both shares, with dollars and minutes."""
        told = [("From the first draft, without any gate", self.found.ungated)]
        if self.found.opened is not None:
            told.append(("From the verdict on which the gate would have opened", self.found.gated))
        return [
            {
                "story": name,
                "sends": sends,
                "usd": sends.sends * self.cost.per_draft,
                "minutes": self.minutes(sends.sends),
            }
            for name, group in told
            for sends in group
        ]


def supposed(category: Category, version: str, since: datetime | None, tau: float) -> Supposed | None:
    """None while nothing of this version was reviewed."""
    reviewed = reading.reviewed(category, version, since)
    if not reviewed:
        return None
    found = hypothetical.had_it_been(reviewed, tau)
    return Supposed(found, found.wrong[:WRONG], reading.cost(category, version), reading.handling(category))


def against(category: Category) -> list[dict[str, Any]]:
    """The newest drafts that counted against it, each as a diff with its reasons."""
    rows = Outcome.objects.filter(category=category, unacceptable=True, excluded="")
    chosen = rows.select_related("ticket", "by", "draft", "message").order_by("-id")[:AGAINST]
    return [
        {
            "outcome": outcome,
            "diff": diff(outcome.draft.body, outcome.message.body),
            "reasons": [REASON_TEXT.get(reason, reason) for reason in outcome.reasons],
        }
        for outcome in chosen
    ]


def misrouted(category: Category) -> list[Verdict]:
    """The newest drafts whose ticket belonged elsewhere: sent, they would have answered another question."""
    rows = Verdict.objects.filter(category=category, excluded="", reasons=[MISROUTED])
    return list(rows.select_related("ticket__category").order_by("-at", "-id")[:AGAINST])


@dataclass(frozen=True)
class Move:
    """A signed move, and how its rows differ from what was signed; None where that was not recomputed."""

    change: LevelChange
    differs: Sequence[str] | None = None

    @property
    def conditions(self) -> list[dict[str, Any]]:
        found = self.change.evidence.get("conditions", [])
        return found if isinstance(found, list) else []

    @property
    def steps(self) -> tuple[str, str]:
        """From which level to which."""
        levels = list(Level)
        return levels[self.change.from_step].value, levels[self.change.to_step].value

    @property
    def up(self) -> bool:
        return self.change.to_step > self.change.from_step


def moves(category: Category) -> list[Move]:
    """The newest moves; what is frozen with the last steps up is compared with the rows as they are now."""
    changes = LevelChange.objects.filter(category=category).select_related("by", "category")[:MOVES]
    signed = [change.pk for change in changes if change.evidence][:RECOMPUTED]
    return [
        Move(change, signing.replay_promotion(change) if change.pk in signed else None) for change in changes
    ]


def terms(category: Category, target: Level, version: str) -> dict[str, Any]:
    """What would be signed: shares, hold window, cap, and the rule by which it is taken back."""
    if not ladder.AGENCY[target].may_send:
        return {}
    try:
        return promoting.terms_for(category, gate.LEVELS[target.step], version)
    except Refused as reason:
        return {"refused": str(reason)}


def incidents(category: Category) -> Any:
    return Incident.objects.filter(category=category).select_related("category", "seen_by", "closed_by")[
        :MOVES
    ]


def as_of() -> datetime:
    """Printed on the page: a report without its date is worth nothing on paper."""
    return timezone.now()

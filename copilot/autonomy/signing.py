"""What a manager signed, frozen with the signature, and recomputed from the rows at any time.

A difference means that rows behind a signature were changed: verdicts withdrawn since, or rows edited by
hand. Either way nobody may build a further step on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from copilot.autonomy.counting import EVER, Counted, count
from copilot.autonomy.eprocess import Tally
from copilot.autonomy.gate import Facts, may_promote
from copilot.models import CategoryAutonomy, Level, LevelChange
from support import audit
from support.models import AuditEvent, Category

LARGEST = 1e9  # a figure of evidence is kept up to here; 100 is the most that is ever asked for
TALLIES = ("edits", "audits", "version_critical", "category_critical", "probes")


def freeze(facts: Facts, counted: Counted, *, since: datetime, until: datetime) -> dict[str, Any]:
    """Facts, conditions, e-values, and which verdicts they were counted from."""
    return {
        "facts": asdict(facts),
        "conditions": [asdict(condition) for condition in may_promote(facts).conditions],
        "e_edits": e_value(facts.edits, facts.tau),
        "e_audits": e_value(facts.audits, facts.tau),
        "verdicts": {
            "since": since.isoformat() if since != EVER else "",
            "until": until.isoformat(),
            "last": counted.last,
        },
    }


def e_value(tally: Tally, tau: float) -> float:
    return round(min(tally.e_value(tau), LARGEST), 6)


def thaw(frozen: dict[str, Any]) -> Facts:
    """The facts as they were read when it was signed. Raises TypeError or KeyError for what is no facts."""
    values = dict(frozen)
    for name in TALLIES:
        values[name] = Tally(**values[name]) if values[name] is not None else None
    return Facts(**values)


def digest(change: LevelChange) -> str:
    """SHA-256 over a move as stored; the audit trail keeps it beside the signature."""
    content = [
        change.category_id,
        change.from_step,
        change.to_step,
        change.by_id,
        change.why,
        change.version_key,
        change.evidence,
        change.terms,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def replay_promotion(change: LevelChange) -> list[str]:
    """How a signed move differs from what its rows give today, as sentences; empty when nothing does."""
    return [*_against_the_trail(change), *_against_the_rule(change), *_against_the_verdicts(change)]


def _against_the_trail(change: LevelChange) -> Iterator[str]:
    events = AuditEvent.objects.filter(subject=audit.subject_of(change.category), action="level_changed")
    told = events.filter(after__change=change.pk).values_list("after__digest", flat=True).first()
    if told is None:
        yield "the audit trail knows nothing of this move"
    elif told != digest(change):
        yield "the move is not the one that the audit trail recorded"


def _against_the_rule(change: LevelChange) -> Iterator[str]:
    frozen = change.evidence
    try:
        facts = thaw(frozen["facts"])
    except (KeyError, TypeError, ValueError):
        yield "no facts are stored with it"
        return
    for name, tally in (("e_edits", facts.edits), ("e_audits", facts.audits)):
        if (now := e_value(tally, facts.tau)) != frozen[name]:
            yield f"{name} was signed as {frozen[name]} and is {now}"
    if not may_promote(facts).allowed:
        yield f"the rule does not allow it: {'; '.join(may_promote(facts).reasons)}"


def _against_the_verdicts(change: LevelChange) -> Iterator[str]:
    window, facts = change.evidence.get("verdicts"), change.evidence.get("facts")
    if not window or not facts or not change.version_key:
        return  # a step that sends nothing asks for no verdicts
    since = datetime.fromisoformat(window["since"]) if window["since"] else EVER
    counted = count(
        {change.category_id: change.version_key},
        {change.category_id: since},
        until=datetime.fromisoformat(window["until"]),
        last=window["last"],
    )[change.category_id]
    now = {
        "edits": asdict(counted.edits),
        "audits": asdict(counted.audits),
        "reviewers": dict(counted.reviewers),
        "excluded": counted.excluded,
    }
    for name, value in now.items():
        if facts[name] != value:
            yield f"{name}: {_told(facts[name])} when signed, {_told(value)} counted again"


def _told(value: Any) -> str:
    """Nobody is named: reviewers are their number."""
    if isinstance(value, dict):
        return f"{value['unacceptable']} of {value['n']}" if "n" in value else f"{len(value)} people"
    return str(value)


def standing(category: Category) -> LevelChange | None:
    """The move that the category's present level rests on."""
    row = CategoryAutonomy.objects.filter(category=category).first()
    if row is None:
        return None
    step = Level(row.level).step
    return LevelChange.objects.filter(category=category, to_step=step).order_by("-id").first()


def unproven(category: Category) -> str:
    """Why the signature that an automatic category rests on cannot be recomputed; empty when it can."""
    row = CategoryAutonomy.objects.filter(category=category).first()
    if row is None or Level(row.level).step < Level.CANARY.step:
        return ""
    change = standing(category)
    if change is None or change.version_key != row.version_key:
        return "no signature is stored for its level"
    return "; ".join(replay_promotion(change))

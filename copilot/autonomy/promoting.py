"""What is signed for a step up: evidence and terms, put together for the signature and the page before it.

The terms say how much is sent and how it is taken back. They are stored with the signature, before anything
is sent, and the watch over the category (`watching`) holds itself to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from copilot import versions
from copilot.autonomy import contact, evidence, facts, gate, signing, story
from copilot.autonomy.counting import EVER, count, final
from copilot.autonomy.detector import AMBER, CLEAR, PROXY_LIMIT, RED
from copilot.autonomy.seasoning import seasoning
from copilot.models import CategoryAutonomy, Draft, Level, Resolution
from support.actions.tickets import Refused
from support.models import Category

HOLD_SECONDS, DAILY_CAP = 900, 50
SHORTEST_HOLD, LONGEST_HOLD, LARGEST_CAP = 60, 86_400, 10_000
CANARY_SHARE, CANARY_AUDITS, AUTO_AUDITS = 0.10, 0.20, 0.05
QUIET, BUSY = 20, 200  # eligible tickets a day: below and from which the holdout is larger, or smaller
VOLUME_DAYS = 28
NEWEST = 500
LEAST_FOR_A_BASE = 30  # replies or drafts that a base rate is counted from


@dataclass(frozen=True)
class Signed:
    """What goes into the rows of a move: its evidence, its terms, and the category's new columns."""

    version_key: str
    evidence: dict[str, Any]
    terms: dict[str, Any]
    columns: dict[str, Any]


def sign(
    category: Category,
    target: gate.Level,
    *,
    now: datetime,
    version_key: str | None = None,
    hold_seconds: int = HOLD_SECONDS,
    daily_cap: int = DAILY_CAP,
) -> Signed:
    """Everything a signature freezes. Raises Refused with what stands in the way.

    `version_key` is the version whose evidence the manager saw; evidence of another one is refused.
    """
    found = facts.gather(category, target, now=now)
    verdict = gate.may_promote(found)
    if not verdict.allowed:
        raise Refused(f"“{category.name}” may not move up: {'; '.join(verdict.reasons)}.")
    key = versions.newest_keys([category]).get(category.pk, "")
    row = CategoryAutonomy.objects.filter(category=category).first()
    _check_version(category, row, key, version_key)
    since = row.evidence_since if row and row.version_key == key and row.evidence_since else EVER
    until = final(now)
    counted = count({category.pk: key}, {category.pk: since}, until=until)[category.pk]
    frozen = signing.freeze(found, counted, since=since, until=until)
    if target == "suggest":
        return Signed("", frozen, {}, {"shadow": False})
    terms = terms_for(category, target, key, now=now, hold_seconds=hold_seconds, daily_cap=daily_cap)
    same = row is not None and row.version_key == key
    columns = {
        "version_key": key,
        "auto_share": terms["shares"]["auto"],
        "holdout_share": terms["shares"]["holdout"],
        "audit_share": terms["shares"]["audit"],
        "hold_seconds": hold_seconds,
        "daily_cap": daily_cap,
        "light": "clear",
        "shadow": False,
        **({} if same else {"attempt": 1, "evidence_since": None}),
    }
    return Signed(key, frozen, terms, columns)


def _check_version(category: Category, row: CategoryAutonomy | None, key: str, shown: str | None) -> None:
    if shown is not None and shown != key:
        raise Refused(
            f"The version of “{category.name}” has changed since you looked: evidence of another version"
            " cannot be signed for. Look at the page again."
        )
    automatic = row is not None and Level(row.level).step >= Level.CANARY.step
    if row is not None and automatic and row.version_key != key:
        raise Refused(f"“{category.name}” was signed for another version; its evidence begins anew.")


def terms_for(
    category: Category,
    target: gate.Level,
    key: str,
    *,
    now: datetime | None = None,
    hold_seconds: int = HOLD_SECONDS,
    daily_cap: int = DAILY_CAP,
) -> dict[str, Any]:
    """Shares, hold window, cap, and the rule by which the level is taken back. Refused if out of range."""
    if not SHORTEST_HOLD <= hold_seconds <= LONGEST_HOLD:
        raise Refused(f"The hold window lasts between {SHORTEST_HOLD} seconds and a day.")
    if not 1 <= daily_cap <= LARGEST_CAP:
        raise Refused(f"The daily cap lies between 1 and {LARGEST_CAP:,}.")
    now, tau = now or timezone.now(), gate.TOLERATED[category.risk]
    volume = per_day(category, now)
    bases = {"contact": _base(*contact.people_base(category, key, until=now)), "held": _held(category, key)}
    return {
        "shares": shares(target, volume, seasoned=target == "auto" and is_seasoned(category, key, tau)),
        "hold_seconds": hold_seconds,
        "daily_cap": daily_cap,
        "per_day": round(volume, 2),
        "tau": tau,
        "detector": {"amber": AMBER, "clear": CLEAR, "red": RED},
        "proxy_limit": PROXY_LIMIT,
        "base": bases,
        "demotion": demotion_sentences(tau, bases),
    }


def is_seasoned(category: Category, key: str, tau: float) -> bool:
    """Whether the evidence of this version suffices day by day, too."""
    row = CategoryAutonomy.objects.filter(category=category, version_key=key).first()
    days = story.days(category, key, evidence.EDITS, row.evidence_since if row else None)
    return seasoning([(day.n, day.unacceptable) for day in days], tau).seasoned


def shares(target: gate.Level, volume: float, *, seasoned: bool = False) -> dict[str, float]:
    """Of the eligible tickets: sent automatically, kept for people, and of drafts or replies audited."""
    if target == "canary":
        return {"auto": CANARY_SHARE, "holdout": 0.10, "audit": CANARY_AUDITS}
    holdout = 0.05 if seasoned or volume >= BUSY else 0.20 if volume < QUIET else 0.10
    return {"auto": 1.0, "holdout": holdout, "audit": AUTO_AUDITS}


def per_day(category: Category, now: datetime) -> float:
    """Eligible tickets a day of the last four weeks; before any was considered, tickets with a draft."""
    since = now - timedelta(days=VOLUME_DAYS)
    eligible = Resolution.objects.filter(category=category, eligible=True, considered_at__gte=since)
    sums = eligible.aggregate(n=Count("pk"), first=Min("considered_at"))
    if not sums["n"]:
        drafts = Draft.objects.filter(category=category, kind=Draft.Kind.REPLY, ready_at__gte=since)
        sums = drafts.aggregate(n=Count("ticket", distinct=True), first=Min("ready_at"))
    days = (now - sums["first"]).days + 1 if sums["first"] else 1
    return float(sums["n"] / min(VOLUME_DAYS, max(1, days)))


def _held(category: Category, key: str) -> dict[str, Any] | None:
    """How many drafts of this version a check holds."""
    newest = Draft.objects.filter(
        category=category, version_key=key, kind=Draft.Kind.REPLY, ready_at__isnull=False
    ).order_by("-id")[:NEWEST]
    rows = Draft.objects.filter(pk__in=newest.values("pk"))
    sums = rows.aggregate(n=Count("pk"), held=Count("pk", filter=Q(checks__contains=[{"result": "hold"}])))
    return _base(sums["n"], sums["held"])


def _base(n: int, k: int) -> dict[str, Any] | None:
    """A rate to compare with, drawn in from 0 by half an event; None where there is too little to say."""
    return {"n": n, "k": k, "rate": round((k + 0.5) / (n + 1), 6)} if n >= LEAST_FOR_A_BASE else None


def demotion_sentences(tau: float, bases: dict[str, Any]) -> list[str]:
    """The rule in words: what the manager reads before signing, and anybody afterwards."""
    said = [
        f"Amber when the detector reaches {AMBER:.0f}: at most one eligible reply in ten is sent, audits are"
        f" doubled, owner and deputy are told. Clear again at {CLEAR:.0f}.",
        f"Back to suggest, at once and by the system, when the detector reaches {RED:.0f}.",
        f"Back to suggest on a day whose unacceptable drafts have a chance below 0.1 % at {tau:.0%}.",
        "Back to suggest on a single critical error (wrong customer, unsafe, or an audit that says harm).",
        "Back to suggest when model, prompt, SOPs, taxonomy, checks or thresholds change.",
    ]
    for name, words in (
        ("contact", "customers write again within 72 hours"),
        ("held", "checks hold a draft"),
    ):
        base = bases[name]
        said.append(
            f"Back to suggest when {words} about twice as often as before,"
            f" which was {base['rate']:.1%} of {base['n']}."
            if base
            else f"How often {words} cannot be compared: fewer than {LEAST_FOR_A_BASE} were counted before."
        )
    return [*said, "Its evidence then begins anew, and each return asks for twice the evidence of the last."]

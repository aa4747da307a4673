"""The watch over an automatic category: what it reads, what it concludes, what it does about it.

It reads everything since the promotion anew each time, in order of arrival, so that it does not matter who
runs it, how often, or after what interruption: the same rows give the same conclusion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from copilot import versions
from copilot.autonomy import demoting, evidence, ladder, signing
from copilot.autonomy.detector import AMBER, CLEAR, PROXY_LIMIT, RED, Cusum, Detector, incident_day
from copilot.autonomy.gate import TOLERATED
from copilot.models import CategoryAutonomy, Draft, Incident, Resolution, Verdict
from support.locks import hold
from support.models import Category

Cause = Incident.Cause
# A verdict that is older was watched when it came, and is again every night.
RECENT = timedelta(minutes=15)


@dataclass(frozen=True)
class Seen:
    """What there is to see of one category since its promotion; lists in order of arrival."""

    tau: float
    verdicts: Sequence[tuple[datetime, bool]] = ()  # holdout and audits: when, unacceptable?
    critical: Sequence[int] = ()  # tickets in which an error was critical
    contacts: Sequence[bool] = ()  # automatic replies whose 72 hours are over: did the customer come back?
    contact_base: float | None = None  # how often after people's replies; None when it is not known
    held: Sequence[bool] = ()  # drafts: did a check hold it?
    held_base: float | None = None
    changed: Sequence[str] = ()  # parts of the version that are different now


@dataclass(frozen=True)
class Conclusion:
    """The light to show, and why the level is taken back (no cause: it is kept)."""

    light: str
    cause: str = ""
    text: str = ""
    figures: dict[str, Any] = field(default_factory=dict)


def conclude(seen: Seen) -> Conclusion:
    """What follows from what was seen: the gravest cause first."""
    detector, n, bad = Detector(seen.tau), len(seen.verdicts), sum(bad for _, bad in seen.verdicts)
    for _, unacceptable in seen.verdicts:
        detector = detector.update(unacceptable)
    figures = {
        "verdicts": n,
        "unacceptable": bad,
        "tau": seen.tau,
        "detector": round(min(detector.level, 1e9), 2),
    }
    for cause, text in (
        (Cause.CRITICAL, _critical(seen)),
        (Cause.DAY, _bad_day(seen)),
        (Cause.RED, _red(detector, n, bad)),
        (Cause.CONTACT, _rose(seen.contacts, seen.contact_base, "customers wrote again after", "replies")),
        (Cause.CHECKS, _rose(seen.held, seen.held_base, "checks held", "drafts")),
        (Cause.VERSION, _version(seen)),
    ):
        if text:
            return Conclusion("clear", cause, text, {**figures, **_more(cause, seen)})
    return Conclusion(detector.light, text=_light(detector, n, bad), figures=figures)


def _critical(seen: Seen) -> str:
    tickets = ", ".join(f"#{ticket}" for ticket in seen.critical[:5])
    return f"A critical error was found ({tickets})." if seen.critical else ""


def _bad_day(seen: Seen) -> str:
    """Looked at after each verdict: six of the first twenty are enough, whatever the evening brings."""
    n: Counter[date] = Counter()
    bad: Counter[date] = Counter()
    for at, unacceptable in seen.verdicts:
        day = at.astimezone(UTC).date()
        n[day] += 1
        bad[day] += unacceptable
        if unacceptable and incident_day(n[day], bad[day], seen.tau):
            return (
                f"On {day:%-d %B %Y} {bad[day]} of {n[day]} drafts were unacceptable; at {seen.tau:.0%}"
                " chance makes that once in a thousand days or less."
            )
    return ""


def _red(detector: Detector, n: int, bad: int) -> str:
    if detector.light != "red":
        return ""
    return f"The detector reached {RED:.0f}: of {n} verdicts since the promotion {bad} were unacceptable."


def _rose(signals: Sequence[bool], base: float | None, what: str, things: str) -> str:
    if base is None:
        return ""
    cusum = Cusum(base)
    for signal in signals:
        cusum = cusum.update(signal)
        if cusum.alarm:
            return (
                f"Since the promotion {what} {sum(signals)} of {len(signals)} {things};"
                f" before it was {base:.1%} (CUSUM over {PROXY_LIMIT:.0f})."
            )
    return ""


def _version(seen: Seen) -> str:
    return f"The version it was signed for has changed: {', '.join(seen.changed)}." if seen.changed else ""


def _light(detector: Detector, n: int, bad: int) -> str:
    told = f"{bad} of {n} verdicts since the promotion were unacceptable"
    if detector.light == "amber":
        return (
            f"The detector is at {detector.level:.0f} (amber from {AMBER:.0f}): {told}."
            " At most one eligible reply in ten is sent now, and twice as many are audited."
        )
    return f"The detector fell to {detector.level:.0f} (clear from {CLEAR:.0f}): {told}."


def _more(cause: str, seen: Seen) -> dict[str, Any]:
    """The numbers a cause was decided on beside the verdicts."""
    more: dict[str, dict[str, Any]] = {
        Cause.CRITICAL: {"tickets": list(seen.critical)},
        Cause.CONTACT: {"base": seen.contact_base, "n": len(seen.contacts), "k": sum(seen.contacts)},
        Cause.CHECKS: {"base": seen.held_base, "n": len(seen.held), "k": sum(seen.held)},
        Cause.VERSION: {"changed": list(seen.changed)},
    }
    return more.get(cause, {})


def watch(category_id: int) -> Conclusion | None:
    """Look at one category and do what follows; None when it sends nothing by itself.

    One at a time for each category, and twice is the same as once.
    """
    with transaction.atomic():
        hold(f"level {category_id}")
        row = CategoryAutonomy.objects.select_related("category").filter(category=category_id).first()
        if row is None or not ladder.AGENCY[row.level].may_send:
            return None
        found = conclude(look(row))
        if found.cause:
            text = f"{found.text} “{row.category.name}” went back to suggest: people send its replies."
            demoting.demote(category_id, cause=found.cause, text=text, figures=found.figures)
        elif found.light != row.light:
            demoting.show_light(category_id, found.light, text=found.text, figures=found.figures)
        return found


def look(row: CategoryAutonomy) -> Seen:
    """What the rows say of a category since its promotion."""
    category, key, since = row.category, row.version_key, row.since
    change = signing.standing(category)
    base = (change.terms.get("base") if change else None) or {}
    watched = evidence.watched(category, key, since).values_list("at", "unacceptable")
    critical = evidence.genuine(Verdict.objects.filter(category=category, version_key=key, critical=True))
    if row.evidence_since is not None:
        critical = critical.filter(at__gte=row.evidence_since)
    return Seen(
        tau=TOLERATED[category.risk],
        verdicts=list(watched),
        # None was known when it was signed, so one that is named later of an earlier reply counts as well.
        critical=list(critical.order_by("at", "id").values_list("ticket", flat=True)),
        contacts=_contacts(row),
        contact_base=_rate(base.get("contact")),
        held=_held(row),
        held_base=_rate(base.get("held")),
        changed=changed_parts(category, key),
    )


def _rate(base: dict[str, Any] | None) -> float | None:
    return float(base["rate"]) if base else None


def _contacts(row: CategoryAutonomy) -> list[bool]:
    sent = Resolution.objects.filter(category=row.category_id, state="sent", ended_at__gte=row.since)
    known = sent.filter(matured_at__isnull=False, recontact__isnull=False).order_by("matured_at", "id")
    return [bool(again) for again in known.values_list("recontact", flat=True)]


def _held(row: CategoryAutonomy) -> list[bool]:
    made = Draft.objects.filter(
        category=row.category_id, version_key=row.version_key, kind=Draft.Kind.REPLY, ready_at__gte=row.since
    )
    # Asked of the database: the checks themselves are long, and of all drafts since the promotion.
    held = ExpressionWrapper(Q(checks__contains=[{"result": "hold"}]), BooleanField())
    return list(made.annotate(held=held).order_by("ready_at", "id").values_list("held", flat=True))


def changed_parts(category: Category, key: str) -> list[str]:
    """Names of the parts of a version that are different now; empty when it is still the one in force."""
    drafts = Draft.objects.filter(
        category=category, version_key=key, kind=Draft.Kind.REPLY, ready_at__isnull=False
    )
    signed = drafts.order_by("-ready_at").values_list("version", flat=True).first()
    if signed is None:
        return []
    now = versions.present(category, signed)
    newest, parts = versions.newest([category]).get(category.pk, (key, signed))
    if newest != key and parts.get("model") != signed.get("model"):
        now["model"] = parts.get("model")
    return sorted(name for name in now.keys() | signed.keys() if now.get(name) != signed.get(name))


def automatic() -> list[int]:
    """Categories that send by themselves."""
    sending = [level for level, agency in ladder.AGENCY.items() if agency.may_send]
    return list(CategoryAutonomy.objects.filter(level__in=sending).values_list("category", flat=True))


def missed() -> list[int]:
    """Automatic categories with a verdict so new that the word of it may have been lost."""
    new = Q(at__gte=timezone.now() - RECENT) | Q(critical=True)
    recent = Verdict.objects.filter(new, category__in=automatic())
    return list(recent.order_by().values_list("category", flat=True).distinct())

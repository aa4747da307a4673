"""From rows to the facts that eligibility is judged on, read anew each time it is asked."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from copilot import gateway, versions
from copilot.autonomy import ladder, never_auto, probing
from copilot.autonomy.eligibility import Facts
from copilot.drafting import checks
from copilot.drafting.checks.nothing_injected import CHECK as INJECTION
from copilot.drafting.requesting import WRITTEN_AGAIN, overtaken
from copilot.gateway.ledger import DatabaseLedger
from copilot.models import CategoryAutonomy, Draft, Incident, Level, Resolution, SopVersion
from routing.models import Decision
from support.models import Attachment, Message, Ticket, UnsentText

# Incidents that leave the system sending: amber only makes it send less, and a drill is no incident.
MILD = (Incident.Cause.AMBER, Incident.Cause.DRILL)


def facts_of(draft: Draft, ticket: Ticket, autonomy: CategoryAutonomy, *, sending: bool = False) -> Facts:
    """Everything eligibility asks about a draft now.

    The day's cap counts what was sent and, unless this is the moment of `sending`, what waits to be.
    """
    return Facts(
        **_of_category(draft, autonomy, sending),
        **_of_draft(draft, autonomy),
        **_of_route(ticket),
        **_of_customer(ticket),
        **_of_us(draft, ticket),
        open=ticket.status == "open",
        overtaken=overtaken(draft, ticket),
    )


def _of_category(draft: Draft, autonomy: CategoryAutonomy, sending: bool) -> dict[str, Any]:
    level, category = Level(autonomy.level), draft.category
    paused = ladder.running_pause(category)
    incidents = Incident.objects.filter(category=category, closed_at=None).exclude(cause__in=MILD)
    return {
        "category": category.name,
        "level": level.label.lower(),
        "may_send": ladder.AGENCY[level].may_send,
        "paused_by": paused.by.name if paused else "",
        "never_auto": autonomy.never_auto,
        "light": autonomy.light,
        "incidents": tuple(incident.get_cause_display() for incident in incidents),
        "cap": autonomy.daily_cap,
        "used": used_today(draft.category_id, with_waiting=not sending),
        "budget_left": _budget_left(),
    }


def used_today(category: int, *, with_waiting: bool) -> int:
    """Automatic answers of a category since midnight (the desk's time zone), and those that wait to leave."""
    sent = Q(state="sent", ended_at__gte=_midnight())
    counted = sent | Q(state="scheduled") if with_waiting else sent
    return Resolution.objects.filter(counted, category_id=category).count()


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _budget_left() -> bool:
    """Offline nothing is spent. A desk that has used up its budget is one that something went wrong with."""
    return gateway.backend_name() == "offline" or DatabaseLedger().standing().allows(Decimal("0.01"))


def _of_draft(draft: Draft, autonomy: CategoryAutonomy) -> dict[str, Any]:
    failed = [check for check in draft.checks if check["result"] != checks.PASS]
    return {
        "ready": draft.kind == Draft.Kind.REPLY and draft.state == "ready" and not draft.shadow,
        # The backend is a part of the version: a fallback has another one than what was signed for.
        "signed": autonomy.version_key,
        # As it would be now: an SOP published since the draft was made is another version.
        "version": versions.key_now(draft.category, draft.version),
        "checked": bool(draft.checks),
        "failed_checks": tuple(dict.fromkeys(check["check"] for check in failed)),
        "injected": any(check["check"] == INJECTION for check in failed),
        "unknown": tuple(unknown["slot"] for unknown in draft.unknown),
        "asks": "?" in draft.body,
        "sources": len(draft.sources),
        "out_of_date": out_of_date(draft),
        "probed": probing.of_draft(draft) is not None,
        "asked_by": draft.requested_by.name if draft.requested_by else "",
    }


def out_of_date(draft: Draft) -> tuple[str, ...]:
    """A sentence for each cited SOP whose cited version is not in force today."""
    cited = {source["section"] for source in draft.sources}
    versions = SopVersion.objects.filter(sections__in=cited).select_related("sop").distinct()
    today = timezone.localdate()
    return tuple(
        f"“{version.sop.title}” {reason}."
        for version in versions
        if (reason := _why_not_in_force(version, today.isoformat()))
    )


def _why_not_in_force(version: SopVersion, today: str) -> str:
    if version.state != "published" or version.sop.retired_at is not None:
        return f"no longer has its version {version.number} in force"
    if version.effective and version.effective.isoformat() > today:
        return "is not in force yet"
    if version.review_by and version.review_by.isoformat() < today:
        return "should have been reviewed since"
    return ""


def _of_route(ticket: Ticket) -> dict[str, Any]:
    """How the ticket came to its category; a person's word outweighs what routing decided."""
    decided = Decision.objects.filter(ticket=ticket, current=True, state="decided")
    decision = decided.select_related("second").first() or Decision()
    here = decision.category_id == ticket.category_id
    return {
        "path": "person" if ticket.filed_by == "person" else decision.path if here else "",
        "promised": here and decision.promised,
        "second": decision.second.name if decision.second else "",
    }


def _of_customer(ticket: Ticket) -> dict[str, Any]:
    inbound = Message.objects.filter(ticket=ticket, kind=Message.Kind.INBOUND)
    texts = list(inbound.values_list("body", flat=True))
    found = never_auto.topics([ticket.subject, *texts], ticket.customer.attributes)
    return {
        "wants_person": found.pop(never_auto.PERSON, ""),
        "topics": tuple(f"{topic} (“{words}”)" for topic, words in found.items()),
        "attachments": Attachment.objects.filter(message__in=inbound).count(),
        "messages": len(texts),
        "characters": sum(map(len, texts)),
    }


def _of_us(draft: Draft, ticket: Ticket) -> dict[str, Any]:
    ours = ticket.messages.exclude(kind=Message.Kind.INBOUND).exclude(delivery="undone")
    writing = UnsentText.objects.filter(ticket=ticket).values_list("user__name", flat=True)
    # A customer who wrote on while an answer waited has more to say than the first message told.
    by_whom = Q(ended_by__isnull=False) | Q(why=WRITTEN_AGAIN)
    stopped = Resolution.objects.filter(by_whom, ticket=ticket, state="cancelled")
    before = stopped.exclude(draft=draft).select_related("ended_by").first()
    return {
        "answered_by_system": ticket.answered_by_system,
        "answered_by_us": ours.exists(),
        "assignee": ticket.assignee.name if ticket.assignee else "",
        "writing": tuple(dict.fromkeys(writing)),
        "called_off": _who_called_off(before) if before else "",
    }


def _who_called_off(resolution: Resolution) -> str:
    return resolution.ended_by.name if resolution.ended_by else "The customer's next message"

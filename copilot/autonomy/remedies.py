"""Answers that were already sent and share a fault, each with a correction drafted; people send them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from copilot.autonomy.correcting import BLANK, message, what_was_wrong
from copilot.autonomy.faults import Fault, Shared, sections_of, shared
from copilot.models import Draft, Incident, Outcome, Remedy, Resolution, Section, Verdict
from support import audit, permissions
from support.actions import replies
from support.actions.tickets import Refused
from support.models import AuditEvent, Message, User

LOOK_BACK = timedelta(days=90)
# Causes that point at answers already sent; the others are about numbers, or nothing is wrong.
FAULTY = (Incident.Cause.RED, Incident.Cause.DAY, Incident.Cause.CRITICAL)
LOOKED = "corrections_looked_for"
# Verdicts that tell what the fault was, answers compared with it, and suggestions kept: newest, or best.
FAULTS, LOOKED_AT, KEPT = 50, 2000, 200
# Kinds of facts (copilot/measuring/facts.py) that are no one customer's own, as order numbers are.
REPEATED = frozenset({"amount", "percentage", "duration", "link", "e-mail"})


@dataclass(frozen=True)
class Answer:
    """A reply that left as Understudy had drafted it."""

    message: Message
    draft: Draft
    by_system: bool


def fault_of(incident: Incident) -> Fault:
    """What failed, read from the unacceptable verdicts of the incident's category and version before it."""
    verdicts = Verdict.objects.filter(
        category=incident.category,
        version_key=incident.version_key,
        unacceptable=True,
        at__lte=incident.opened_at,
    )
    drafts = [verdict.draft for verdict in verdicts.select_related("draft").order_by("-at")[:FAULTS]]
    outcomes = Outcome.objects.filter(draft__in=drafts, material=True)
    facts = [outcome.facts for outcome in outcomes if "discarded" not in outcome.reasons]
    return Fault(
        incident.category_id,
        drafts[0].version.get("prompt", "") if drafts else "",
        frozenset().union(*(sections_of(draft.sources) for draft in drafts)),
        _replaced(facts),
    )


def _replaced(facts: Iterable[list[dict[str, Any]]]) -> frozenset[tuple[str, str]]:
    """The figures that people replaced, of the kinds that other customers may have been told too.

    What they left out or rewrote altogether says nothing about its being wrong.
    """
    changed = (change for changes in facts for change in changes if change["kind"] in REPEATED)
    return frozenset((each["draft"], each["final"]) for each in changed if each["draft"] and each["final"])


def suggest(incident: Incident) -> list[Remedy]:
    """Find answers that share the incident's fault and keep a correction for each. Found twice, kept once.

    Answers of the last 90 days: those the system sent first, then those a person sent unchanged.
    """
    fault = fault_of(incident)
    in_hand = Remedy.objects.filter(Q(incident=incident) | Q(state__in=["suggested", "sent"]))
    known = set(in_hand.values_list("message_id", flat=True))
    found = [
        (answer, common)
        for answer in _answers(fault)
        if answer.message.pk not in known and (common := _compared(fault, answer)).weight
    ]
    found.sort(key=lambda pair: (not pair[0].by_system, -pair[1].weight, -pair[0].message.pk))
    sections = sections_now(source for answer, _ in found[:KEPT] for source in answer.draft.sources)
    made = [_remedy(incident, answer, common, fault, sections) for answer, common in found[:KEPT]]
    return Remedy.objects.bulk_create(made, ignore_conflicts=True)


@transaction.atomic
def look(*, incident: Incident, by: User) -> list[Remedy]:
    """Somebody asks for `suggest` once more: verdicts and answers have come since."""
    permissions.check(by, "handle_incidents", incident.category)
    made = suggest(incident)
    audit.record(incident, LOOKED, by=by, after={"found": len(made)})
    return made


@transaction.atomic
def look_at_once(incident_id: int) -> None:
    """The same by the system, once, when an incident opens."""
    incident = Incident.objects.select_for_update(of=("self",)).select_related("category").get(pk=incident_id)
    if incident_id in not_looked():
        audit.record(incident, LOOKED, by="the watch", after={"found": len(suggest(incident))})


def not_looked() -> list[int]:
    """Open incidents of the last day that point at answers already sent, which nobody has looked for."""
    recent = Incident.objects.filter(
        closed_at=None, cause__in=FAULTY, opened_at__gte=timezone.now() - timedelta(days=1)
    )
    subjects = {audit.subject_of(incident): incident.pk for incident in recent}
    done = AuditEvent.objects.filter(subject__in=subjects, action=LOOKED).values_list("subject", flat=True)
    return [pk for subject, pk in subjects.items() if subject not in set(done)]


def _answers(fault: Fault) -> Iterator[Answer]:
    """What may share the fault: of the category, or citing one of its sections."""
    alike = Q(draft__category=fault.category)
    for slug, anchor in fault.sections:
        alike |= Q(draft__sources__contains=[{"sop": slug, "anchor": anchor}])
    since, seen = timezone.now() - LOOK_BACK, set()
    sent = Resolution.objects.filter(alike, state="sent", ended_at__gte=since)
    unchanged = Outcome.objects.filter(alike, edit_class="as-is", at__gte=since).exclude(
        message__delivery="undone"
    )
    for rows, by_system in ((sent, True), (unchanged, False)):
        for row in rows.select_related("message__ticket__customer", "draft").order_by("-id")[:LOOKED_AT]:
            assert row.message is not None
            if row.message.pk not in seen:
                seen.add(row.message.pk)
                yield Answer(row.message, row.draft, by_system)


def _compared(fault: Fault, answer: Answer) -> Shared:
    draft = answer.draft
    return shared(
        fault,
        body=answer.message.body,
        category=draft.category_id,
        sources=draft.sources,
        prompt=draft.version.get("prompt", ""),
    )


def sections_now(sources: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """What the published SOPs say today at the places that sources name; nothing internal."""
    slugs = {source.get("sop", "") for source in sources}
    rows = Section.objects.filter(
        version__state="published", version__internal=False, internal=False, version__sop__slug__in=slugs
    )
    return {
        (slug, anchor): text
        for slug, anchor, text in rows.values_list("version__sop__slug", "anchor", "text")
    }


def _remedy(
    incident: Incident | None,
    answer: Answer,
    common: Shared,
    fault: Fault,
    sections: dict[tuple[str, str], str],
) -> Remedy:
    sent = answer.message
    wrong = what_was_wrong(sent.body, answer.draft.sources, [old for old, _ in fault.facts], sections)
    who = "Understudy sent it." if answer.by_system else "A person sent the draft unchanged."
    return Remedy(
        incident=incident, message=sent, shares=[who, *common.sentences], body=_body(sent, wrong=wrong)
    )


def _body(sent: Message, wrong: Any) -> str:
    return message(
        first_name=sent.ticket.customer.first_name,
        subject=sent.ticket.subject,
        day=f"{timezone.localtime(sent.created_at):%-d %B}",
        wrong=wrong,
    )


@transaction.atomic
def correct(*, message: Message, by: User, wrong: str = "") -> Remedy:
    """Somebody saw on the ticket that this reply was wrong: a remedy with an apology drafted.

    Asked for twice, the same remedy. Raises Refused for what has not left, and PermissionDenied.
    """
    permissions.check(by, "work_tickets")
    message = (
        Message.objects.select_for_update(of=("self",)).select_related("ticket__customer").get(pk=message.pk)
    )
    if message.kind != Message.Kind.OUTBOUND or message.delivery not in ("sending", "sent"):
        raise Refused("Only a reply that has left needs a remedy; this one can still be changed.")
    already = (
        message.remedies.filter(state="suggested").first() or message.remedies.filter(incident=None).first()
    )
    if already is not None:
        return already if already.state != "dismissed" else restore(remedy=already, by=by)
    resolution = Resolution.objects.filter(message=message).select_related("draft").first()
    outcome = Outcome.objects.filter(message=message).select_related("draft").first()
    draft = resolution.draft if resolution else outcome.draft if outcome else None
    sources = draft.sources if draft else []
    known = what_was_wrong(message.body, sources, [wrong] if wrong else [], sections_now(sources))
    remedy = Remedy.objects.create(
        message=message, shares=[f"{by.name} said that it was wrong."], body=_body(message, known)
    )
    audit.record(message.ticket, "reply_called_wrong", by=by, after={"message": message.pk}, why=wrong)
    return remedy


@transaction.atomic
def send(*, remedy: Remedy, body: str, by: User, send_key: UUID, last_seen: int) -> Message:
    """Send the correction as this person's reply; the ticket waits for the customer again.

    Raises Refused while a blank is left or when somebody else was quicker, else what `send_reply` raises.
    """
    permissions.check(by, "work_tickets")
    remedy = (
        Remedy.objects.select_for_update(of=("self",)).select_related("message__ticket").get(pk=remedy.pk)
    )
    if remedy.state != "suggested":
        raise Refused(f"This correction is {remedy.get_state_display().lower()} already.")
    if BLANK in body:
        raise Refused("Write what is right in place of the words in brackets; then send.")
    reply = replies.send_reply(
        ticket=remedy.message.ticket, body=body, by=by, send_key=send_key, last_seen=last_seen
    )
    remedy.state, remedy.reply, remedy.body, remedy.by, remedy.ended_at = (
        "sent",
        reply,
        body,
        by,
        timezone.now(),
    )
    remedy.save()
    _record(remedy, "correction_sent", by, after={"message": reply.pk})
    return reply


@transaction.atomic
def dismiss(*, remedy: Remedy, why: str, by: User) -> None:
    """Decide, with a reason, that this answer needs no correction."""
    permissions.check(by, "work_tickets")
    if not why.strip():
        raise Refused("Say why this answer needs no correction.")
    moved = Remedy.objects.filter(pk=remedy.pk, state="suggested").update(
        state="dismissed", why=why.strip(), by=by, ended_at=timezone.now()
    )
    if not moved:
        raise Refused("Somebody has dealt with this one already.")
    _record(remedy, "correction_dismissed", by, why=why)


@transaction.atomic
def restore(*, remedy: Remedy, by: User) -> Remedy:
    """Take a dismissal back."""
    permissions.check(by, "work_tickets")
    moved = Remedy.objects.filter(pk=remedy.pk, state="dismissed").update(
        state="suggested", why="", by=None, ended_at=None
    )
    if not moved:
        raise Refused("Only what was dismissed can be brought back.")
    _record(remedy, "correction_restored", by)
    remedy.refresh_from_db()
    return remedy


@transaction.atomic
def taken_back(message_id: int) -> None:
    """A correction that was undone before it left is a suggestion again."""
    for remedy in Remedy.objects.select_for_update().filter(reply_id=message_id, state="sent"):
        Remedy.objects.filter(pk=remedy.pk).update(state="suggested", reply=None, by=None, ended_at=None)
        _record(remedy, "correction_taken_back", "undo")


def _record(
    remedy: Remedy, action: str, by: User | str, *, after: dict[str, Any] | None = None, why: str = ""
) -> None:
    """On the ticket it is about, and in the incident's log."""
    audit.record(remedy.message.ticket, action, by=by, after=after, why=why)
    if remedy.incident is not None:
        audit.record(remedy.incident, action, by=by, after={"ticket": remedy.message.ticket_id}, why=why)

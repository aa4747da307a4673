"""Eval cases: written by hand, or made in one press from what happened at the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from copilot.drafting import gathering
from copilot.drafting.context import CUSTOMER
from copilot.evals.grading import Answer, Expected, grade_draft
from copilot.measuring.facts import find_facts
from copilot.measuring.normalise import uniform, words
from copilot.models import CalibrationItem, Draft, DraftAudit, EvalCase, Outcome
from routing.models import Correction, ReferenceCase
from support import audit, permissions
from support.actions.tickets import Refused
from support.models import Category, User
from support.texts import clean_line

Origin = EvalCase.Origin
# What was asked of a case, and so what is kept of a change in the audit trail.
ASKED = ("must_say", "must_not_say", "figures", "sops", "should_abstain", "blocker", "active")
ASKS_NOTHING = "It asks for nothing yet: say what a good answer must do, then it can be tried."


def complaint(case: EvalCase) -> str:
    """Why the case cannot be tried as it stands, as a sentence; empty when it can."""
    if not case.thread or case.thread[-1][0] != CUSTOMER:
        return "Its thread does not end with the customer."
    if case.kind == EvalCase.Kind.ROUTE or case.should_abstain:
        return ""
    asked = Expected(
        must_say=case.must_say, must_not_say=case.must_not_say, figures=case.figures, sops=case.sops
    )
    if not (case.must_say or case.must_not_say or case.figures or case.sops):
        return ASKS_NOTHING
    return grade_draft(asked, Answer(is_reply=True)).error


@transaction.atomic
def save(*, case: EvalCase, by: User, before: Mapping[str, Any] | None = None) -> EvalCase:
    """Store a new or changed case; saved is confirmed. Raises Refused when an active one cannot be tried."""
    permissions.check(by, "write_evals")
    if case.active and (why := complaint(case)):
        raise Refused(why)
    new = case.pk is None
    case.contributor = case.contributor or by
    case.confirmed_at = timezone.now()
    case.save()
    audit.record(
        case,
        "eval_case_written" if new else "eval_case_changed",
        by=by,
        before={name: before[name] for name in ASKED} if before else {},
        after={name: getattr(case, name) for name in ASKED},
    )
    return case


@transaction.atomic
def confirm(*, category: Category, by: User) -> int:
    """Say that the category's cases still hold under the SOPs and the taxonomy of today; how many."""
    permissions.check(by, "write_evals")
    held = EvalCase.objects.filter(category=category, active=True).update(confirmed_at=timezone.now())
    audit.record(category, "eval_cases_confirmed", by=by, after={"cases": held})
    return held


@transaction.atomic
def make(*, of: str, pk: int, by: User) -> EvalCase:
    """A case from an outcome, an audit, a calibration item, a correction or a reference case: one each.

    What can be known is filled in; a case that asks for nothing yet stays inactive until somebody says what
    a good answer must do. Raises Refused when there is no such thing to make it from.
    """
    permissions.check(by, "write_evals")
    made = MAKERS[of](pk) if of in MAKERS else None
    if made is None:
        raise Refused("There is nothing to make an eval case from.")
    again = EvalCase.objects.filter(
        origin=made.origin, kind=made.kind, subject=made.subject, thread=made.thread, category=made.category
    ).first()
    if again is not None:
        return again
    made.active = not complaint(made)
    return save(case=made, by=by)


def _from_draft(draft: Draft, origin: str, **asked: Any) -> EvalCase:
    ticket = draft.ticket
    return EvalCase(
        name=clean_line(ticket.subject, 100) or f"Ticket {ticket.pk}",
        category=draft.category,
        subject=ticket.subject,
        thread=[list(entry) for entry in gathering.thread_of(ticket, draft.message_id)],
        customer_name=ticket.customer.name,
        known=ticket.customer.attributes,
        origin=origin,
        ticket=ticket,
        simulated=ticket.simulated,
        **asked,
    )


def _from_outcome(pk: int) -> EvalCase | None:
    """What the agent put right is asked for; what the draft had instead must not come again."""
    found = Outcome.objects.select_related("draft__ticket__customer", "draft__category").filter(pk=pk).first()
    return _from_draft(found.draft, Origin.OUTCOME, **_put_right(found)) if found else None


def _put_right(outcome: Outcome) -> dict[str, list[str]]:
    changed = [fact for fact in outcome.facts if fact["kind"] != "negation"]
    after = [fact["final"] for fact in changed if fact["final"]]
    return {
        "figures": [text for text in after if _is_figure(text)],
        "must_say": [text for text in after if not _is_figure(text)],
        "must_not_say": [fact["draft"] for fact in changed if fact["draft"] and fact["draft"] not in after],
    }


def _is_figure(text: str) -> bool:
    return any(character.isdigit() for character in text) and bool(find_facts(words(uniform(text))).said)


def _from_audit(pk: int) -> EvalCase | None:
    audited = DraftAudit.objects.filter(pk=pk, judged_at__isnull=False)
    found = audited.select_related("draft__ticket__customer", "draft__category").first()
    return _from_draft(found.draft, Origin.AUDIT) if found else None


def _from_item(pk: int) -> EvalCase | None:
    rows = CalibrationItem.objects.select_related("draft__ticket__customer", "draft__category")
    item = rows.filter(pk=pk).first()
    if item is None:
        return None
    measured = Outcome.objects.filter(draft=item.draft, unacceptable=True).first()
    return _from_draft(item.draft, Origin.SESSION, **(_put_right(measured) if measured else {}))


def _from_correction(pk: int) -> EvalCase | None:
    rows = Correction.objects.select_related("ticket__customer", "to_category")
    found = rows.filter(pk=pk, undone_at=None).first()
    if found is None:
        return None
    first = found.ticket.messages.filter(kind="inbound").order_by("pk").first()
    return EvalCase(
        kind=EvalCase.Kind.ROUTE,
        name=clean_line(found.ticket.subject, 100) or f"Ticket {found.ticket_id}",
        category=found.to_category,
        subject=found.ticket.subject,
        thread=[[CUSTOMER, first.body]] if first else [],
        customer_name=found.ticket.customer.name,
        origin=Origin.CORRECTION,
        ticket=found.ticket,
        simulated=found.ticket.simulated,
    )


def _from_reference(pk: int) -> EvalCase | None:
    """A settled case of the reference set; its first line is its subject, as it was when it was added."""
    found = ReferenceCase.objects.select_related("settled", "ticket").filter(pk=pk).first()
    if found is None or found.settled is None:
        return None
    subject, _, body = found.text.partition("\n")
    return EvalCase(
        kind=EvalCase.Kind.ROUTE,
        name=clean_line(subject, 100),
        category=found.settled,
        subject=clean_line(subject, 300),
        thread=[[CUSTOMER, body.strip() or subject]],
        origin=Origin.REFERENCE,
        ticket=found.ticket,
        simulated=bool(found.ticket and found.ticket.simulated),
    )


MAKERS: dict[str, Callable[[int], EvalCase | None]] = {
    "outcome": _from_outcome,
    "audit": _from_audit,
    "item": _from_item,
    "correction": _from_correction,
    "reference": _from_reference,
}

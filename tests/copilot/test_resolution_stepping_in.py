"""Whatever people or customers do while an answer waits: it is called off at once, and again at sending."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from copilot.autonomy import cancelling, ladder, resolving
from copilot.drafting import requesting
from copilot.models import CategoryAutonomy, Incident
from support.actions import replies, tickets
from tests.copilot.draft_help import prepared
from tests.copilot.resolve_help import LOCMEM, fresh, make_due, scheduled, sending_category
from tests.factories import (
    SOP,
    committed,
    customer_writes,
    file_under,
    make_category,
    make_sop,
    open_drafting,
    reply,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = LOCMEM
    mail.outbox = []


def types(ticket, by):
    replies.save_unsent(ticket=ticket, by=by, kind="outbound", body="Hello")


DEEDS = {
    "customer_writes": lambda ticket, by: customer_writes(ticket),
    "types": types,
    "assigns": lambda ticket, by: tickets.assign(ticket=ticket, to=by, by=by),
    "closes": lambda ticket, by: tickets.set_status(ticket=ticket, status="closed", by=by),
    "files_elsewhere": lambda ticket, by: file_under(ticket, make_category("Elsewhere"), by=by),
    "notes": lambda ticket, by: replies.add_note(ticket=ticket, body="Careful.", by=by),
    "replies": lambda ticket, by: reply(ticket, by),
    "asks_again": lambda ticket, by: requesting.draft_again(draft=ticket.drafts.get(), by=by),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_the_page_stops_counting_down(deed, agent):
    resolution = scheduled()
    with committed():
        DEEDS[deed](resolution.ticket, agent)
    assert fresh(resolution).state == "cancelled"
    assert fresh(resolution).why
    assert fresh(resolution).ticket.answering_at is None


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed != "asks_again"])
def test_with_the_listener_lost_sending_finds_it_out(deed, agent):
    resolution = make_due(scheduled())
    DEEDS[deed](resolution.ticket, agent)
    assert resolving.send(resolution.pk) is False
    assert (fresh(resolution).state, mail.outbox) == ("held", [])
    assert not all(each["met"] for each in fresh(resolution).conditions_at_send)


def set_autonomy(**values):
    CategoryAutonomy.objects.update(**values)


CHANGES = {
    "demoted": lambda resolution: set_autonomy(level="suggest"),
    "red": lambda resolution: set_autonomy(light="red"),
    "cap": lambda resolution: set_autonomy(daily_cap=0),
    "version": lambda resolution: set_autonomy(version_key="another"),
    "never": lambda resolution: set_autonomy(never_auto=True),
    "incident": lambda resolution: Incident.objects.create(category=resolution.category, cause="critical"),
    "vip": lambda resolution: type(resolution.ticket.customer).objects.update(attributes={"vip": True}),
    "no_row": lambda resolution: CategoryAutonomy.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_in_the_hold_window_is_seen_at_sending(change):
    resolution = make_due(scheduled())
    CHANGES[change](resolution)
    assert resolving.send(resolution.pk) is False
    assert (fresh(resolution).state, mail.outbox) == ("held", [])


@pytest.mark.parametrize("cause", ["amber", "drill"])
def test_amber_and_a_drill_keep_nothing_back(cause):
    resolution = make_due(scheduled())
    Incident.objects.create(category=resolution.category, cause=cause)
    assert resolving.send(resolution.pk) is True


def test_an_sop_whose_review_falls_due_in_the_hold_window_keeps_it_back(monkeypatch):
    category = make_category("Returns")
    line = f"review: {timezone.localdate() + timedelta(days=1)}"
    make_sop(category, SOP.format(title="Returns", category=category.key).replace("\n---", f"\n{line}\n---"))
    open_drafting(category)
    set_autonomy(level="auto", auto_share=1.0, holdout_share=0.0)
    resolution = scheduled(category)
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert resolving.send(resolution.pk) is False
    assert "“Returns” should have been reviewed since." in fresh(resolution).why


def test_a_pause_calls_off_what_waits_in_its_category_alone(manager):
    mine, other = scheduled(), scheduled(sending_category("Refunds"))
    ladder.pause(category=mine.category, by=manager, why="wrong prices")
    assert (fresh(mine).state, fresh(mine).ended_by) == ("cancelled", manager)
    assert "wrong prices" in fresh(mine).why
    assert fresh(other).state == "scheduled"


def test_a_pause_of_everything_calls_off_everything(manager):
    waiting = [scheduled(), scheduled(sending_category("Refunds"))]
    ladder.pause(category=None, by=manager)
    assert [fresh(each).state for each in waiting] == ["cancelled", "cancelled"]


def test_cancel_all_counts():
    resolution = scheduled()
    assert resolving.cancel_all(resolution.category, "Red.", None) == 1
    assert resolving.cancel_all(None, "Red.", None) == 0


def test_who_left_may_not_cancel(outsider):
    resolution = scheduled()
    with pytest.raises(PermissionDenied):
        cancelling.cancel(ticket=resolution.ticket, by=outsider)
    assert fresh(resolution).state == "scheduled"


def test_what_a_person_called_off_is_not_tried_again(agent):
    resolution = scheduled()
    cancelling.cancel(ticket=resolution.ticket, by=agent)
    with committed():
        customer_writes(resolution.ticket)
    again = requesting.request_draft(ticket=resolution.ticket) or resolution.ticket.drafts.first()
    assert "called off an automatic answer" in resolving.consider(prepared(again).pk).why


def test_who_writes_again_while_an_answer_waits_is_answered_by_people():
    resolution = scheduled()
    with committed():
        customer_writes(resolution.ticket, "One more thing: I also have a question.")
    again = requesting.request_draft(ticket=resolution.ticket) or resolution.ticket.drafts.first()
    held = resolving.consider(prepared(again).pk)
    assert held.state == "held"
    assert "The customer's next message called off an automatic answer" in held.why


def test_after_an_automatic_answer_only_people(agent):
    resolution = make_due(scheduled())
    resolving.send(resolution.pk)
    ticket = fresh(resolution).ticket
    customer_writes(ticket, "No, that is not what I asked.")
    ticket.refresh_from_db()
    again = resolving.consider(prepared(requesting.request_draft(ticket=ticket)).pk)
    assert (ticket.status, again.state) == ("open", "held")
    assert "answered automatically before" in again.why

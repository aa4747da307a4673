"""The sweep derives every missing step from the rows, and starts each once."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from copilot import outcomes
from copilot import sweep as sweeping
from copilot.autonomy import ladder
from copilot.drafting import requesting
from copilot.models import Draft, EvidenceDay, Incident, Outcome, Verdict
from routing import corrections
from routing.models import Decision, Rule
from support.actions import replies, tickets
from support.models import Message
from tests.copilot.draft_help import READ, answered, drafting_category, ready_draft, states
from tests.factories import committed, make_category, make_ticket

pytestmark = pytest.mark.django_db
LATER = timedelta(seconds=60)
NOW = timedelta(0)


def swept():
    """What was found and started again; young rows too."""
    with committed():
        found = sweeping.sweep(NOW)
    return {name: count for name, count in vars(found).items() if count}


def drafted():
    make_ticket()
    swept()
    return Draft.objects.get()


@pytest.fixture
def category():
    category = drafting_category()
    condition = {"field": "subject", "operator": "contains", "value": "shoes"}
    Rule.objects.create(name="Shoes", category=category, conditions=[condition])
    return category


@pytest.fixture
def healthy(category, worker, agent):
    """A ticket that went the whole way: routed, drafted, answered, measured, delivered."""
    with committed():
        ticket = make_ticket()
    draft = Draft.objects.get(ticket=ticket)
    with committed():
        answered(draft, by=agent, composing=READ)
    Message.objects.filter(kind="outbound").update(send_after=timezone.now())
    swept()
    return ticket


def test_a_healthy_desk_needs_nothing_twice(healthy):
    assert Message.objects.get(kind="outbound").delivery == "sent"
    before = (Decision.objects.count(), Draft.objects.count(), Outcome.objects.count())
    assert swept() == {}
    assert swept() == {}
    assert before == (Decision.objects.count(), Draft.objects.count(), Outcome.objects.count())


def test_unrouted(category, worker):
    """Received while nobody was listening; the rest follows by itself."""
    ticket = make_ticket()
    assert swept() == {"unrouted": 1}
    assert Decision.objects.get().category == category
    assert states(ticket) == ["ready"]
    assert swept() == {}


def test_undrafted(category, worker):
    """Routed, and the process died before it could say so."""
    ticket = make_ticket()
    swept()
    Draft.objects.all().delete()
    assert swept() == {"undrafted": 1}
    assert states(ticket) == ["ready"]
    assert swept() == {}


def test_undrafted_after_a_person_filed_it_elsewhere(category, worker, agent):
    from tests.factories import file_under

    ticket = make_ticket()
    swept()
    file_under(ticket, drafting_category("Exchanges"), by=agent)
    assert swept() == {"undrafted": 1, "unjudged": 1}
    assert states(ticket) == ["stale", "ready"]


def test_undrafted_when_a_category_starts_to_draft(worker, manager):
    from tests.factories import make_sop, open_drafting

    category = make_category()
    make_sop(category)
    with committed():
        ticket = make_ticket(category=category)
    assert swept() == {}
    open_drafting(category, by=manager)
    assert swept() == {"undrafted": 1}
    assert states(ticket) == ["ready"]


@pytest.mark.parametrize("why", ["level", "category paused", "everything paused", "closed", "answered"])
def test_no_draft_where_none_is_due(category, worker, agent, manager, why):
    ticket = make_ticket()
    swept()
    Draft.objects.all().delete()
    if why == "level":
        ladder.set_level(category=category, to=ladder.Level.ROUTE, by=manager, why="for a test")
    elif why == "closed":
        tickets.set_status(ticket=ticket, status="closed", by=agent)
    elif why == "answered":
        answered(Draft(ticket=ticket, body="Hello"), by=agent)
    else:
        ladder.pause(category=category if why == "category paused" else None, by=manager)
    assert swept() == {}


def test_many_tickets_where_people_write_do_not_hide_one_where_a_draft_is_due(category, worker, monkeypatch):
    monkeypatch.setattr(sweeping, "BATCH", 2)
    for _ in range(3):
        with committed():
            make_ticket(category=make_category("Praise"))
    with committed():
        make_ticket()
    Draft.objects.all().delete()
    assert swept() == {"undrafted": 1}


def test_stuck_in_the_queue_that_was_lost(category, worker):
    ticket = make_ticket()
    swept()
    Draft.objects.update(state="pending", ready_at=None)
    Decision.objects.update(state="pending", decided_at=None, path="")
    assert swept()["stuck"] == 2
    assert states(ticket) == ["ready"]
    assert swept() == {}


def test_stuck_with_a_worker_that_is_gone(category, worker):
    ticket = make_ticket()
    swept()
    Draft.objects.update(state="working", lease_until=timezone.now() - LATER)
    assert swept() == {"stuck": 1}
    assert states(ticket) == ["ready"]


def test_a_worker_at_work_is_left_in_peace(category, worker):
    make_ticket()
    swept()
    Draft.objects.update(state="working", lease_until=timezone.now() + LATER)
    assert swept() == {}


def test_undelivered(healthy):
    Message.objects.filter(kind="outbound").update(delivery="queued")
    assert swept() == {"undelivered": 1}
    assert Message.objects.get(kind="outbound").delivery == "sent"


def test_stuck_while_sending_goes_to_a_person(healthy):
    long_ago = timezone.now() - timedelta(minutes=5)
    Message.objects.filter(kind="outbound").update(delivery="sending", delivery_since=long_ago)
    assert swept() == {"undelivered": 1}
    assert Message.objects.get(kind="outbound").delivery == "failed"


def test_unmeasured(category, worker, agent):
    answered(drafted(), by=agent, composing=READ)
    assert swept() == {"unmeasured": 1}
    assert EvidenceDay.objects.get().outcomes == 1
    assert swept() == {}


def test_unmeasured_although_the_customer_has_written_since(worker, agent):
    from tests.factories import customer_writes

    draft = ready_draft()
    answered(draft, by=agent, composing=READ)
    customer_writes(draft.ticket)
    requesting.make_stale(draft.ticket_id, requesting.WRITTEN_AGAIN)
    assert swept()["unmeasured"] == 1
    assert Outcome.objects.get().draft == draft


def test_replies_without_a_draft_are_not_waited_for(worker, agent):
    answered(Draft(ticket=make_ticket(), body="Hello"), by=agent)
    assert "unmeasured" not in swept()


def test_withdrawn(category, worker, agent):
    """Undone while nobody was listening."""
    sent = answered(drafted(), by=agent, composing=READ)
    outcomes.measure_reply(sent.pk)
    replies.undo_reply(message=sent, by=agent)
    assert swept() == {"withdrawn": 1}
    assert not Outcome.objects.exists()
    assert EvidenceDay.objects.get().outcomes == 0
    assert swept() == {}


def test_young_rows_are_somebodys_work(category, worker):
    make_ticket()
    assert sweeping.sweep().total == 0


def test_old_history_is_left_alone(category, worker):
    long_ago = timezone.now() - timedelta(days=15)
    make_ticket(at=long_ago)
    assert swept() == {}


def test_with_the_broker_away_the_rows_wait(category, broker_away):
    ticket = make_ticket()
    assert swept() == {"unrouted": 1}
    assert swept() == {"stuck": 1}
    assert Decision.objects.get(ticket=ticket).state == "pending"


def test_by_hand(category, worker, capsys):
    make_ticket(at=timezone.now() - LATER)
    with committed():
        call_command("sweep")
    assert "unrouted" in capsys.readouterr().out
    assert Decision.objects.get().state == "decided"


def test_a_refiling_nobody_heard_of(agent):
    draft = ready_draft()
    corrections.correct(ticket=draft.ticket, category=make_category("Praise"), by=agent)
    assert swept()["unjudged"] == 1
    assert Verdict.objects.get().reasons == ["misrouted"]
    assert "unjudged" not in swept()


def test_an_incident_whose_mail_did_not_leave(agent, worker):
    incident = Incident.objects.create(category=make_category("Returns"), cause="red", text="It was red.")
    incident.told.add(agent)
    assert swept()["untold"] == 1
    assert "untold" not in swept()

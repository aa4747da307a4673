"""Doing a routing job: once, by whoever claims it, and never over somebody's head."""

from datetime import timedelta

import pytest
from django.utils import timezone

from routing import working
from routing.models import Decision, Rule
from support.claims import MOST_ATTEMPTS
from tests.factories import committed, customer_writes, file_under, make_category, make_ticket, make_user
from tests.routing.route_help import CONDITION, Scripted, pending
from tests.support.desk_help import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db):
    return make_ticket()


@pytest.fixture
def model(monkeypatch):
    scripted = Scripted("returns")
    monkeypatch.setattr(working, "configured", lambda: scripted)
    return scripted


def shoes_rule(category):
    return Rule.objects.create(name="Shoes", category=category, conditions=[CONDITION])


def test_it_is_decided_once(ticket):
    decision = pending(ticket)
    assert [working.route(decision.pk), working.route(decision.pk)] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_decide_once():
    ticket = make_ticket()
    rule = shoes_rule(make_category("Returns"))
    decision = Decision.objects.get(ticket=ticket)  # asked for by the pipeline
    assert sorted(at_once(*[lambda: working.route(decision.pk)] * 3)) == [False, False, True]
    rule.refresh_from_db()
    assert rule.hits == 1


def test_a_message_that_comes_while_deciding_makes_it_void(ticket, model):
    make_category("Returns")
    decision = pending(ticket)

    def the_customer_writes():
        customer_writes(ticket)
        pending(ticket)

    model.meanwhile = the_customer_writes
    assert working.route(decision.pk) is False
    decision.refresh_from_db()
    ticket.refresh_from_db()
    assert (decision.state, decision.path, ticket.category) == ("superseded", "", None)


def test_what_a_person_says_while_deciding_stands(ticket, model):
    make_category("Returns")
    refunds, agent = make_category("Refunds"), make_user(name="Ada Agent")
    decision = pending(ticket)
    model.meanwhile = lambda: file_under(ticket, refunds, by=agent)
    working.route(decision.pk)
    decision.refresh_from_db()
    ticket.refresh_from_db()
    assert (ticket.category, ticket.filed_by) == (refunds, "person")
    assert (decision.path, decision.category, decision.reason) == (
        "person",
        refunds,
        "Ada Agent put it here.",
    )


def test_a_filed_ticket_is_not_moved_by_the_next_message(agent):
    refunds = make_category("Refunds")
    ticket = make_ticket(category=refunds)
    shoes_rule(make_category("Returns"))
    customer_writes(ticket)
    working.route(pending(ticket).pk)
    ticket.refresh_from_db()
    assert ticket.category == refunds


def crash(*args):
    raise RuntimeError("disk full")


@pytest.mark.parametrize("step", ["decide", "store"])
def test_an_error_gives_it_back_with_the_reason_and_fails_it_in_the_end(ticket, monkeypatch, step):
    decision = pending(ticket)
    monkeypatch.setattr(working, step, crash)
    states = []
    for _ in range(MOST_ATTEMPTS):
        assert working.route(decision.pk) is False
        decision.refresh_from_db()
        states.append(decision.state)
    assert states == ["pending"] * (MOST_ATTEMPTS - 1) + ["failed"]
    assert decision.reason == "RuntimeError: disk full"
    assert decision.lease_until is None


def test_a_claimed_one_is_left_alone_until_its_lease_runs_out(ticket):
    decision = pending(ticket)
    soon = timezone.now() + timedelta(seconds=60)
    Decision.objects.update(state="working", lease_until=soon)
    assert working.route(decision.pk) is False
    Decision.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert working.route(decision.pk) is True


def test_the_slower_of_two_workers_after_a_lease_ran_out_writes_nothing(ticket, model):
    make_category("Returns")
    decision = pending(ticket)

    def another_takes_over():
        model.meanwhile = lambda: None
        Decision.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert working.route(decision.pk) is True

    model.meanwhile = another_takes_over
    assert working.route(decision.pk) is False
    assert ticket.decisions.get().attempts == 2


def test_the_place_the_team_and_the_reason_are_kept(ticket, model):
    from support.models import AuditEvent, Team

    team = Team.objects.create(name="Returns desk")
    make_category("Returns", owner_team=team)
    working.route(pending(ticket).pk)
    ticket.refresh_from_db()
    assert (ticket.category.key, ticket.filed_by, ticket.team) == ("returns", "machine", team)
    event = AuditEvent.objects.get(action="ticket_filed")
    assert (event.actor_name, event.why) == ("routing (model)", "It says so.")
    assert event.after == {"category": "Returns", "team": "Returns desk"}


def test_the_next_step_hears_of_it(ticket):
    from routing.working import events

    heard = []

    def hear(**ids):
        heard.append((ids["ticket_id"], ids["decision_id"]))

    events.ticket_routed.connect(hear)
    try:
        with committed():
            decision = pending(ticket)
            working.route(decision.pk)
    finally:
        events.ticket_routed.disconnect(hear)
    assert heard == [(ticket.pk, decision.pk)]

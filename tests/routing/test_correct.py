"""Two clicks put a ticket where it belongs; the word of a person stays."""

import pytest
from django.utils import timezone

from routing import corrections, working
from routing.models import Correction
from support.actions.tickets import Refused
from support.models import AuditEvent, Team
from tests.factories import file_under, make_category, make_ticket
from tests.routing.route_help import pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db):
    return make_ticket()


@pytest.fixture
def returns(db):
    return make_category("Returns", owner_team=Team.objects.create(name="Returns desk"))


def click(client, ticket, category, **fields):
    answer = client.post(f"/tickets/{ticket.pk}/correct/", {"category": category.pk, **fields}, follow=True)
    ticket.refresh_from_db()
    return answer.content.decode()


def test_it_is_filed_there_by_a_person_with_its_team(as_agent, agent, ticket, returns):
    page = click(as_agent, ticket, returns, reason="Says “send back”")
    assert (ticket.category, ticket.filed_by, ticket.team.name) == (returns, "person", "Returns desk")
    assert "Filed under Returns." in page
    correction = Correction.objects.get()
    assert (correction.by, correction.reason, correction.from_category) == (agent, "Says “send back”", None)


def test_the_decision_it_corrects_is_known(as_agent, ticket, returns):
    decision = pending(ticket)
    working.route(decision.pk)
    click(as_agent, ticket, returns)
    assert Correction.objects.get().decision == decision


def test_the_same_category_again_confirms(as_agent, agent, ticket, returns):
    file_under(ticket, returns, by=agent)
    assert "Confirmed Returns." in click(as_agent, ticket, returns)
    assert Correction.objects.order_by("-id").first().confirms
    assert AuditEvent.objects.filter(action="route_confirmed").count() == 1


def test_a_confirmed_machine_word_becomes_a_persons(as_agent, ticket, returns):
    type(ticket).objects.update(category=returns, filed_by="machine")
    click(as_agent, ticket, returns)
    assert ticket.filed_by == "person"


def test_not_into_a_retired_category(as_agent, ticket, returns):
    type(returns).objects.update(retired_at=timezone.now())
    assert "takes no tickets" in click(as_agent, ticket, returns)
    assert ticket.category is None


def test_not_into_a_heading(agent, ticket, returns):
    make_category("Below", parent=returns)
    with pytest.raises(Refused, match="takes no tickets"):
        corrections.correct(ticket=ticket, category=returns, by=agent)


def test_not_below_a_retired_heading(agent, ticket, returns):
    below = make_category("Below", parent=returns)
    type(returns).objects.filter(pk=returns.pk).update(retired_at=timezone.now())
    with pytest.raises(Refused):
        corrections.correct(ticket=ticket, category=below, by=agent)


@pytest.mark.parametrize("category", ["", "x", "0", "999999", "9" * 40, "-1", "\x00"])
def test_a_category_that_does_not_exist_is_not_found(as_agent, ticket, category):
    assert as_agent.post(f"/tickets/{ticket.pk}/correct/", {"category": category}).status_code == 404


@pytest.mark.parametrize("reason", ["x" * 5000, "a\x00b", "  "])
def test_odd_reasons_are_cut_to_what_fits(as_agent, ticket, returns, reason):
    click(as_agent, ticket, returns, reason=reason)
    assert len(Correction.objects.get().reason) <= 300


def test_the_chip_says_where_why_and_whose_word_it_is(as_agent, ticket, returns):
    click(as_agent, ticket, returns)
    working.route(pending(ticket).pk)
    chip = as_agent.get(f"/tickets/{ticket.pk}/route/", headers={"HX-Request": "true"}).content.decode()
    assert "set by a person" in chip
    assert "Ada Agent put it here." in chip
    assert chip.lstrip().startswith('<div class="push row" id="route"')


def test_the_chip_stands_before_anything_was_decided(as_agent, ticket):
    assert "Not routed yet" in as_agent.get(f"/tickets/{ticket.pk}/route/").content.decode()


def test_runners_up_that_are_gone_do_not_break_the_chip(as_agent, ticket):
    decision = pending(ticket)
    working.route(decision.pk)
    type(decision).objects.update(runners_up=[{"category": 999999, "confidence": 0.4}])
    assert as_agent.get(f"/tickets/{ticket.pk}/route/").status_code == 200

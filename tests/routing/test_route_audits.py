"""A random share of routing's own decisions is drawn for checking, and judged without seeing them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from routing import auditing
from routing.models import Decision, RouteAudit
from support.actions.tickets import Refused
from tests.factories import customer_writes, file_under, make_category, make_ticket, reply

pytestmark = pytest.mark.django_db


def decided(ticket=None, **fields):
    ticket = ticket or make_ticket()
    values = {"state": "decided", "path": "learned", "decided_at": timezone.now(), "confidence": 0.9}
    return Decision.objects.create(ticket=ticket, message=ticket.messages.last(), **{**values, **fields})


@pytest.fixture
def drawn():
    found = decided(category=make_category("Returns"))
    auditing.draw(share=1)
    return found.audit


def test_chance_numbers_are_evenly_spread():
    numbers = [auditing.chance_number(n) for n in range(2000)]
    assert all(0 <= number < 1 for number in numbers)
    assert 0.03 < sum(number < 0.05 for number in numbers) / 2000 < 0.07


def test_what_is_drawn_has_its_chance_stored_and_is_drawn_once(monkeypatch):
    low, high = decided(), decided()
    monkeypatch.setattr(auditing, "chance_number", {low.pk: 0.01, high.pk: 0.5}.get)
    assert auditing.draw(share=0.05) == 1
    assert auditing.draw(share=0.05) == 0
    assert [(audit.decision_id, audit.propensity) for audit in RouteAudit.objects.all()] == [(low.pk, 0.05)]


def test_a_raised_share_raises_the_chance_of_what_it_reaches_back_to(monkeypatch):
    low, high = decided(), decided()
    old = decided(decided_at=timezone.now() - auditing.HORIZON * 2)
    RouteAudit.objects.create(decision=old, propensity=0.05)
    monkeypatch.setattr(auditing, "chance_number", {low.pk: 0.01, high.pk: 0.08}.get)
    auditing.draw(share=0.05)
    auditing.draw(share=0.1)
    assert dict(RouteAudit.objects.values_list("decision", "propensity")) == {
        low.pk: 0.1,
        high.pk: 0.1,
        old.pk: 0.05,
    }


def test_only_what_routing_decided_by_itself_is_drawn():
    decided(path="person", category=make_category())
    nowhere = decided(path="person", category=None)
    decided(state="failed", path="", decided_at=None)
    auditing.draw(share=1)
    assert list(RouteAudit.objects.values_list("decision", flat=True)) == [nowhere.pk]


def test_nothing_is_drawn_where_nobody_wants_it(settings):
    settings.ROUTE_AUDIT_SHARE = 0.0
    decided()
    assert auditing.draw() == 0


def test_the_clock_draws(worker, settings):
    from routing.tasks import draw_route_audits

    settings.ROUTE_AUDIT_SHARE = 1.0
    decided()
    draw_route_audits.delay()
    assert RouteAudit.objects.count() == 1


def test_a_judgement_is_kept_and_the_ticket_stays_where_it_is(drawn, agent):
    truth = make_category("Refunds")
    judged = auditing.judge(audited=drawn, truth=truth, by=agent)
    assert (judged.truth, judged.judged_by, judged.none_of_these) == (truth, agent, False)
    assert drawn.decision.ticket.category is None


def test_none_of_these_is_an_answer(drawn, agent):
    assert auditing.judge(audited=drawn, truth=None, by=agent).none_of_these


def test_it_is_judged_once(drawn, agent, admin):
    auditing.judge(audited=drawn, truth=None, by=admin)
    with pytest.raises(Refused, match="meanwhile"):
        auditing.judge(audited=drawn, truth=None, by=agent)


def test_a_category_without_tickets_is_no_truth(drawn, agent):
    parent = make_category("Money")
    make_category("Refunds", parent=parent)
    with pytest.raises(Refused, match="takes no tickets"):
        auditing.judge(audited=drawn, truth=parent, by=agent)


@pytest.mark.parametrize("deed", ["filed", "wrote", "holds"])
def test_who_worked_on_the_ticket_does_not_judge_it(drawn, agent, admin, deed):
    ticket = drawn.decision.ticket
    if deed == "filed":
        file_under(ticket, make_category("Other"), by=agent)
    elif deed == "wrote":
        reply(ticket, agent)
    else:
        type(ticket).objects.filter(pk=ticket.pk).update(assignee=agent)
    assert list(auditing.waiting_for(agent)) == []
    assert list(auditing.waiting_for(admin)) == [drawn]
    with pytest.raises(Refused, match="somebody else"):
        auditing.judge(audited=drawn, truth=None, by=agent)


def test_an_outsider_judges_nothing(drawn, outsider):
    with pytest.raises(PermissionDenied):
        auditing.judge(audited=drawn, truth=None, by=outsider)


def test_the_judge_reads_what_routing_had_read(drawn, agent):
    reply(drawn.decision.ticket, agent, "We have moved you to Returns.")
    customer_writes(drawn.decision.ticket, "It is about my invoice after all.")
    assert auditing.customer_words(drawn.decision) == ["Hello, can I return my shoes? They are too small."]

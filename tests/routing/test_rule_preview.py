"""What a rule would have caught last month, before it is saved."""

from datetime import timedelta

import pytest
from django.utils import timezone

from routing import recent
from routing.catching import Recent, catch
from routing.models import Rule
from routing.rules import TicketText
from support.models import Ticket
from tests.factories import customer_writes, make_category, make_ticket
from tests.routing.route_help import CONDITION
from tests.routing.rule_help import make_rule, rule_value


def ticket(number, subject, category=None):
    return Recent(number, category, TicketText(subject, ""))


def test_counts_by_where_they_are_filed():
    tickets = [ticket(1, "shoes", 7), ticket(2, "shoes", 8), ticket(3, "shoes"), ticket(4, "hats", 7)]
    found = catch(rule_value("shoes", category=7), tickets)
    assert (found.looked_at, found.caught) == (4, 3)
    assert (found.agreeing, found.elsewhere, found.nowhere) == (1, 1, 1)


def test_disagreements_are_shown_first_and_ten_at_most():
    tickets = [ticket(n, "shoes", 7) for n in range(12)] + [ticket(20, "shoes"), ticket(21, "shoes", 8)]
    shown = [each.number for each in catch(rule_value("shoes", category=7), tickets).examples]
    assert shown == [21, 20, *range(8)]


def test_what_an_earlier_rule_takes_is_counted():
    tickets = [ticket(1, "red shoes"), ticket(2, "shoes")]
    assert catch(rule_value("shoes"), tickets, [rule_value("red")]).earlier == 1


@pytest.fixture
def returns(db):
    return make_category("Returns")


def preview(client, address="/rules/new/", **fields):
    return client.post(address, {**CONDITION, "preview": "1", **fields})


def test_the_page_comes_back_with_what_was_typed(as_agent, returns):
    make_ticket(subject="Brown shoes", category=returns)
    make_ticket(subject="Lost shoes", category=make_category("Losses"))
    answer = preview(as_agent, name="Half a na", category=returns.pk, must_match="x")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'value="Half a na"' in page
    assert page.index("Lost shoes") < page.index("Brown shoes")
    assert (answer.context["preview"].catch.agreeing, answer.context["preview"].catch.elsewhere) == (1, 1)
    assert not Rule.objects.exists()


def test_conditions_that_cannot_be_judged_are_named(as_agent, returns):
    assert "needs at least one condition" in preview(as_agent, value="").content.decode()


@pytest.mark.parametrize("category", ["", "x", "9" * 30, "999999"])
def test_without_a_category_it_only_counts(as_agent, returns, category):
    make_ticket(subject="Shoes")
    answer = preview(as_agent, category=category)
    assert answer.context["preview"].catch.caught == 1
    assert "Choose where it files" in answer.content.decode()


def test_only_the_rules_before_it_are_asked_before_it(as_agent, returns):
    first, second = make_rule(returns, "One"), make_rule(returns, "Two", position=1)
    make_ticket(subject="Shoes")
    for rule, earlier in ((first, 0), (second, 1)):
        assert preview(as_agent, f"/rules/{rule.pk}/").context["preview"].catch.earlier == earlier


def test_old_and_simulated_tickets_are_left_out(db):
    old, simulated, kept = (make_ticket() for _ in range(3))
    Ticket.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=31))
    Ticket.objects.filter(pk=simulated.pk).update(simulated=True)
    assert [each.number for each in recent.tickets(simulated=False)] == [kept.pk]
    assert [each.number for each in recent.tickets(simulated=True)] == [simulated.pk]


def test_all_that_the_customer_wrote_is_read(db):
    asked = make_ticket(subject="Hello", body="First")
    customer_writes(asked, "Second")
    [found] = recent.tickets(simulated=False)
    assert found.text.text == "hello first second"
    assert found.text.sender == asked.customer.email


def test_the_newest_are_read_when_there_are_too_many(db):
    numbers = [make_ticket().pk for _ in range(3)]
    assert [each.number for each in recent.tickets(simulated=False, most=2)] == [numbers[2], numbers[1]]

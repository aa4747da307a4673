"""The first rule that holds wins; one that cannot be used is passed over."""

import pytest

from routing import working
from routing.models import Rule
from routing.rules import Condition, RuleValue, TicketText, first_match
from support.models import Category
from tests.factories import make_category, make_ticket
from tests.routing.route_help import CONDITION, pending

TICKET = TicketText("Shoes", "Where is my parcel?")
SHOES, PARCEL, HATS = (Condition("text", "contains", word) for word in ("shoes", "parcel", "hats"))


@pytest.mark.parametrize(
    ("conditions", "match_any", "answer"),
    [
        ([SHOES], False, True),
        ([SHOES, PARCEL], False, True),
        ([SHOES, HATS], False, False),
        ([SHOES, HATS], True, True),
        ([HATS], True, False),
    ],
)
def test_all_or_any(conditions, match_any, answer):
    rule = RuleValue(1, "R", 7, tuple(conditions), match_any)
    assert (first_match([rule], TICKET) == rule) is answer


def test_the_first_in_order_wins():
    rules = [RuleValue(n, "R", n, (SHOES,)) for n in (3, 1, 2)]
    assert first_match(rules, TICKET).id == 3


def make_rule(category, position=0, **fields):
    values = {"name": "Shoes", "conditions": [CONDITION], **fields}
    return Rule.objects.create(category=category, position=position, **values)


@pytest.fixture
def ticket(db):
    return make_ticket(subject="Shoes", body="Too small")


def routed_to(ticket):
    working.route(pending(ticket).pk)
    ticket.refresh_from_db()
    return ticket.category and ticket.category.name


def test_lower_positions_are_asked_first(ticket):
    make_rule(make_category("Late"), position=2)
    make_rule(make_category("Early"), position=1)
    assert routed_to(ticket) == "Early"


def test_a_rule_into_a_retired_category_is_passed_over(ticket):
    from django.utils import timezone

    make_rule(make_category("Gone", retired_at=timezone.now()))
    make_rule(make_category("Here"), position=1)
    assert routed_to(ticket) == "Here"


def test_a_rule_into_a_heading_is_passed_over(ticket):
    heading = make_category("Heading")
    make_category("Leaf", parent=heading)
    make_rule(heading)
    assert routed_to(ticket) is None


@pytest.mark.parametrize("conditions", [[], {}, "text", [{"field": "colour"}], None])
def test_a_stored_rule_that_cannot_be_judged_is_passed_over(ticket, conditions):
    Rule.objects.create(name="Broken", category=make_category("Broken"), conditions=conditions or [])
    make_rule(make_category("Here"), position=1)
    assert routed_to(ticket) == "Here"


def test_one_switched_off_is_not_asked(ticket):
    make_rule(make_category("Off"), enabled=False)
    assert routed_to(ticket) is None


def test_what_it_decided_is_counted_and_explained(ticket):
    rule = make_rule(make_category("Here"))
    routed_to(ticket)
    rule.refresh_from_db()
    decision = ticket.decisions.get()
    assert (rule.hits, decision.rule, decision.path) == (1, rule, "rule")
    assert decision.reason == "Rule “Shoes”: subject or message contains the words “shoes”."
    assert Category.objects.get(name="Here").tickets.get() == ticket

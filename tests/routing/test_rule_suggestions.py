"""Words for a rule, when the same correction keeps being made."""

from datetime import timedelta

import pytest
from django.utils import timezone

from routing import suggesting
from routing.habits import habits, same_corrections
from routing.models import Correction
from routing.suggesting import Suggestion, phrases, suggest
from support.models import Ticket
from tests.factories import file_under, make_category, make_ticket, make_user
from tests.routing.rule_help import make_rule, moved

OTHERS = [f"parcel number {n} is late" for n in range(100)]
MOVED = ["send the invoice", "my invoice please", "an invoice for may", "invoice missing", "where is it"]


def test_a_word_that_tells_them_apart():
    assert suggest(MOVED, OTHERS) == Suggestion("invoice", 5, 4, 100, 0)


def test_two_words_where_each_alone_is_everywhere():
    others = [*OTHERS, *["the club"] * 9, *["a card"] * 9]
    assert suggest(["my club card"] * 5, others).words == "club card"


@pytest.mark.parametrize(
    ("moved_texts", "others"),
    [
        (MOVED[:4], OTHERS),  # too few
        (MOVED, OTHERS[:49]),  # too little to compare with
        (MOVED, [*OTHERS, *["invoice"] * 3]),  # too many others
        (["invoice a", "invoice b", "red", "blue", "green"], OTHERS),  # too few of them
        (["12345 678"] * 5, OTHERS),  # numbers are nobody's words
        (["where is it"] * 5, OTHERS),  # everybody's words
    ],
)
def test_no_suggestion(moved_texts, others):
    assert suggest(moved_texts, others) is None


def test_two_per_cent_of_the_others_is_allowed():
    assert suggest(MOVED, [*OTHERS[:98], *["invoice"] * 2]).outside == 2


def test_of_equals_the_first_by_the_alphabet():
    assert suggest(["zebra apple"] * 5, OTHERS).words == "apple"
    assert suggest(["apple; zebra"] * 5, OTHERS).words == "apple"


def test_pairs_stand_side_by_side_in_the_text():
    assert phrases("club card, holder 12") == {"club", "card", "holder", "club card"}


# On the page


@pytest.fixture
def pair(db):
    return make_category("Orders"), make_category("Invoices")


@pytest.fixture
def few_others(monkeypatch):
    monkeypatch.setattr(suggesting, "FEWEST_OTHERS", 3)
    for n in range(3):
        make_ticket(subject="Parcel", body=f"It is late {n}")


def move_some(pair, by, number=5):
    return [moved(*pair, by, f"I need the invoice of order {n}") for n in range(number)]


def test_the_rules_page_suggests_it_with_its_numbers(as_admin, agent, pair, few_others):
    move_some(pair, agent)
    page = as_admin.get("/rules/").content.decode()
    assert "5 tickets were moved from <b>Orders</b> to <b>Invoices</b> in 30 days" in page
    assert "“invoice” occurs in 5 of them and in 0 of 3 filed elsewhere" in page
    assert f"?category={pair[1].pk}&amp;field=text&amp;operator=contains&amp;value=invoice" in page


def test_its_link_leads_to_a_filled_form(as_admin, pair):
    query = {"category": pair[1].pk, "field": "text", "operator": "contains", "value": "invoice", "name": "I"}
    page = as_admin.get("/rules/new/", {**query, "note": "Moved by hand"}).content.decode()
    assert f'<option value="{pair[1].pk}" selected>' in page
    assert 'name="value" value="invoice"' in page
    assert "Moved by hand</textarea>" in page


def test_an_agent_sees_it_without_the_link(as_agent, agent, pair, few_others):
    move_some(pair, agent)
    page = as_agent.get("/rules/").content.decode()
    assert "5 tickets were moved" in page
    assert "Write this rule" not in page


def test_it_ends_when_the_rule_is_written(agent, pair, few_others):
    move_some(pair, agent)
    assert habits(simulated=False)
    make_rule(pair[1], conditions=[{"field": "text", "operator": "contains", "value": "invoice"}])
    assert habits(simulated=False) == []


def test_a_retired_category_gets_none(agent, pair, few_others):
    move_some(pair, agent)
    pair[1].retired_at = timezone.now()
    pair[1].save()
    assert habits(simulated=False) == []


def test_confirmations_old_and_simulated_ones_are_no_habit(agent, pair):
    orders, invoices = pair
    make_ticket(category=invoices)  # from nowhere
    old, simulated, kept = move_some(pair, agent, 3)
    Correction.objects.filter(ticket=old).update(at=timezone.now() - timedelta(days=31))
    Ticket.objects.filter(pk=simulated.pk).update(simulated=True)
    file_under(kept, invoices, by=make_user())  # confirmed by somebody else
    assert same_corrections(simulated=False)[orders.pk, invoices.pk] == [kept.pk]
    assert (None, invoices.pk) in same_corrections(simulated=False)


def test_one_that_was_moved_on_is_none(agent, pair):
    orders, invoices = pair
    [ticket] = move_some(pair, agent, 1)
    file_under(ticket, make_category("Third"), by=agent)
    assert (orders.pk, invoices.pk) not in same_corrections(simulated=False)


def test_one_that_was_taken_back_is_none(agent, pair):
    move_some(pair, agent, 1)
    Correction.objects.filter(to_category=pair[1]).update(undone_at=timezone.now())
    assert (pair[0].pk, pair[1].pk) not in same_corrections(simulated=False)

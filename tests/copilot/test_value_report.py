"""Value beside automation: resolved within 72 hours, helped, handling time, by who answered first."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from copilot.reports import value as report
from copilot.reports.rates import Rate
from copilot.reports.value import Scope
from support.actions import ratings
from support.models import Message, Ticket
from tests.copilot.draft_help import drafting_category
from tests.copilot.sent_help import sent_by_system
from tests.factories import customer_writes, make_category, make_ticket, reply

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def answered(category, by, ago=WEEK, **fields):
    """A ticket whose first reply left that long ago."""
    ticket = make_ticket(category=category)
    message = reply(ticket, by, **fields)
    return moved(message, timezone.now() - ago)


def moved(message, at):
    Message.objects.filter(pk=message.pk).update(created_at=at)
    Ticket.objects.filter(pk=message.ticket_id).update(
        first_replied_at=at, created_at=at - timedelta(hours=1)
    )
    message.refresh_from_db()
    return message


def comes_back(message, text="It still does not work.", after=timedelta(hours=2)):
    again = customer_writes(message.ticket, text)
    Message.objects.filter(pk=again.pk).update(created_at=message.created_at + after)


@pytest.fixture
def category():
    return make_category()


def total():
    return report.value(Scope()).total


def test_who_does_not_come_back_was_helped(category, agent):
    answered(category, agent)
    comes_back(answered(category, agent))
    assert total().people.resolved == Rate(1, 2)


def test_thanks_are_no_coming_back(category, agent):
    comes_back(answered(category, agent), "Thank you very much!")
    assert total().people.resolved == Rate(1, 1)


def test_thanks_and_then_a_question_are(category, agent):
    message = answered(category, agent)
    comes_back(message, "Thanks!")
    comes_back(message, "But when will it arrive?")
    assert total().people.resolved == Rate(0, 1)


def test_after_72_hours_it_is_another_matter(category, agent):
    comes_back(answered(category, agent), after=timedelta(hours=73))
    assert total().people.resolved == Rate(1, 1)


def test_another_ticket_of_the_same_category_is_coming_back(category, agent):
    message = answered(category, agent)
    later = make_ticket(customer=message.ticket.customer, category=category)
    Ticket.objects.filter(pk=later.pk).update(created_at=message.created_at + timedelta(hours=1))
    assert total().people.resolved == Rate(0, 1)


def test_young_replies_are_not_judged_yet(category, agent):
    answered(category, agent, ago=timedelta(hours=71))
    side = total().people
    assert (side.answered, side.resolved.n) == (1, 0)


def test_the_system_beside_people(agent):
    category = drafting_category()
    answered(category, agent)
    moved(sent_by_system(category).message, timezone.now() - WEEK)
    line = total()
    assert line.automatic == Rate(1, 2)
    assert (line.system.resolved, line.people.resolved) == (Rate(1, 1), Rate(1, 1))


def test_ratings_and_handling_time(category, agent):
    for seconds in (10, 20, 30, 40, 200):
        message = answered(category, agent, composing={"open_seconds": seconds})
    ratings.rate(message=message, helpful=True)
    side = total().people
    assert (side.liked, side.seconds) == (Rate(1, 1), 30)


def test_too_few_measurements_are_no_measurement(category, agent):
    answered(category, agent, composing={"open_seconds": 5})
    assert total().people.seconds is None
    assert total().minutes_saved is None


def test_an_undone_reply_counts_for_nothing(category, agent):
    message = answered(category, agent)
    Message.objects.filter(pk=message.pk).update(delivery="undone")
    assert total().people.answered == 0


def test_simulated_and_real_are_never_mixed(category, agent):
    message = answered(category, agent)
    Ticket.objects.filter(pk=message.ticket_id).update(simulated=True)
    assert total().people.answered == 0
    assert report.value(Scope(simulated=True)).total.people.answered == 1


def test_by_category_and_month(category, agent):
    answered(category, agent)
    answered(make_category("Delivery"), agent)
    found = report.value(Scope())
    assert sorted(line.name for line in found.categories) == ["Delivery", "Returns"]
    assert sum(line.automatic.n for line in found.months) == 2


@pytest.mark.parametrize("query", ["", "days=1", "days=9999999", "tickets=x", "days=30&tickets=simulated"])
def test_the_page_and_the_file(as_agent, category, agent, query):
    answered(category, agent)
    assert as_agent.get(f"/reports/value/?{query}").status_code == 200
    file = as_agent.get(f"/reports/value.csv?{query}")
    assert file.headers["Content-Type"].startswith("text/csv")
    assert file.content.decode().startswith("group,name,first_replies")


def test_an_odd_window_is_the_usual_one():
    assert Scope.of(QueryDict("days=12")).days == 90


def test_a_formula_for_a_name_stays_text(as_agent, agent):
    answered(make_category("=1+1", key="odd"), agent)
    assert "'=1+1" in as_agent.get("/reports/value.csv").content.decode()

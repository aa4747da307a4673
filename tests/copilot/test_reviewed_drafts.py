"""Which reviewed drafts could have been sent, and what they cost: read for “had it been automatic”."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.models import Draft, ModelCall, Trace
from copilot.reports import reading
from support.models import Message
from tests.copilot.draft_help import answered, drafting_category, ready_draft
from tests.copilot.evidence_help import key_of, verdicts
from tests.factories import make_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return make_category("Returns")


@pytest.mark.parametrize(
    ("checks", "unknown", "answer"),
    [
        ([{"result": "pass"}], [], True),
        ([{"result": "pass"}, {"result": "warn"}], [], False),
        ([{"result": "hold", "check": "sums"}], [], False),
        ([{"result": "pass"}], [{"slot": "order_id"}], False),
        ([], [], False),
    ],
)
def test_sendable(category, checks, unknown, answer):
    verdicts(category, 1)
    Draft.objects.update(checks=checks, unknown=unknown)
    [reviewed] = reading.reviewed(category, key_of(category), None)
    assert reviewed.sendable is answer


def test_the_newest_in_order_of_arrival(category, monkeypatch):
    monkeypatch.setattr(reading, "MOST_REVIEWED", 3)
    made = verdicts(category, 5, 4)
    found = reading.reviewed(category, key_of(category), None)
    assert [one.ticket for one in found] == [verdict.ticket_id for verdict in made[2:]]
    assert [one.unacceptable for one in found] == [True, True, False]


def test_the_cost_of_the_newest(category, monkeypatch):
    monkeypatch.setattr(reading, "NEWEST", 2)
    for verdict, usd in zip(verdicts(category, 3), (9, 1, 2), strict=True):
        trace = Trace.objects.create(kind="draft", ticket=verdict.ticket)
        Draft.objects.filter(pk=verdict.draft_id).update(trace=trace, ready_at=verdict.at)
        ModelCall.objects.create(trace=trace, cost_usd=usd, backend="openai", model="m", milliseconds=9)
    assert reading.cost(category, key_of(category)) == reading.Cost(3.0, 2)


def test_handling_of_the_tickets_that_moved_last(monkeypatch):
    monkeypatch.setattr(reading, "NEWEST", 6)
    category = drafting_category()
    for seconds in (500, 10, 20, 30, 40, 50, 60):
        answered(ready_draft(category), composing={"open_seconds": seconds})
    assert reading.handling(category) == reading.Handling(35.0, 6)
    Message.objects.update(created_at=timezone.now() - timedelta(days=91))
    assert reading.handling(category) == reading.Handling(None, 0)

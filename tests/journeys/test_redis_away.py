"""A day without Redis: people work as always, and when it is back the sweep catches up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.models import Draft, Outcome
from copilot.sweep import sweep
from support.models import Message
from tests.factories import committed, customer_writes
from tests.journeys.people import customer_asks, draft_panel, open_ticket, send, shoe_shop, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(worker, broker_away):
    """The broker is away from the start; `monkeypatch.undo()` brings it back."""
    return shoe_shop()


def catch_up():
    with committed():
        return sweep(timedelta(0))


def test_the_day_and_the_evening(category, client, as_agent, monkeypatch):
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["broker"] != "ok"

    answered, waiting = customer_asks(client), customer_asks(client)
    for page in ("/queue/", "/readiness/", "/sops/", "/traces/", "/reports/outcomes/"):
        assert as_agent.get(page).status_code == 200, page
    open_ticket(as_agent, answered)
    assert "No draft yet" in draft_panel(as_agent, answered)

    with committed():
        as_agent.post(f"/tickets/{answered.pk}/correct/", {"category": category.pk})
    assert send(as_agent, answered, "You can send them back.").status_code == 302
    undo(as_agent, answered)
    assert send(as_agent, answered, "You can send them back, of course.").status_code == 302
    with committed():
        customer_writes(answered, "Thank you! May I return the sandals, too?")

    monkeypatch.undo()
    Message.objects.filter(delivery="queued").update(send_after=timezone.now())
    for _ in range(3):
        catch_up()
    assert catch_up().total == 0
    waiting.refresh_from_db()
    assert waiting.category == category
    assert set(Draft.objects.values_list("ticket", "state")) >= {
        (waiting.pk, "ready"),
        (answered.pk, "ready"),
    }
    assert set(Message.objects.filter(kind="outbound").values_list("delivery", flat=True)) == {
        "undone",
        "sent",
    }


def test_a_draft_made_before_is_measured_after(client, as_agent, worker, monkeypatch):
    from celery import Task
    from kombu.exceptions import OperationalError

    shoe_shop()
    ticket = customer_asks(client)
    with monkeypatch.context() as away:
        away.setattr(Task, "apply_async", lambda *args, **options: (_ for _ in ()).throw(OperationalError()))
        send(as_agent, ticket, Draft.objects.get().body, read_seconds="60", read_end="1")
    assert not Outcome.objects.exists()
    assert catch_up().unmeasured == 1
    assert Outcome.objects.get().excluded == ""

"""What got lost on the way to an automatic answer comes back, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from copilot.autonomy import resolving
from copilot.models import CategoryAutonomy, Draft, Resolution
from copilot.sweep import sweep
from copilot.tasks import send_due_resolutions
from support.actions import delivery
from support.models import Message
from tests.copilot.resolve_help import LOCMEM, eligible_draft, fresh, make_due, scheduled

pytestmark = pytest.mark.django_db

ANY_AGE = timedelta(seconds=-5)


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = LOCMEM
    mail.outbox = []


def test_a_ready_draft_that_nobody_asked_about_is_considered():
    draft = eligible_draft()
    assert sweep(grace=ANY_AGE).unresolved == 1
    assert draft.resolution.state == "scheduled"
    assert sweep(grace=ANY_AGE).unresolved == 0


def test_one_made_before_the_category_might_send_is_not():
    eligible_draft()
    CategoryAutonomy.objects.update(since=timezone.now() + timedelta(seconds=1))
    assert sweep(grace=ANY_AGE).unresolved == 0


def test_one_written_down_and_never_drawn_is_drawn(monkeypatch):
    monkeypatch.setattr(resolving, "settle", lambda pk: None)
    resolution = resolving.consider(eligible_draft().pk)
    monkeypatch.undo()
    assert resolution.state == "considered"
    assert sweep(grace=ANY_AGE).unresolved == 1
    assert fresh(resolution).state == "scheduled"


def test_the_clockwork_sends_what_is_due(worker):
    resolution = make_due(scheduled())
    send_due_resolutions()
    assert (fresh(resolution).state, len(mail.outbox)) == ("sent", 1)


def test_with_the_broker_away_nothing_is_lost(broker_away):
    resolution = make_due(scheduled())
    send_due_resolutions()
    assert fresh(resolution).state == "scheduled"
    assert resolving.due() == [resolution.pk]


def test_a_worker_killed_between_commit_and_mail_sends_nothing_later(worker):
    resolution = make_due(scheduled())
    message = resolving._commit(resolution.pk)  # and here it dies
    Message.objects.filter(pk=message.pk).update(delivery_since=timezone.now() - timedelta(minutes=10))
    sweep(grace=ANY_AGE)
    send_due_resolutions()
    message.refresh_from_db()
    assert (message.delivery, message.ticket.status, mail.outbox) == ("failed", "open", [])


def test_then_a_person_may_send_it_under_the_same_message_id(worker, agent):
    resolution = make_due(scheduled())
    message = resolving._commit(resolution.pk)
    Message.objects.filter(pk=message.pk).update(delivery_since=timezone.now() - timedelta(minutes=10))
    delivery.fail_stuck()
    delivery.retry_delivery(message=Message.objects.get(pk=message.pk), by=agent)
    assert delivery.deliver(message.pk) is True
    assert [each.extra_headers["Message-ID"].split("@")[0] for each in mail.outbox] == [f"<{message.mail_id}"]


def test_the_sweep_does_not_measure_the_systems_own_replies(worker):
    resolving.send(make_due(scheduled()).pk)
    assert sweep(grace=ANY_AGE).unmeasured == 0


def test_findings_are_no_reply_and_are_not_asked_about_for_ever():
    draft = eligible_draft()
    Draft.objects.filter(pk=draft.pk).update(kind="findings")
    sweep(grace=ANY_AGE)
    assert Resolution.objects.get().why.startswith("There is no reply that stands ready.")
    assert sweep(grace=ANY_AGE).unresolved == 0

"""Did the customer write again within 72 hours? Known when they are over; thanks do not count."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.autonomy import recontact, resolving
from support.models import Message, Ticket
from tests.copilot.resolve_help import LOCMEM, fresh, make_due, scheduled
from tests.factories import customer_writes, make_category, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(settings):
    settings.EMAIL_BACKEND = LOCMEM
    resolution = make_due(scheduled())
    resolving.send(resolution.pk)
    return fresh(resolution)


def after(monkeypatch, **time):
    later = timezone.now() + timedelta(**time)
    monkeypatch.setattr(timezone, "now", lambda: later)


def test_before_the_time_is_over_nothing_is_known(answered, monkeypatch):
    after(monkeypatch, hours=71)
    assert recontact.mature() == 0
    assert fresh(answered).recontact is None


def test_nobody_wrote(answered, monkeypatch):
    after(monkeypatch, hours=73)
    assert recontact.mature() == 1
    assert fresh(answered).recontact is False
    assert recontact.mature() == 0


@pytest.mark.parametrize(("text", "again"), [("Thanks a lot!", False), ("It did not help.", True)])
def test_what_the_customer_wrote(answered, monkeypatch, text, again):
    customer_writes(answered.ticket, text)
    after(monkeypatch, hours=73)
    recontact.mature()
    assert fresh(answered).recontact is again


def test_what_came_later_is_another_matter(answered, monkeypatch):
    after(monkeypatch, hours=74)
    customer_writes(answered.ticket, "It did not help.")
    recontact.mature()
    assert fresh(answered).recontact is False


def test_a_new_ticket_on_the_same_matter_counts(answered, monkeypatch):
    make_ticket(customer=answered.ticket.customer, category=answered.category)
    after(monkeypatch, hours=73)
    recontact.mature()
    assert fresh(answered).recontact is True


def test_on_another_matter_or_from_somebody_else_it_does_not(answered, monkeypatch):
    make_ticket(customer=answered.ticket.customer, category=make_category("Elsewhere"))
    make_ticket(category=answered.category)
    after(monkeypatch, hours=73)
    recontact.mature()
    assert fresh(answered).recontact is False


def test_of_a_mail_that_never_left_nothing_can_be_known(answered, monkeypatch):
    Message.objects.filter(pk=answered.message_id).update(delivery="failed")
    after(monkeypatch, hours=73)
    assert recontact.mature() == 1
    assert (fresh(answered).recontact, fresh(answered).matured_at is None) == (None, False)
    assert Ticket.objects.count() == 1

"""An answer that waits to be sent by the system: people see it coming, and one press or one word stops it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.autonomy import resolving
from copilot.models import Resolution
from support.models import Ticket
from tests.copilot.resolve_help import make_due, scheduled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_ticket(page):
    """A ticket that is about to be answered, on screen."""
    resolution = scheduled()
    page.goto(f"/tickets/{resolution.ticket_id}/")
    page.wait_for_selector("#answering")
    return resolution


def state(resolution):
    return Resolution.objects.get(pk=resolution.pk).state


def test_it_counts_down_and_one_press_stops_it(window, agent):
    page = window(agent)
    resolution = open_ticket(page)
    page.wait_for_selector("#answering >> text=/in 9:\\d\\d/")
    page.click("#answering >> text=Cancel")
    page.wait_for_selector(".toast:has-text('Called off')")
    assert page.locator("#answering").count() == 0
    assert state(resolution) == "cancelled"


def test_the_first_word_somebody_types_stops_it(window, agent):
    page = window(agent)
    resolution = open_ticket(page)
    page.fill("#body", "Dear")
    page.wait_for_selector(".composer-state:has-text('Saved')")
    assert state(resolution) == "cancelled"


def test_without_scripts_the_time_is_there_and_so_are_the_buttons(window, agent):
    page = window(agent, java_script_enabled=False)
    resolution = open_ticket(page)
    page.click("#answering >> text=Take over")
    page.wait_for_load_state()
    assert state(resolution) == "cancelled"
    assert Ticket.objects.get(pk=resolution.ticket_id).assignee == agent


def test_from_the_queue_to_the_reasons_of_what_was_sent(window, agent):
    page = window(agent)
    resolution = scheduled()
    page.goto("/queue/?view=soon")
    page.click(".queue-row")
    page.wait_for_selector("#answering")
    resolving.send(make_due(resolution).pk)
    page.reload()
    page.click("text=Why was this sent?")
    page.wait_for_selector("text=The conditions, as read in the moment of sending")
    assert timezone.now() - Resolution.objects.get(pk=resolution.pk).ended_at < timedelta(minutes=5)

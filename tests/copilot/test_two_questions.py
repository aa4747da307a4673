"""A customer who wants two things: both answered in the order they ask, each from its own SOP."""

import pytest
from django.utils import timezone

from copilot.drafting import requesting, working
from copilot.drafting.compose import compose
from copilot.drafting.two_questions import in_order
from copilot.models import Draft
from routing.models import Decision
from tests.copilot.compose_help import SECTIONS, Model, context, section
from tests.copilot.draft_help import waiting_ticket
from tests.factories import make_category, make_sop, open_drafting

REPAIR_REPLY = """Hello {customer_name},

Repairs take 10 working days. [^how-long]

? {order_id}: Could you tell me your order number?
"""
REPAIRS = (
    section(
        21, "how-long", "Repairs by our cobbler take 10 working days.", sop_slug="r", sop_title="Repairs"
    ),
    section(22, "reply", REPAIR_REPLY, sop_slug="r", sop_title="Repairs", is_reply=True),
)
BOTH = "Can I send my shoes back? And how long do repairs by the cobbler take?"


def both(text=BOTH):
    return compose(context(text, sections=(*SECTIONS, *REPAIRS), second="r"), complete=Model())


def test_both_are_answered_with_one_greeting_and_both_cited():
    composed = both()
    assert composed.body.count("Hello Ada Lovelace") == 1
    assert composed.body.index("30 days") < composed.body.index("10 working days")
    assert {source.sop for source in composed.sources} == {"returns", "r"}


def test_a_question_both_would_ask_is_asked_once():
    assert both().body.count("order number") == 1
    assert [unknown.slot for unknown in both().unknown].count("order_id") == 1


def test_the_order_is_the_customers():
    body = both("How long do repairs by the cobbler take? And can I send my shoes back?").body
    assert body.index("10 working days") < body.index("30 days")


def test_where_the_text_does_not_say_the_first_stays_first():
    assert in_order("Hello!", ("returns", "r"), (*SECTIONS, *REPAIRS)) == ["returns", "r"]


def test_a_second_sop_without_a_reply_is_named_as_missing():
    composed = compose(context(BOTH, sections=(*SECTIONS, REPAIRS[0]), second="r"), complete=Model())
    assert "“Repairs” has no reply sentences" in [unknown.slot for unknown in composed.unknown]
    assert "30 days" in composed.body


REPAIR_SOP = """---
title: Repairs
categories: [repairs]
---
## How long

Repairs by our cobbler take 10 working days.

## Reply

Hello {customer_name},

Repairs take 10 working days. [^how-long]
"""


@pytest.mark.django_db
def test_routing_says_that_there_is_a_second_wish(client, agent):
    repairs = make_category("Repairs")
    make_sop(repairs, REPAIR_SOP)
    ticket = waiting_ticket(body=BOTH)
    open_drafting(repairs)
    message = ticket.messages.get()
    Decision.objects.filter(ticket=ticket).delete()
    Decision.objects.create(
        ticket=ticket,
        message=message,
        state="decided",
        path="learned",
        decided_at=timezone.now(),
        current=True,
        category=ticket.category,
        second=repairs,
    )
    draft = requesting.request_draft(ticket=ticket)
    working.prepare(draft.pk)
    draft = Draft.objects.get()
    assert "10 working days" in draft.body
    assert "30 days" in draft.body
    client.force_login(agent)
    page = client.get(f"/tickets/{ticket.pk}/draft/", headers={"hx-request": "true"}).content.decode()
    assert "Two wishes: Returns, and Repairs." in page

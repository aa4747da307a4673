"""What a draft is made from: this thread, this customer, published sections."""

import pytest

from copilot.drafting import gathering, requesting
from copilot.drafting.fitting import fit
from copilot.sops import publishing
from support.actions import replies
from tests.copilot.draft_help import drafting_category, prepared, ready_draft, waiting_ticket
from tests.factories import (
    customer_writes,
    make_category,
    make_customer,
    make_sop,
    make_ticket,
    open_drafting,
    reply,
)

pytestmark = pytest.mark.django_db

INTERNAL = """---
title: Returns
categories: [returns]
---
## Return window

Shoes come back within 30 days.

## Margins (internal)

Returns of shoes cost us 12 % each; never mention OMEGA.

## Reply

You can return shoes within 30 days. [^return-window]
"""


def gathered(ticket, draft=None):
    draft = draft or requesting.request_draft(ticket=ticket)
    return gathering.gather(draft, gathering.Timed())


def test_the_thread_in_order(agent):
    ticket = waiting_ticket(body="First question")
    reply(ticket, agent, "First answer")
    customer_writes(ticket, "Second question")
    assert gathered(ticket).thread == (
        ("customer", "First question"),
        ("agent", "First answer"),
        ("customer", "Second question"),
    )


def test_internal_notes_are_never_in_it(agent):
    ticket = waiting_ticket()
    replies.add_note(ticket=ticket, body="He is lying, see SECRET", by=agent)
    assert "SECRET" not in repr(gathered(ticket))


def test_replies_taken_back_are_never_in_it(agent):
    ticket = waiting_ticket()
    replies.undo_reply(message=reply(ticket, agent, "WITHDRAWN offer"), by=agent)
    assert "WITHDRAWN" not in repr(gathered(ticket))


def test_it_ends_with_the_message_that_is_answered():
    draft = ready_draft()
    customer_writes(draft.ticket, "LATER")
    assert "LATER" not in repr(gathered(draft.ticket, draft))


def test_this_customers_record_and_nobody_elses():
    category = drafting_category()
    make_ticket(
        customer=make_customer(name="Otto Other", attributes={"order_id": "A-OTHER"}), category=category
    )
    mine = make_customer(name="Mia Mine", attributes={"order_id": "A-MINE", "points": 3})
    context = gathered(waiting_ticket(category, customer=mine))
    assert context.facts == {"order_id": "A-MINE", "points": "3"}
    assert context.customer_name == "Mia Mine"
    assert "OTHER" not in repr(context)


def test_all_sections_of_the_sop_bound_to_the_category():
    context = gathered(waiting_ticket())
    assert [section.anchor for section in context.sections] == ["return-window", "reply"]
    assert context.category == "Returns"


def test_only_what_is_published(admin):
    category = drafting_category()
    sop = category.sops.get()
    text = sop.versions.get().markdown.replace("30 days", "99 days")
    publishing.write(markdown=text, by=admin, sop=sop)
    ticket = waiting_ticket(category)
    assert "99 days" not in repr(gathered(ticket))
    publishing.publish(sop=sop, by=admin)
    assert "99 days" in repr(gathered(waiting_ticket(category)))


def test_nothing_of_a_retired_sop(admin):
    category = drafting_category()
    publishing.retire(sop=category.sops.get(), by=admin, why="replaced")
    assert gathered(waiting_ticket(category)).sections == ()


def test_internal_sections_are_never_used():
    category = open_drafting(make_category("Returns"))
    make_sop(category, markdown=INTERNAL)
    fitted = fit(gathered(waiting_ticket(category, body="margins of shoes OMEGA?")), 6000)
    assert "OMEGA" not in repr(fitted.context.sections)
    dropped = [(line.name, line.why.split(":")[0]) for line in fitted.left_out]
    assert dropped == [("Returns › Margins (internal)", "internal")]


def test_nor_are_they_in_a_draft_its_sources_or_its_words():
    category = open_drafting(make_category("Returns"))
    make_sop(category, markdown=INTERNAL)
    draft = ready_draft(category, body="What are the margins of shoes?")
    assert draft.state == "ready"
    assert "OMEGA" not in repr((draft.body, draft.sentences, draft.sources, draft.unknown))


def test_an_internal_sop_is_for_people():
    category = open_drafting(make_category("Returns"))
    text = INTERNAL.replace("title:", "audience: internal\ntitle:").replace(" [^return-window]", "")
    make_sop(category, markdown=text)
    draft = prepared(requesting.request_draft(ticket=waiting_ticket(category)))
    assert draft.state == "failed"
    assert draft.reason.startswith("What was found is internal")


def test_what_was_found_is_told_to_the_trace():
    gathering.gather(requesting.request_draft(ticket=waiting_ticket()), into=(told := gathering.Timed()))
    assert [line.split(" (score")[0] for line in told.detail["found"]] == ["Returns"]

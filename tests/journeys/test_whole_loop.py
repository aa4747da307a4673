"""Asked, filed, drafted, opened, edited, sent, taken back, sent again, measured, counted; without a model."""

import pytest

from copilot.autonomy import readiness
from copilot.models import Draft, Outcome
from routing.models import Decision
from support.models import Message
from tests.journeys.people import customer_asks, draft_panel, open_ticket, send, shoe_shop, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return shoe_shop()


def reviewed(category):
    [row] = readiness.rows([category])
    return row.tally.n, row.tally.unacceptable


def test_from_a_question_to_evidence(category, worker, client, as_agent, as_manager):
    ticket = customer_asks(client)
    assert (ticket.category, Decision.objects.get(ticket=ticket).path) == (category, "rule")

    draft = Draft.objects.get(ticket=ticket)
    open_ticket(as_agent, ticket)
    panel = draft_panel(as_agent, ticket)
    assert 'data-state="ready"' in panel
    assert "Hello Cleo Customer," in panel
    assert "offline: from the SOP&#x27;s sentences" in panel or "offline: from the SOP's sentences" in panel
    assert f'href="/sections/{draft.sources[0]["section"]}/"' in panel
    as_agent.post(f"/drafts/{draft.pk}/attention/", {"seconds": "45", "end": "1"})

    edited = draft.body.replace("30 days", "14 days")
    assert send(as_agent, ticket, edited).status_code == 302
    assert Outcome.objects.get().edit_class == "material"
    assert reviewed(category) == (1, 1)

    undo(as_agent, ticket)
    assert not Outcome.objects.exists()
    assert reviewed(category) == (0, 0)
    assert "within 14 days" in open_ticket(as_agent, ticket)

    # “Dear” for “Hello” belongs to the greeting and is left out; of ten words none is lost and one is added.
    assert "You can return unworn shoes within 30 days of delivery." in draft.body
    again = draft.body.replace("Hello", "Dear").replace("You can return", "You can gladly return")
    assert send(as_agent, ticket, again).status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.eer, outcome.used, outcome.added) == (pytest.approx(1 / 11), 1.0, pytest.approx(1 / 11))
    assert (outcome.edit_class, outcome.unacceptable, outcome.excluded) == ("cosmetic", False, "")
    assert outcome.attended is True
    assert reviewed(category) == (1, 0)

    replies = Message.objects.filter(ticket=ticket, kind="outbound").order_by("id")
    assert [reply.delivery for reply in replies] == ["undone", "queued"]
    page = as_agent.get(f"/messages/{replies.last().pk}/outcome/").content.decode()
    assert "<ins>gladly" in page
    report = as_manager.get("/readiness/").content.decode()
    assert "n = 1" in report
    assert "1 reviewed" in report


def test_the_next_question_of_the_same_ticket(category, worker, client, as_agent):
    from tests.factories import committed, customer_writes

    ticket = customer_asks(client)
    send(as_agent, ticket, Draft.objects.get().body, read_seconds="60", read_end="1")
    with committed():
        customer_writes(ticket, "And the laces?")
    panel = draft_panel(as_agent, ticket)
    assert 'data-state="ready"' in panel
    assert list(Draft.objects.order_by("id").values_list("state", flat=True)) == ["stale", "ready"]
    send(as_agent, ticket, "The laces too.", read_seconds="60", read_end="1")
    assert list(Outcome.objects.order_by("id").values_list("excluded", flat=True)) == [
        "",
        "not the conversation's first draft",
    ]
    assert reviewed(category) == (1, 0)


def test_unread_and_unchanged_is_sent_and_proves_nothing(category, worker, client, as_agent):
    ticket = customer_asks(client)
    send(as_agent, ticket, Draft.objects.get().body)
    assert Outcome.objects.get().excluded == "sent unchanged without being read"
    assert reviewed(category) == (0, 0)


def test_a_sop_that_gets_a_new_version_starts_anew(category, worker, client, as_agent, as_admin):
    ticket = customer_asks(client)
    send(as_agent, ticket, Draft.objects.get().body, read_seconds="60", read_end="1")
    assert reviewed(category) == (1, 0)
    text = category.sops.get().versions.get().markdown.replace("30 days", "60 days")
    as_admin.post("/sops/returns/edit/", {"markdown": text})
    asked = as_admin.get("/sops/returns/publish/")
    as_admin.post("/sops/returns/publish/", {"seen": asked.context["version"].digest})
    assert "within 60 days" in draft_panel(as_agent, customer_asks(client))
    assert reviewed(category) == (0, 0)

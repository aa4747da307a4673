"""Doubts about what an agent is about to send: only real ones, quietly; people are never stopped."""

import pytest

from copilot.drafting.doubts import in_text
from tests.copilot.compose_help import context
from tests.copilot.draft_help import ready_draft
from tests.factories import make_ticket, make_user

HARMLESS = (
    "Hello Ada,\n\nof course. You can return shoes within 30 days of delivery.\n\nKind regards, Tom",
    "Hello Ada, thank you for your patience. I am looking into it with a colleague and will write again.",
    "Hello Ada, could you tell me your order number, please?",
)


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_replies_are_left_alone(text):
    assert in_text(text, context()) == []


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Hello Ada, you can return shoes within 45 days of delivery.", "figures_have_a_source"),
        ("Hello Ada, your order {order_id} can come back.", "nothing_left_blank"),
        ("Hello Maria, you can return shoes within 30 days of delivery.", "right_customer"),
        ("Hello Ada, we lose 12 % on each return, so no.", "nothing_leaks"),
    ],
)
def test_real_doubts_are_told(text, check):
    assert check in [doubt.check for doubt in in_text(text, context())]


def test_another_language_is_told_in_words_for_people():
    thread = (("customer", "Bonjour, est-ce que je peux vous renvoyer les chaussures que j'ai achetées ?"),)
    text = "Hello Ada, you can return the shoes to us and we will have a look at them."
    (doubt,) = in_text(text, context(thread=thread))
    assert doubt.reason == "The customer writes French, your reply is English. Translate it."


def test_what_the_draft_said_is_not_doubted_again():
    text = "Hello Ada, you can return shoes within 45 days of delivery."
    assert in_text(text, context(), already=text) == []


def test_without_sops_only_what_the_thread_shows():
    text = "Hello Maria, you can return shoes within 45 days of delivery."
    assert [doubt.check for doubt in in_text(text, context(sections=()))] == ["right_customer"]


@pytest.mark.django_db
def test_the_composer_asks(client):
    ticket = ready_draft().ticket
    client.force_login(make_user())
    body = {"body": "Hello Cleo, you can return unworn shoes within 90 days of delivery."}
    assert "90 days" in client.post(f"/tickets/{ticket.pk}/doubts/", body).content.decode()
    note = client.post(f"/tickets/{ticket.pk}/doubts/", {**body, "kind": "note"})
    assert note.content.strip() == b""


@pytest.mark.django_db
def test_a_ticket_without_category_and_draft_is_quiet(client):
    ticket = make_ticket()
    client.force_login(make_user())
    answer = client.post(f"/tickets/{ticket.pk}/doubts/", {"body": "Hello, you have 90 days for that."})
    assert (answer.status_code, answer.content.strip()) == (200, b"")


@pytest.mark.django_db
def test_the_share_kept_and_the_changes_are_told_once_a_draft_was_changed(client):
    draft = ready_draft()
    client.force_login(make_user())
    values = {"body": draft.body}
    address = f"/tickets/{draft.ticket_id}/"
    assert "Kept" not in client.post(f"{address}doubts/", values).content.decode()
    values["body"] = draft.body.replace("unworn", "pristine")
    assert "Kept 9" in client.post(f"{address}doubts/", values).content.decode()
    assert "<ins>pristine" in client.post(f"{address}changes/", values).content.decode()


@pytest.mark.django_db
def test_a_text_of_ones_own_is_compared_with_nothing(client):
    ticket = ready_draft().ticket
    client.force_login(make_user())
    values = {"body": "Something else altogether, written by hand from start to finish."}
    assert "Kept" not in client.post(f"/tickets/{ticket.pk}/doubts/", values).content.decode()
    assert client.post(f"/tickets/{ticket.pk}/changes/", values).status_code == 422

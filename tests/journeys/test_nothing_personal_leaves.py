"""What customers write about themselves never reaches the model server, whatever it is asked for."""

import json

import pytest

from copilot.drafting import requesting, working
from copilot.models import ModelCall
from copilot.sops import embedding
from routing import embeddings
from routing.models import Decision
from routing.working import request_decision, route
from support.actions import tickets
from support.models import Attachment
from tests.copilot.draft_help import drafting_category
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import use
from tests.factories import customer_writes, file_under, make_category, make_customer, make_user

pytestmark = pytest.mark.django_db

NAME = "Zebulon Quackenbush"
SECRETS = [
    "zeb.q+shoes@example.org", "4111 1111 1111 1111", "5500000000000004", "DE89 3704 0044 0532 0130 00",
    "+44 20 7946 0958", "Zebulon", "Quackenbush", "QUACKENBUSH", "zebulon",
]  # fmt: skip


@pytest.fixture
def server(settings):
    settings.OPENAI_EMBEDDING_MODEL = "letters"
    with running() as server:
        use(settings, server)
        embeddings.configured.cache_clear()
        yield server
    embeddings.configured.cache_clear()


def ticket_full_of_secrets():
    customer = make_customer(
        name=NAME, email=SECRETS[0], attributes={"iban": SECRETS[3], "phone": SECRETS[4]}
    )
    ticket = tickets.receive_ticket(
        subject=f"Card {SECRETS[1]} of {NAME}",
        body=f"I am zebulon. My other card is {SECRETS[2]}, mail {SECRETS[0]}.\nQUACKENBUSH",
        email=customer.email,
        name=NAME,
        channel="form",
        channel_id="secrets",
    )
    message = customer_writes(ticket, f"Refund to {SECRETS[3]} or call {SECRETS[4]}! Zebulon Quackenbush")
    Attachment.objects.create(message=message, name=f"{NAME} {SECRETS[2]}.pdf", file="x.pdf", size=1)
    return ticket, message


def check(server, *purposes):
    sent = json.dumps(server.seen, ensure_ascii=False)
    assert {call.purpose for call in ModelCall.objects.all()} >= set(purposes)
    assert [secret for secret in SECRETS if secret in sent] == []


def test_a_draft_and_the_search_for_its_sops(server):
    category = drafting_category()
    embedding.embed_missing()
    ticket, _ = ticket_full_of_secrets()
    file_under(ticket, category, by=make_user())
    server.answers = [json.dumps({"sentences": [{"text": "Hello [[NAME_1]].", "sections": [1]}]})]
    draft = requesting.request_draft(ticket=ticket)
    working.prepare(draft.pk)
    check(server, "draft", "embed")
    draft.refresh_from_db()
    assert draft.state == "ready"
    assert "[[" not in draft.body  # what was hidden is put back


def test_a_route(server):
    make_category("Returns")
    make_category("Repairs")
    _, message = ticket_full_of_secrets()
    decision = request_decision(message)
    route(decision.pk)
    assert Decision.objects.get(pk=decision.pk).state == "decided"
    check(server, "route")

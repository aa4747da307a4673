"""A model server in every mood: the ticket page is whole, a draft is there, and it says how it came about."""

import json

import pytest

from copilot.gateway import retrying
from copilot.models import Draft, ModelCall
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import use
from tests.journeys.people import customer_asks, draft_panel, open_ticket, send, shoe_shop

pytestmark = pytest.mark.django_db

WRITTEN = {
    "can_answer": True,
    "reason": "",
    "sentences": [
        {"text": "Of course: unworn shoes can come back within 30 days.", "paragraph": 0, "sections": [1]}
    ],
    "missing": [],
}
# What the agent reads, by what the server does.
REASONS = {
    "slow": "The model server did not answer within 0.2 s",
    "429": "The model server is too busy (429)",
    "500": "The model server had an error of its own (500)",
    "broken-json": "The model server&#x27;s answer was not JSON",
    "cut-off": "The model server&#x27;s answer was not JSON",
    "hang-up": "The model server could not be reached",
    "401": "The model server did not accept our key (401)",
    "refuses": "The model refused to answer this",
    "wrong-keys": "The model",
    "html": "The model server&#x27;s answer was not JSON",
}


@pytest.fixture(autouse=True)
def desk(worker):
    return shoe_shop()


@pytest.fixture
def ask(settings, client, monkeypatch):
    """A customer asks while the server is in this mood; nobody waits between attempts."""
    monkeypatch.setattr(retrying, "ATTEMPTS", 1)

    def asking(*modes):
        with running(*modes, delay=2.0) as server:
            server.answers = [json.dumps(WRITTEN)]
            use(settings, server, seconds=0.2 if "slow" in modes else 10.0)
            return customer_asks(client)

    return asking


@pytest.mark.parametrize("mode", ["normal", "no-schema"])
def test_the_model_writes_the_draft(ask, as_agent, mode):
    ticket = ask(mode)
    open_ticket(as_agent, ticket)
    panel = draft_panel(as_agent, ticket)
    assert "Of course: unworn shoes can come back within 30 days." in panel
    assert "gpt-5-mini-test" in panel
    draft = Draft.objects.get()
    assert (draft.state, draft.backend, draft.degraded) == ("ready", "openai", "")


@pytest.mark.parametrize("mode", REASONS)
def test_the_sop_answers_instead_and_says_why(ask, as_agent, mode):
    ticket = ask(mode)
    open_ticket(as_agent, ticket)
    panel = draft_panel(as_agent, ticket)
    assert REASONS[mode] in panel
    assert "this is assembled from the SOP." in panel
    assert "You can return unworn shoes within 30 days of delivery." in panel
    draft = Draft.objects.get()
    assert (draft.state, draft.kind, draft.backend) == ("ready", "reply", "offline")


def test_the_smaller_model_answers_when_the_strong_one_cannot(ask, as_agent):
    ticket = ask("401", "normal")
    panel = draft_panel(as_agent, ticket)
    assert "this was written by the smaller model." in panel
    assert Draft.objects.get().model == "small-test"


def test_the_draft_of_a_silent_server_can_be_sent_and_counts(ask, as_agent):
    ticket = ask("500")
    send(as_agent, ticket, Draft.objects.get().body, read_seconds="60", read_end="1")
    assert Draft.objects.get().outcomes.get().excluded == ""


def test_every_attempt_is_in_the_ledger_and_in_the_story(ask, as_admin):
    ask("500")
    assert list(ModelCall.objects.order_by("id").values_list("model", "result")) == [
        ("gpt-5-mini-test", "unavailable"),
        ("small-test", "unavailable"),
        ("sop-assembly", "ok"),
    ]
    story = as_admin.get(f"/traces/{Draft.objects.get().trace_id}/").content.decode()
    assert "had an error of its own (500)" in story


def test_nothing_to_assemble_either(ask, as_agent, admin):
    """No model and no SOP: no draft this time, and the composer is ready."""
    from copilot.models import Sop
    from copilot.sops import publishing

    publishing.retire(sop=Sop.objects.get(), by=admin, why="for this test")
    ticket = ask("500")
    open_ticket(as_agent, ticket)
    assert "no draft this time" in draft_panel(as_agent, ticket)
    assert send(as_agent, ticket, "I answer this myself.").status_code == 302


def test_neither_key_nor_customer_stands_in_the_reason(ask, as_agent):
    """The server repeats both in its error message."""
    ask("401")
    draft = Draft.objects.get()
    kept = repr((draft.degraded, list(ModelCall.objects.values_list("error", flat=True))))
    assert "sk-test-secret" not in kept
    assert "too small" not in kept


def test_what_leaves_the_house_has_no_name_in_it(settings, client, worker):
    with running("normal") as server:
        server.answers = [json.dumps(WRITTEN)]
        use(settings, server)
        customer_asks(client, "I am Cleo Customer, cleo@example.net, 4111 1111 1111 1111. Return?")
        [sent] = server.seen
    for secret in ("Cleo", "cleo@example.net", "4111 1111"):
        assert secret not in json.dumps(sent["messages"])

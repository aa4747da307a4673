"""Importing tickets: once, wholly, and without a mail leaving."""

import pytest
from django.core import mail
from django.core.management import CommandError

from copilot.models import Draft
from copilot.sweep import sweep
from routing.models import Decision
from support import audit
from support.actions import delivery
from support.models import AuditEvent, Customer, Message, Ticket
from support.search import query_for
from tests.factories import committed, make_category, make_customer
from tests.support.import_help import run, write

pytestmark = pytest.mark.django_db


def test_a_row_becomes_a_ticket(tmp_path):
    run(write(tmp_path / "a.jsonl", {"created_at": "2024-03-01T10:00:00Z", "name": "Cleo"}))
    ticket = Ticket.objects.get(external_id="A-1")
    assert (ticket.subject, ticket.status, ticket.channel) == ("Shoes", "open", "import")
    assert (ticket.customer.name, ticket.created_at.year) == ("Cleo", 2024)
    assert ticket.messages.get().body == "Can I return my shoes?"


def test_importing_twice_changes_nothing(tmp_path):
    path = write(tmp_path / "a.jsonl", {}, {"id": "A-2", "reply": "Yes."})
    assert (run(path)["new"], run(path)["known"]) == (2, 2)
    assert (Ticket.objects.count(), Message.objects.count(), Customer.objects.count()) == (2, 3, 1)


def test_a_dry_run_writes_nothing(tmp_path):
    assert run(write(tmp_path / "a.jsonl", {}), dry_run=True)["new"] == 1
    assert not Ticket.objects.exists()


def test_a_known_customer_is_found_and_keeps_the_name(tmp_path):
    make_customer(email="Cleo@Example.net", name="Cleopatra")
    run(write(tmp_path / "a.jsonl", {"name": "Other"}))
    assert Ticket.objects.get().customer.name == "Cleopatra"


def test_a_reply_is_history_and_is_never_mailed(tmp_path):
    run(write(tmp_path / "a.jsonl", {"reply": "Yes, within 30 days."}))
    reply = Message.objects.get(kind="outbound")
    assert (reply.delivery, reply.origin, reply.ticket.status) == ("sent", "agent", "closed")
    assert delivery.due() == []
    assert delivery.deliver(reply.pk) is False
    assert mail.outbox == []


def test_an_open_ticket_is_routed(tmp_path, worker):
    with committed():
        run(write(tmp_path / "a.jsonl", {}))
    assert Decision.objects.get().state == "decided"


def test_a_closed_ticket_starts_nothing(tmp_path, worker, admin):
    make_category("Returns")
    with committed():
        run(write(tmp_path / "a.jsonl", {"status": "closed", "category": "returns"}), by=admin.email)
        sweep()
    assert not Decision.objects.exists()
    assert not Draft.objects.exists()


def test_a_ticket_is_found_by_its_words(tmp_path):
    run(write(tmp_path / "a.jsonl", {"reply": "Use the enclosed label.", "name": "Cleo"}))
    for words in ("shoes", "return", "label", "cleo"):
        assert Ticket.objects.filter(search=query_for(words)).exists(), words


def test_the_audit_chain_holds_and_says_who(tmp_path, admin):
    make_category("Returns")
    run(write(tmp_path / "a.jsonl", {"category": "returns"}), by=admin.email)
    subject = audit.subject_of(Ticket.objects.get())
    assert audit.broken_links(subject) == []
    lines = AuditEvent.objects.filter(subject=subject).values_list("action", "actor_name")
    assert list(lines) == [("ticket_received", "Amos Admin"), ("ticket_filed", "Amos Admin")]


def test_a_bad_row_leaves_nothing_behind(tmp_path):
    with pytest.raises(CommandError, match="row 2") as refused:
        run(write(tmp_path / "a.jsonl", {}, {"id": "A-2", "email": "nobody"}))
    assert refused.value.returncode == 2
    assert not Ticket.objects.exists()


def test_a_failure_half_way_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("support.actions.importing.BATCH", 1)
    make_customer(email="taken@example.net")
    rows = write(tmp_path / "a.jsonl", {}, {"id": "A-2"})
    monkeypatch.setattr("support.actions.importing._index", _fails_second_time())
    with pytest.raises(RuntimeError):
        run(rows)
    assert not Ticket.objects.exists()


def _fails_second_time():
    calls = iter([None, RuntimeError("the disk is full")])

    def index(*_):
        if error := next(calls):
            raise error

    return index

"""Requests no page of ours would send: refused or ignored, never a crash, never a way out."""

import pytest

from support.models import Ticket
from tests.factories import make_ticket
from tests.support.desk_help import replies_of, write

pytestmark = pytest.mark.django_db

BIG = "9" * 30


QUERIES = ["", "view=open", "//evil.example", "#@evil.example", "\r\nA: b", "q=" + "é" * 5000, "\x00", "%ff"]
UNKNOWN = [
    *(f"/tickets/{BIG}/{page}" for page in ("", "thread/", "head/", "presence/", "assign/", "route/")),
    f"/attachments/{BIG}/",
    f"/rules/{BIG}/",
    "/tickets/" + "9" * 5000 + "/",
    "/tickets/-1/",
    "/tickets/%ff/",
    "/tickets/%00/",
    "/taxonomy/%ff/",
    "/taxonomy/nobody-knows/",
]
POSTED = [
    *(f"/tickets/{BIG}/{form}/" for form in ("write", "unsent", "status", "correct")),
    f"/messages/{BIG}/undo/",
    f"/messages/{BIG}/retry/",
    f"/corrections/{BIG}/undo/",
    f"/queue/views/{BIG}/delete/",
    f"/rules/{BIG}/switch/",
]
TAMPERED = [
    {"send_key": "not-a-key"},
    {"send_key": ""},
    {"last_seen": "-1"},
    {"last_seen": "x"},
    {"last_seen": "9" * 5000},
    {"kind": "shout"},
    {"then": "explode"},
    {"used_draft": "-3"},
    {"read_seconds": "nan"},
    {"read_seconds": "inf"},
    {"read_end": "7"},
]


def test_the_composers_query_leads_back_to_the_ticket_and_nowhere_else(as_agent):
    for query in QUERIES:
        ticket = make_ticket()
        answer = write(as_agent, ticket, query=query)
        assert answer.url.split("?")[0] == ticket.get_absolute_url()
        assert not {"\r", "\n"} & set(answer.url)
        assert "evil.example" not in answer.url


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_to_our_own_pages(client, agent, address):
    values = {"username": agent.email, "password": "a long password", "next": address}
    assert client.post("/accounts/login/", values).url == "/queue/"


def test_numbers_beyond_the_database_are_not_found(as_manager):
    assert [address for address in UNKNOWN if as_manager.get(address).status_code != 404] == []
    assert [address for address in POSTED if as_manager.post(address).status_code != 404] == []


def test_a_composer_form_that_was_tampered_with_sends_nothing_and_keeps_the_text(as_agent):
    ticket = make_ticket()
    for fields in TAMPERED:
        answer = write(as_agent, ticket, "My answer", **fields)
        assert (answer.status_code, "My answer" in answer.content.decode()) == (422, True), fields
    assert write(as_agent, ticket, "a\x00b").status_code == 422
    assert replies_of(ticket) == []


@pytest.mark.parametrize("fields", [{"used_draft": BIG}, {"last_seen": BIG}])
def test_big_numbers_in_it_do_no_harm(as_agent, fields):
    assert write(as_agent, make_ticket(), **fields).status_code == 302


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "options", "head"])
def test_only_a_post_changes_something(as_agent, method):
    ticket = make_ticket()
    forms = [f"/tickets/{ticket.pk}/{form}/" for form in ("write", "unsent", "status", "correct")]
    answers = {form: getattr(as_agent, method)(form).status_code for form in [*forms, "/queue/views/"]}
    assert set(answers.values()) == {405}


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "head"])
def test_unusual_methods_are_only_looks(as_admin, method):
    ticket = make_ticket()
    before = Ticket.objects.values().get()
    for page in ("/queue/", f"/tickets/{ticket.pk}/assign/", "/contact/", "/taxonomy/new/"):
        assert getattr(as_admin, method)(page).status_code < 500
    assert Ticket.objects.values().get() == before


def test_bodies_that_are_no_text(as_agent):
    ticket = make_ticket()
    form = "application/x-www-form-urlencoded"
    for body in (b"kind=reply&body=%ff%fe", b"\xff\xfe\x00", b"&&&==="):
        assert as_agent.post(f"/tickets/{ticket.pk}/write/", body, content_type=form).status_code == 422


def test_a_broken_multipart_body(as_agent):
    ticket = make_ticket()
    kind = "multipart/form-data; boundary=x"
    answer = as_agent.post(f"/tickets/{ticket.pk}/write/", b"--x\r\nbroken", content_type=kind)
    assert answer.status_code in (400, 422)


def test_more_text_than_the_server_reads(as_agent, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    ticket = make_ticket()
    form = "application/x-www-form-urlencoded"
    answer = as_agent.post(f"/tickets/{ticket.pk}/unsent/", b"body=" + b"x" * 2000, content_type=form)
    assert answer.status_code == 400

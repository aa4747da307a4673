"""The public form: one ticket for one request, and an answer that helps when something is wrong."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from support import forms
from support.models import Attachment, Ticket

pytestmark = pytest.mark.django_db

FILLED = {"name": "Cleo", "email": "cleo@example.net", "subject": "Shoes", "body": "They are too small."}


def send(client, **fields):
    return client.post("/contact/", {**FILLED, **fields})


def upload(name="photo.png", content=b"x", kind="image/png"):
    return SimpleUploadedFile(name, content, kind)


def test_a_request_becomes_a_ticket(client):
    assert send(client).url == "/contact/thanks/"
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.subject, ticket.customer.name) == ("form", "Shoes", "Cleo")


def test_the_form_and_the_thanks_are_open_to_everyone(client):
    assert b'name="token"' in client.get("/contact/").content
    assert client.get("/contact/thanks/").status_code == 200


def test_a_program_that_fills_in_every_field_is_thanked_and_ignored(client):
    assert send(client, website="https://spam.example").url == "/contact/thanks/"
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    "email", ["", "cleo", "cleo@", "a@b.example\nbcc: c@d.example", "x" * 300 + "@y.example"]
)
def test_an_address_we_could_not_answer_comes_back_with_the_text_kept(client, email):
    answer = send(client, email=email)
    assert answer.status_code == 422
    assert FILLED["body"] in answer.content.decode()
    assert not Ticket.objects.exists()


def test_a_form_sent_twice_is_one_ticket(client):
    token = uuid4()
    send(client, token=token)
    assert send(client, token=token).status_code == 302
    assert Ticket.objects.count() == 1


def test_going_back_and_writing_something_else_is_another_ticket(client):
    token = uuid4()
    send(client, token=token)
    send(client, token=token, body="And where is my refund?")
    assert Ticket.objects.count() == 2


def test_a_form_from_another_site_is_refused():
    assert send(Client(enforce_csrf_checks=True)).status_code == 403


def test_text_beyond_the_limit_is_told(client):
    answer = send(client, body="x" * 300_000)
    assert answer.status_code == 422
    assert "at most 200000 characters" in answer.content.decode()


def test_a_nul_in_the_form_is_no_crash(client):
    assert send(client, body="a\x00b").status_code == 422


def test_files_are_kept_with_their_names(client):
    send(client, attachments=[upload(), upload("bill.pdf", b"12", "application/pdf")])
    assert list(Attachment.objects.order_by("id").values_list("name", "size")) == [
        ("photo.png", 1),
        ("bill.pdf", 2),
    ]


def test_a_file_too_large_is_refused_by_name(client, monkeypatch):
    monkeypatch.setattr(forms, "MOST_BYTES", 10)
    answer = send(client, attachments=[upload("film.mov", b"x" * 11)])
    assert answer.status_code == 422
    assert "“film.mov” is larger than 10 MB" in answer.content.decode()
    assert not Ticket.objects.exists()


def test_too_many_files_are_refused(client):
    answer = send(client, attachments=[upload(f"{n}.png") for n in range(6)])
    assert "6 files; 5 is the most" in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["x" * 240 + ".png", "a." + "b" * 240, "../../etc/passwd", "né\u202egnp.exe"]
)
def test_no_file_name_is_too_odd_to_store(client, name):
    assert send(client, attachments=[upload(name)]).status_code == 302
    assert Attachment.objects.get().file.read() == b"x"

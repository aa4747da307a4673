"""A customer says whether a reply helped, by the link in its mail and without signing in."""

import pytest
from django.test import Client

from support.actions import delivery, ratings
from support.models import Rating
from tests.factories import make_ticket, reply

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reachable(settings):
    settings.PUBLIC_URL = "https://support.example.com"


@pytest.fixture
def message(agent):
    return reply(make_ticket(), agent)


@pytest.fixture
def address(message):
    return ratings.link_for(message).removeprefix("https://support.example.com")


def test_the_mail_carries_the_link(message):
    assert ratings.link_for(message) in delivery.mail_for(message).body


def test_without_a_public_address_the_mail_is_the_reply_alone(message, settings):
    settings.PUBLIC_URL = ""
    assert delivery.mail_for(message).body == message.body


def test_opening_the_page_stores_nothing_and_sets_no_cookie(address):
    page = Client().get(address)
    assert page.status_code == 200
    assert not page.cookies
    assert not Rating.objects.exists()


@pytest.mark.parametrize(("said", "helpful"), [("yes", True), ("no", False)])
def test_one_click_is_kept(address, message, said, helpful):
    Client(enforce_csrf_checks=True).post(address, {"helpful": said})
    assert Rating.objects.get(message=message).helpful is helpful


def test_the_last_word_counts_and_there_is_one_row(address, message):
    for said in ("yes", "no", "no"):
        Client().post(address, {"helpful": said})
    rating = Rating.objects.get()
    assert (rating.helpful, rating.changed_at is not None) == (False, True)


def test_the_page_says_what_was_said(address):
    page = Client().post(address, {"helpful": "no"}, follow=True).content.decode()
    assert "no, it did not help" in page


@pytest.mark.parametrize("said", ["", "maybe", "1"])
def test_another_answer_stores_nothing(address, said):
    assert Client().post(address, {"helpful": said}).status_code == 200
    assert not Rating.objects.exists()


def test_a_link_we_did_not_make_leads_nowhere(address):
    for wrong in (address[:-3] + "x/", "/rate/1/", "/rate/..%2F/"):
        assert Client().post(wrong, {"helpful": "yes"}).status_code == 404
    assert not Rating.objects.exists()


def test_a_customers_own_message_cannot_be_rated(message):
    token = ratings.signing.dumps(message.answers_id, salt=ratings.SALT)
    assert Client().get(f"/rate/{token}/").status_code == 404


def test_the_thread_shows_it(address, message, as_agent):
    Client().post(address, {"helpful": "no"})
    assert "it did not help" in as_agent.get(message.ticket.get_absolute_url()).content.decode()

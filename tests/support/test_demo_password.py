"""The published password opens the demo and nothing else."""

import pytest
from django.test import Client

from support.signing_in import DEMO_PASSWORD
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def signs_in(email, password):
    return Client().login(username=email, password=password)


@pytest.fixture
def visitor():
    return make_user("agent", email="agent@example.com", password=DEMO_PASSWORD)


def test_it_opens_the_demo(visitor, settings):
    settings.DEMO = True
    assert signs_in(visitor.email, DEMO_PASSWORD)


def test_outside_the_demo_it_opens_nothing(visitor, settings):
    settings.DEMO = False
    assert not signs_in(visitor.email, DEMO_PASSWORD)


def test_outside_the_demo_the_sign_in_page_refuses_it(visitor, settings, client):
    settings.DEMO = False
    answer = client.post("/accounts/login/", {"username": visitor.email, "password": DEMO_PASSWORD})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_password_of_ones_own_opens_both(settings):
    person = make_user("agent", email="own@example.com", password="a long password")
    for settings.DEMO in (True, False):
        assert signs_in(person.email, "a long password")


def test_somebody_who_left_stays_outside(settings):
    settings.DEMO = True
    gone = make_user("agent", email="gone@example.com", password=DEMO_PASSWORD, is_active=False)
    assert not signs_in(gone.email, DEMO_PASSWORD)

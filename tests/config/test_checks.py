"""What `manage.py check` says about an installation."""

import pytest
from django.conf import settings
from django.test import override_settings

from config import checks


@pytest.fixture
def own_database(monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")


@pytest.fixture
def embedded_database(monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", checks.EMBEDDED_BACKEND)


def ids(messages):
    return [message.id for message in messages]


@override_settings(DEBUG=False, DEMO=False)
def test_embedded_services_are_for_one_machine(embedded_database):
    assert ids(checks.embedded_services()) == ["understudy.W001"]


@override_settings(DEBUG=False, DEMO=True)
def test_the_demo_may_have_them(embedded_database):
    assert checks.embedded_services() == []


@override_settings(DEBUG=False, DEMO=False)
def test_ones_own_services_are_welcome(own_database, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://broker/0")
    assert checks.embedded_services() == []


@override_settings(DEBUG=False, DEMO=False)
def test_production_needs_a_secret_of_its_own(own_database, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    assert ids(checks.kept_secret()) == ["understudy.E001"]
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    assert checks.kept_secret() == []


@override_settings(DEMO=True, ALLOWED_HOSTS=["desk.example"])
def test_the_demo_password_never_meets_the_public():
    assert ids(checks.demo_in_public()) == ["understudy.E002"]


@override_settings(DEBUG=True, ALLOWED_HOSTS=["desk.example"])
def test_debug_never_meets_the_public():
    assert ids(checks.debug_in_public()) == ["understudy.E003"]


@override_settings(DEBUG=False, HTTPS=False, ALLOWED_HOSTS=["desk.example"])
def test_plain_http_in_public_is_told():
    assert ids(checks.plain_http()) == ["understudy.W002"]


@override_settings(DEBUG=True, DEMO=True, HTTPS=False, ALLOWED_HOSTS=["localhost", "127.0.0.1"])
def test_on_this_machine_everything_goes():
    assert [checks.demo_in_public(), checks.debug_in_public(), checks.plain_http()] == [[], [], []]

"""Single-key shortcuts can be switched off, for oneself."""

import pytest

pytestmark = pytest.mark.django_db


def test_off_and_on_again(as_agent, agent):
    as_agent.post("/preferences/", {"csrfmiddlewaretoken": "x"})
    agent.refresh_from_db()
    assert agent.keys_enabled is False
    assert 'data-keys="off"' in as_agent.get("/queue/").content.decode()
    as_agent.post("/preferences/", {"keys_enabled": "on"})
    agent.refresh_from_db()
    assert agent.keys_enabled is True


def test_an_empty_form_is_an_answer_too(as_agent, agent):
    assert as_agent.post("/preferences/").status_code == 302
    agent.refresh_from_db()
    assert agent.keys_enabled is False


def test_nobody_elses_keys_change(as_agent, admin):
    as_agent.post("/preferences/", {"csrfmiddlewaretoken": "x", "user": admin.pk})
    admin.refresh_from_db()
    assert admin.keys_enabled is True

"""Every form of the desk and of routing, sent by each role: who may not changes nothing."""

import pytest
from django.test import Client

from routing.models import Rule
from support.models import AuditEvent, Category
from tests.conftest import browser_of
from tests.factories import make_category, make_ticket

pytestmark = pytest.mark.django_db

EVERYONE, LEADS = {"agent", "admin", "manager"}, {"admin", "manager"}
CONDITION = {"field": "text", "operator": "contains", "value": "shoes"}
RULE = {"name": "Saved", "category": "{category}", "match_any": "all", **CONDITION}

# address, posted values, who may
FORMS = {
    "write": ("/tickets/{ticket}/write/", {"kind": "note", "body": "Hm"}, EVERYONE),
    "unsent": ("/tickets/{ticket}/unsent/", {"body": "Hm"}, EVERYONE),
    "assign": ("/tickets/{ticket}/assign/", {"assignee": ""}, EVERYONE),
    "status": ("/tickets/{ticket}/status/", {"status": "closed"}, EVERYONE),
    "correct": ("/tickets/{ticket}/correct/", {"category": "{category}"}, EVERYONE),
    "save_view": ("/queue/views/", {"name": "Mine"}, EVERYONE),
    "preferences": ("/preferences/", {"keys_enabled": "on"}, EVERYONE),
    "new_category": ("/taxonomy/new/", {"name": "New one", "risk": "low"}, LEADS),
    "category": ("/taxonomy/returns/", {"name": "Renamed", "risk": "low"}, LEADS),
    "new_rule": (
        "/rules/new/",
        RULE,
        LEADS,
    ),
    "rule": (
        "/rules/{rule}/",
        RULE,
        LEADS,
    ),
    "switch_rule": ("/rules/{rule}/switch/", {}, LEADS),
    "retrain": ("/reports/routing/retrain/", {}, LEADS),
}


@pytest.fixture
def ids(agent):
    category = make_category("Returns")
    rule = Rule.objects.create(name="Shoes", category=category, conditions=[CONDITION], author=agent)
    return {"ticket": make_ticket().pk, "category": category.pk, "rule": rule.pk}


def send(client, name, ids):
    address, values, _ = FORMS[name]
    if name == "write":
        values = {**values, "send_key": "00000000-0000-4000-8000-000000000001", "last_seen": 0}
    return client.post(
        address.format(**ids), {key: str(value).format(**ids) for key, value in values.items()}
    )


def changed():
    return (
        AuditEvent.objects.count(),
        *Category.objects.values_list("name", flat=True),
        *Rule.objects.values_list(),
    )


@pytest.mark.parametrize("role", ["agent", "admin", "manager"])
@pytest.mark.parametrize("name", FORMS)
def test_by_role(request, ids, name, role):
    client = request.getfixturevalue(f"as_{role}")
    before = changed()
    answer = send(client, name, ids)
    if role in FORMS[name][2]:
        assert answer.status_code in (200, 302)
    else:
        assert answer.status_code == 403
        assert changed() == before


@pytest.mark.parametrize("name", FORMS)
def test_a_stranger_is_sent_to_log_in(ids, name):
    before = changed()
    assert send(Client(), name, ids).url.startswith("/accounts/login/")
    assert changed() == before


@pytest.mark.parametrize("name", FORMS)
def test_who_has_left_is_a_stranger(ids, outsider, name):
    before = changed()
    assert send(browser_of(outsider), name, ids).url.startswith("/accounts/login/")
    assert changed() == before


@pytest.mark.parametrize("name", FORMS)
def test_another_site_cannot_send_it(ids, manager, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    before = changed()
    assert send(client, name, ids).status_code == 403
    assert changed() == before

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
def test_who_may(request, ids, role):
    client = request.getfixturevalue(f"as_{role}")
    allowed = {name for name in FORMS if role in FORMS[name][2]}
    assert {name for name in allowed if send(client, name, ids).status_code not in (200, 302)} == set()
    before = changed()
    refused = {name for name in FORMS if name not in allowed and send(client, name, ids).status_code == 403}
    assert refused == set(FORMS) - allowed
    assert changed() == before


def test_a_stranger_and_who_has_left_are_sent_to_log_in(ids, outsider):
    before = changed()
    for client in (Client(), browser_of(outsider)):
        answers = {name: send(client, name, ids).headers.get("Location", "") for name in FORMS}
        assert [name for name, place in answers.items() if not place.startswith("/accounts/login/")] == []
    assert changed() == before


def test_another_site_cannot_send_anything(ids, manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    before = changed()
    assert [name for name in FORMS if send(client, name, ids).status_code != 403] == []
    assert changed() == before

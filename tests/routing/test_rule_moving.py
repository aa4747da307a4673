"""The order in which rules are asked, changed on the page."""

import pytest

from routing.models import Rule
from routing.ruling import move_rule, save_rule
from support.models import AuditEvent
from tests.factories import make_category
from tests.routing.route_help import CONDITION
from tests.routing.rule_help import make_rule


@pytest.fixture
def rules(db):
    category = make_category("Returns")
    return {name: make_rule(category, name, position=5) for name in ("One", "Two", "Three")}


def order():
    return list(Rule.objects.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("name", "to", "expected"),
    [
        ("Two", "up", ["Two", "One", "Three"]),
        ("Two", "down", ["One", "Three", "Two"]),
        ("One", "up", ["One", "Two", "Three"]),
        ("Three", "down", ["One", "Two", "Three"]),
    ],
)
def test_one_place_up_or_down(as_admin, rules, name, to, expected):
    answer = as_admin.post(f"/rules/{rules[name].pk}/move/", {"to": to})
    assert answer.url == f"/rules/#rule-{rules[name].pk}"
    assert order() == expected


def test_moving_is_recorded(admin, rules):
    move_rule(rule=rules["Three"], up=True, by=admin)
    event = AuditEvent.objects.get(action="rule_moved")
    assert (event.before, event.after) == ({"place": 3}, {"place": 2})


def test_not_moving_is_not(admin, rules):
    assert move_rule(rule=rules["One"], up=True, by=admin) is False
    assert not AuditEvent.objects.exists()


def test_an_agent_may_not(as_agent, rules):
    assert as_agent.post(f"/rules/{rules['Two'].pk}/move/", {"to": "up"}).status_code == 403
    assert order() == ["One", "Two", "Three"]


def test_a_new_rule_is_asked_last(admin, rules):
    values = {"name": "Four", "category": rules["One"].category_id, "match_any": False, "note": ""}
    save_rule(rule=None, values=values, conditions=[CONDITION], by=admin)
    assert order()[-1] == "Four"

"""Writing rules down on their page."""

import pytest

from routing.models import Rule
from routing.ruling import save_rule
from support.models import AuditEvent
from tests.factories import make_category
from tests.routing.route_help import CONDITION

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(db):
    return make_category("Returns")


def save(client, returns, address="/rules/new/", **fields):
    values = {"name": "Shoes", "category": returns.pk, "match_any": "all", "note": "Known by all"}
    return client.post(address, {**values, **CONDITION, **fields})


def test_a_rule_is_saved_with_its_author_and_reason(as_admin, admin, category):
    assert save(as_admin, category).url == "/rules/"
    rule = Rule.objects.get()
    assert (rule.author, rule.conditions, rule.note) == (admin, [CONDITION], "Known by all")
    assert "contains the words “shoes”" in as_admin.get("/rules/").content.decode()


def test_empty_rows_are_no_conditions(as_admin, category):
    rows = {"field": ["text", "text"], "operator": ["contains", "is"], "value": ["shoes", " "]}
    save(as_admin, category, **rows)
    assert Rule.objects.get().conditions == [CONDITION]


def test_a_change_is_recorded_before_and_after(as_admin, category):
    save(as_admin, category)
    rule = Rule.objects.get()
    save(as_admin, category, f"/rules/{rule.pk}/", name="Boots")
    event = AuditEvent.objects.filter(action="rule_saved").last()
    assert (event.before["name"], event.after["name"]) == ("Shoes", "Boots")


def test_changing_a_rule_keeps_what_it_has_decided(as_admin, category):
    save(as_admin, category)
    rule = Rule.objects.get()
    Rule.objects.update(hits=7)
    values = {"name": "Boots", "category": category.pk, "match_any": False, "note": ""}
    save_rule(rule=rule, values=values, conditions=[CONDITION], by=rule.author)
    assert Rule.objects.get().hits == 7


@pytest.mark.parametrize(
    "fields",
    [
        {"value": ""},
        {"field": "colour"},
        {"operator": "sounds like"},
        {"name": ""},
        {"category": "999999"},
        {"category": "9" * 40},
        {"category": "x"},
        {"match_any": "some"},
        {"name": "a\x00b"},
    ],
)
def test_a_form_with_mistakes_comes_back(as_admin, category, fields):
    answer = save(as_admin, category, **fields)
    assert answer.status_code == 422
    assert "Known by all" in answer.content.decode()
    assert not Rule.objects.exists()


def test_a_nul_in_a_condition_is_left_out(as_admin, category):
    save(as_admin, category, value="sho\x00es")
    assert Rule.objects.get().conditions == [CONDITION]


def test_retired_categories_and_headings_are_not_offered(as_admin, category):
    make_category("Below", parent=category)
    assert save(as_admin, category).status_code == 422


def test_switching_off_and_on(as_admin, category):
    save(as_admin, category)
    rule = Rule.objects.get()
    for enabled in (False, True):
        as_admin.post(f"/rules/{rule.pk}/switch/")
        rule.refresh_from_db()
        assert rule.enabled is enabled
    assert list(AuditEvent.objects.filter(action__startswith="rule_o").values_list("action", flat=True)) == [
        "rule_off",
        "rule_on",
    ]


@pytest.mark.parametrize("conditions", [[], "text", {"field": "text"}, ["text"], 7])
def test_a_broken_rule_is_shown_and_can_be_repaired(as_admin, category, conditions):
    rule = Rule.objects.create(name="Broken", category=category, conditions=conditions)
    assert "cannot be judged" in as_admin.get("/rules/").content.decode()
    assert as_admin.get(f"/rules/{rule.pk}/").status_code == 200
    save(as_admin, category, f"/rules/{rule.pk}/")
    rule.refresh_from_db()
    assert rule.conditions == [CONDITION]

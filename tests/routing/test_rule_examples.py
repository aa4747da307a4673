"""Examples of a rule: one a line, tried on saving; a wrong one refuses the save by name."""

import pytest

from routing import examples
from routing.examples import Example, as_ticket, failing, typed
from routing.models import Rule
from routing.rules import BadRule, Condition, RuleValue
from routing.ruling import save_rule
from tests.factories import make_category
from tests.routing.route_help import CONDITION
from tests.routing.rule_help import make_rule, rule_value
from tests.routing.test_rule_pages import save


def test_a_line_is_an_example_and_an_empty_one_is_none():
    assert typed("red shoes \n\n", "  hats\r\n") == (Example("red shoes", True), Example("hats", False))


def test_wrong_ones_are_found_on_both_sides():
    tried = typed("red shoes\nhats", "boots\nold shoes")
    assert [each.text for each in failing(rule_value("shoes"), tried)] == ["hats", "old shoes"]


def test_words_do_not_run_together_from_the_end_to_the_start():
    assert failing(rule_value("lost parcel"), [Example("parcel lost", True)])


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("sender", "a@b.example", "sender: a@b.example | Hello"),
        ("channel", "email", "Channel: email|"),
        ("subject", "shoes", "subject: shoes | Where are they?"),
        ("attribute", "plan: gold", "plan: gold | Hello"),
        ("subject", "hello", "hello"),
    ],
)
def test_facts_stand_before_the_words(field, value, line):
    rule = RuleValue(1, "R", 1, (Condition(field, "is", value),))
    assert failing(rule, [Example(line, True)]) == []


def test_what_is_no_fact_is_refused():
    with pytest.raises(BadRule, match="name: value"):
        as_ticket("Order 12 | size 38")


@pytest.mark.parametrize("text", ["x" * 1001, "x\n" * 51, "a | b"])
def test_what_cannot_be_an_example_is_refused(text):
    with pytest.raises(BadRule):
        typed(text, "")


@pytest.mark.parametrize("raw", [None, "x", {}, ["x"], [{}], [{"matches": True}]])
def test_stored_ones_that_cannot_be_read_are_left_out(raw):
    assert examples.stored(raw) == ()


@pytest.fixture
def category(db):
    return make_category("Returns")


def test_a_wrong_example_refuses_the_save_by_name(as_admin, category):
    answer = save(as_admin, category, must_match="red shoes\nblue hats", must_not_match="boots")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“blue hats” must match and does not" in page
    assert "“red shoes” must" not in page
    assert "boots</textarea>" in page
    assert not Rule.objects.exists()


def test_right_ones_are_kept_and_shown(as_admin, category):
    save(as_admin, category, must_match="red shoes", must_not_match="boots")
    rule = Rule.objects.get()
    assert rule.tests == [{"text": "red shoes", "matches": True}, {"text": "boots", "matches": False}]
    page = as_admin.get(f"/rules/{rule.pk}/").content.decode()
    assert "matches “red shoes”" in page
    assert "does not match “boots”" in page


def test_changed_conditions_are_tried_on_the_examples_it_has(admin, category):
    rule = make_rule(category, tests=[{"text": "shoes", "matches": True}])
    values = {"name": "Hats", "category": category.pk, "match_any": False, "note": ""}
    with pytest.raises(BadRule, match="“shoes” must match"):
        save_rule(rule=rule, values=values, conditions=[{**CONDITION, "value": "hats"}], by=admin)


def test_one_that_became_wrong_is_marked_on_the_page(as_admin, category):
    rule = make_rule(category, tests=[{"text": "hats", "matches": True}])
    assert "“hats” must match and does not" in as_admin.get(f"/rules/{rule.pk}/").content.decode()

"""A category's page shows its rules with their notes, and begins new ones."""

import pytest

from tests.factories import make_category
from tests.routing.rule_help import make_rule


@pytest.fixture
def returns(db):
    return make_category("Returns")


def test_rules_and_notes_stand_on_the_category(as_agent, returns):
    make_rule(returns, note="Known by all", enabled=False)
    make_rule(make_category("Other"), "Hats")
    page = as_agent.get("/taxonomy/returns/").content.decode()
    assert "Known by all" in page
    assert "contains the words “shoes”" in page
    assert "Hats" not in page


def test_a_rule_can_be_begun_from_there(as_admin, returns):
    assert f"/rules/new/?category={returns.pk}" in as_admin.get("/taxonomy/returns/").content.decode()
    page = as_admin.get(f"/rules/new/?category={returns.pk}").content.decode()
    assert f'<option value="{returns.pk}" selected>' in page


def test_agents_and_headings_begin_none(as_agent, as_admin, returns):
    assert "Write a rule" not in as_agent.get("/taxonomy/returns/").content.decode()
    make_category("Below", parent=returns)
    assert "Write a rule" not in as_admin.get("/taxonomy/returns/").content.decode()

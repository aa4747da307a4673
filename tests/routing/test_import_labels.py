"""Imported categories are labels of the person who imports."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from routing import corrections
from routing.models import Correction
from support.models import CategoryAlias, Team, Ticket
from tests.factories import make_category
from tests.support.import_help import run, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def returns():
    orders = make_category("Orders", owner_team=Team.objects.create(name="Shop"))
    category = make_category("Returns", parent=orders)
    CategoryAlias.objects.create(name="send back", category=category)
    return category


@pytest.mark.parametrize("name", ["returns", "Returns", "orders >  RETURNS", "Send back"])
def test_a_category_files_the_ticket_and_is_a_label(tmp_path, admin, returns, name):
    assert run(write(tmp_path / "a.jsonl", {"category": name}), by=admin.email)["filed"] == 1
    ticket = Ticket.objects.get()
    assert (ticket.category, ticket.filed_by, ticket.team.name) == (returns, "person", "Shop")
    assert corrections.labels() == [("Shoes\nCan I return my shoes?", "returns", ticket.pk)]
    assert Correction.objects.get().by == admin


@pytest.mark.parametrize("name", ["Refunds", "Orders"], ids=["unknown", "takes no tickets"])
def test_a_name_that_leads_nowhere_is_counted_and_named(tmp_path, admin, returns, name):
    path = write(tmp_path / "a.jsonl", {"category": name}, {"id": "A-2", "category": "returns"})
    assert run(path, by=admin.email)["unknown_categories"] == {name: 1}
    assert Ticket.objects.filter(category=None).count() == 1


def test_labels_need_somebody_whose_word_they_are(tmp_path, returns):
    with pytest.raises(CommandError, match="--by"):
        run(write(tmp_path / "a.jsonl", {"category": "returns"}))
    assert not Ticket.objects.exists()


def test_an_agent_may_not(tmp_path, agent):
    with pytest.raises(CommandError, match="may not import tickets"):
        run(write(tmp_path / "a.jsonl", {}), by=agent.email)
    assert not Ticket.objects.exists()


def test_a_stranger_may_not(tmp_path):
    with pytest.raises(CommandError, match="nobody here"):
        run(write(tmp_path / "a.jsonl", {}), by="stranger@example.com")


def test_the_second_time_makes_no_second_label(tmp_path, admin, returns):
    path = write(tmp_path / "a.jsonl", {"category": "returns"})
    run(path, by=admin.email)
    run(path, by=admin.email)
    assert Correction.objects.count() == 1


def test_the_summary_says_what_happened(tmp_path, admin, returns):
    path = write(tmp_path / "a.jsonl", {"category": "returns"}, {"id": "A-2", "category": "Refunds"})
    out = StringIO()
    call_command("import_tickets", path, by=admin.email, stdout=out)
    assert "2 new, 0 known" in out.getvalue()
    assert "“Refunds” (1)" in out.getvalue()


def test_json_can_go_to_a_file(tmp_path):
    call_command("import_tickets", write(tmp_path / "a.jsonl", {}), json=str(tmp_path / "out.json"))
    assert json.loads((tmp_path / "out.json").read_text())["new"] == 1

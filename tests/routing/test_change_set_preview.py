"""What the preview says before anything is done: figures and lines, from the same plan that is applied."""

import pytest

from copilot.taxonomy_effects import effects as copilot_effects
from routing.models import Rule
from routing.taxonomy.gathering import facts, plan_of
from routing.taxonomy.previewing import effects
from support.models import Ticket
from tests.factories import make_category, make_sop, make_ticket
from tests.routing.change_set_help import create, database, gathered, merge, move, rename, retire, split

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost():
    return make_category("Lost parcel", make_category("Orders"))


@pytest.fixture
def missing(admin):
    category = make_category("Missing package", make_category("Delivery"))
    for _ in range(3):
        make_ticket(category=category)
    Ticket.objects.filter(pk=Ticket.objects.first().pk).update(status="closed", closed_at="2026-01-01T00:00Z")
    Rule.objects.create(name="Gone", category=category, conditions=[])
    return category


def preview(by, *changes):
    known = facts()
    return effects(plan_of(gathered(by, *changes), known), known)


def test_looking_changes_nothing(admin, lost, missing):
    before = database()
    preview(admin, merge(missing, lost))
    assert database() == before


def test_tickets_rules_names_and_classes_of_a_merge(admin, lost, missing):
    told = preview(admin, merge(missing, lost))
    row = told.moving[0]
    assert (row.source, row.target) == ("Delivery > Missing package", "Orders > Lost parcel")
    assert (row.open, row.closed, told.tickets) == (2, 1, 3)
    assert [line.name for line in told.rules] == ["Gone"]
    assert [line.name for line in told.names] == ["Missing package"]
    assert told.learned[0].text == "3 labels will teach “Orders > Lost parcel”"


def test_a_split_says_what_waits_and_which_rule_rests(admin, missing):
    told = preview(admin, split(missing, "At the door", "At the carrier"))
    assert [(line.name, line.text) for line in told.to_file] == [("Delivery > Missing package", "3 tickets")]
    assert "rests" in told.rules[0].text
    assert "until the tickets are filed again" in told.learned[0].text


def test_evidence_starts_anew_where_the_meaning_changes(admin, lost, missing):
    told = preview(admin, rename(lost, "Lost"), move(missing, None), create("New"))
    assert told.fresh == ["Orders > Lost", "Missing package"]
    assert told.kept == 2


def test_the_tree_shows_what_changes_and_where(admin, lost, missing):
    told = preview(admin, merge(missing, lost), rename(lost, "Lost"))
    rows = [(row.depth, row.node.name, row.mark, row.was) for row in told.tree]
    assert rows == [
        (0, "Delivery", "", ""),
        (1, "Missing package", "merged", "Orders > Lost"),
        (0, "Orders", "", ""),
        (1, "Lost", "renamed", "Lost parcel"),
    ]


def test_sops_that_serve_elsewhere(admin, lost, missing):
    make_sop(missing)
    told = copilot_effects(gathered(admin, merge(missing, lost)))
    assert [(sop.title, sop.text) for sop in told.moved] == [("Returns", "serves “Orders > Lost parcel”")]
    assert told.orphaned == []


def test_sops_that_would_serve_nobody(admin, lost, missing):
    make_sop(missing)
    told = copilot_effects(gathered(admin, retire(missing, tickets_to=lost)))
    assert [sop.text for sop in told.orphaned] == ["every category it is bound to would be retired"]
    told = copilot_effects(gathered(admin, split(missing, "A", "B")))
    assert "becomes a heading" in told.orphaned[0].text

"""`lint_taxonomy` lints a file without a database, or the live tree."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from routing.taxonomy import live
from support.models import CategoryAlias
from tests.factories import make_category, make_ticket, make_user

ROWS = """id,parent_id,name,updated_at
1,,Shoes,2026-01-01
2,,Women's shoes,2026-01-01
3,,For women,2019-03-11
"""


def run(*arguments):
    out = StringIO()
    call_command("lint_taxonomy", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tree.csv"
    path.write_text(ROWS)
    return path


def test_the_json_is_exactly_what_is_promised(file):
    (findings,) = json.loads(run(file, "--today", "2026-11-21", "--json", "-")).values()
    assert [(one["kind"], one["nodes"], one["proposal"]["action"]) for one in findings] == [
        ("misplaced_child", ["2", "1"], "reparent"),
        ("dead", ["3"], "retire"),
        ("vague_name", ["3"], "rename"),
    ]
    assert {tuple(one) for one in findings} == {("kind", "nodes", "proposal", "reason")}


def test_people_get_a_table(file):
    text = run(file, "--today", "2026-11-21")
    assert "“Women's shoes” is a kind of “Shoes”" in text
    assert "3 findings: 1 misplaced_child, 1 dead, 1 vague_name" in text


def test_a_clean_tree_says_so(tmp_path):
    path = tmp_path / "tree.csv"
    path.write_text("id,parent_id,name\n1,,Orders\n2,,Repairs\n")
    assert run(path) == "Nothing to put right.\n"


def test_months_can_be_given(file):
    assert "dead" not in run(file, "--today", "2020-03-10", "--dead-after", "12")
    with pytest.raises(CommandError, match="--dead-after"):
        run(file, "--dead-after", "0")


@pytest.mark.django_db
def test_the_live_tree():
    old = timezone.now() - timedelta(days=900)
    shoes = make_category("Shoes", edited_at=old)
    make_category("Women's shoes", parent=None, edited_at=old)
    make_ticket(category=shoes)
    shoes.owner = make_user()
    shoes.save()
    make_category("Trade-ins", edited_at=old, retired_at=old)
    (findings,) = json.loads(run("--json", "-")).values()
    names = {node.id: node.name for node in live.load()}
    assert [(one["kind"], *(names[node] for node in one["nodes"])) for one in findings] == [
        ("misplaced_child", "Women's shoes", "Shoes"),
        ("dead", "Women's shoes"),
    ]


@pytest.mark.django_db
def test_what_the_live_tree_knows(django_assert_num_queries):
    shoes = make_category("Shoes", description="Footwear")
    CategoryAlias.objects.create(name="Boots", category=shoes)
    make_ticket(category=shoes)
    with django_assert_num_queries(5):
        (node,) = live.load()
    today = timezone.localdate()
    assert (node.id, node.tickets, node.last_ticket, node.updated) == (shoes.pk, 1, today, today)
    assert (node.description, node.aliases, node.active) == ("Footwear", ("Boots",), True)

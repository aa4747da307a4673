"""A replay's routing: the file's own labels, learned from earlier rows only."""

from dataclasses import replace
from io import StringIO

import pytest

from copilot.replaying.routing import LearningRouter, label_space, size_due
from routing.models import Rule
from support import taxonomy
from support.importing import TicketRow
from tests.copilot.replay_help import replay, rows, write
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("labels", "size"), [(49, 0), (50, 50), (74, 50), (75, 75), (111, 75), (112, 112)])
def test_it_trains_at_growing_sizes(labels, size):
    assert size_due(labels) == size


def test_nothing_is_routed_before_the_labels_allow_a_promise(tmp_path):
    """Fifty right answers of fifty do not yet bound the precision at 95 %."""
    result = replay(write(tmp_path / "a.jsonl", rows(75)))
    assert (result["routed"], result["routing"]) == (0, {"accuracy": None, "coverage": 0.0})


def test_then_it_routes_by_what_it_has_learned(tmp_path):
    result = replay(write(tmp_path / "a.jsonl", rows(90)))
    assert result["routed"] > 5
    assert result["routing"]["accuracy"] == 1.0
    assert result["routing"]["coverage"] == pytest.approx(result["routed"] / 90, abs=1e-4)


def test_a_row_is_never_learned_from_before_it_is_routed(tmp_path):
    """Labels turned round in the last rows: knowing them would make these right."""
    items = rows(90)
    for item in items[75:]:
        item["category"] = "Billing" if item["category"] == "Returns" else "Returns"
    assert replay(write(tmp_path / "a.jsonl", items))["routing"]["accuracy"] == 0.0


def test_rows_are_taken_in_order_of_time(tmp_path):
    items = rows(60)
    for n, item in enumerate(items):
        item["created_at"] = f"2025-01-01T10:{59 - n:02}:00Z"
    replay(write(tmp_path / "a.jsonl", items), limit=1, stderr=StringIO())
    assert '"id": "t59"' in next(tmp_path.glob("replay/*.jsonl")).read_text()


def test_the_first_rows_are_like_in_a_shorter_run(tmp_path):
    path = write(tmp_path / "a.jsonl", rows(70))
    short = replay(path, limit=60)
    assert replay(write(tmp_path / "b.jsonl", rows(60)))["routing"] == short["routing"]


def test_two_names_of_a_live_category_are_one_label():
    returns = make_category("Returns", parent=make_category("Orders"))
    named = [
        TicketRow(n, str(n), "", "", category=name)
        for n, name in enumerate(["Returns", "Orders > Returns", "X"])
    ]
    labels, numbers = label_space(named, taxonomy.load())
    assert labels == {"Returns": "Returns", "Orders > Returns": "Returns", "X": "X"}
    assert numbers == {"Returns": returns.pk, "X": -2}


def test_live_rules_take_part():
    returns = make_category("Returns")
    condition = {"field": "text", "operator": "contains", "value": "shoes"}
    Rule.objects.create(name="Shoes", category=returns, conditions=[condition], author=make_user("admin"))
    from routing.working import rule_values

    row = TicketRow(1, "1", "", "my shoes", category="returns")
    router = LearningRouter([row], taxonomy.load(), rule_values(), None, None)
    assert router.route(row).path == "person"  # no earlier row has named the category
    router.learn(row)
    place = router.route(replace(row, id="2"))
    assert (place.path, place.label, place.live) == ("rule", "returns", returns.pk)


def test_without_categories_live_routing_is_asked(tmp_path):
    returns = make_category("Returns")
    condition = {"field": "text", "operator": "contains", "value": "shoes"}
    Rule.objects.create(name="Shoes", category=returns, conditions=[condition], author=make_user("admin"))
    said = StringIO()
    result = replay(write(tmp_path / "a.jsonl", rows(4, category=None)), stderr=said)
    assert "No row has a category" in said.getvalue()
    assert result["routed"] == 2
    assert result["routing"] == {"accuracy": None, "coverage": None}
    assert {row["category"] for row in result["categories"]} == {"Returns", None}

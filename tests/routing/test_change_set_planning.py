"""Edits made to plain values: what each does, and the sentence with which it refuses."""

import pytest

from routing.taxonomy.changes import Change, Facts, RulePlace, plan
from support.taxonomy import Node, Taxonomy


def node(pk, name, parent=None, **fields):
    return Node(pk, name.lower().replace(" ", "-"), name, parent, fields.pop("retired", False), **fields)


SHOP = Taxonomy(
    {
        one.id: one
        for one in (
            node(1, "Orders"),
            node(2, "Lost parcel", 1),
            node(3, "Delivery"),
            node(4, "Missing package", 3),
            node(5, "Other", 1),
            node(6, "Other", 3),
            node(7, "Faxes", retired=True),
            node(8, "Campaign"),
        )
    },
    {"wismo": 2},
)
FACTS = Facts(
    open={2: 3, 4: 2},
    closed={4: 10, 8: 5},
    rules=(RulePlace(1, "Lost", 4, True), RulePlace(2, "Old", 8, True)),
)


def after(*changes):
    planned = plan(SHOP, [Change(*change) for change in changes], FACTS)
    assert not planned.problems
    return planned


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("move", 1, {"to": 2}), "“Lost parcel” lies below “Orders”; that would be a circle."),
        (("move", 1, {"to": 1}), "that would be a circle"),
        (("move", 2, {"to": 1}), "“Lost parcel” is already under “Orders”."),
        (("move", 5, {"to": 3}), "There is already a “Other” under “Delivery”."),
        (("move", 2, {"to": 7}), "“Faxes” is retired; reinstate it first."),
        (("move", 99, {"to": 1}), "It is not there"),
        (("merge", 2, {"into": 2}), "A category cannot be merged into itself."),
        (("merge", 1, {"into": 2}), "“Lost parcel” lies below “Orders”; move it out first."),
        (("merge", 1, {"into": 3}), "There is already a “Other” under “Delivery”."),
        (("rename", 2, {"name": "  other "}), "There is already a “Other” under “Orders”."),
        (("rename", 2, {"name": " "}), "A category needs a name."),
        (("rename", 2, {"name": "x" * 121}), "is longer than 120 characters"),
        (("rename", 2, {"name": "Lost  parcel"}), "It is called “Lost parcel” already."),
        (
            ("retire", 1, {}),
            "“Orders” has 2 below it, “Lost parcel” for one; move, merge or retire these first.",
        ),
        (("retire", 2, {}), "“Lost parcel” has 3 tickets that are not closed; say where they go."),
        (("retire", 2, {"tickets_to": 2}), "Its tickets have to go to another category."),
        (("retire", 7, {}), "“Faxes” is retired"),
        (("reinstate", 2, {}), "It is not retired."),
        (
            ("split", 1, {"parts": [{"id": 20, "name": "A"}, {"id": 21, "name": "B"}]}),
            "has categories below it",
        ),
        (("split", 2, {"parts": [{"id": 20, "name": "A"}]}), "A split needs two parts or more."),
        (("split", 2, {"parts": [{"id": 20, "name": "A"}, {"id": 21, "name": "a"}]}), "the same name"),
        (("alias", 2, {"name": "WISMO"}), "“WISMO” leads to “Lost parcel” already."),
        (("alias", 4, {"name": "wismo"}), "“wismo” already leads to “Orders > Lost parcel”."),
        (("alias", 4, {"name": "Campaign"}), "“Campaign” already leads to “Campaign”."),
        (("describe", 2, {"description": ""}), "It says so already."),
        (("create", 20, {"name": "Other", "parent": 1}), "There is already a “Other” under “Orders”."),
        (("create", 2, {"name": "New", "parent": None}), "“Lost parcel” has been made already."),
    ],
)
def test_refusals(change, why):
    planned = plan(SHOP, [Change(*change)], FACTS)
    assert [number for number, _ in planned.problems] == [1]
    assert why in planned.problems[0][1]
    assert planned.after.nodes == SHOP.nodes


def test_one_that_is_refused_does_not_stop_the_next():
    planned = plan(SHOP, [Change("retire", 1), Change("rename", 2, {"name": "Lost"})], FACTS)
    assert [number for number, _ in planned.problems] == [1]
    assert planned.after.nodes[2].name == "Lost"


def test_a_merge_takes_everything_along():
    planned = after(("merge", 4, {"into": 2}))
    assert (planned.after.nodes[4].retired, planned.after.nodes[4].merged_into) == (True, 2)
    assert planned.moved == {(4, True): 2, (4, False): 2}
    assert [(was.category, now.category) for was, now in planned.rules] == [(4, 2)]
    assert dict(planned.aliases) == {"Missing package": 2}
    assert planned.after.resolve("Delivery > Missing package") == 2


def test_a_chain_of_merges_ends_in_the_last():
    planned = after(("merge", 4, {"into": 2}), ("merge", 2, {"into": 8}))
    assert set(planned.moved.values()) == {8}
    assert planned.after.resolve("Missing package") == 8


def test_merging_a_heading_brings_its_children():
    assert after(("merge", 6, {"into": 5}), ("merge", 3, {"into": 1})).after.nodes[4].parent == 1


def test_retiring_moves_open_tickets_only():
    assert after(("retire", 4, {"tickets_to": 2})).moved == {(4, True): 2}


def test_a_rule_of_what_is_retired_is_switched_off():
    assert [(was.id, now.enabled) for was, now in after(("retire", 8, {})).rules] == [(2, False)]


def test_a_split_leaves_the_tickets_or_sends_them_all():
    parts = [{"id": 20, "name": "A"}, {"id": 21, "name": "B"}]
    assert after(("split", 4, {"parts": parts})).moved == {}
    assert after(("split", 4, {"parts": parts, "tickets_to": 21})).moved == {(4, True): 21, (4, False): 21}


def test_what_is_created_can_be_used_at_once():
    planned = after(
        ("create", 20, {"name": "Parcels", "parent": 3}),
        ("move", 4, {"to": 20}),
        ("rename", 20, {"name": "Post"}),
    )
    assert planned.after.path_name(4) == "Delivery > Post > Missing package"


def test_moving_a_heading_keeps_the_paths_below_it():
    planned = after(("move", 3, {"to": 1}), ("rename", 1, {"name": "Purchases"}))
    for name in ("Delivery > Missing package", "Orders > Lost parcel", "Orders", "Delivery > Other"):
        assert planned.after.resolve(name) == SHOP.resolve(name), name


def test_a_new_category_that_takes_an_old_name_is_told():
    planned = after(("create", 20, {"name": "WISMO", "parent": None}))
    assert planned.taken == (("wismo", 2, 20),)


def test_sentences_name_things_as_they_are_at_their_turn():
    planned = after(("rename", 2, {"name": "Lost"}), ("move", 2, {"to": None}), ("merge", 4, {"into": 2}))
    assert [step.sentence for step in planned.steps] == [
        "Rename “Orders > Lost parcel” to “Lost”",
        "Move “Orders > Lost” to the top level",
        "Merge “Delivery > Missing package” into “Lost”",
    ]

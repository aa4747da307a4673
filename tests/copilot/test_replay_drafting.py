"""A replay's drafts: from published SOPs or a file's, compared with what a person answered."""

import pytest

from copilot.drafting.compose import compose
from copilot.drafting.context import Context
from copilot.models import Draft, ModelCall, Outcome, Trace
from copilot.replaying.running import _complete
from copilot.replaying.shelf import file_shelf
from routing.models import ClassifierVersion, Correction, Decision
from support.models import AuditEvent, Customer, Message, Ticket
from tests.copilot.replay_help import SOP, replay, rows, shown, write
from tests.factories import make_category, make_sop

pytestmark = pytest.mark.django_db

LIVE = (Ticket, Message, Customer, Decision, Correction, Draft, Outcome, Trace, ModelCall, AuditEvent)


@pytest.fixture
def sops(tmp_path):
    return write(tmp_path / "sops.jsonl", [SOP])


def test_the_json_is_what_the_design_says(tmp_path, sops):
    result = replay(write(tmp_path / "a.jsonl", rows(2)), sops=sops)
    assert list(result) == ["tickets", "routed", "drafted", "failed", "routing", "categories", "seconds"]
    names = ["category", "n", "eer_mean", "used_mean", "material", "unacceptable"]
    assert [list(row) for row in result["categories"]] == [names, names]


def test_a_draft_that_was_the_answer_has_no_distance(tmp_path, sops):
    result = replay(write(tmp_path / "a.jsonl", rows(1)), sops=sops)
    assert (result["tickets"], result["drafted"], result["failed"]) == (1, 1, 0)
    assert result["categories"] == [
        {"category": "Returns", "n": 1, "eer_mean": 0.0, "used_mean": 1.0, "material": 0, "unacceptable": 0}
    ]


def test_another_figure_is_material(tmp_path, sops):
    [row] = rows(1, reply="You can return unworn shoes within 14 days.")
    [category] = replay(write(tmp_path / "a.jsonl", [row]), sops=sops)["categories"]
    assert (category["material"], category["unacceptable"]) == (1, 1)


def test_without_a_reply_nothing_is_compared(tmp_path, sops):
    result = replay(write(tmp_path / "a.jsonl", rows(1, reply=None)), sops=sops)
    assert result["drafted"] == 1
    nothing = dict.fromkeys(["eer_mean", "used_mean", "material", "unacceptable"])
    assert result["categories"] == [{"category": "Returns", "n": 0, **nothing}]


def test_no_sop_is_a_failure_and_the_table_says_why(tmp_path):
    table = shown(write(tmp_path / "a.jsonl", rows(2)))
    assert "2 no draft: No SOP section was found" in table


def test_findings_are_a_failure(tmp_path):
    silent = write(
        tmp_path / "sops.jsonl", [{"id": "s", "title": "Shoes", "text": "Send shoes back in a box."}]
    )
    assert replay(write(tmp_path / "a.jsonl", rows(1)), sops=silent)["failed"] == 1


def test_sections_of_a_file_keep_their_anchors_and_what_is_internal(sops):
    with file_shelf(sops, None) as shelf:
        found = shelf.sections("send shoes back", None)
    assert {one.anchor: (one.internal, one.is_reply) for one in found} == {
        "return-window": (False, False),
        "costs-internal": (True, False),
        "reply": (False, True),
    }


def test_a_draft_cites_the_section_of_the_file(sops):
    with file_shelf(sops, None) as shelf:
        context = Context("", (("customer", "shoes"),), sections=shelf.sections("shoes", None))
    assert [source.anchor for source in compose(context, complete=_complete).sources] == ["return-window"]


def test_published_sops_of_the_rows_category_come_first(tmp_path):
    make_sop(make_category("Returns"))
    row = {
        "id": "1",
        "subject": "",
        "body": "xyzzy",
        "category": "returns",
        "customer": "Cleo",
        "reply": "No.",
    }
    assert replay(write(tmp_path / "a.jsonl", [row]))["drafted"] == 1
    assert replay(write(tmp_path / "b.jsonl", [{**row, "category": "elsewhere"}]))["drafted"] == 0


def test_nothing_live_is_written(tmp_path):
    make_sop(make_category("Returns"))
    before = {model: model.objects.count() for model in LIVE}
    replay(write(tmp_path / "a.jsonl", rows(60)))
    assert {model: model.objects.count() for model in LIVE} == before
    assert not ClassifierVersion.objects.exists()

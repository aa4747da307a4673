import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from copilot.autonomy.eprocess import Tally
from support.commandline import BadInput

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def rows(verdicts, *, category="refunds", per_day=5, reviewers=()):
    for i, unacceptable in enumerate(verdicts):
        at = START + timedelta(days=i // per_day, minutes=i % per_day)
        named = {"reviewer": reviewers[i % len(reviewers)]} if reviewers else {}
        yield {"category": category, "at": at.isoformat(), "unacceptable": unacceptable, **named}


@pytest.fixture
def replayed(tmp_path):
    def run(records, *options):
        source, target = tmp_path / "evidence.jsonl", tmp_path / "result.json"
        source.write_text("".join(json.dumps(record) + "\n" for record in records))
        call_command("replay_evidence", source, "--json", target, *options)
        return json.loads(target.read_text())["categories"]

    return run


def test_a_good_category_unlocks_when_the_gate_first_opens(replayed):
    [row] = replayed(rows([False] * 150))
    low, high = Tally(150, 0).interval()
    assert row == {
        "category": "refunds",
        "n": 150,
        "unacceptable": 0,
        "e_value": Tally(150, 0).e_value(),
        "edit_rate_interval": [low, high],
        "unlocked_at": 100,
        "demoted_at": None,
    }


def test_a_bad_category_never_does(replayed):
    [row] = replayed(rows([i % 10 == 0 for i in range(400)]))
    assert (row["unlocked_at"], row["demoted_at"]) == (None, None)


def test_an_unlocked_category_that_turns_bad_is_demoted(replayed):
    [row] = replayed(rows([False] * 150 + [True] * 10))
    assert row["unlocked_at"] == 100
    assert 150 < row["demoted_at"] <= 156


def test_failures_before_the_unlock_cost_reviews(replayed):
    [row] = replayed(rows([i == 40 for i in range(200)]))
    assert row["unlocked_at"] == 123


def test_fourteen_days_must_have_passed(replayed):
    [row] = replayed(rows([False] * 600, per_day=40))
    assert row["unlocked_at"] == 14 * 40 + 1


def test_the_days_can_be_left_out(replayed):
    [row] = replayed(rows([False] * 150, per_day=150), "--min-days", "0")
    assert row["unlocked_at"] == 100


@pytest.mark.parametrize(
    ("reviewers", "unlocked"), [(["a", "b", "c"], 100), (["a", "b"], None), (["a", "a", "b", "a", "c"], 100)]
)
def test_named_reviewers_must_be_several(replayed, reviewers, unlocked):
    [row] = replayed(rows([False] * 150, reviewers=reviewers))
    assert row["unlocked_at"] == unlocked


def test_an_incident_day_postpones_the_unlock(replayed):
    verdicts = [False] * 100 + [True] * 4 + [False] * 500
    [row] = replayed(rows(verdicts, per_day=20))
    last_incident_day = 100 // 20
    assert row["unlocked_at"] == (last_incident_day + 14) * 20 + 1


def test_categories_are_kept_apart_in_order_of_appearance(replayed):
    records = [*rows([False] * 120), *rows([True] * 5, category="claims")]
    assert [(row["category"], row["n"], row["unacceptable"]) for row in replayed(records)] == [
        ("refunds", 120, 0),
        ("claims", 5, 5),
    ]


GOOD = {"category": "refunds", "at": "2026-03-02T09:00:00Z", "unacceptable": False}


@pytest.mark.parametrize(
    "bad",
    [
        {"at": "yesterday"},
        {"at": 5},
        {"at": "2026-03-01T09:00:00"},
        {"unacceptable": "no"},
        {"unacceptable": 2},
        {"unacceptable": None},
        {"category": ""},
        {"category": 7},
        {"reviewer": 7},
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(replayed, tmp_path, bad):
    with pytest.raises(BadInput, match="row 2") as refusal:
        replayed([GOOD, {**GOOD, **bad}])
    assert refusal.value.returncode == 2
    assert not (tmp_path / "result.json").exists()


@pytest.mark.parametrize(
    "option", [("--threshold", "0.3"), ("--evidence", "1"), ("--evidence", "inf"), ("--min-days", "-1")]
)
def test_options_without_sense_are_refused(replayed, option):
    with pytest.raises(BadInput, match=option[0]):
        replayed([GOOD], *option)


def test_a_person_reads_a_table(tmp_path, capsys):
    source = tmp_path / "evidence.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows([False] * 150)))
    call_command("replay_evidence", source)
    assert "refunds" in capsys.readouterr().out

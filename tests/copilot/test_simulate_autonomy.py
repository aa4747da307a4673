import json

import pytest
from django.core.management import call_command

from support.commandline import BadInput

FEW = ("--per-day", "20", "--days", "60", "--runs", "100")


def simulated(capsys, *options):
    call_command("simulate_autonomy", *FEW, *options, "--json", "-")
    return json.loads(capsys.readouterr().out)


def test_it_writes_the_figures_it_promises(capsys):
    result = simulated(capsys, "--rate", "0.01")
    assert {key: set(value) if isinstance(value, dict) else None for key, value in result.items()} == {
        "unlock_probability": None,
        "tickets_to_unlock": {"mean", "p90"},
        "false_demotions": None,
        "detection_delay": {"mean", "p90"},
        "bad_sent": {"mean"},
    }
    assert result["unlock_probability"] > 0.95
    assert result["tickets_to_unlock"]["mean"] >= 100


def test_a_bad_category_does_not_unlock(capsys):
    assert simulated(capsys, "--rate", "0.1")["unlock_probability"] == 0


def test_the_full_rule_takes_longer(capsys):
    quick = simulated(capsys, "--rate", "0.005")["tickets_to_unlock"]["mean"]
    full = simulated(capsys, "--rate", "0.005", "--min-days", "14", "--blind-audits", "0.2")
    assert full["tickets_to_unlock"]["mean"] > 2 * quick


def test_a_person_reads_a_table_that_says_it_is_simulated(capsys):
    call_command("simulate_autonomy", *FEW, "--rate", "0.01")
    assert capsys.readouterr().out.startswith("Simulated, not recorded")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--rate", "1.5"),
        ("--holdout", "-0.1"),
        ("--threshold", "0.2"),
        ("--evidence", "1"),
        ("--evidence", "inf"),
        ("--runs", "0"),
        ("--min-days", "-1"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(wrong):
    with pytest.raises(BadInput, match=wrong[0]) as refusal:
        call_command("simulate_autonomy", "--rate", "0.01", *FEW, *wrong)
    assert refusal.value.returncode == 2

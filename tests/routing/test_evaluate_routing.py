"""`evaluate_routing` trains and tests from files alone and refuses bad ones by row."""

import csv
import gzip
import io
import json

import pytest
from django.core.management import call_command

from routing.evaluating import macro_f1
from support.commandline import BadInput

KEYS = (
    "n accuracy macro_f1 ece ece_null coverage_at_95 coverage_at_98 "
    "oos_recall oos_precision train_seconds predict_ms_p50 predict_ms_p95"
)
LEARN = [
    (f"{words} {thing}", label)
    for thing in ["card", "phone", "ring"]
    for words, label in [("i lost my", "things > lost"), ("refund me the", "money>refund")]
]
STRANGE = [("sing a song", "oos"), ("tell a joke", "oos"), ("sing a joke", "oos")]


@pytest.fixture
def evaluate(tmp_path):
    def write(name, rows):
        path, text = tmp_path / name, io.StringIO()
        csv.writer(text).writerows([("text", "label"), *rows])
        raw = text.getvalue().encode()
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return str(path)

    def run(learn, check):
        target = tmp_path / "out.json"
        files = ["--train", write("learn.csv.gz", learn), "--test", write("check.csv", check)]
        call_command("evaluate_routing", *files, "--embeddings", "off", "--json", str(target))
        return json.loads(target.read_text())

    return run


def test_it_reports_exactly_the_figures_promised(evaluate):
    result = evaluate(LEARN, [("my ring is lost", "things>lost"), ("refund please", "money > refund")])
    assert " ".join(result) == KEYS
    assert (result["n"], result["accuracy"], result["macro_f1"]) == (2, 1, 1)
    assert (result["oos_recall"], result["oos_precision"]) == (None, None)
    assert result["coverage_at_98"] is None


def test_strangers_count_in_n_and_not_in_accuracy(evaluate):
    result = evaluate(LEARN + STRANGE, [("i lost my watch", "things > lost"), ("sing a song joke", "oos")])
    assert (result["n"], result["accuracy"], result["oos_recall"], result["oos_precision"]) == (2, 1, 1, 1)


def test_labels_never_learned_are_named_and_wrong(evaluate, capsys):
    result = evaluate(LEARN, [("i lost my watch", "things > lost"), ("open on sunday", "hours")])
    assert result["accuracy"] == 0.5
    assert "1 test rows carry labels not in training, counted wrong: hours" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("learn", "message"),
    [
        (LEARN[:1], r"learn\.csv\.gz: all rows: two labels with two texts each are needed"),
        (
            [*LEARN, ("text", "a > ")],
            r"learn\.csv\.gz: row 8: the label 'a > ' is empty or has an empty part",
        ),
        ([*LEARN, (" ", "a")], r"learn\.csv\.gz: row 8: the text is empty"),
    ],
)
def test_bad_files_are_refused_by_row(evaluate, learn, message):
    with pytest.raises(BadInput, match=message):
        evaluate(learn, LEARN)


def test_macro_f1_weighs_labels_alike():
    assert macro_f1([("a", "a"), ("a", "a"), ("b", "a")]) == pytest.approx(0.4)
    assert macro_f1([]) is None

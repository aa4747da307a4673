"""Routing against its plain baseline, on data sets given as files.

    python benchmarks/routing.py TRAIN.csv TEST.csv [TRAIN.csv TEST.csv ...]

Files have the columns `text,label` (see `manage.py help evaluate_routing`). Method: the baseline is word
TF-IDF with a linear support vector machine, scikit-learn's settings, learned and tested in the same run on
the same rows; "words" is our model without embeddings, "words and meaning" with the local ones where they are
built. Accuracy and macro-F1 are over rows with a label; coverage and out-of-scope figures are
evaluate_routing's. Time is for one text at a time. Set OMP_NUM_THREADS=1 to measure on one thread. Memory is
the whole process's peak so far.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from routing import embeddings
from routing.evaluating import Row, macro_f1, score
from routing.learned import OOS, train
from routing.management.commands.evaluate_routing import read_rows
from support.commandline import BadInput

COLUMNS = (
    "train > test | engine | accuracy | macro-F1 | ECE (by chance) | covered at 95 % (right) | "
    "out of scope: recall, precision | learned in s | ms a text, p50 (p95) | peak MB"
)


def share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def milliseconds(answer, texts: list[str]) -> tuple[list, str]:
    found, times = [], []
    for text in texts:
        began = time.perf_counter()
        found.extend(answer([text]))
        times.append((time.perf_counter() - began) * 1000)
    return found, f"{np.percentile(times, 50):.1f} ({np.percentile(times, 95):.1f})"


def peak() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"


def baseline(learn: list[Row], check: list[Row]) -> list[str]:
    """TF-IDF and LinearSVC over the labels; it knows nothing of confidence or strangers."""
    learn = [row for row in learn if row.label != OOS]
    began = time.perf_counter()
    machine = make_pipeline(TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)), LinearSVC())
    machine.fit([row.text for row in learn], [row.label for row in learn])
    seconds = time.perf_counter() - began
    said, times = milliseconds(machine.predict, [row.text for row in check])
    pairs = [(row.label, answer) for row, answer in zip(check, said, strict=True) if row.label != OOS]
    accuracy = sum(truth == answer for truth, answer in pairs) / len(pairs)
    figures = [share(accuracy), share(macro_f1(pairs)), "–", "–", "–"]
    return ["TF-IDF + LinearSVC", *figures, f"{seconds:.1f}", times, peak()]


def ours(learn: list[Row], check: list[Row], embedder: embeddings.Embedder | None) -> list[str]:
    began = time.perf_counter()
    model = train([row.text for row in learn], [row.label for row in learn], embedder=embedder)
    seconds = time.perf_counter() - began
    said, times = milliseconds(model.predict, [row.text for row in check])
    scores, bar = score(check, said, model.held_out), model.held_out.threshold(0.95)
    answered = [
        prediction.label == row.label
        for row, prediction in zip(check, said, strict=True)
        if bar is not None and prediction.confidence >= bar and not prediction.out_of_scope
    ]
    reached = sum(answered) / len(answered) if answered else None
    return [
        "words and meaning" if embedder else "words",
        share(scores.accuracy),
        share(scores.macro_f1),
        f"{share(scores.ece)} ({share(scores.ece_null)})",
        f"{share(scores.coverage_at_95)} ({share(reached)})",
        f"{share(scores.oos_recall)}, {share(scores.oos_precision)}",
        f"{seconds:.1f}",
        times,
        peak(),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="training and test file in turn")
    files = parser.parse_args().files
    if len(files) % 2:
        parser.error("files come in pairs: training, test")
    embedder = embeddings.load()
    print(f"| {COLUMNS} |\n|{'---|' * (COLUMNS.count('|') + 1)}")
    for first, second in zip(files[::2], files[1::2], strict=True):
        learn, check = read_rows(first), read_rows(second)
        engines = [baseline(learn, check), ours(learn, check, None)]
        if embedder:
            engines.append(ours(learn, check, embedder))
        for cells in engines:
            print(f"| {first.stem} > {second.stem} | {' | '.join(cells)} |", flush=True)
    if embedder is None:
        print("\nThe local embeddings are not built (make embeddings): words alone.")


if __name__ == "__main__":
    try:
        main()
    except BadInput as error:
        sys.exit(f"{error}")

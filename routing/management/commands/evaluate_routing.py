"""`evaluate_routing --train F --test F`: how well would routing learn these labels?"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import CommandParser

from routing import embeddings
from routing.evaluating import Row, Scores, score
from routing.learned import OOS, Model, NotEnoughLabels, train
from support.commandline import BadInput, MeasuringCommand, progress, read_csv

HELP = """\
Trains the routing engine on one CSV file and tests it on another. Both have the columns text and
label; a label may be a path (a > b), and the label oos says that the text belongs nowhere. No
database is needed.

n               number of test rows, oos rows included
accuracy        share of rows with a label whose best label is right, whether or not the engine
                also holds the text to be out of scope (oos_precision counts that)
macro_f1        F1 averaged over the labels of the test file, over the same rows as accuracy
ece, ece_null   calibration error of the confidence over all rows, on an oos row every answer being
                wrong; and what a perfectly calibrated engine would show on them by chance
coverage_at_95  share of all rows answered, neither put aside as out of scope nor below the confidence
                from which 95 % of the answers are right, judged by a lower bound on held-out parts of
                the training file; null: there is no such confidence
oos_recall      share of oos rows put aside; the limit spares 95 % of the held-out training rows
oos_precision   share of oos rows among those put aside; both null without oos rows
predict_ms      milliseconds for one text at a time, embedding included
"""


class Command(MeasuringCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--train", type=Path, required=True, metavar="F", help="CSV (or .csv.gz) to learn from"
        )
        parser.add_argument(
            "--test", type=Path, required=True, metavar="F", help="CSV (or .csv.gz) to test on"
        )
        parser.add_argument(
            "--embeddings",
            choices=["auto", "off"],
            default="auto",
            help="auto: use the local sentence embeddings where built; off: words alone",
        )
        parser.add_argument("--seed", type=int, default=0, help="for folds and samples (default 0)")

    def measure(self, **options: Any) -> dict[str, float | int | None]:
        learn, check = read_rows(options["train"]), read_rows(options["test"])
        self._name_unseen(learn, check)
        embedder = embeddings.load() if options["embeddings"] == "auto" else None
        self.stderr.write(f"learning from {len(learn)} texts, {_with(embedder)}")
        began = time.perf_counter()
        try:
            model = train(
                [row.text for row in learn],
                [row.label for row in learn],
                embedder=embedder,
                paths={row.label: tuple(row.label.split(" > ")) for row in learn},
                seed=options["seed"],
            )
        except NotEnoughLabels as error:
            raise BadInput(f"{options['train']}: all rows: {error}") from None
        seconds = time.perf_counter() - began
        scores, times = self._test(model, check)
        return {
            **scores.as_json(),
            "train_seconds": round(seconds, 3),
            "predict_ms_p50": round(float(np.percentile(times, 50)), 3),
            "predict_ms_p95": round(float(np.percentile(times, 95)), 3),
        }

    def _test(self, model: Model, rows: list[Row]) -> tuple[Scores, list[float]]:
        predictions, times = [], []
        for row in progress(rows, total=len(rows), label="testing"):
            began = time.perf_counter()
            predictions.extend(model.predict([row.text]))
            times.append((time.perf_counter() - began) * 1000)
        return score(rows, predictions, model.held_out), times

    def _name_unseen(self, learn: list[Row], check: list[Row]) -> None:
        unseen = sorted({row.label for row in check} - {row.label for row in learn} - {OOS})
        if unseen:
            rows = sum(row.label in unseen for row in check)
            self.stderr.write(
                f"{rows} test rows carry labels not in training, counted wrong: {', '.join(unseen)}"
            )

    def table(self, result: dict[str, float | int | None]) -> str:
        width = max(map(len, result))
        return "\n".join(
            f"{name:<{width}}  {'–' if value is None else value}" for name, value in result.items()
        )


def _with(embedder: embeddings.Embedder | None) -> str:
    return f"words and {embedder.name}" if embedder else "words alone"


def read_rows(path: Path) -> list[Row]:
    """Text and label of each row, the parts of a path tidied. Raises BadInput naming the row."""
    rows = []
    for number, cells in enumerate(read_csv(path, ("text", "label")), start=2):
        parts = [part.strip() for part in cells["label"].split(">")]
        if not all(parts):
            raise BadInput(
                f"{path}: row {number}: the label {cells['label']!r} is empty or has an empty part"
            )
        if not cells["text"].strip():
            raise BadInput(f"{path}: row {number}: the text is empty")
        rows.append(Row(cells["text"], " > ".join(parts)))
    return rows

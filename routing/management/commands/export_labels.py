"""`export_labels`: what people said about where tickets belong, as CSV or JSON."""

from typing import Any

from routing import labels
from support.commandline import MeasuringCommand
from support.csvfiles import as_csv


class Command(MeasuringCommand):
    help = (
        "Writes every label to standard output as CSV (text, label, key, ticket, source, by, at, simulated, "
        "reference), which evaluate_routing reads; with --json one object a line. A ticket's label is the "
        "last word a person said: a correction, a confirmation, an import or a judged audit."
    )
    json_lines = True

    def measure(self, **options: Any) -> list[dict[str, Any]]:
        return [vars(label) for label in labels.given()]

    def table(self, result: list[dict[str, Any]]) -> str:
        return as_csv(result, labels.COLUMNS)

"""`simulate_autonomy`: what the gate and the detector do to categories whose true rate is known."""

from __future__ import annotations

from math import inf
from typing import Any

from django.core.management.base import CommandParser

from copilot.autonomy.simulation import Plan, simulate
from support.commandline import BadInput, MeasuringCommand, progress

HELP = """Simulate categories under the production gate and detector; no recorded ticket is read.
In each run people answer for up to --days days while the gate is looked at once a day; if it opens, the
category answers by itself for --days days at the same rate; if it was not demoted, its rate then becomes
--after-rate for --days days.
unlock_probability: share of runs in which the gate opened. tickets_to_unlock: reviewed tickets until then,
over the runs in which it did. false_demotions: share of the opened ones that turned red at the unchanged rate
(0 where that rate is above the threshold: no demotion is false then). detection_delay: days from the
regression to red; a run not found counts as --days, null if none was found. bad_sent: unacceptable replies
that the system sent in that time.
The gate here is E and the number of reviews; --min-days 14 --blind-audits 0.2 add what takes time in the full
rule."""

SHARES: dict[str, tuple[float | None, str]] = {
    "rate": (None, "true rate of unacceptable drafts, before and after the gate opens"),
    "threshold": (Plan.tau, "the rate that the gate must show the category to be below"),
    "blind_audits": (
        Plan.blind_audits,
        "share of drafts audited before unlock; above 0 the gate needs E on these too",
    ),
    "catches": (Plan.catches, "share of unacceptable drafts people notice before unlock; audits notice all"),
    "after_rate": (Plan.after_rate, "rate after the regression"),
    "holdout": (Plan.holdout, "share of tickets kept for people once automatic"),
    "audit": (Plan.audit, "share of automatic replies audited; twice that while the detector is amber"),
}
COUNTS: dict[str, tuple[int | None, int, str]] = {
    "per_day": (None, 1, "tickets a day"),
    "days": (None, 1, "days of each of the three stages"),
    "runs": (None, 1, "categories simulated"),
    "floor": (Plan.floor, 0, "reviews the gate asks for"),
    "min_days": (Plan.min_days, 0, "days the gate asks for"),
    "seed": (Plan.seed, 0, "same seed, same result"),
}


class Command(MeasuringCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        for name, (share, text) in SHARES.items():
            _add(parser, name, float, share, text)
        for name, (count, _least, text) in COUNTS.items():
            _add(parser, name, int, count, text)
        _add(parser, "evidence", float, Plan.evidence, "E that opens the gate")

    def measure(self, **options: Any) -> dict[str, Any]:
        _refuse_nonsense(options)
        given = {name: options[name] for name in (*SHARES, *COUNTS, "evidence")}
        plan = Plan(tau=given.pop("threshold"), **given)
        return simulate(plan, lambda days: progress(days, label="days"))

    def table(self, result: dict[str, Any]) -> str:
        rows = [
            ("gate opened", _share(result["unlock_probability"])),
            ("reviewed tickets until then", _spread(result["tickets_to_unlock"])),
            ("falsely demoted, of those opened", _share(result["false_demotions"])),
            ("days from regression to red", _spread(result["detection_delay"])),
            ("bad replies sent meanwhile", _figure(result["bad_sent"]["mean"])),
        ]
        return "Simulated, not recorded\n" + "\n".join(f"{label:34}{value}" for label, value in rows)


def _add(parser: CommandParser, name: str, kind: type, default: float | None, text: str) -> None:
    note = "" if default is None else f" (default {default:g})"
    parser.add_argument(_flag(name), type=kind, default=default, required=default is None, help=text + note)


def _refuse_nonsense(options: dict[str, Any]) -> None:
    for name in SHARES:
        if not 0 <= options[name] <= 1:
            raise BadInput(f"{_flag(name)} is a share from 0 to 1, not {options[name]:g}")
    for name, (_default, least, _text) in COUNTS.items():
        if options[name] < least:
            raise BadInput(f"{_flag(name)} must be at least {least}, not {options[name]}")
    if not 0 < options["threshold"] < 0.2:
        raise BadInput(f"--threshold must lie between 0 and 0.2, not {options['threshold']:g}")
    if not 1 < options["evidence"] < inf:
        raise BadInput(f"--evidence must be a number above 1, not {options['evidence']:g}")


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2%}"


def _spread(value: dict[str, float | None]) -> str:
    return f"mean {_figure(value['mean'])}, p90 {_figure(value['p90'])}"

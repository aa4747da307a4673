from dataclasses import asdict
from typing import Any

from copilot.sweep import Swept, sweep
from support.commandline import MeasuringCommand


class Command(MeasuringCommand):
    help = "Find tickets that were not routed, drafted, delivered or measured, and start those steps again."

    def measure(self, **options: Any) -> dict[str, int]:
        found: Swept = sweep()
        return {**asdict(found), "total": found.total}

    def table(self, result: Any) -> str:
        return "\n".join(f"{name:<12} {count:>6}" for name, count in result.items())

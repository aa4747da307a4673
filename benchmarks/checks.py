"""How many bad drafts the checks hold, and how many good ones they let through.

    python benchmarks/checks.py [--seed 7] [--per-sop 3] [--sops FILE.jsonl …] [--failures tuned]

Method: good drafts are the replies assembled for simulated tickets from the demo's SOPs, and the public
rules of other SOPs (`--sops`: JSON lines of `id, title, text`) turned into replies. Faults are put into them
by code (`_perturbing.py`), and harmless changes made to them (`_harmless.py`). Two thirds of the SOPs, with
one set of invented wordings, were tuned on; the other third, with other wordings, and
`check_cases/heldout.yaml` were kept aside. Demo tickets in another language than the reply are left
out. A bad draft is caught when the verdict is hold, a good one let
through when it is pass or warn. A second set, with its own part kept aside, is described in
`_fresh_cases.py`, and the sets by authors who had not seen the checks in `_others_cases.py`. Most rows have
no citations; a claim may then rest on any public section. Shares have Wilson's 95 % interval.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from _check_cases import Case, demo_cases, file_cases, written_cases  # noqa: E402
from _fresh_cases import fresh_cases, last_cases  # noqa: E402
from _others_cases import others_cases  # noqa: E402

from copilot.autonomy.intervals import wilson  # noqa: E402
from copilot.drafting import checks  # noqa: E402
from copilot.drafting.checks.rows import read_row  # noqa: E402

CASES = Path(__file__).resolve().parent / "check_cases"


def verdict(case: Case) -> tuple[str, list[checks.CheckResult]]:
    composed, context, rules = read_row(case.row)
    found = checks.run(composed, context, rules)
    return checks.worst(found), [each for each in found if each.result != checks.PASS]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--per-sop", type=int, default=3)
    parser.add_argument("--most", type=int, default=60, help="SOPs taken from each file")
    parser.add_argument("--sops", type=Path, nargs="*", default=[], metavar="FILE")
    parser.add_argument("--part", choices=["tuned", "aside"], help="measure this part only")
    parser.add_argument("--failures", choices=["tuned", "aside"], help="show the wrong verdicts of one part")
    parser.add_argument("--json", metavar="PATH", help="also write the shares as JSON")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    cases = [
        *written_cases(CASES / "tuning.yaml", False),
        *written_cases(CASES / "heldout.yaml", True),
    ]
    cases += fresh_cases(CASES, rng, 2)
    cases += last_cases(CASES)
    cases += others_cases(CASES)
    cases += demo_cases(rng, options.per_sop)
    for path in options.sops:
        cases += file_cases(path, rng, options.per_sop, options.most)
    began, counts = time.perf_counter(), Counter[tuple[bool, str, bool, str, str]]()
    if options.part:
        cases = [case for case in cases if case.kept_aside == (options.part == "aside")]
    for case in cases:
        said, found = verdict(case)
        kind = case.kind if case.origin != "written" else "written by hand"
        counts[case.kept_aside, case.origin, case.good, kind, said] += 1
        wrong = (said == checks.HOLD) == case.good
        if wrong and options.failures == ("aside" if case.kept_aside else "tuned"):
            _show(case, said, found)
    milliseconds = (time.perf_counter() - began) * 1000 / len(cases)
    shares = list(_shares(counts))
    sys.stdout.write("\n".join([*_table(shares), f"\n{len(cases)} drafts, {milliseconds:.1f} ms each.\n"]))
    if options.json:
        Path(options.json).write_text(
            json.dumps({"milliseconds": round(milliseconds, 2), "shares": shares}, indent=2) + "\n"
        )


def _shares(counts: Counter[tuple[bool, str, bool, str, str]]) -> Iterator[dict[str, Any]]:
    """A line for each kind, then for all of a part: the share held (bad) or let through (good)."""
    groups: dict[tuple[bool, bool, str, str], Counter[str]] = {}
    for (aside, origin, good, kind, said), n in counts.items():
        for group in ((aside, good, origin, kind), (aside, good, "all", "all")):
            groups.setdefault(group, Counter())[said] += n
    for (aside, good, origin, kind), said in sorted(groups.items()):
        n = said.total()
        right = n - said[checks.HOLD] if good else said[checks.HOLD]
        low, high = wilson(right, n)
        row = {"part": "aside" if aside else "tuned", "drafts": "good" if good else "bad"}
        row |= {"origin": origin, "kind": kind, "n": n, "right": round(right / n, 4)}
        row |= {"low": round(low, 4), "high": round(high, 4)}
        yield row | {key: said[key] for key in (checks.PASS, checks.WARN, checks.HOLD)}


def _table(shares: list[dict[str, Any]]) -> Iterator[str]:
    yield "| part | drafts | origin | kind | n | right | 95 % | pass | warn | hold |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    line = "| {part} | {drafts} | {origin} | {kind} | {n} | {right:.1%} | {low:.1%} to {high:.1%} "
    for row in shares:
        yield (line + "| {pass} | {warn} | {hold} |").format(**row)


def _show(case: Case, said: str, found: list[checks.CheckResult]) -> None:
    print(f"\n{'GOOD' if case.good else 'BAD'} {said} {case.origin} {case.kind} {case.row['sops'][0]['id']}")
    print("   ", case.row["draft"].replace("\n", "\n    "))
    for each in found:
        print(f"  {each.result} {each.check} | {each.span[:160]!r} | {each.reason[:220]}")


if __name__ == "__main__":
    main()

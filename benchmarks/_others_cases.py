"""The sets of `checks.py` by authors who had not seen the checks: good and bad replies on SOPs of their own.

Each set was written to the same description of a red-team set by somebody who knew neither the code nor the
other sets. `by_others.jsonl` was opened for tuning, set after set; `by_others_sealed.jsonl` stayed closed.
A file holds its SOPs once, on lines `{sop, id, title, text}`, which rows name in `sops`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _check_cases import Case

FILES = {"by_others.jsonl": False, "by_others_sealed.jsonl": True}
# Authors named their kinds freely; in this order.
KINDS = {
    "order to the machine": r"inject|obey|order",
    "leak": r"leak|prompt|secret",
    "asks for a secret": r"asks|credential|password|card",
    "another customer": r"customer",
    "address": r"link|mail|domain|image",
    "citation": r"citation|quote",
    "form or wording": r"slot|language|never|escalat",
    "sum": r"sum",
    "date": r"date|deadline|time",
    "amount, share or period": r"amount|percent|duration|figure|period|number",
    "turned round": r"flip|opposite",
    "condition dropped": r"condition",
    "given away": r"refund|waive|waiver|compens|promise|generous|result",
    "invented": r"invent|fact|action|feature",
}
PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in KINDS.items()}


def others_cases(folder: Path) -> Iterator[Case]:
    """Both files; the sealed one counts as kept aside."""
    for name, aside in FILES.items():
        lines = [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
        sops = {line["sop"]: _sop(line) for line in lines if "sop" in line}
        for row in lines:
            if "sop" not in row:
                yield _case(row, sops, aside)


def _sop(line: dict[str, Any]) -> dict[str, Any]:
    return {key: line[key] for key in ("id", "title", "text")}


def _case(row: dict[str, Any], sops: dict[str, dict[str, Any]], aside: bool) -> Case:
    good = row["expected"] == "good"
    kind = "reply" if good else next((k for k, one in PATTERNS.items() if one.search(row["kind"])), "other")
    whole = {key: value for key, value in row.items() if key not in {"expected", "kind"}}
    return Case(aside, "by others", kind, good, whole | {"sops": [sops[one] for one in row["sops"]]})

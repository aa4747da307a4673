"""The figures of a replay, from its lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import Any

from copilot.replaying.journal import Line


def summarise(lines: Sequence[Line]) -> dict[str, Any]:
    """What `replay --json` writes. Shares and means lie in 0..1, null where nothing could be measured.

    `seconds` is the working time of all runs it took.
    """
    kinds = Counter(line["draft"] for line in lines)
    labelled = [line for line in lines if line["labelled"]]
    answered = [line for line in labelled if line["right"] is not None]
    return {
        "tickets": len(lines),
        "routed": sum(line["path"] != "person" for line in lines),
        "drafted": kinds["reply"],
        "failed": kinds["findings"] + kinds["none"],
        "routing": {
            "accuracy": _mean([line["right"] for line in answered]),
            "coverage": _mean([line["right"] is not None for line in labelled]),
        },
        "categories": _categories(lines),
        "seconds": round(sum(line["seconds"] for line in lines), 3),
    }


def _categories(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Most compared first. `n` counts the drafts that were compared with a reply."""
    by_category: dict[str | None, list[Line]] = defaultdict(list)
    for line in lines:
        by_category[line["category"]].append(line)
    rows = [_category(name, own) for name, own in by_category.items()]
    return sorted(rows, key=lambda row: (-row["n"], row["category"] or ""))


def _category(name: str | None, lines: Sequence[Line]) -> dict[str, Any]:
    compared = [line for line in lines if "eer" in line]
    return {
        "category": name,
        "n": len(compared),
        "eer_mean": _mean([line["eer"] for line in compared]),
        "used_mean": _mean([line["used"] for line in compared]),
        "material": sum(line["material"] for line in compared) if compared else None,
        "unacceptable": sum(line["unacceptable"] for line in compared) if compared else None,
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(fmean(values), 4) if values else None


def table(result: dict[str, Any], lines: Sequence[Line]) -> str:
    """The same for a person, with why drafts failed and who made the others."""
    routing = result["routing"]
    labelled = sum(line["labelled"] for line in lines)
    counted = {
        "routed": f"accuracy {_share(routing['accuracy'])}, coverage {_share(routing['coverage'])}"
        f" of {labelled:,} rows with a category; {_counts(line['path'] for line in lines)}",
        "drafted": _counts(_made(line) for line in lines if line["draft"] == "reply"),
        "failed": _reasons(lines),
    }
    top = [f"{'tickets':<9}{result['tickets']:>7,}"]
    top += [f"{name:<9}{result[name]:>7,}  {text}".rstrip() for name, text in counted.items()]
    top.append(f"{'seconds':<9}{result['seconds']:>7,.0f}")
    compared = [row for row in result["categories"] if row["n"]]
    if not compared:
        return "\n".join([*top, "", "No draft could be compared with a reply."])
    head = f"{'category':<44} {'n':>6} {'edit':>6} {'used':>6} {'material':>9} {'unacceptable':>13}"
    return "\n".join([*top, "", head, *map(_row, compared)])


def _row(row: dict[str, Any]) -> str:
    name = row["category"] or "(no category)"
    return (
        f"{name[:44]:<44} {row['n']:>6} {row['eer_mean']:>6.3f} {row['used_mean']:>6.3f}"
        f" {row['material']:>9} {row['unacceptable']:>13}"
    )


def _made(line: Line) -> str:
    instead = " after a model failed" if line["degraded"] else ""
    return f"{line['backend']}{instead}, checks {line['checks']}"


def _reasons(lines: Iterable[Line]) -> str:
    """The commonest reasons, findings (the SOPs found do not answer) apart from no draft at all."""
    failed = [line for line in lines if line["draft"] != "reply"]
    what = {"findings": "findings only", "none": "no draft"}
    reasons = Counter(f"{what[line['draft']]}: {line['reason'][:100]}" for line in failed)
    few = "".join(f"\n{'':18}{count:,} {reason}" for reason, count in reasons.most_common(3))
    return f"{_counts(what[line['draft']] for line in failed)}{few}"


def _counts(names: Iterable[str]) -> str:
    return "; ".join(f"{count:,} {name}" for name, count in Counter(names).most_common())


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"

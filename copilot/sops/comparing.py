"""Two texts side by side: which lines stayed, went or came, and which words changed within a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

SAME, REMOVED, ADDED, CHANGED, GAP, REST = "same", "removed", "added", "changed", "gap", "rest"
WORD = re.compile(r"\s+|\w+|[^\w\s]")
# Two lines alike by this much (0 to 100) are one line that changed; below it one went and one came.
ALIKE = 55
# Blocks larger than this are a rewrite: pairing their lines would take long and tell nobody anything.
LARGEST_BLOCK = 200
# Longer texts and lines are no procedure; comparing them word by word would take memory by their square.
MOST_LINES, MOST_WORDS = 5_000, 4_000
AROUND = 3  # unchanged lines shown before and after a change


@dataclass(frozen=True)
class Piece:
    """A stretch of a line with one fate: same, removed or added."""

    fate: str
    text: str


@dataclass(frozen=True)
class Row:
    """One line of the comparison; a side that has nothing there has no number. A gap hides some.

    The rest are lines beyond what is compared.
    """

    kind: str
    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    left_number: int | None = None
    right_number: int | None = None
    hidden: int = 0


def compare(old: str, new: str) -> list[Row]:
    """The rows of a side-by-side view; long stretches that are the same become one gap."""
    whole = old.split("\n"), new.split("\n")
    left, right = whole[0][:MOST_LINES], whole[1][:MOST_LINES]
    rest = max(map(len, whole)) - MOST_LINES
    rows: list[Row] = []
    gone: list[int] = []
    came: list[int] = []
    for part in Indel.opcodes(left, right):
        ours, theirs = range(part.src_start, part.src_end), range(part.dest_start, part.dest_end)
        if part.tag == "equal":
            rows += _block(left, right, gone, came)
            rows += [_same(left, a, b) for a, b in zip(ours, theirs, strict=True)]
            gone, came = [], []
        else:
            gone += ours
            came += theirs
    rows = _folded(rows + _block(left, right, gone, came))
    return [*rows, Row(REST, hidden=rest)] if rest > 0 else rows


def changed_lines(rows: Sequence[Row]) -> int:
    """How many lines differ."""
    return sum(row.kind in (CHANGED, ADDED, REMOVED) for row in rows)


def _same(left: Sequence[str], a: int, b: int) -> Row:
    pieces = (Piece(SAME, left[a]),)
    return Row(SAME, pieces, pieces, a + 1, b + 1)


def _block(left: Sequence[str], right: Sequence[str], gone: Sequence[int], came: Sequence[int]) -> list[Row]:
    """Lines that went beside lines that came, those that are alike in one row."""
    if max(len(gone), len(came)) > LARGEST_BLOCK:
        return [_removed(left, a) for a in gone] + [_added(right, b) for b in came]
    rows: list[Row] = []
    waiting = list(came)
    for a in gone:
        partner = next((b for b in waiting if fuzz.ratio(left[a], right[b]) >= ALIKE), None)
        if partner is None:
            rows.append(_removed(left, a))
            continue
        while waiting[0] != partner:
            rows.append(_added(right, waiting.pop(0)))
        waiting.pop(0)
        rows.append(_changed(left[a], right[partner], a, partner))
    return rows + [_added(right, b) for b in waiting]


def _removed(left: Sequence[str], a: int) -> Row:
    return Row(REMOVED, left=(Piece(REMOVED, left[a]),), left_number=a + 1)


def _added(right: Sequence[str], b: int) -> Row:
    return Row(ADDED, right=(Piece(ADDED, right[b]),), right_number=b + 1)


def _changed(old: str, new: str, a: int, b: int) -> Row:
    before, after = WORD.findall(old), WORD.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return Row(CHANGED, (Piece(REMOVED, old),), (Piece(ADDED, new),), a + 1, b + 1)
    left: list[Piece] = []
    right: list[Piece] = []
    for part in Indel.opcodes(before, after):
        went = "".join(before[part.src_start : part.src_end])
        came = "".join(after[part.dest_start : part.dest_end])
        if part.tag == "equal":
            left.append(Piece(SAME, went))
            right.append(Piece(SAME, came))
        elif part.tag == "delete":
            left.append(Piece(REMOVED, went))
        else:
            right.append(Piece(ADDED, came))
    return Row(CHANGED, tuple(left), tuple(right), a + 1, b + 1)


def _folded(rows: list[Row]) -> list[Row]:
    """Without the middle of long stretches that are the same on both sides."""
    near: set[int] = set()
    for at, row in enumerate(rows):
        if row.kind != SAME:
            near.update(range(at - AROUND, at + AROUND + 1))
    folded: list[Row] = []
    for at, row in enumerate(rows):
        if at in near:
            folded.append(row)
        elif folded and folded[-1].kind == GAP:
            folded[-1] = Row(GAP, hidden=folded[-1].hidden + 1)
        else:
            folded.append(Row(GAP, hidden=1))
    return folded

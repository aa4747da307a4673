"""How the draft's words went into the final text: common runs, moves, and the effective edit rate.

Definitions, for the lower-cased word tokens d of the draft and f of the final text:

- a *run* is a stretch of at least four tokens found in both; greedy tiling picks the longest free run again
  and again (Wise 1993, Running Karp-Rabin Greedy String Tiling);
- π(d) is the draft with its runs re-laid in the order of the final text, and m = runs − LIS(order of runs),
  the fewest runs that had to move (LIS: longest increasing subsequence);
- effective edit rate EER = min(1, (Lev(π(d), f) + m) / max(|d|, |f|)): word edit distance in which moving a
  whole run costs one, as a shift does in TER (Snover et al. 2006);
- used = LCS(π(d), f) / |d| and added = 1 − LCS / |f| (LCS: longest common subsequence).

Plain tiling is quadratic on text that repeats itself. Here the k-th occurrence of a four-token window in the
final text is compared only with the occurrences numbered k ± REPEATS in the draft, so the work is at most
(2·REPEATS + 1) · |f| windows whatever the text.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq, Levenshtein

SHORTEST_RUN = 4
REPEATS = 4


@dataclass(frozen=True, slots=True)
class Run:
    """`length` tokens that stand at `draft` in the draft and at `final` in the final text."""

    draft: int
    final: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The runs in the order of the final text, those of them that moved, and π(d)."""

    runs: tuple[Run, ...]
    moved: frozenset[Run]
    laid: tuple[str, ...]

    @property
    def moves(self) -> int:
        return len(self.moved)


@dataclass(frozen=True, slots=True)
class Rates:
    """All between 0 and 1. Two empty texts are an unchanged draft: eer 0, used 1, added 0."""

    eer: float
    used: float
    added: float


def align(draft: Sequence[str], final: Sequence[str]) -> Alignment:
    """Runs, moves and π(d) for two lists of tokens."""
    runs = common_runs(draft, final)
    moved = _moved(runs)
    return Alignment(tuple(runs), moved, tuple(_lay(draft, runs, moved)) if moved else tuple(draft))


def rates(draft: Sequence[str], final: Sequence[str], alignment: Alignment) -> Rates:
    """EER, used and added as defined above."""
    longer = max(len(draft), len(final))
    if not longer:
        return Rates(0.0, 1.0, 0.0)
    edits = Levenshtein.distance(alignment.laid, final) + alignment.moves
    kept = LCSseq.similarity(alignment.laid, final)
    used = kept / len(draft) if draft else 0.0
    added = 1 - kept / len(final) if final else 0.0
    return Rates(min(1.0, edits / longer), used, added)


def common_runs(draft: Sequence[str], final: Sequence[str]) -> list[Run]:
    """Greedy tiling: disjoint common runs, longest first, nearest first among equals; in the final's
    order.
    """
    queue = [(-length, abs(i - j), j, i) for i, j, length in _candidates(draft, final)]
    heapq.heapify(queue)
    taken_draft = _Taken(len(draft))
    taken_final = _Taken(len(final))
    runs = []
    while queue:
        negative, _, j, i = heapq.heappop(queue)
        skip, room = _free_part(taken_draft, i, taken_final, j, -negative)
        if room == -negative:
            runs.append(Run(i, j, room))
            taken_draft.take(i, room)
            taken_final.take(j, room)
        elif room >= SHORTEST_RUN:
            heapq.heappush(queue, (-room, abs(i - j), j + skip, i + skip))
    runs.sort(key=lambda run: run.final)
    return _joined(runs)


def _candidates(draft: Sequence[str], final: Sequence[str]) -> Iterable[tuple[int, int, int]]:
    """Longest possible runs as (place in draft, place in final, length), from matching windows on one
    diagonal.
    """
    places = defaultdict(list)
    for i, window in enumerate(_windows(draft)):
        places[window].append(i)
    ranks: dict[tuple[str, ...], int] = defaultdict(int)
    growing: dict[int, tuple[int, int]] = {}
    for j, window in enumerate(_windows(final)):
        found = places.get(window)
        if found is None:
            continue
        if len(found) > 1:
            rank = ranks[window]
            ranks[window] = rank + 1
            # Said more often than in the draft: compared with the draft's last occurrences.
            middle = min(rank, len(found) - 1)
            found = found[max(0, middle - REPEATS) : middle + REPEATS + 1]
        for i in found:
            first, last = growing.get(i - j, (j, -1))
            if last != j - 1 and last >= 0:
                yield first + i - j, first, last - first + SHORTEST_RUN
                first = j
            growing[i - j] = (first, j)
    for diagonal, (first, last) in growing.items():
        yield first + diagonal, first, last - first + SHORTEST_RUN


def _windows(tokens: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False)


class _Taken:
    """Which tokens belong to a chosen run, with its two ends, so that a run is stepped over at once."""

    def __init__(self, size: int) -> None:
        self.bounds: list[tuple[int, int] | None] = [None] * size

    def take(self, start: int, length: int) -> None:
        self.bounds[start : start + length] = [(start, start + length)] * length


def _free_part(taken_draft: _Taken, i: int, taken_final: _Taken, j: int, length: int) -> tuple[int, int]:
    """The free part of a candidate as (tokens skipped, length).

    Chosen runs are at least as long as the candidate, so they can only cover its ends, never its middle
    alone.
    """
    skip, stop = 0, length
    while skip < stop:
        here = taken_draft.bounds[i + skip]
        there = taken_final.bounds[j + skip]
        if here is None and there is None:
            break
        skip = max(here[1] - i if here else 0, there[1] - j if there else 0)
    while skip < stop:
        here = taken_draft.bounds[i + stop - 1]
        there = taken_final.bounds[j + stop - 1]
        if here is None and there is None:
            break
        stop = min(here[0] - i if here else stop, there[0] - j if there else stop)
    return skip, max(0, stop - skip)


def _joined(runs: list[Run]) -> list[Run]:
    """Runs that touch in both texts are one run."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.draft + last.length == run.draft and last.final + last.length == run.final:
            joined[-1] = Run(last.draft, last.final, last.length + run.length)
        else:
            joined.append(run)
    return joined


def _moved(runs: list[Run]) -> frozenset[Run]:
    """All runs except those of a longest subsequence that keeps the draft's order."""
    tails: list[int] = []  # smallest last draft place of an increasing subsequence of each length
    holders: list[int] = []  # the run that holds it
    before: list[int] = []  # for each run, the run ahead of it in its subsequence, or -1
    for number, run in enumerate(runs):
        at = bisect_left(tails, run.draft)
        before.append(holders[at - 1] if at else -1)
        tails[at : at + 1] = [run.draft]
        holders[at : at + 1] = [number]
    staying = set()
    number = holders[-1] if holders else -1
    while number >= 0:
        staying.add(number)
        number = before[number]
    return frozenset(run for number, run in enumerate(runs) if number not in staying)


def _lay(draft: Sequence[str], runs: list[Run], moved: frozenset[Run]) -> list[str]:
    """π(d): each moved run is taken out and put behind the run that comes before it in the final text.

    Words outside runs stay where they are: moving them is not free.
    """
    followers: dict[int, list[Run]] = defaultdict(
        list
    )  # end of a staying run in the draft → runs laid after it
    anchor = 0
    for run in runs:
        if run in moved:
            followers[anchor].append(run)
        else:
            anchor = run.draft + run.length
    cuts = sorted({0, *followers, *(run.draft for run in moved), *(run.draft + run.length for run in moved)})
    gone = {run.draft for run in moved}
    laid: list[str] = []
    for cut, following in zip(cuts, [*cuts[1:], len(draft)], strict=True):
        for run in followers.get(cut, ()):
            laid.extend(draft[run.draft : run.draft + run.length])
        if cut not in gone:
            laid.extend(draft[cut:following])
    return laid

"""Which drafts are read: some by chance, so that shares can be told, some for what happened to them.

Nobody can read every trace. The random part is drawn by a hash of the session and the draft, each draft of
the frame with the same chance; the other part is where something went wrong or was new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RANDOM_SIZE, SIGNAL_SIZE = 30, 15

# What makes a draft worth reading, as its readers are told; most telling first.
SIGNALS = {
    "audit": "an audit called it unacceptable",
    "thumbs_down": "an agent marked it as not helpful",
    "material": "a fact, a promise or a denial was changed",
    "rerouted": "the ticket was filed elsewhere",
    "regenerated": "another draft was asked for",
    "held": "a check held it",
    "novel": "no SOP answered it",
}


@dataclass(frozen=True)
class Picked:
    """A draft for the pack. `propensity` is the chance of the random part, 0 to 1; None when chosen."""

    draft: int
    propensity: float | None
    signals: tuple[str, ...]


def sample(
    frame: Sequence[int],
    signals: Mapping[int, Sequence[str]],
    seed: str,
    *,
    random_size: int = RANDOM_SIZE,
    signal_size: int = SIGNAL_SIZE,
) -> list[Picked]:
    """The pack: `random_size` of the frame (or all of it), then what has signals and was not drawn.

    Of two drafts with signals the one with the more telling ones comes first, then the newer one.
    """
    drawn = sorted(set(frame), key=lambda draft: _place(seed, draft))[:random_size]
    chance = len(drawn) / len(set(frame)) if drawn else None
    pack = [Picked(draft, chance, tuple(signals.get(draft, ()))) for draft in drawn]
    order = list(SIGNALS)
    rest = sorted(
        (draft for draft, codes in signals.items() if codes and draft not in set(drawn)),
        key=lambda draft: (min(order.index(code) for code in signals[draft]), -draft),
    )
    return pack + [Picked(draft, None, tuple(signals[draft])) for draft in rest[:signal_size]]


def _place(seed: str, draft: int) -> str:
    return hashlib.sha256(f"{seed}:{draft}".encode()).hexdigest()

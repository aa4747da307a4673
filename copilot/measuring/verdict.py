"""From what changed to a verdict: the class of the edit, and whether the draft was unacceptable.

The class says how much work the draft left. Unacceptable is the evidence that autonomy is decided on: would
this draft, sent as it stood, have been wrong? Both thresholds are starting values, to be refitted on the
first 200 blind audits (agreement κ ≥ 0.6 between unacceptable and the auditor).
"""

from __future__ import annotations

from dataclasses import dataclass

COSMETIC_UP_TO = 0.10
LIGHT_UP_TO = 0.30
# Replies to two different questions share 0.24 of their words in order by chance (median of 1,400 pairs of
# Bitext replies; 0.10 and 0.42 at the 5th and 95th percentile). Below that, no more of the draft was used
# than of a stranger. Such an edit is unacceptable anyway (used < 0.25 forces EER > 0.75); the mark says why.
DISCARDED_BELOW = 0.25

AS_IS, COSMETIC, LIGHT, REWRITE, MATERIAL = "as-is", "cosmetic", "light", "rewrite", "material"
CLASSES = (AS_IS, COSMETIC, LIGHT, REWRITE, MATERIAL)

# What a person may say was wrong with a draft; these alone make it unacceptable (“tone” would not).
UNACCEPTABLE_REASONS = frozenset({"wrong_fact", "wrong_policy", "wrong_customer", "unsafe"})

REASON_TEXT = {
    "material": "a fact, a promise or a denial was changed",
    "rewritten": f"more than {LIGHT_UP_TO:.0%} of the words were edited",
    "discarded": "the draft was not used",
    "regenerated": "the agent asked for another draft",
    "rerouted": "the ticket was moved to another category",
    "misrouted": "the ticket was moved to another category before any reply",
    "thumbs_down": "the agent marked the draft as bad",
    "wrong_fact": "the agent named a wrong fact",
    "wrong_policy": "the agent named a wrong policy",
    "wrong_customer": "the draft was about another customer",
    "unsafe": "the agent called the draft unsafe",
    "tone": "the agent named its tone",
    "missing": "the agent missed something in it",
    "other": "the agent named something else",
}

# What an agent may answer to “What was wrong?” after a draft was changed, in the order of the keys 1 to 7.
TAGS = {
    "wrong_fact": "wrong fact",
    "wrong_policy": "wrong policy",
    "wrong_customer": "wrong customer",
    "unsafe": "unsafe",
    "tone": "tone",
    "missing": "something missing",
    "other": "something else",
}


@dataclass(frozen=True, slots=True)
class Signals:
    """What people did or said besides editing. `reason` is a code the agent chose, or empty."""

    discarded: bool = False
    regenerated: bool = False
    rerouted: bool = False
    thumbs_down: bool = False
    reason: str = ""


def edit_class(eer: float, material: bool) -> str:
    """as-is at 0, cosmetic up to 0.10, light up to 0.30, rewrite above; material whatever the rate."""
    if material:
        return MATERIAL
    if eer == 0:
        return AS_IS
    if eer <= COSMETIC_UP_TO:
        return COSMETIC
    return LIGHT if eer <= LIGHT_UP_TO else REWRITE


def reasons(*, eer: float, material: bool, discarded: bool, signals: Signals) -> tuple[str, ...]:
    """Codes (keys of REASON_TEXT) of everything that makes the draft unacceptable; empty when it was
    acceptable.
    """
    found = {
        "material": material,
        "rewritten": eer > LIGHT_UP_TO,
        "discarded": discarded or signals.discarded,
        "regenerated": signals.regenerated,
        "rerouted": signals.rerouted,
        "thumbs_down": signals.thumbs_down,
    }
    codes = tuple(code for code, holds in found.items() if holds)
    return (*codes, signals.reason) if signals.reason in UNACCEPTABLE_REASONS else codes

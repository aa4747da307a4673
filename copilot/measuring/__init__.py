"""How much of a draft an agent used, and whether the edit changed what the customer is told.

    measurement = measure(draft, final)
    measurement.edit_class, measurement.unacceptable, measurement.facts

Everything here is a pure function of two texts. `alignment` holds the formulae, `facts` what counts as a
fact, `verdict` the thresholds, `diff` the view for people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from copilot.measuring import pasted, unspaced, verdict, vocabulary
from copilot.measuring.alignment import align, rates
from copilot.measuring.boilerplate import body
from copilot.measuring.facts import FactChange, Facts, changed_facts, find_facts
from copilot.measuring.normalise import lowered, plainly, uniform, words
from copilot.measuring.verdict import Signals

__all__ = ["FactChange", "Measurement", "Signals", "measure"]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What became of a draft.

    eer, used and added lie between 0 and 1 (defined in `alignment`); `facts` are the changed facts, empty
    exactly when `material` is false; `reasons` are codes of `verdict.REASON_TEXT`, empty exactly when the
    draft was acceptable.
    """

    eer: float
    used: float
    added: float
    material: bool
    facts: tuple[FactChange, ...]
    edit_class: str
    unacceptable: bool
    reasons: tuple[str, ...]


def measure(draft: str, final: str, signals: Signals = Signals()) -> Measurement:  # noqa: B008 (frozen)
    """Compare a draft with the text that was sent. Never raises, whatever the two strings hold.

    Greeting, closing, signature, quoted mail and list numbers are left out of the comparison. Nothing sent is
    a discarded draft. A text written where the draft was empty is all edit, and no draft was discarded.
    """
    before, after = words(body(_plain(draft))), words(body(_plain(final)))
    old, new = lowered(before), lowered(after)
    alignment = align(old, new)
    rate = rates(old, new, alignment)
    facts = _changes(before, after, alignment.laid)
    discarded = bool(before) and rate.used < verdict.DISCARDED_BELOW
    why = verdict.reasons(eer=rate.eer, material=bool(facts), discarded=discarded, signals=signals)
    return Measurement(
        eer=rate.eer,
        used=rate.used,
        added=rate.added,
        material=bool(facts),
        facts=facts,
        edit_class=verdict.edit_class(rate.eer, bool(facts)),
        unacceptable=bool(why),
        reasons=why,
    )


def _plain(text: str) -> str:
    return plainly(unspaced.with_digits(uniform(pasted.without_traces(text))))


def _changes(before: list[str], after: list[str], laid: Sequence[str]) -> tuple[FactChange, ...]:
    if before == after:
        return ()
    draft, final = find_facts(before), find_facts(after)
    return changed_facts(draft, final) or _exchanged(draft, final, laid, lowered(after))


def _exchanged(
    draft: Facts, final: Facts, laid: Sequence[str], final_words: list[str]
) -> tuple[FactChange, ...]:
    """Facts that changed places: “30 days to return, 14 to exchange” turned round has the same set of facts.

    Only asked when two facts of a kind stand in another order. Re-ordering sentences moves them with their
    words and is no change, and neither is turning a list round (“A1 and B2”, where only linking words stand
    between).
    """
    if _by_kind(draft) == _by_kind(final):
        return ()
    found: list[FactChange] = []
    last_end = 0
    for part in Levenshtein.opcodes(laid, final_words):
        if part.tag != "replace":
            continue
        old = find_facts(laid[part.src_start : part.src_end])
        new = find_facts(final_words[part.dest_start : part.dest_end])
        listed = _only_links(laid, last_end, part.src_start) if found else False
        last_end = part.src_end
        if [kind for kind, _ in old.said] != [kind for kind, _ in new.said]:
            continue
        if listed:
            found.pop()
            continue
        found += changed_facts(old, new)
    return tuple(found) if len(found) > 1 else ()


def _by_kind(facts: Facts) -> dict[str, list[Hashable]]:
    kinds: dict[str, list[Hashable]] = defaultdict(list)
    for kind, value in facts.said:
        kinds[kind].append(value)
    return kinds


def _only_links(tokens: Sequence[str], start: int, end: int) -> bool:
    """Whether nothing but linking words, units and currencies, or a repeated label, stands between two
    places.
    """
    label = tokens[start - 2] if start > 1 else ""
    links = vocabulary.BETWEEN_NUMBERS | vocabulary.UNIT.keys() | vocabulary.CURRENCY.keys() | {label}
    return all(token in links for token in tokens[start:end])

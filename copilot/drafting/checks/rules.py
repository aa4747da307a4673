"""Rules an SOP's owner may add in words: what a reply must never say, and when a person must take over."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.drafting.composed import Composed
from copilot.drafting.context import Context


@dataclass(frozen=True)
class Rules:
    """Phrases, compared without regard to case, spacing and typographic quotes."""

    never_say: tuple[str, ...] = ()
    escalate_when: tuple[str, ...] = ()

    def with_(self, other: Rules) -> Rules:
        return Rules(self.never_say + other.never_say, self.escalate_when + other.escalate_when)


NO_RULES = Rules()


def rules_of(composed: Composed, context: Context) -> Rules:
    """The rules of the SOP the draft is made from, which is the first section's, and of those it cites.

    What else was found for the message has no say in a draft that does not use it.
    """
    heard = {section.sop_slug for section in context.sections[:1]} | {one.sop for one in composed.sources}
    first = {section.sop_slug: section for section in reversed(context.sections)}
    rules = NO_RULES
    for slug, section in first.items():
        if slug in heard:
            rules = rules.with_(Rules(section.never_say, section.escalate_when))
    return rules

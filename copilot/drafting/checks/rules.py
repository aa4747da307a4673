"""Rules an SOP's owner may add in words: what a reply must never say, and when a person must take over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """Phrases, compared without regard to case, spacing and typographic quotes."""

    never_say: tuple[str, ...] = ()
    escalate_when: tuple[str, ...] = ()

    def with_(self, other: Rules) -> Rules:
        return Rules(self.never_say + other.never_say, self.escalate_when + other.escalate_when)


NO_RULES = Rules()

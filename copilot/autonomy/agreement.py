"""Do the edits say what the audits say? Agreement beyond chance of two verdicts on the same drafts.

Cohen's κ (1960) = (p₀ − pₑ) / (1 − pₑ), p₀ the share on which both agree and pₑ what two judges with these
shares of “unacceptable” would agree on by chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# The limits 0.10 and 0.30 of edit classes are starting values, to be refitted on this many blind audits.
REFIT_AT = 200
WANTED = 0.6


@dataclass(frozen=True)
class Agreement:
    """Counts of (edit verdict, audit verdict), each acceptable or unacceptable."""

    both_bad: int = 0
    only_edit: int = 0
    only_audit: int = 0
    neither: int = 0

    @property
    def n(self) -> int:
        return self.both_bad + self.only_edit + self.only_audit + self.neither

    @property
    def observed(self) -> float | None:
        """The share on which both agree, 0 to 1."""
        return (self.both_bad + self.neither) / self.n if self.n else None

    @property
    def kappa(self) -> float | None:
        """κ, −1 to 1; None without drafts, or where chance alone would make both agree on everything."""
        if not self.n:
            return None
        edit, judged = self.both_bad + self.only_edit, self.both_bad + self.only_audit
        chance = (edit * judged + (self.n - edit) * (self.n - judged)) / self.n**2
        return (self.observed - chance) / (1 - chance) if self.observed is not None and chance < 1 else None


def agreement(pairs: Iterable[tuple[bool, bool]]) -> Agreement:
    """From (unacceptable by its edit, unacceptable by audit) of each draft."""
    found = list(pairs)
    return Agreement(
        both_bad=sum(edit and judged for edit, judged in found),
        only_edit=sum(edit and not judged for edit, judged in found),
        only_audit=sum(judged and not edit for edit, judged in found),
        neither=sum(not edit and not judged for edit, judged in found),
    )

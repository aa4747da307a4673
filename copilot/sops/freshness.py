"""Whether an SOP version is in force on a day: from its effective date until long after its review date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings


@dataclass(frozen=True)
class Freshness:
    """`state` is current, not_yet, review_due or expired; `reason` completes “this SOP …”."""

    state: str
    reason: str = ""

    @property
    def in_force(self) -> bool:
        """Whether drafts may be made from it. One that is due for review still holds, for a while."""
        return self.state in ("current", "review_due")


def freshness(effective: date | None, review_by: date | None, today: date) -> Freshness:
    """A version past its review date by more than SOP_EXPIRES_AFTER_DAYS days has expired."""
    if effective is not None and effective > today:
        return Freshness("not_yet", f"is not in force before {effective:%-d %B %Y}")
    if review_by is None or review_by >= today:
        return Freshness("current")
    ends = review_by + timedelta(days=settings.SOP_EXPIRES_AFTER_DAYS)
    if ends < today:
        return Freshness("expired", f"expired on {ends:%-d %B %Y}: nobody reviewed it")
    return Freshness("review_due", f"was to be reviewed by {review_by:%-d %B %Y}")

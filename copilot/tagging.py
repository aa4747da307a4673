"""“What was wrong?”: one word from the agent who changed a draft, kept with the outcome.

Only drafts that count against their category are asked about, so a tag never changes a verdict: it says why.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from copilot import outcomes
from copilot.autonomy.conversations import HELD_BACK, PROBED, SHADOW
from copilot.measuring.verdict import TAGS
from copilot.models import Outcome
from support import audit, permissions
from support.actions.tickets import Refused
from support.locks import hold
from support.models import User

# Nobody can say what was wrong with a draft they were not shown as it was made.
NOT_SHOWN = (HELD_BACK, SHADOW, PROBED)
# The report counts the newest drafts that count against their category, and says so.
NEWEST = 2000


def tag_of(outcome: Outcome) -> str:
    """What its agent said was wrong (a key of TAGS); empty when nobody said."""
    return next((reason for reason in outcome.reasons if reason in TAGS), "")


def asks(outcome: Outcome | None, user: User) -> bool:
    """Whether the page asks this person what was wrong: the agent who changed the draft."""
    if outcome is None or outcome.excluded in NOT_SHOWN:
        return False
    return outcome.unacceptable and outcome.by_id == user.pk


@transaction.atomic
def tag(*, outcome: Outcome, reason: str, by: User) -> Outcome:
    """Keep what was wrong; said again, the later word counts. Raises PermissionDenied or Refused."""
    permissions.check(by, "rate_drafts")
    if reason not in TAGS:
        raise Refused("Choose one of the reasons offered.")
    hold(f"outcome {outcome.ticket_id}")
    found = Outcome.objects.select_related("ticket").filter(pk=outcome.pk).first()
    if found is None:
        raise Refused("The reply was taken back, and its measurement with it.")
    if not found.unacceptable:
        raise Refused("This draft was acceptable: there is nothing to explain.")
    before = tag_of(found)
    found.reasons = [*(each for each in found.reasons if each not in TAGS), reason]
    found.save(update_fields=["reasons"])
    outcomes.judge_conversation(found.ticket_id)  # some of these words make the verdict a critical one
    audit.record(found.ticket, "draft_explained", by=by, before={"reason": before}, after={"reason": reason})
    return found


@dataclass(frozen=True)
class TagCount:
    """How often a reason was named; simulated outcomes are counted apart."""

    reason: str
    label: str
    real: int
    simulated: int


def counts(rows: QuerySet[Outcome]) -> list[TagCount]:
    """Each reason among the newest outcomes that count against their category, and those nobody explained."""
    newest = rows.filter(unacceptable=True).order_by("-id").values_list("reasons", "simulated")[:NEWEST]
    tally = {reason: [0, 0] for reason in (*TAGS, "")}
    for reasons, simulated in newest:
        said = next((reason for reason in reasons if reason in TAGS), "")
        tally[said][simulated] += 1
    labels = {**TAGS, "": "nobody said"}
    return [TagCount(reason, labels[reason], real, made) for reason, (real, made) in tally.items()]

"""What one conversation says about drafts: which of its outcomes count, and the verdicts that follow.

Nothing here reads or writes a row: everything is derived from what `evidence.gather` brings, so that deriving
it again, at any time and by anybody, gives the same. One conversation has at most one word for each category
and source:

    edit        the first reply to a draft that is evidence, or a refiling away from an unanswered draft
    audit       the first judged audit of a draft
    sent audit  the first judged audit of a reply that Understudy sent

Left out, and decided without looking at the verdict: drafts nobody was shown before replying, made in shadow
or held back to learn what people write unaided; and every draft for a message for which one was shown with a
planted fault. An audit reads the draft as it was made, and counts. Drafts sent unchanged without being read
are left out too; that can only remove would-be successes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from copilot.models import Draft, DraftAudit, Outcome, Resolution, Verdict
from routing.models import Correction
from support.models import Message

UNREAD = "sent unchanged without being read"
LATER = "not the conversation's first draft"
HELD_BACK = "held back until the reply was sent"
SHADOW = "made in shadow, shown to nobody"
PROBED = "carried a planted fault (probe)"

MISROUTED = "misrouted"
# What a person or an audit may name that takes autonomy back at once.
CRITICAL = frozenset({"wrong_customer", "unsafe"})
SENT_BY_SYSTEM = Resolution.Arm.AUTO


@dataclass
class Conversation:
    """The rows of one ticket that verdicts are derived from, each list oldest first."""

    ticket: int
    simulated: bool = False
    outcomes: list[Outcome] = field(default_factory=list)  # with their drafts
    corrections: list[Correction] = field(default_factory=list)  # those that stand
    drafts: list[Draft] = field(default_factory=list)  # replies that were ready; only where corrected
    replies: list[Message] = field(default_factory=list)  # sent by us; only where corrected
    audits: list[DraftAudit] = field(default_factory=list)  # those judged, with their drafts
    resolutions: dict[int, Resolution] = field(default_factory=dict)  # by draft
    probed: set[int] = field(default_factory=set)  # messages for which a draft with a planted fault was shown


@dataclass(frozen=True)
class Judged:
    """The columns of a `Verdict` but for its ticket and number."""

    source: str
    draft_id: int
    category_id: int
    version_key: str
    unacceptable: bool
    critical: bool
    reasons: list[str]
    excluded: str
    holdout: bool
    propensity: float
    reviewer_id: int | None
    simulated: bool
    at: datetime

    @property
    def slot(self) -> tuple[int, str]:
        return self.category_id, self.source

    @property
    def counted_misroute(self) -> bool:
        return not self.excluded and self.reasons == [MISROUTED]


def exclusions(conversation: Conversation) -> dict[int, str]:
    """For each outcome why it is no evidence; empty for the one that is."""
    left = {misroute.category_id for misroute in misroutes(conversation) if not misroute.excluded}
    found, judged = {}, False
    for outcome in conversation.outcomes:
        later = judged or outcome.category_id in left
        found[outcome.pk] = LATER if later else _why_no_evidence(outcome, conversation)
        judged = judged or not found[outcome.pk]
    return found


def _why_no_evidence(outcome: Outcome, conversation: Conversation) -> str:
    if outcome.draft.message_id in conversation.probed:
        return PROBED
    if outcome.draft.shadow:
        return SHADOW
    if _arm(conversation, outcome.draft_id) == Resolution.Arm.HOLDOUT_UNSEEN:
        return HELD_BACK
    unchanged = outcome.edit_class == "as-is" and not outcome.unacceptable
    return UNREAD if unchanged and not outcome.attended else ""


def verdicts(conversation: Conversation) -> list[Judged]:
    """Everything the conversation says, in order of arrival."""
    found = [*_edits(conversation), *_audits(conversation)]
    return sorted(found, key=lambda judged: (judged.at, judged.source))


def _edits(conversation: Conversation) -> list[Judged]:
    excluded = exclusions(conversation)
    moved = {judged.category_id: judged for judged in misroutes(conversation)}
    found = []
    for category in dict.fromkeys([*moved, *(outcome.category_id for outcome in conversation.outcomes)]):
        outcomes = [outcome for outcome in conversation.outcomes if outcome.category_id == category]
        own = [outcome for outcome in outcomes if excluded[outcome.pk] != PROBED]  # not what we planted
        critical = any(CRITICAL & set(outcome.reasons) for outcome in own)
        if category in moved:
            found.append(_marked(moved[category], critical))
        elif chosen := _chosen(outcomes, excluded, critical):
            found.append(_of_outcome(chosen, excluded[chosen.pk], critical, conversation))
    return found


def _marked(judged: Judged, critical: bool) -> Judged:
    return Judged(**{**vars(judged), "critical": critical})


def _chosen(outcomes: Sequence[Outcome], excluded: dict[int, str], critical: bool) -> Outcome | None:
    """The outcome that speaks for the category; a later one only when it shows a critical error."""
    evidence = [outcome for outcome in outcomes if not excluded[outcome.pk]]
    left_out = [outcome for outcome in outcomes if excluded[outcome.pk] not in ("", LATER)]
    bad = [outcome for outcome in outcomes if critical and CRITICAL & set(outcome.reasons)]
    return next(iter([*evidence, *left_out, *bad]), None)


def _of_outcome(outcome: Outcome, excluded: str, critical: bool, conversation: Conversation) -> Judged:
    return Judged(
        source=Verdict.Source.EDIT,
        draft_id=outcome.draft_id,
        category_id=outcome.category_id,
        version_key=outcome.version_key,
        unacceptable=outcome.unacceptable,
        critical=critical,
        reasons=list(outcome.reasons),
        excluded=excluded,
        reviewer_id=outcome.by_id,
        simulated=outcome.simulated,
        at=outcome.at,
        **_drawn(conversation, outcome.draft_id),
    )


def misroutes(conversation: Conversation) -> list[Judged]:
    """Ready drafts of a category that a person refiled the ticket away from before any reply.

    Sent as it stood, such a draft would have answered the wrong question. One for each category; none for a
    refiling that was taken back, by undo or by filing the ticket there again before the reply.
    """
    found: dict[int, Judged] = {}
    for number, correction in enumerate(conversation.corrections):
        home = correction.from_category_id
        later = conversation.corrections[number + 1 :]
        if (
            home is None
            or correction.confirms
            or home in found
            or any(c.to_category_id == home for c in later)
        ):
            continue
        draft = _set_aside(conversation, correction)
        if draft is not None:
            found[home] = _misroute(draft, correction, conversation)
    return list(found.values())


def _set_aside(conversation: Conversation, correction: Correction) -> Draft | None:
    """The newest draft of that category which stood ready, unanswered, when it was refiled."""
    ready = [
        draft
        for draft in conversation.drafts
        if draft.category_id == correction.from_category_id
        and draft.ready_at is not None
        and draft.ready_at <= correction.at
        and (draft.stale_at is None or draft.stale_at >= correction.at)
    ]
    if not ready:
        return None
    answered = any(
        reply.created_at <= correction.at and reply.pk > ready[-1].message_id
        for reply in conversation.replies
    )
    return None if answered else ready[-1]


def _misroute(draft: Draft, correction: Correction, conversation: Conversation) -> Judged:
    return Judged(
        source=Verdict.Source.EDIT,
        draft_id=draft.pk,
        category_id=draft.category_id,
        version_key=draft.version_key,
        unacceptable=True,
        critical=False,
        reasons=[MISROUTED],
        excluded=PROBED if draft.message_id in conversation.probed else SHADOW if draft.shadow else "",
        reviewer_id=correction.by_id,
        simulated=conversation.simulated,
        at=correction.at,
        **_drawn(conversation, draft.pk),
    )


def _audits(conversation: Conversation) -> list[Judged]:
    first: dict[tuple[int, str], Judged] = {}
    for audit in conversation.audits:
        judged = _of_audit(audit, conversation)
        first.setdefault(judged.slot, judged)
    return list(first.values())


def _of_audit(audit: DraftAudit, conversation: Conversation) -> Judged:
    assert audit.judged_at is not None
    sent = audit.kind == DraftAudit.Kind.SENT
    return Judged(
        source=Verdict.Source.SENT_AUDIT if sent else Verdict.Source.AUDIT,
        draft_id=audit.draft_id,
        category_id=audit.draft.category_id,
        version_key=audit.draft.version_key,
        unacceptable=bool(audit.unacceptable),
        critical=audit.critical or bool(CRITICAL & set(audit.reasons)),
        reasons=list(audit.reasons),
        excluded=SHADOW if audit.draft.shadow else "",
        # A draft held back has no other verdict; of the others the edit is what counts in the holdout.
        holdout=_arm(conversation, audit.draft_id) == Resolution.Arm.HOLDOUT_UNSEEN,
        propensity=audit.propensity,
        reviewer_id=audit.judge_id,
        simulated=conversation.simulated,
        at=audit.judged_at,
    )


def _arm(conversation: Conversation, draft: int) -> str:
    resolution = conversation.resolutions.get(draft)
    return resolution.arm if resolution is not None and resolution.eligible else ""


def _drawn(conversation: Conversation, draft: int) -> dict[str, Any]:
    """Whether it went to people although it could have been sent, and with what chance."""
    arm = _arm(conversation, draft)
    if arm in ("", SENT_BY_SYSTEM):
        return {"holdout": False, "propensity": 1.0}
    return {"holdout": True, "propensity": conversation.resolutions[draft].propensity or 1.0}

"""Calibration sessions: a pack is built, read draft by draft, and closed when every draft has an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from copilot import versions
from copilot.autonomy import ladder
from copilot.calibration import candidates, state
from copilot.calibration.codebook import name_mode, seen_again
from copilot.calibration.sampling import RANDOM_SIZE, sample
from copilot.calibration.surprise import SESSION_SIZE
from copilot.models import CalibrationItem, CalibrationSession, Disposition, FailureMode
from support import audit, permissions
from support.actions.tickets import Refused
from support.locks import hold
from support.models import Category, User
from support.texts import clean_line, clean_text

EVERY = timedelta(days=2)
DUE = timedelta(days=2)
LONGEST_NOTE = 2000
UNTRIAGED = "Every draft needs an answer before the session can be closed; {n} still have none."


@transaction.atomic
def build(*, category: Category | None, by: User | None = None) -> CalibrationSession:
    """A new pack for one category, or for all. Raises Refused if one is open or there is nothing to read."""
    if by is not None:
        permissions.check(by, "build_sessions")
    hold("calibration")
    if CalibrationSession.objects.filter(category=category, state="open").exists():
        raise Refused("The last session is still open; read it to its end first.")
    drafts = candidates.recent(category)
    frame = candidates.frame(drafts)
    key = versions.newest_keys([category]).get(category.pk, "") if category else ""
    session = CalibrationSession.objects.create(
        category=category,
        version_key=key,
        built_by=by,
        due=timezone.localdate() + DUE,
        frame=len(frame),
    )
    pack = sample(frame, candidates.signals(drafts), seed=f"calibration {session.pk}")
    if not pack:
        raise Refused("There is nothing to read: no draft was answered lately that nobody has read.")
    stratum = CalibrationItem.Stratum
    CalibrationItem.objects.bulk_create(
        CalibrationItem(
            session=session,
            draft_id=picked.draft,
            stratum=stratum.RANDOM if picked.propensity else stratum.SIGNAL,
            propensity=picked.propensity,
            signals=list(picked.signals),
        )
        for picked in pack
    )
    audit.record(session, "session_built", by=by or "calibration", after={"drafts": len(pack)})
    return session


def build_due() -> CalibrationSession | None:
    """The pack of the day, every other day; None when one was built since, or there is nothing to read."""
    if CalibrationSession.objects.filter(built_by=None, built_at__gt=timezone.now() - EVERY).exists():
        return None
    try:
        return build(category=choose())
    except Refused:
        return None


def choose() -> Category | None:
    """The category with most to read among those still surprising; None (all of them) if none has enough."""
    drafting = list(ladder.drafting_now())
    quiet = state.complete_categories(drafting)
    busy = set(CalibrationSession.objects.filter(state="open").values_list("category_id", flat=True))
    open_ones = [category for category in drafting if category.pk not in quiet | busy]
    sizes = [(len(candidates.frame(candidates.recent(category))), category) for category in open_ones]
    size, found = max(sizes, key=lambda pair: pair[0], default=(0, None))
    return found if size >= min(RANDOM_SIZE, SESSION_SIZE) else None


@transaction.atomic
def answer(
    *,
    item: CalibrationItem,
    disposition: str,
    by: User,
    modes: Sequence[FailureMode] = (),
    new_mode: str = "",
    description: str = "",
    note: str = "",
) -> CalibrationItem:
    """Say what is wrong with a draft, and what is done about it; `fine` names nothing, all else at least one.

    Raises PermissionDenied or Refused. Answered again, the last word counts, until the session is closed.
    """
    permissions.check(by, "calibrate")
    session = CalibrationSession.objects.select_for_update().get(pk=item.session_id)
    if session.state != "open":
        raise Refused("This session is closed; its answers stand.")
    category = item.draft.category
    chosen = [mode for mode in modes if mode.category_id == category.pk]
    if disposition == CalibrationItem.FINE and (chosen or new_mode.strip()):
        raise Refused("Either nothing is wrong with it, or it has a failure mode.")
    if disposition not in {CalibrationItem.FINE, *Disposition.values}:
        raise Refused("Say what is to be done about it.")
    if new_mode.strip():
        chosen.append(
            name_mode(
                category=category,
                name=clean_line(new_mode, 120),
                description=clean_text(description)[:LONGEST_NOTE],
                disposition=disposition,
                by=by,
            )
        )
    if disposition != CalibrationItem.FINE and not chosen:
        raise Refused("Name what is wrong with it: pick a failure mode or write a new one.")
    item.disposition, item.note = disposition, clean_text(note)[:LONGEST_NOTE]
    item.reviewer, item.reviewed_at = by, timezone.now()
    item.save(update_fields=["disposition", "note", "reviewer", "reviewed_at"])
    item.modes.set(chosen)
    for mode in chosen:
        seen_again(mode, item.draft)
    return item


@transaction.atomic
def close(*, session: CalibrationSession, by: User) -> CalibrationSession:
    """End a session. Raises PermissionDenied, or Refused while a draft has no answer."""
    permissions.check(by, "build_sessions")
    found = CalibrationSession.objects.select_for_update().get(pk=session.pk)
    if found.state != "open":
        raise Refused("This session is closed already.")
    if untriaged := found.items.filter(disposition="").count():
        raise Refused(UNTRIAGED.format(n=untriaged))
    found.state, found.closed_by, found.closed_at = "closed", by, timezone.now()
    found.save(update_fields=["state", "closed_by", "closed_at"])
    audit.record(found, "session_closed", by=by, after={"drafts": found.items.count()})
    return found

"""What the demo's people read: drafts judged blind, and calibration sessions with failure modes named.

Drawing, judging and the codebook are the product's own. What is simulated is what each person says: mostly
what the edit of the draft says, too, but for an invented share of drafts where the two differ. The newest
draws, and one open session, are left for whoever tries the demo.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from copilot.autonomy import auditing
from copilot.calibration import codebook, sessions
from copilot.demo import first_step
from copilot.demo.founding import FIRST_TO_ANSWER, Shop
from copilot.models import CalibrationItem, CalibrationSession, DraftAudit, FailureMode, Outcome
from support.actions.tickets import Refused
from support.models import Category, User

# Invented: reviewers let some bad drafts through, and touch up some that would have done.
LET_THROUGH, TOUCHED_UP = 0.02, 0.15
SMALL_CHANGES = 0.2  # of the good ones
DRAWN_DAYS = 30  # further back there was no such thing as an audit
LEFT = timedelta(days=2)  # answered later than this ago: for whoever tries the demo
LEFT_AT_LEAST = 6

# What an edit gives away about the draft, as the demo's people would put it.
MODES = {
    "duration": ("Gives another period than the SOP", "new_eval"),
    "amount": ("Names another amount than the SOP", "new_eval"),
    "commitment": ("Promises what we cannot keep", "watch"),
    "": ("Answers beside the question", "fix_and_forget"),
}
# The busiest category is read once, for its failures; the one that shall answer by itself until little is
# left to learn: surprise below its limit twice in a row takes three packs in which nothing is new.
SESSIONS_AGO = (timedelta(days=13), timedelta(days=9), timedelta(days=4))


def judge(shop: Shop, days: int, seed: int) -> None:
    """Draw `days` days' answered drafts for audits and judge all but the newest."""
    chance = random.Random(f"audits {seed}")  # noqa: S311 - a simulator, nothing secret
    first_step.audit_closely()
    auditing.draw(horizon=timedelta(days=min(days, DRAWN_DAYS)))
    people = list(shop.people.values())
    drawn = list(auditing.waiting().select_related("draft").order_by("draft__ready_at"))
    bad = dict(Outcome.objects.values_list("draft_id", "unacceptable"))
    wrote = dict(Outcome.objects.values_list("draft_id", "by_id"))
    for audited in drawn[: max(0, len(drawn) - LEFT_AT_LEAST)]:
        at = (audited.draft.ready_at or audited.drawn_at) + timedelta(hours=chance.randint(4, 40))
        if at > timezone.now() - LEFT:
            continue
        judges = [person for person in people if person.pk != wrote.get(audited.draft_id)]
        closely = audited.draft.category_id == shop.categories[FIRST_TO_ANSWER].pk
        answer = _answer(bad.get(audited.draft_id, False), chance, 0.0 if closely else LET_THROUGH)
        done = auditing.judge(audited=audited, answer=answer, by=chance.choice(judges))
        _move(done, at)


def _answer(unacceptable: bool, chance: random.Random, let_through: float) -> str:
    if unacceptable:
        return "small_changes" if chance.random() < TOUCHED_UP else "wrong"
    if chance.random() < let_through:
        return "wrong"
    return "small_changes" if chance.random() < SMALL_CHANGES else "right"


def _move(judged: DraftAudit, at: datetime) -> None:
    """To where the story has it; the verdict that follows from it moves along."""
    DraftAudit.objects.filter(pk=judged.pk).update(drawn_at=at - timedelta(hours=2), judged_at=at)
    judged.draft.verdicts.filter(source__in=["audit", "sent_audit"]).update(at=at)


def calibrate(shop: Shop, seed: int) -> None:
    """Sessions about two categories, read and closed, and one about all, left open."""
    chance = random.Random(f"sessions {seed}")  # noqa: S311 - a simulator, nothing secret
    category = _busiest()
    if category is None:
        return
    _read_and_close(category, shop, chance, SESSIONS_AGO[-1:])
    _read_and_close(shop.categories[FIRST_TO_ANSWER], shop, chance, SESSIONS_AGO)
    _fix_one(category, shop.manager)
    with suppress(Refused):
        sessions.build(category=None)


def _read_and_close(category: Category, shop: Shop, chance: random.Random, when: Iterable[timedelta]) -> None:
    for ago in when:
        try:
            session = sessions.build(category=category)
        except Refused:  # so small a demo has nothing more to read
            break
        _read(session, list(shop.people.values()), chance)
        sessions.close(session=session, by=shop.manager)
        _date(session, timezone.now() - ago)


def _busiest() -> Category | None:
    counted = Outcome.objects.values("category").annotate(n=Count("pk")).order_by("-n", "category")
    return Category.objects.filter(pk__in=[row["category"] for row in counted[:1]]).first()


def _read(session: CalibrationSession, people: list[User], chance: random.Random) -> None:
    for item in session.items.select_related("draft__category"):
        measured = Outcome.objects.filter(draft=item.draft, unacceptable=True).first()
        name, disposition = _mode(measured) if measured else ("", CalibrationItem.FINE)
        sessions.answer(item=item, disposition=disposition, by=chance.choice(people), new_mode=name)


def _mode(outcome: Outcome) -> tuple[str, str]:
    kinds = [fact["kind"] for fact in outcome.facts if fact["kind"] in MODES]
    return MODES[kinds[0] if kinds else ""]


def _date(session: CalibrationSession, at: datetime) -> None:
    CalibrationSession.objects.filter(pk=session.pk).update(
        built_at=at - timedelta(days=1), closed_at=at, due=at.date()
    )
    session.items.update(reviewed_at=at - timedelta(hours=3))


def _fix_one(category: Category, by: User) -> None:
    """The team thinks that one of them is done with."""
    seen = codebook.known(category).filter(disposition="fix_and_forget").first()
    if seen is not None:
        mode = codebook.call_fixed(mode=seen, by=by)
        FailureMode.objects.filter(pk=mode.pk).update(fixed_at=timezone.now() - timedelta(days=1))

"""An automatic category that becomes worse: amber, red, back to suggest, told, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from copilot.autonomy import facts, gate, ladder, telling, watching
from copilot.models import CategoryAutonomy, Incident, Level, LevelChange, Resolution, Verdict
from support.models import AuditEvent
from tests.copilot.evidence_help import drafts, earned, key_of, promoted, verdicts
from tests.factories import committed, make_user

AMBER, RED = (60, 3), (60, 5)


def automatic(proven):
    category = earned()
    promoted(category)
    CategoryAutonomy.objects.update(since=timezone.now() - timedelta(days=8))
    return category


@pytest.fixture
def category(db, proven):
    return automatic(proven)


def seen(category, n, bad, *, late=0):
    """Verdicts of the holdout since the promotion, good ones first, spread over days."""
    start = timezone.now() - timedelta(days=7) + timedelta(hours=late)
    for i, (count, worse) in enumerate([(n, 0), *[(1, 1)] * bad]):
        verdicts(category, count, worse, at=start + timedelta(days=i), holdout=True)


def row_of(category):
    return CategoryAutonomy.objects.get(category=category)


def test_nothing_happens_while_it_is_good(category):
    seen(category, 60, 0)
    assert watching.watch(category.pk).light == "clear"
    assert not Incident.objects.exists()


def test_amber_lowers_the_light_and_tells_the_owner(category):
    seen(category, *AMBER)
    watching.watch(category.pk)
    assert (row_of(category).level, row_of(category).light) == ("canary", "amber")
    incident = Incident.objects.get()
    assert (incident.cause, set(incident.told.all())) == ("amber", {category.owner, category.deputy})
    assert "amber from 100" in incident.text


def test_amber_clears_again(category):
    seen(category, *AMBER)
    watching.watch(category.pk)
    verdicts(category, 60, at=timezone.now() - timedelta(hours=3), holdout=True)
    watching.watch(category.pk)
    assert row_of(category).light == "clear"
    incident = Incident.objects.get()
    assert incident.closed_at
    assert "clear from 30" in incident.conclusion


def test_red_takes_the_level_back(category):
    seen(category, *RED)
    watching.watch(category.pk)
    row = row_of(category)
    assert (row.level, row.light, row.attempt) == ("suggest", "red", 2)
    assert (row.auto_share, row.audit_share) == (0.10, 0.20)
    assert row.evidence_since is not None
    change = LevelChange.objects.first()
    assert (change.by, change.from_step, change.to_step) == (None, 2, 1)
    assert "The detector reached 500" in change.why
    event = AuditEvent.objects.filter(action="level_changed").latest("pk")
    assert (event.actor, event.actor_name) == (None, "the watch")


def test_evidence_begins_anew_and_asks_for_more(category):
    seen(category, *RED)
    watching.watch(category.pk)
    found = facts.gather(category, "canary")
    assert (found.edits.n, found.attempt) == (0, 2)
    assert gate.required_evidence("canary", found.attempt) == 40


def test_what_waits_is_called_off(category):
    seen(category, *RED)
    draft = drafts(category, 1)[0]
    waiting = Resolution.objects.create(
        draft=draft,
        ticket=draft.ticket,
        category=category,
        version_key=key_of(category),
        level="canary",
        eligible=True,
        arm="auto",
        state="scheduled",
        send_at=timezone.now(),
    )
    watching.watch(category.pk)
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"


def test_a_critical_error_named_later_of_an_earlier_reply(category):
    Verdict.objects.filter(pk=Verdict.objects.filter(unacceptable=True).first().pk).update(critical=True)
    watching.watch(category.pk)
    assert (row_of(category).level, Incident.objects.get().cause) == ("suggest", "critical")


def test_a_bad_day(category):
    verdicts(category, 20, 6, at=timezone.now() - timedelta(days=2), holdout=True)
    watching.watch(category.pk)
    assert Incident.objects.get().cause == "day"


def test_verdicts_outside_holdout_and_audits_are_not_watched(category):
    """At canary people still answer tickets that could not have been sent."""
    verdicts(category, 20, 20, at=timezone.now() - timedelta(days=2))
    assert watching.watch(category.pk).cause == ""


def test_audits_of_what_was_sent_are(category):
    verdicts(category, 20, 6, at=timezone.now() - timedelta(days=2), source="sent_audit")
    assert watching.watch(category.pk).cause == "day"


def test_a_category_that_sends_nothing_is_left_alone(proven, db):
    category = earned()
    verdicts(category, 20, 20, at=timezone.now(), holdout=True)
    assert watching.watch(category.pk) is None
    assert row_of(category).level == "suggest"


def test_watched_twice_it_is_taken_back_once(category):
    seen(category, *RED)
    watching.watch(category.pk)
    watching.watch(category.pk)
    assert (Incident.objects.count(), LevelChange.objects.filter(by=None).count()) == (1, 1)
    assert row_of(category).attempt == 2


def test_after_every_verdict(category, worker):
    """The pipeline hears of it and the watch runs."""
    from copilot import events
    from support.events import announce

    seen(category, *RED)
    with committed():
        announce(events.verdict_changed, category_id=category.pk)
    assert row_of(category).level == "suggest"
    assert {to for sent in mail.outbox for to in sent.to} == {category.owner.email, category.deputy.email}


def test_the_mail_leaves_once_and_is_tried_again(category, monkeypatch):
    seen(category, *RED)
    watching.watch(category.pk)
    incident = Incident.objects.get()

    def refuse(*args, **kwargs):
        raise ConnectionError("no mail server")

    with monkeypatch.context() as broken:
        broken.setattr(telling.delivery, "tell", refuse)
        assert telling.mail(incident.pk) is False
    assert telling.untold() == [incident.pk]
    assert telling.mail(incident.pk) is True
    assert telling.mail(incident.pk) is False
    assert len(mail.outbox) == 2
    assert telling.untold() == []


def test_without_an_owner_managers_are_told(category):
    manager = make_user("manager")
    type(category).objects.filter(pk=category.pk).update(owner=None, deputy=None)
    seen(category, *RED)
    watching.watch(category.pk)
    assert manager in Incident.objects.get().told.all()


def test_a_replay_gives_the_same_decisions(category, proven):
    """The same verdicts, in the same order, in a second category: the same light after each."""
    twin = earned("Exchanges")
    promoted(twin)
    CategoryAutonomy.objects.update(since=timezone.now() - timedelta(days=8))
    lights = {}
    for each in (category, twin):
        start = timezone.now() - timedelta(days=7)
        lights[each.pk] = []
        for i in range(40):
            verdicts(each, 1, i % 4 == 3, at=start + timedelta(hours=4 * i), holdout=True)
            watching.watch(each.pk)
            lights[each.pk].append((row_of(each).level, row_of(each).light))
    assert lights[category.pk] == lights[twin.pk]
    assert lights[category.pk][-1] == ("suggest", "red")
    assert ("canary", "amber") in lights[category.pk]


def test_checks_that_hold_more_than_before(category):
    """None of 420 drafts was held before the promotion."""
    held = [{"check": "figures", "result": "hold"}, {"check": "signs", "result": "pass"}]
    drafts(category, 15, at=timezone.now() - timedelta(days=1), checks=held)
    watching.watch(category.pk)
    incident = Incident.objects.get()
    assert (incident.cause, incident.figures["k"], incident.figures["n"]) == ("checks", 15, 15)


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_it_back_once(proven):
    category, together = automatic(proven), Barrier(2)
    seen(category, *RED)

    def watch(_):
        together.wait(5)
        try:
            return watching.watch(category.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(watch, range(2)))
    assert sum(each is not None for each in found) == 1
    assert ladder.level_of(category) == Level.SUGGEST
    assert Incident.objects.count() == 1

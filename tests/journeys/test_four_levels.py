"""A category climbs all four levels, breaks, is taken back, and climbs again on more evidence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot import versions
from copilot.autonomy import facts, gate, ladder, watching
from copilot.models import CategoryAutonomy, Incident, Level, LevelChange
from tests.copilot.evidence_help import drafts, verdicts
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db


class Clock:
    """Everything of the product takes its time from `timezone.now`."""

    def __init__(self):
        self.at = timezone.now() - timedelta(days=120)

    def __call__(self):
        return self.at

    def pass_days(self, days):
        self.at += timedelta(days=days)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def category(proven, clock):
    category = make_category("Returns", owner=make_user(), deputy=make_user())
    drafts(category, 1, at=clock())
    return category


@pytest.fixture
def as_manager(manager, client):
    """Signed in again each time: a session ends within the weeks that pass."""

    class Browser:
        def post(self, *args, **fields):
            client.force_login(manager)
            return client.post(*args, **fields)

    return Browser()


def sign(as_manager, category, to, *, typed="Returns"):
    key = versions.newest_keys([category]).get(category.pk, "")
    data = {"level": to, "why": "It has earned it.", "typed": typed, "version_key": key}
    return as_manager.post(f"/readiness/{category.key}/level/", data, follow=True).content.decode()


def reviewed(category, clock, n, bad=0, **fields):
    """So many verdicts of three people, from now on."""
    people = [make_user() for _ in range(3)]
    verdicts(category, n, bad, at=clock(), reviewers=people, **fields)


def test_up_down_and_up_again(category, clock, as_manager):
    level = lambda: ladder.level_of(category).value  # noqa: E731
    # From route to canary in one step is refused; by one step it goes.
    assert "one at a time" in sign(as_manager, category, "canary")
    sign(as_manager, category, "suggest")
    assert level() == "suggest"

    # Two weeks of good drafts, and audits of them.
    assert "may not move up" in sign(as_manager, category, "canary")
    reviewed(category, clock, 300, 1)
    reviewed(category, clock, 80, source="audit")
    clock.pass_days(15)
    assert "type the category" in sign(as_manager, category, "canary", typed="Something else")
    sign(as_manager, category, "canary")
    assert level() == "canary"

    # Two more at canary.
    reviewed(category, clock, 100, holdout=True)
    reviewed(category, clock, 60, source="audit")
    clock.pass_days(15)
    sign(as_manager, category, "auto")
    assert level() == "auto"
    assert CategoryAutonomy.objects.get().auto_share == 1.0

    # It breaks: amber, then red.
    for day in range(10):
        clock.pass_days(1)
        verdicts(category, 10, 0 if day < 2 else 2, at=clock(), holdout=True)
        watching.watch(category.pk)
        if level() != "auto":
            break
    assert level() == "suggest"
    assert set(Incident.objects.values_list("cause", flat=True)) <= {"amber", "red"}
    assert Incident.objects.filter(cause="red", closed_at=None).exists()

    # Second climb: evidence anew, no open incident, and twice as much of it.
    clock.pass_days(1)
    reviewed(category, clock, 100)
    reviewed(category, clock, 90, source="audit")
    clock.pass_days(15)
    page = sign(as_manager, category, "canary")
    assert "incidents without a conclusion" in page
    for incident in Incident.objects.filter(closed_at=None):
        incident.closed_at, incident.conclusion = clock(), "An SOP was wrong; it says 14 days now."
        incident.save()
    assert gate.required_evidence("canary", facts.gather(category, "canary").attempt) == 40
    assert "may not move up" in sign(as_manager, category, "canary")
    reviewed(category, clock, 220)
    reviewed(category, clock, 30, source="audit")
    clock.pass_days(1)
    sign(as_manager, category, "canary")
    assert level() == "canary"
    moves = LevelChange.objects.order_by("id").values_list("from_step", "to_step", "by__role")
    assert [(a, b) for a, b, _ in moves] == [(0, 1), (1, 2), (2, 3), (3, 1), (1, 2)]
    assert [by for *_, by in moves] == ["manager", "manager", "manager", None, "manager"]
    assert Level(level()) == Level.CANARY

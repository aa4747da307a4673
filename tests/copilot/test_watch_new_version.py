"""A new version takes the level back, for the categories it touches and for no others."""

import pytest
from django.utils import timezone

from copilot.autonomy import facts, ladder, watching
from copilot.models import CategoryAutonomy, Incident, LevelChange, Resolution, Sop
from copilot.sops import publishing
from support.actions import categories
from tests.copilot.evidence_help import drafts, earned, key_of, promoted, verdicts
from tests.factories import SOP, committed, make_sop, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(proven):
    """Two categories at canary with an SOP each."""
    made = [earned(name, edits=(1, 0), audits=(1, 0)) for name in ("Returns", "Exchanges")]
    for category in made:
        make_sop(category, title=category.name)
        people = [make_user() for _ in range(3)]
        verdicts(category, 300, 1, reviewers=people)
        verdicts(category, 120, source="audit")
        promoted(category)
    return made


def levels(*chosen):
    return [ladder.level_of(category).value for category in chosen]


def publish(slug, text, by):
    sop = Sop.objects.get(slug=slug)
    publishing.write(markdown=text, by=make_user("admin"), sop=sop)
    with committed():
        publishing.publish(sop=sop, by=by)


def test_a_new_sop_version(both, worker, admin):
    returns, exchanges = both
    text = SOP.format(title="Returns", category=returns.key).replace("30 days", "14 days")
    publish("returns", text, admin)
    assert levels(returns, exchanges) == ["suggest", "canary"]
    change = LevelChange.objects.first()
    assert (change.by, change.category) == (None, returns)
    assert "has changed: sops" in change.why


def test_nothing_went_wrong_so_nobody_has_to_conclude(both, worker, admin):
    publish("returns", SOP.format(title="Returns", category=both[0].key) + "\nSmall print.\n", admin)
    incident = Incident.objects.get()
    assert (incident.cause, incident.conclusion) == ("version", "The version changed; nothing went wrong.")
    assert incident.told.exists()
    row = CategoryAutonomy.objects.get(category=both[0])
    assert (row.attempt, row.evidence_since, row.light) == (1, None, "clear")


def test_its_evidence_begins_anew(both, worker, admin):
    publish("returns", SOP.format(title="Returns", category=both[0].key) + "\nSmall print.\n", admin)
    drafts(both[0], 1, at=timezone.now())
    assert facts.gather(both[0], "canary").edits.n == 0
    assert facts.gather(both[1], "auto").edits.n == 300


def test_another_meaning(both, worker, admin):
    with committed():
        categories.edit_category(category=both[1], values={"when_to_use": "Only boots."}, by=admin)
    assert levels(*both) == ["canary", "suggest"]


def test_another_risk(both, worker, admin):
    with committed():
        categories.edit_category(category=both[1], values={"risk": "money"}, by=admin)
    assert levels(*both) == ["canary", "suggest"]


def test_other_checks_touch_all(both, monkeypatch):
    from copilot import versions

    monkeypatch.setattr(versions, "CHECKS", versions.CHECKS + 1)
    for category in both:
        assert watching.watch(category.pk).figures["changed"] == ["checks"]


def test_another_model(both):
    drafts(both[0], 1, at=timezone.now(), parts={"model": "openai:new"})
    assert watching.watch(both[0].pk).figures["changed"] == ["model"]


def test_a_fallback_is_no_new_model(both):
    drafts(both[0], 1, at=timezone.now(), parts={"model": "openai:small"}, degraded="The server was busy.")
    assert watching.watch(both[0].pk).cause == ""


def test_an_edit_that_changes_no_meaning(both, worker, manager):
    with committed():
        categories.edit_category(category=both[1], values={"description": "In other words."}, by=manager)
    assert levels(*both) == ["canary", "canary"]


def test_drafts_go_on_and_nothing_is_sent(both, worker, admin):
    """At suggest drafts are made and judged; what waited is called off."""
    draft = drafts(both[0], 1)[0]
    values = {"draft": draft, "ticket": draft.ticket, "category": both[0], "version_key": key_of(both[0])}
    Resolution.objects.create(
        **values, level="canary", eligible=True, arm="auto", state="scheduled", send_at=timezone.now()
    )
    publish("returns", SOP.format(title="Returns", category=both[0].key) + "\nSmall print.\n", admin)
    assert Resolution.objects.get().state == "cancelled"
    assert both[0] in ladder.drafting_now()

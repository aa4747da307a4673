"""To a level that sends: every condition met, a manager's typed signature, evidence and terms frozen."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from copilot.autonomy import gate, ladder, promoting, signing
from copilot.models import CategoryAutonomy, Incident, Level, LevelChange, Resolution, Verdict
from support.actions.tickets import Refused
from support.models import AuditEvent
from tests.copilot.evidence_help import drafts, earned, key_of, promoted, verdicts
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(proven):
    return earned()


def refusals():
    return list(AuditEvent.objects.filter(action="level_change_refused").values_list("why", flat=True))


def test_canary(category, manager):
    change = promoted(category, by=manager)
    row = CategoryAutonomy.objects.get(category=category)
    assert (row.level, row.version_key, row.light) == ("canary", key_of(category), "clear")
    assert (row.auto_share, row.holdout_share, row.audit_share) == (0.10, 0.10, 0.20)
    assert (row.hold_seconds, row.daily_cap) == (900, 50)
    assert (change.by, change.version_key) == (manager, key_of(category))


def test_what_is_frozen(category):
    frozen = promoted(category).evidence
    assert frozen["facts"]["edits"] == {"n": 300, "unacceptable": 2}
    assert frozen["e_edits"] == round(gate.Tally(300, 2).e_value(), 6)
    assert all(condition["met"] for condition in frozen["conditions"])
    assert signing.thaw(frozen["facts"]).reviewers == frozen["facts"]["reviewers"]


def test_the_way_back_is_stored_before_anything_is_sent(category):
    terms = promoted(category, hold_seconds=600, daily_cap=7).terms
    assert terms["shares"] == {"auto": 0.10, "holdout": 0.10, "audit": 0.20}
    assert (terms["hold_seconds"], terms["daily_cap"], terms["tau"]) == (600, 7, 0.05)
    assert terms["detector"] == {"amber": 100.0, "clear": 30.0, "red": 500.0}
    assert any("Back to suggest" in sentence for sentence in terms["demotion"])


@pytest.mark.parametrize("typed", ["", "returns please", "Exchanges"])
def test_not_without_typing_its_name(category, manager, typed):
    with pytest.raises(Refused, match="type the category's name: Returns"):
        ladder.set_level(
            category=category,
            to=Level.CANARY,
            by=manager,
            why="It is good.",
            signature=ladder.Signature(typed=typed),
        )
    assert ladder.level_of(category) == Level.SUGGEST
    assert len(refusals()) == 1


@pytest.mark.parametrize("role", ["agent", "admin"])
def test_nobody_but_a_manager(category, role):
    with pytest.raises(PermissionDenied):
        promoted(category, by=make_user(role))
    assert len(refusals()) == 1


def test_not_with_a_condition_unmet(category):
    verdicts(category, 20, 20, at=timezone.now() - timedelta(days=16))
    with pytest.raises(Refused, match="may not move up: 320 reviewed"):
        promoted(category)
    assert "22" not in str(LevelChange.objects.filter(to_step=2))
    assert len(refusals()) == 1


def test_not_from_route(category):
    CategoryAutonomy.objects.update(level="route")
    with pytest.raises(Refused, match="one at a time"):
        promoted(category)


def test_not_without_an_owner(category):
    category.owner = None
    category.save()
    with pytest.raises(Refused, match="needs an owner and a deputy"):
        promoted(category)


def test_evidence_of_another_version_is_refused(category):
    """The page was made before an SOP was published."""
    drafts(category, 1, parts={"sops": ["returns@2"]}, at=timezone.now())
    with pytest.raises(Refused):
        promoted(category, version_key=key_of(category))
    assert "needed" in refusals()[0] or "more" in refusals()[0]


def test_a_version_other_than_the_one_that_was_shown(category):
    with pytest.raises(Refused, match="has changed since you looked"):
        promoted(category, version_key="what the page showed")


@pytest.mark.parametrize(("field", "value"), [("hold_seconds", 5), ("daily_cap", 0), ("daily_cap", 10**6)])
def test_terms_out_of_range(category, field, value):
    with pytest.raises(Refused):
        promoted(category, **{field: value})


@pytest.fixture
def canary(category):
    """Signed three weeks ago, and good since."""
    change = promoted(category)
    since = timezone.now() - timedelta(days=15)
    CategoryAutonomy.objects.update(since=since)
    return category, change


def test_auto(canary):
    category, _ = canary
    verdicts(category, 100, audits := 0, at=timezone.now() - timedelta(days=10))
    change = promoted(category, to=Level.AUTO)
    row = CategoryAutonomy.objects.get()
    assert (row.level, row.auto_share, row.audit_share, audits) == ("auto", 1.0, 0.05, 0)
    assert change.evidence["e_audits"] >= 100


def test_not_before_two_weeks_at_canary(category):
    promoted(category)
    with pytest.raises(Refused, match="0 days of evidence at this level"):
        promoted(category, to=Level.AUTO)


def test_not_while_amber(canary):
    CategoryAutonomy.objects.update(light="amber")
    with pytest.raises(Refused, match="detector amber"):
        promoted(canary[0], to=Level.AUTO)


def test_not_for_another_version_than_canary_was_signed_for(canary):
    CategoryAutonomy.objects.update(version_key="older")
    with pytest.raises(Refused, match="no signature is stored for its level"):
        promoted(canary[0], to=Level.AUTO)


def test_not_with_an_incident_open(canary):
    Incident.objects.create(category=canary[0], cause="contact", text="More of them.")
    with pytest.raises(Refused, match="1 incidents without a conclusion"):
        promoted(canary[0], to=Level.AUTO)


@pytest.mark.parametrize(("volume", "holdout"), [(5, 0.2), (19.9, 0.2), (20, 0.1), (199, 0.1), (200, 0.05)])
def test_how_much_is_held_out_depends_on_the_volume(volume, holdout):
    assert promoting.shares("auto", volume) == {"auto": 1.0, "holdout": holdout, "audit": 0.05}


def test_volume_is_counted_from_drafts_until_there_are_eligible_tickets(category):
    now = timezone.now()
    assert promoting.per_day(category, now) == pytest.approx(420 / 21)
    draft = drafts(category, 1, at=now)[0]
    Resolution.objects.create(
        draft=draft,
        ticket=draft.ticket,
        category=category,
        version_key=key_of(category),
        level="canary",
        eligible=True,
    )
    assert promoting.per_day(category, now) == 1


def test_what_is_compared_with_later_is_counted_before(category):
    for draft in drafts(category, 30, checks=[{"result": "hold"}]):
        assert draft.pk
    base = promoted(category).terms["base"]
    assert base["held"] == {"n": 450, "k": 30, "rate": round(30.5 / 451, 6)}
    assert base["contact"] is None


def test_down_by_hand_calls_off_what_waits(canary, manager):
    category, _ = canary
    draft = drafts(category, 1)[0]
    Resolution.objects.create(
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
    ladder.set_level(category=category, to=Level.SUGGEST, by=manager, why="A holiday.")
    found = Resolution.objects.get()
    assert (found.state, found.why) == ("cancelled", "“Returns” went back to level suggest.")


@pytest.mark.parametrize("volume", [5, 50, 500])
def test_a_seasoned_category_holds_out_less(volume):
    assert promoting.shares("auto", volume, seasoned=True)["holdout"] == 0.05


@pytest.mark.parametrize(("days", "holdout"), [(3, 0.1), (90, 0.05)])
def test_seasoned_is_read_from_the_days(category, days, holdout):
    Verdict.objects.all().delete()
    now = timezone.now()
    made = verdicts(category, days)
    for number, verdict in enumerate(made):
        verdict.at = now - timedelta(days=number + 1)
    Verdict.objects.bulk_update(made, ["at"])
    key = made[0].version_key
    assert promoting.terms_for(category, "auto", key)["shares"]["holdout"] == holdout
    assert promoting.terms_for(category, "canary", key)["shares"]["holdout"] == 0.10

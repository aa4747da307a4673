"""A signed decision gives the same numbers again; a tampered row is noticed and blocks the next step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.autonomy import facts, signing
from copilot.models import CategoryAutonomy, Level, LevelChange, Verdict
from support.actions.tickets import Refused
from tests.copilot.evidence_help import earned, promoted, verdicts

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(proven):
    return promoted(earned())


def test_it_gives_the_same_numbers(change):
    assert signing.replay_promotion(LevelChange.objects.get(pk=change.pk)) == []


def test_also_when_more_has_happened_since(change):
    verdicts(change.category, 50, 10, at=timezone.now())
    verdicts(change.category, 5, 5)  # stored later, although they arrived before
    assert signing.replay_promotion(change) == []
    assert facts.gather(change.category, "auto").unproven == ""


def test_a_verdict_edited_by_hand(change):
    bad = Verdict.objects.filter(unacceptable=True).first()
    Verdict.objects.filter(pk=bad.pk).update(unacceptable=False)
    assert signing.replay_promotion(change) == ["edits: 2 of 300 when signed, 1 of 300 counted again"]


def test_a_verdict_deleted(change):
    Verdict.objects.filter(source="audit").first().delete()
    assert signing.replay_promotion(change) == ["audits: 0 of 120 when signed, 0 of 119 counted again"]


def test_a_reviewer_changed(change):
    Verdict.objects.filter(source="edit").update(reviewer=None)
    [said] = signing.replay_promotion(change)
    assert said == "reviewers: 3 people when signed, 1 people counted again"


@pytest.mark.parametrize("field", ["evidence", "terms", "why"])
def test_a_move_edited_by_hand(change, field):
    value = {**change.terms, "daily_cap": 9999} if field == "terms" else getattr(change, field)
    if field == "evidence":
        value = {**value, "e_edits": 5000.0}
    LevelChange.objects.filter(pk=change.pk).update(**{field: value if field != "why" else "Another."})
    change.refresh_from_db()
    assert "the move is not the one that the audit trail recorded" in signing.replay_promotion(change)


def test_facts_that_never_sufficed(change):
    change.evidence["facts"]["days"] = 2
    assert any("the rule does not allow it" in said for said in signing.replay_promotion(change))


def test_no_evidence_at_all(change):
    LevelChange.objects.filter(pk=change.pk).update(evidence={"n": 1})
    change.refresh_from_db()
    assert "no facts are stored with it" in signing.replay_promotion(change)


def test_a_level_set_around_the_code(proven):
    category = earned()
    CategoryAutonomy.objects.update(level="canary")
    assert signing.unproven(category) == "no signature is stored for its level"


def test_the_next_step_is_blocked(change):
    CategoryAutonomy.objects.update(since=timezone.now() - timedelta(days=20))
    verdicts(change.category, 100, at=timezone.now() - timedelta(days=10))
    Verdict.objects.filter(source="audit").first().delete()
    with pytest.raises(Refused, match="0 of 120 when signed"):
        promoted(change.category, to=Level.AUTO)


def test_the_trail_knows_of_no_such_move(change):
    made_up = LevelChange.objects.create(
        category=change.category,
        from_step=1,
        to_step=2,
        by=change.by,
        why="x",
        evidence=change.evidence,
        terms=change.terms,
        version_key=change.version_key,
    )
    assert "the audit trail knows nothing of this move" in signing.replay_promotion(made_up)

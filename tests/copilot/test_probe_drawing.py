"""Which drafts are drawn for a planted fault, and that those drawn are neither sent nor counted."""

import pytest

from copilot import outcomes
from copilot.autonomy import probing, situation
from copilot.autonomy.conversations import PROBED
from copilot.autonomy.evidence import recount
from copilot.drafting import requesting
from copilot.models import CategoryAutonomy, Draft, Outcome, Probe, Verdict
from support.models import Team
from tests.copilot.draft_help import READ, answered, drafting_category, outcome_of, prepared, ready_draft
from tests.copilot.probe_help import probed_draft, probed_team
from tests.factories import file_under, make_category, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def everyone(monkeypatch):
    monkeypatch.setattr(probing, "SHARE", 1.0)


@pytest.fixture
def draft(monkeypatch):
    return probed_draft(monkeypatch)


def test_off_by_default(everyone):
    ready_draft(drafting_category(owner_team=Team.objects.create(name="Returns desk")))
    assert not Probe.objects.exists()


def test_only_the_team_that_has_them_on(everyone):
    probed_team()
    ready_draft(drafting_category(owner_team=Team.objects.create(name="Another")))
    assert not Probe.objects.exists()


def test_the_chance_is_small_and_stored(draft):
    assert 0 <= draft.probe.draw < draft.probe.propensity == 1.0


def test_the_draw_decides(monkeypatch):
    monkeypatch.setattr(probing, "draw_of", lambda salt, number: probing.SHARE)
    ready_draft(drafting_category(owner_team=probed_team()))
    assert not Probe.objects.exists()


def test_not_where_a_check_remarks_on_it(everyone):
    draft = ready_draft(drafting_category(owner_team=probed_team()))
    Probe.objects.all().delete()
    Draft.objects.filter(pk=draft.pk).update(
        checks=[{"result": "warn", "span": "", "reason": "", "check": "x"}]
    )
    assert probing.consider(draft.pk) is None


@pytest.mark.parametrize("level", ["route", "canary", "auto"])
def test_only_at_level_suggest(everyone, level):
    draft = ready_draft(drafting_category(owner_team=probed_team()))
    Probe.objects.all().delete()
    CategoryAutonomy.objects.filter(category=draft.category).update(level=level)
    assert probing.consider(draft.pk) is None


def test_it_is_not_eligible(draft):
    assert situation.facts_of(draft, draft.ticket, draft.category.autonomy).probed


def test_its_outcome_is_no_evidence(draft):
    outcome = outcome_of(draft)
    assert outcome.excluded == PROBED
    assert Verdict.objects.get().excluded == PROBED


def test_neither_is_that_of_the_draft_made_instead(draft):
    second = prepared(requesting.draft_again(draft=draft, by=make_user()))
    outcome = outcomes.measure_reply(answered(second, composing=READ).pk)
    assert (outcome.draft, outcome.excluded) == (second, PROBED)


def test_nor_a_refiling_of_it(draft):
    file_under(draft.ticket, make_category("Payments"), by=make_user())
    outcomes.judge_conversation(draft.ticket_id)
    assert set(Verdict.objects.values_list("excluded", flat=True)) == {PROBED}


def test_what_we_planted_is_no_critical_error(draft):
    outcome = outcome_of(draft)
    Outcome.objects.filter(pk=outcome.pk).update(reasons=["unsafe"], unacceptable=True)
    outcomes.judge_conversation(draft.ticket_id)
    assert not Verdict.objects.get().critical


def test_recounting_finds_the_same(draft):
    outcome_of(draft)
    assert list(recount()) == []

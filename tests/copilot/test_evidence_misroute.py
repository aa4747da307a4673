"""A ready draft whose ticket a person files elsewhere would have answered the wrong question."""

import pytest

from copilot import outcomes
from copilot.autonomy import readiness
from copilot.models import EvidenceDay, Outcome, Verdict
from routing import corrections
from tests.copilot.draft_help import drafting_category, outcome_of, prepared, ready_draft
from tests.factories import committed, customer_writes, file_under, make_category

pytestmark = pytest.mark.django_db


def refiled(draft, category, by):
    with committed():
        return file_under(draft.ticket, category, by=by)


@pytest.fixture
def draft():
    return ready_draft()


@pytest.fixture
def elsewhere():
    return make_category("Praise")


def test_it_counts_against_the_category_it_was_made_for(draft, elsewhere, agent):
    correction = refiled(draft, elsewhere, agent)
    verdict = Verdict.objects.get()
    assert (verdict.category, verdict.draft, verdict.unacceptable) == (draft.category, draft, True)
    assert (verdict.reasons, verdict.reviewer, verdict.at) == (["misrouted"], agent, correction.at)


def test_and_in_its_day(draft, elsewhere, agent):
    refiled(draft, elsewhere, agent)
    day = EvidenceDay.objects.get()
    assert (day.outcomes, day.unacceptable, day.misrouted) == (1, 1, 1)
    row = readiness.rows([draft.category])[0]
    assert (row.tally.n, row.tally.unacceptable, row.eer_mean) == (1, 1, None)


def test_undone_it_is_withdrawn(draft, elsewhere, agent):
    correction = refiled(draft, elsewhere, agent)
    with committed():
        corrections.undo_correction(correction=correction, by=agent)
    assert not Verdict.objects.exists()
    assert set(EvidenceDay.objects.values_list("outcomes", "misrouted")) == {(0, 0)}


def test_filed_back_it_is_withdrawn(draft, elsewhere, agent):
    refiled(draft, elsewhere, agent)
    refiled(draft, draft.category, agent)
    assert not Verdict.objects.exists()


def test_a_confirmation_says_nothing(draft, agent):
    refiled(draft, draft.category, agent)
    assert not Verdict.objects.exists()


def test_without_a_draft_nothing_was_wrong(elsewhere, agent):
    from tests.copilot.draft_help import waiting_ticket

    ticket = waiting_ticket()
    with committed():
        file_under(ticket, elsewhere, by=agent)
    assert not Verdict.objects.exists()


def test_after_the_reply_the_reply_speaks(draft, elsewhere, agent):
    outcome_of(draft)
    refiled(draft, elsewhere, agent)
    verdict = Verdict.objects.get()
    assert (verdict.unacceptable, verdict.reasons) == (False, [])


def test_overtaken_by_the_customer_it_was_stale_already(draft, elsewhere, agent):
    with committed():
        customer_writes(draft.ticket)
    refiled(draft, elsewhere, agent)
    assert not Verdict.objects.exists()


def test_the_other_category_is_judged_by_its_own_draft(draft, agent):
    other = drafting_category("Exchanges")
    refiled(draft, other, agent)
    outcome_of(prepared(draft.ticket.drafts.get(category=other)))
    assert {(v.category, v.unacceptable) for v in Verdict.objects.all()} == {
        (draft.category, True),
        (other, False),
    }


def test_a_reply_made_of_it_all_the_same_is_not_a_second_word(draft, elsewhere, agent):
    refiled(draft, elsewhere, agent)
    outcome = outcome_of(draft)
    assert (outcome.excluded, outcome.reasons) == (outcomes.LATER, ["rerouted"])
    assert Verdict.objects.get().reasons == ["misrouted"]
    assert EvidenceDay.objects.get().outcomes == 1


def test_undone_after_such_a_reply_the_reply_counts(draft, elsewhere, agent):
    correction = refiled(draft, elsewhere, agent)
    outcome_of(draft)
    with committed():
        corrections.undo_correction(correction=correction, by=agent)
    assert Outcome.objects.get().excluded == ""
    day = EvidenceDay.objects.get()
    assert (day.outcomes, day.misrouted) == (1, 0)

"""One conversation, one word: the verdict that follows from what a person did with a draft."""

import pytest

from copilot import outcomes, tagging
from copilot.autonomy import evidence
from copilot.drafting import requesting
from copilot.models import Draft, Verdict
from tests.copilot.draft_help import READ, answered, drafting_category, outcome_of, prepared, ready_draft
from tests.copilot.evidence_help import resolved
from tests.factories import customer_writes

pytestmark = pytest.mark.django_db


def bad(draft):
    return draft.body.replace("30", "14")


def test_a_reply_that_kept_the_draft(agent):
    draft = ready_draft()
    outcome = outcome_of(draft, by=agent)
    verdict = Verdict.objects.get()
    assert (verdict.source, verdict.draft, verdict.category) == ("edit", draft, draft.category)
    assert (verdict.unacceptable, verdict.critical, verdict.excluded) == (False, False, "")
    assert (verdict.reviewer, verdict.at, verdict.version_key) == (agent, outcome.at, draft.version_key)
    assert (verdict.holdout, verdict.propensity) == (False, 1.0)


def test_a_reply_that_changed_a_fact():
    draft = ready_draft()
    outcome_of(draft, bad(draft))
    verdict = Verdict.objects.get()
    assert (verdict.unacceptable, verdict.reasons) == (True, ["material"])


def test_unread_is_kept_and_left_out():
    outcome_of(ready_draft(), composing={})
    assert Verdict.objects.get().excluded == outcomes.UNREAD


def test_later_replies_say_nothing():
    first = ready_draft()
    outcome_of(first)
    customer_writes(first.ticket)
    second = prepared(requesting.request_draft(ticket=first.ticket))
    outcome_of(second, bad(second))
    assert Verdict.objects.get().draft == first


def test_after_an_unread_one_the_next_speaks():
    first = ready_draft()
    outcome_of(first, composing={})
    customer_writes(first.ticket)
    second = prepared(requesting.request_draft(ticket=first.ticket))
    outcome_of(second, bad(second))
    verdict = Verdict.objects.get()
    assert (verdict.draft, verdict.excluded, verdict.unacceptable) == (second, "", True)


def test_undone_it_is_gone():
    draft = ready_draft()
    sent = answered(draft, composing=READ)
    outcomes.measure_reply(sent.pk)
    outcomes.withdraw(sent.pk)
    assert not Verdict.objects.exists()


@pytest.mark.parametrize(("word", "critical"), [("unsafe", True), ("wrong_customer", True), ("tone", False)])
def test_what_the_agent_names_may_make_it_critical(agent, word, critical):
    draft = ready_draft()
    tagging.tag(outcome=outcome_of(draft, bad(draft), by=agent), reason=word, by=agent)
    verdict = Verdict.objects.get()
    assert (verdict.critical, verdict.reasons) == (critical, ["material", word])


def test_a_critical_error_in_a_later_reply_is_not_lost(agent):
    first = ready_draft()
    outcome_of(first)
    customer_writes(first.ticket)
    second = prepared(requesting.request_draft(ticket=first.ticket))
    tagging.tag(outcome=outcome_of(second, bad(second), by=agent), reason="unsafe", by=agent)
    verdict = Verdict.objects.get()
    assert (verdict.draft, verdict.unacceptable, verdict.critical) == (first, False, True)


@pytest.mark.parametrize(("arm", "holdout"), [("holdout", True), ("people", True), ("auto", False)])
def test_what_people_answered_although_it_could_have_been_sent(arm, holdout):
    draft = ready_draft()
    resolved(draft, arm)
    outcome_of(draft)
    verdict = Verdict.objects.get()
    assert (verdict.holdout, verdict.propensity) == (holdout, 0.1 if holdout else 1.0)


def test_what_could_not_have_been_sent_is_no_holdout():
    draft = ready_draft()
    resolved(draft, "", eligible=False)
    outcome_of(draft)
    assert Verdict.objects.get().holdout is False


def test_a_draft_held_back_is_not_judged_by_the_edit():
    """Whoever did not see it wrote something else, which says nothing about it."""
    draft = ready_draft()
    resolved(draft, "unseen")
    outcome_of(draft, "A colleague will call you about this tomorrow.")
    assert Verdict.objects.get().excluded == "held back until the reply was sent"


def test_a_draft_made_in_shadow_is_no_evidence():
    draft = ready_draft()
    Draft.objects.filter(pk=draft.pk).update(shadow=True)
    outcome_of(draft, bad(draft))
    assert Verdict.objects.get().excluded == "made in shadow, shown to nobody"
    assert evidence.tally(draft.category, draft.version_key).n == 0


def test_simulated_ones_count_in_the_demo_only(settings):
    draft = ready_draft(simulated=True)
    outcome_of(draft)
    counted = []
    for settings.DEMO in (False, True):
        counted.append(evidence.tally(draft.category, draft.version_key).n)
    assert counted == [0, 1]


def test_the_stream_is_in_order_of_arrival_and_of_one_version():
    category = drafting_category()
    drafts = [ready_draft(category) for _ in range(4)]
    for draft in reversed(drafts):
        outcome_of(draft, bad(draft) if draft == drafts[0] else None)
    found = list(evidence.stream(category, drafts[0].version_key))
    assert [verdict.draft_id for verdict in found] == [draft.pk for draft in reversed(drafts)]
    assert evidence.tally(category, drafts[0].version_key).unacceptable == 1
    assert not evidence.stream(category, "another version").exists()
    assert evidence.tally(category, drafts[0].version_key, since=found[2].at).n == 2

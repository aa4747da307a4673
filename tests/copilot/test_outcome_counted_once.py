"""Measured twice, counted once; undone, counted no more."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from copilot import outcomes
from copilot.autonomy import readiness
from copilot.models import EvidenceDay, Outcome
from support.actions import replies
from tests.copilot.draft_help import READ, answered, prepared, ready_draft, waiting_ticket
from tests.factories import committed


def counted():
    return sum(EvidenceDay.objects.values_list("outcomes", flat=True))


@pytest.mark.django_db
def test_one_after_the_other():
    sent = answered(ready_draft(), composing=READ)
    assert outcomes.measure_reply(sent.pk) is not None
    assert outcomes.measure_reply(sent.pk) is None
    assert (Outcome.objects.count(), counted()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment():
    draft = prepared(waiting_ticket().drafts.get())  # this test commits: the pipeline has asked for it
    sent, together = answered(draft, composing=READ), Barrier(3)

    def measure(_):
        together.wait(5)
        try:
            return outcomes.measure_reply(sent.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(measure, range(3)))
    assert [outcome is not None for outcome in made].count(True) == 1
    assert (Outcome.objects.count(), counted()) == (1, 1)


@pytest.mark.django_db
def test_undo_takes_it_back_and_readiness_with_it(worker, agent):
    draft = ready_draft()
    with committed():
        sent = answered(draft, draft.body.replace("30", "14"), by=agent)
    assert readiness.rows([draft.category])[0].tally.unacceptable == 1
    with committed():
        replies.undo_reply(message=sent, by=agent)
    row = readiness.rows([draft.category])[0]
    assert (row.tally.n, row.tally.unacceptable, row.counts.eer_sum) == (0, 0, 0.0)
    assert not Outcome.objects.exists()


@pytest.mark.django_db
def test_withdrawn_twice_it_is_taken_back_once():
    sent = answered(ready_draft(), composing=READ)
    outcomes.measure_reply(sent.pk)
    outcomes.withdraw(sent.pk)
    outcomes.withdraw(sent.pk)
    assert (Outcome.objects.count(), counted()) == (0, 0)


@pytest.mark.django_db
def test_withdrawing_what_was_never_measured_is_nothing():
    outcomes.withdraw(answered(ready_draft()).pk)
    assert not EvidenceDay.objects.exists()


@pytest.mark.django_db
def test_sent_again_after_the_undo_it_counts_again(agent):
    draft = ready_draft()
    first = answered(draft, by=agent, composing=READ)
    outcomes.measure_reply(first.pk)
    replies.undo_reply(message=first, by=agent)
    outcomes.withdraw(first.pk)
    second = answered(draft, by=agent, composing=READ)
    assert outcomes.measure_reply(second.pk).excluded == ""
    assert counted() == 1


@pytest.mark.django_db
def test_when_the_first_of_two_is_undone_the_second_is_the_conversations_verdict(agent):
    draft = ready_draft()
    first = answered(draft, by=agent, composing=READ)
    second = answered(draft, draft.body.replace("30", "14"), by=agent)
    outcomes.measure_reply(first.pk)
    assert outcomes.measure_reply(second.pk).excluded == outcomes.LATER
    replies.undo_reply(message=first, by=agent)
    outcomes.withdraw(first.pk)
    assert Outcome.objects.get(message=second).excluded == ""
    assert (counted(), EvidenceDay.objects.get().unacceptable) == (1, 1)


@pytest.mark.django_db
def test_measured_in_the_wrong_order_the_first_one_counts_all_the_same():
    draft = ready_draft()
    first = answered(draft, composing=READ)
    second = answered(draft, draft.body.replace("30", "14"))
    assert outcomes.measure_reply(second.pk).excluded == ""
    assert outcomes.measure_reply(first.pk).excluded == ""
    assert Outcome.objects.get(message=second).excluded == outcomes.LATER
    assert (counted(), EvidenceDay.objects.get().unacceptable) == (1, 0)

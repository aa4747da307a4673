"""Which draft a reply is compared with: the one that stood ready when it was sent."""

import pytest

from copilot import outcomes
from copilot.drafting import requesting
from copilot.models import Outcome
from support.actions import replies
from tests.copilot.draft_help import (
    READ,
    answered,
    drafting_category,
    outcome_of,
    prepared,
    ready_draft,
    waiting_ticket,
)
from tests.factories import committed, customer_writes, file_under, make_category

pytestmark = pytest.mark.django_db


def test_sent_as_it_stood():
    outcome = outcome_of(draft := ready_draft())
    assert (outcome.draft, outcome.category, outcome.version_key) == (
        draft,
        draft.category,
        draft.version_key,
    )
    assert (outcome.eer, outcome.used, outcome.added) == (0.0, 1.0, 0.0)
    assert (outcome.edit_class, outcome.unacceptable, outcome.excluded) == ("as-is", False, "")


def test_a_changed_fact_is_named():
    draft = ready_draft()
    outcome = outcome_of(draft, draft.body.replace("30 days", "14 days"))
    assert (outcome.edit_class, outcome.material, outcome.unacceptable) == ("material", True, True)
    assert (outcome.facts[0]["draft"], outcome.facts[0]["final"]) == ("30 days", "14 days")
    assert outcome.reasons == ["material"]


def test_found_also_when_measured_after_the_customers_next_message():
    draft = ready_draft()
    sent = answered(draft, composing=READ)
    with committed():
        customer_writes(draft.ticket)
    draft.refresh_from_db()
    assert draft.state == "stale"
    assert outcomes.measure_reply(sent.pk).draft == draft


def test_no_draft_that_was_stale_already():
    draft = ready_draft()
    with committed():
        customer_writes(draft.ticket)
    assert outcomes.measure_reply(answered(draft).pk) is None


def test_no_draft_that_was_finished_after_the_reply():
    draft = requesting.request_draft(ticket=waiting_ticket())
    sent = answered(draft, body="I was quicker.")
    prepared(draft)
    assert outcomes.measure_reply(sent.pk) is None


def test_findings_are_no_suggested_reply():
    draft = ready_draft()
    type(draft).objects.filter(pk=draft.pk).update(kind="findings")
    assert outcomes.measure_reply(answered(draft).pk) is None


def test_a_reply_nobody_waited_for_is_compared_with_nothing():
    """Writing twice in a row: the second answers the same message, and its draft was answered."""
    draft = ready_draft()
    first, second = answered(draft, composing=READ), answered(draft, "One more thing.")
    outcomes.measure_reply(first.pk)
    assert outcomes.measure_reply(second.pk).excluded == outcomes.LATER


def test_asked_for_another_and_wrote_it_oneself(agent):
    """The draft set aside is the one that failed; the next was not ready yet."""
    draft = ready_draft()
    requesting.draft_again(draft=draft, by=agent)
    outcome = outcome_of(draft, "Something quite different was needed here.")
    assert outcome.draft == draft
    assert "regenerated" in outcome.reasons


def test_filed_elsewhere_where_people_write_themselves(agent):
    draft = ready_draft()
    with committed():
        file_under(draft.ticket, make_category("Praise"), by=agent)
    outcome = outcome_of(draft, "Thank you for your kind words.")
    assert (outcome.draft, outcome.category) == (draft, draft.category)
    assert "rerouted" in outcome.reasons


def test_filed_elsewhere_with_a_draft_of_its_own(worker, agent):
    draft, exchanges = ready_draft(), drafting_category("Exchanges")
    with committed():
        file_under(draft.ticket, exchanges, by=agent)
    second = draft.ticket.drafts.get(state="ready")
    outcome = outcome_of(second)
    assert (outcome.draft, outcome.category, outcome.unacceptable) == (second, exchanges, False)


def test_the_reply_is_measured_by_the_pipeline(worker):
    draft = ready_draft()
    with committed():
        sent = answered(draft, composing=READ)
    assert Outcome.objects.get().message == sent


def test_an_undone_reply_is_never_measured(agent):
    draft = ready_draft()
    sent = answered(draft, by=agent)
    replies.undo_reply(message=sent, by=agent)
    assert outcomes.measure_reply(sent.pk) is None

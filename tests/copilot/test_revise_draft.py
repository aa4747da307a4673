"""A ready draft written anew: the old one stands until the new one is ready and checked, whatever happens."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from copilot.drafting import revising, revision_work
from copilot.models import Draft, DraftSignal, ModelCall, Revision
from support.actions.tickets import Refused
from tests.copilot.draft_help import outcome_of, ready_draft, states
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import use
from tests.factories import customer_writes, make_category, make_sop, make_user, open_drafting

pytestmark = pytest.mark.django_db

SOP = """---
title: Repairs
categories: [{key}]
---
## How long

Repairs take 10 working days.

## Reply

Hello {{customer_name}},

I am sorry that they broke.
Repairs take 10 working days. [^how-long]

Kind regards, the team
"""
WRITTEN = {
    "can_answer": True,
    "reason": "",
    "sentences": [{"text": "Repairs take 10 working days.", "paragraph": 0, "sections": [1]}],
    "missing": [],
}


@pytest.fixture
def draft():
    category = make_category("Repairs")
    make_sop(category, SOP.format(key=category.key))
    return ready_draft(open_drafting(category), body="My shoes broke. How long does a repair take?")


def revised(draft, how, by, wish=""):
    revision = revising.ask_revision(draft=draft, how=how, by=by, wish=wish)
    revision_work.carry_out(revision.pk)
    revision.refresh_from_db()
    draft.refresh_from_db()
    return revision


def test_shorter_without_a_model_leaves_courtesies_out(draft, agent):
    revision = revised(draft, "shorter", agent)
    assert (revision.state, draft.state, draft.reason) == ("done", "stale", "It was made shorter.")
    assert "sorry" in draft.body
    assert "sorry" not in revision.made.body
    assert "10 working days" in revision.made.body


def test_the_new_one_is_checked_and_keeps_its_sources(draft, agent):
    made = revised(draft, "shorter", agent).made
    assert made.state == "ready"
    assert [source["anchor"] for source in made.sources] == ["how-long"]
    assert {check["result"] for check in made.checks} == {"pass"}


def test_friendlier_without_a_model(draft, agent):
    made = revised(draft, "friendlier", agent).made
    assert "Thank you for getting in touch with us." in made.body
    assert made.body.index("simply reply") < made.body.index("Kind regards")
    assert "hold" not in {check["result"] for check in made.checks}


def test_asking_needs_a_model_and_says_so(draft, agent):
    revision = revised(draft, "ask", agent, wish="Mention the shop")
    assert (revision.state, draft.state) == ("failed", "ready")
    assert "needs a model" in revision.reason


def test_another_one_that_is_the_same_says_so_and_is_a_verdict(draft, agent):
    revision = revised(draft, "again", agent)
    assert (revision.state, draft.state) == ("failed", "ready")
    assert "the same" in revision.reason
    assert outcome_of(draft).reasons == ["regenerated"]


def test_who_stops_it_has_not_judged(draft, agent):
    revision = revising.ask_revision(draft=draft, how="again", by=agent)
    assert revising.cancel(revision=revision, by=agent)
    assert revision_work.carry_out(revision.pk) is False
    assert not DraftSignal.objects.exists()
    assert states(draft.ticket) == ["ready"]


def test_stopped_too_late_is_said(draft, agent):
    assert revising.cancel(revision=revised(draft, "shorter", agent), by=agent) is False


def test_evidence_is_measured_on_the_unaided_draft(draft, agent):
    made = revised(draft, "shorter", agent).made
    outcome = outcome_of(made)
    assert outcome.draft == draft
    assert outcome.eer > 0


def test_the_version_that_evidence_belongs_to_stays(draft, agent):
    assert revised(draft, "friendlier", agent).made.version_key == draft.version_key


def test_the_customer_writes_meanwhile(draft, agent):
    revision = revising.ask_revision(draft=draft, how="shorter", by=agent)
    customer_writes(draft.ticket)
    revision_work.carry_out(revision.pk)
    revision.refresh_from_db()
    assert (revision.state, revision.reason) == ("failed", "The customer has written again.")
    assert Draft.objects.count() == 1


def test_asked_twice_it_is_one(draft, agent):
    first = revising.ask_revision(draft=draft, how="shorter", by=agent)
    assert revising.ask_revision(draft=draft, how="shorter", by=agent) == first
    with pytest.raises(Refused, match="Stop that one first"):
        revising.ask_revision(draft=draft, how="friendlier", by=agent)


@pytest.mark.parametrize(("how", "wish"), [("longer", ""), ("ask", "  ")])
def test_odd_wishes_are_refused(draft, agent, how, wish):
    with pytest.raises(Refused):
        revising.ask_revision(draft=draft, how=how, by=agent, wish=wish)


def test_a_stale_draft_is_not_written_anew(draft, agent):
    revised(draft, "shorter", agent)
    with pytest.raises(Refused, match="stands ready"):
        revising.ask_revision(draft=draft, how="shorter", by=agent)


def test_somebody_who_left_may_not(draft):
    with pytest.raises(PermissionDenied):
        revising.ask_revision(draft=draft, how="shorter", by=make_user(is_active=False))


def test_a_lost_worker_leaves_the_draft(draft, agent):
    revision = revising.ask_revision(draft=draft, how="shorter", by=agent)
    Revision.objects.update(attempts=1)
    revision_work.carry_out(revision.pk)
    revision.refresh_from_db()
    assert (revision.state, states(draft.ticket)) == ("failed", ["ready"])


def test_a_model_writes_and_is_read_along(draft, agent, settings, monkeypatch):
    read = []
    monkeypatch.setattr(revision_work, "TELL_SECONDS", 0.0)
    monkeypatch.setattr(revision_work, "tell", lambda revision, text: read.append(text))
    with running("normal") as server:
        server.answers = [json.dumps(WRITTEN)]
        use(settings, server)
        made = revised(draft, "ask", agent, wish="Only the time").made
    assert made.body == "Repairs take 10 working days."
    assert read[-1] == made.body
    assert "Only the time" in server.seen[0]["messages"][-1]["content"]
    assert ModelCall.objects.first().purpose == "edit"


@pytest.mark.parametrize("mode", ["500", "refuses", "cut-off", "hang-up"])
def test_a_failing_model_leaves_the_draft(draft, agent, settings, mode):
    with running(mode) as server:
        server.answers = [json.dumps(WRITTEN)]
        use(settings, server, seconds=3.0)
        revision = revised(draft, "ask", agent, wish="Only the time")
    assert (revision.state, states(draft.ticket)) == ("failed", ["ready"])
    assert revision.reason.endswith("The draft is as it was.")


def test_without_the_models_the_rule_shortens_and_it_is_said(draft, agent, settings):
    with running("500") as server:
        use(settings, server, seconds=3.0)
        made = revised(draft, "shorter", agent).made
    assert made.degraded.endswith("this was changed by rule, without a model.")


def test_stopped_while_a_model_writes(draft, agent, settings, monkeypatch):
    monkeypatch.setattr(revision_work, "TELL_SECONDS", 0.0)
    told = revision_work.tell

    def stopped_then_told(revision, text):
        revising.cancel(revision=revision, by=agent)
        told(revision, text)

    monkeypatch.setattr(revision_work, "tell", stopped_then_told)
    with running("normal") as server:
        server.answers = [json.dumps(WRITTEN)]
        use(settings, server)
        revision = revised(draft, "again", agent)
    assert (revision.state, states(draft.ticket)) == ("cancelled", ["ready"])
    assert ModelCall.objects.first().result == "cancelled"

"""A ready draft is considered, drawn, held for a while, and sent by the system: the straight way."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from copilot.autonomy import resolving
from copilot.models import CategoryAutonomy, Outcome, Resolution
from support.models import AuditEvent
from tests.copilot.draft_help import ready_draft
from tests.copilot.resolve_help import LOCMEM, eligible_draft, fresh, make_due, scheduled, sending_category

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = LOCMEM
    mail.outbox = []


def test_below_the_levels_that_send_nothing_is_asked():
    assert resolving.consider(ready_draft().pk) is None


def test_an_eligible_one_is_scheduled_for_the_end_of_the_hold_window():
    resolution = scheduled()
    assert (resolution.arm, resolution.propensity, resolution.eligible) == ("auto", 1.0, True)
    assert timedelta(seconds=590) < resolution.send_at - timezone.now() <= timedelta(seconds=600)
    assert resolution.ticket.answering_at == resolution.send_at


def test_asked_twice_it_is_drawn_once():
    resolution = scheduled()
    assert resolving.consider(resolution.draft_id) is None
    resolving.settle(resolution.pk)
    assert fresh(resolution).send_at == resolution.send_at


def test_every_condition_is_written_down_with_a_sentence():
    written = scheduled().conditions
    assert len(written) > 20
    assert all(each["met"] and each["sentence"].endswith(".") for each in written)


def test_before_the_window_ends_nothing_leaves():
    resolution = scheduled()
    assert resolving.due() == []
    assert resolving.send(resolution.pk) is False
    assert fresh(resolution).state == "scheduled"


def test_then_it_is_sent_and_the_ticket_closed():
    resolution = make_due(scheduled())
    assert resolving.due() == [resolution.pk]
    assert resolving.send(resolution.pk) is True
    resolution = fresh(resolution)
    assert (resolution.state, resolution.message.delivery) == ("sent", "sent")
    assert (resolution.ticket.status, resolution.ticket.answering_at) == ("closed", None)


def test_the_mail_says_who_wrote_it_and_how_to_reach_a_person():
    resolving.send(make_due(scheduled()).pk)
    assert mail.outbox[0].body.startswith("Hello Cleo Customer,")
    assert "no person read it first" in mail.outbox[0].body
    assert "a person will read your reply" in mail.outbox[0].body


def test_sent_again_there_is_no_second_mail():
    resolution = make_due(scheduled())
    assert [resolving.send(resolution.pk), resolving.send(resolution.pk)] == [True, False]
    assert len(mail.outbox) == 1


def test_nobody_edited_it_so_it_is_no_outcome():
    from copilot import outcomes

    resolution = make_due(scheduled())
    resolving.send(resolution.pk)
    assert outcomes.measure_reply(fresh(resolution).message_id) is None
    assert not Outcome.objects.exists()


def test_what_happened_stands_in_the_audit_trail():
    resolution = make_due(scheduled())
    resolving.send(resolution.pk)
    events = AuditEvent.objects.filter(subject=f"ticket:{resolution.ticket_id}", actor_name="Understudy")
    assert [event.action for event in events] == ["answer_scheduled", "reply_sent", "ticket_closed"]


def test_in_the_holdout_people_answer_and_the_chance_is_kept():
    resolution = resolving.consider(eligible_draft(sending_category(holdout_share=1.0)).pk)
    assert resolution.state == "held"
    assert resolution.arm in ("holdout", "unseen")
    assert (resolution.propensity, resolution.send_at) == (0.5, None)


def test_outside_the_share_people_answer():
    resolution = resolving.consider(eligible_draft(sending_category(auto_share=0.0)).pk)
    assert (resolution.state, resolution.arm, resolution.propensity) == ("held", "people", 1.0)


def test_what_is_not_eligible_is_held_with_the_reason_and_draws_nothing():
    draft = eligible_draft()
    CategoryAutonomy.objects.update(version_key="another")
    resolution = resolving.consider(draft.pk)
    assert (resolution.state, resolution.arm, resolution.draw) == ("held", "", None)
    assert "another version" in resolution.why


def test_eligibility_is_committed_before_the_arm_is_drawn(monkeypatch):
    class Killed(Exception):
        pass

    def kill(pk):
        raise Killed

    draft = eligible_draft()
    monkeypatch.setattr(resolving, "settle", kill)
    with pytest.raises(Killed):
        resolving.consider(draft.pk)
    assert Resolution.objects.get().state == "considered"


def test_the_draw_can_be_repeated():
    from copilot.autonomy.assignment import draw_of

    resolution = scheduled()
    assert resolution.draw == draw_of(resolution.category.autonomy.salt, resolution.ticket_id)

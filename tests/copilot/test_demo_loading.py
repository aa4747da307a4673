"""The demo that is loaded: all simulated, all accounted for, and fit to go on living."""

import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.test import override_settings
from django.utils import timezone

from copilot import outcomes, versions
from copilot.autonomy import auditing, evidence
from copilot.demo import first_step, loading, trickle
from copilot.demo.founding import FIRST_TO_ANSWER
from copilot.demo.history import recall
from copilot.drafting import gathering
from copilot.evals import cases, configuration
from copilot.evals.trying import Trier
from copilot.models import (
    CalibrationItem,
    CalibrationSession,
    CategoryAutonomy,
    Draft,
    DraftAudit,
    EvalCase,
    EvidenceDay,
    Incident,
    LevelChange,
    Outcome,
    Trace,
    Verdict,
)
from copilot.sweep import sweep
from routing import training
from routing.models import ClassifierVersion, Correction, Decision, ReferenceCase, RouteAudit
from support import audit
from support.actions.tickets import receive_ticket
from support.models import AuditEvent, Category, Message, Rating, Ticket, User
from support.search import query_for
from support.signing_in import DEMO_PASSWORD
from support.taxonomy import load as load_taxonomy
from tests.factories import committed


def _last_afternoon() -> datetime:
    """An hour at which work is going on: before nine in the morning the desk may well be empty."""
    today = timezone.now().replace(hour=14, minute=0, second=0, microsecond=0)
    return today if today <= timezone.now() else today - timedelta(days=1)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """A few days, loaded once for all tests of this file and rolled back at its end."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            # Of so few tickets the usual share would often draw none for an audit.
            with override_settings(ROUTE_AUDIT_SHARE=0.5):
                done = loading.load(days=5, per_day=9, quiet=True, now=_last_afternoon())
            yield done
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            training.forget()


@pytest.fixture
def demo(loaded, db, settings):
    settings.DEMO = True
    return loaded


def test_it_tells_what_it_loaded(demo):
    assert demo.tickets == Ticket.objects.count() > 20
    assert demo.messages == Message.objects.count()
    assert demo.drafts == Draft.objects.count() > 10
    assert demo.outcomes == Outcome.objects.count() > 5


def test_loading_twice_is_loading_once(demo, capsys):
    call_command("load_demo")
    assert "already loaded" in capsys.readouterr().out
    assert Ticket.objects.count() == demo.tickets


def test_outside_the_demo_it_wants_to_be_asked_twice(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="--yes"):
        call_command("load_demo")


def test_everything_is_labelled_as_simulated(demo):
    for model in (Ticket, Outcome, EvidenceDay):
        assert not model.objects.filter(simulated=False).exists()


def test_every_audit_chain_is_whole(demo):
    subjects = AuditEvent.objects.values_list("subject", flat=True).distinct()
    assert subjects.filter(subject__startswith="ticket:").count() == demo.tickets
    assert [subject for subject in subjects if audit.broken_links(subject)] == []


def test_evidence_is_what_the_outcomes_say(demo):
    counted = Outcome.objects.filter(excluded="")
    sums = {"n": Sum("outcomes"), "bad": Sum("unacceptable"), "gone": Sum("misrouted"), "eer": Sum("eer_sum")}
    days = EvidenceDay.objects.aggregate(**sums)
    assert days["n"] - days["gone"] == counted.count() > 0
    assert days["bad"] - days["gone"] == counted.filter(unacceptable=True).count()
    assert days["eer"] == pytest.approx(counted.aggregate(total=Sum("eer"))["total"])


def test_evidence_counted_anew_is_the_same(demo):
    assert list(evidence.recount()) == []


def test_levels_were_raised_by_a_manager_with_a_reason(demo):
    raised = CategoryAutonomy.objects.filter(level="suggest")
    assert (
        raised.count()
        == LevelChange.objects.count()
        == AuditEvent.objects.filter(action="level_changed").count()
    )
    for change in LevelChange.objects.select_related("by", "category__autonomy"):
        assert change.by.role == "manager"
        assert change.why
        assert change.at == change.category.autonomy.since
    assert not raised.filter(category__owner=None).exists()
    assert not raised.filter(category__deputy=None).exists()


def test_live_drafts_would_add_to_the_same_evidence(demo):
    draft = Draft.objects.filter(backend="offline").first()
    now = versions.version_of(draft.category, backend="offline", model=draft.model, prompt_hash="")
    assert draft.version_key == versions.key_of(now)


def test_nothing_was_forgotten(demo, settings):
    assert sweep().total == 0


def test_new_rows_are_numbered_after_ours(demo):
    newest = Ticket.objects.latest("id").pk
    ticket = receive_ticket(subject="New", body="Hello", email="a@b.example", channel="form", channel_id="n")
    assert ticket.pk == newest + 1


def test_threads_are_in_the_order_of_time(demo):
    for ticket in Ticket.objects.prefetch_related("messages"):
        times = [message.created_at for message in ticket.messages.all()]
        assert times == sorted(times)
        assert ticket.last_activity_at == times[-1]
        assert ticket.created_at == times[0]


def test_every_message_of_a_customer_has_its_decision(demo):
    heard = Message.objects.filter(kind="inbound")
    assert Decision.objects.filter(state="decided").count() == heard.count()
    assert Decision.objects.filter(current=True).count() == demo.tickets


def test_people_filed_what_nothing_had_learned_yet(demo):
    assert Correction.objects.filter(from_category=None).exists()
    live = ClassifierVersion.objects.get(live=True)
    assert 0 < live.scores["held_out"] <= live.trained_on


def test_tickets_are_found_by_their_words(demo):
    ticket = Ticket.objects.select_related("customer").first()
    for words in (ticket.customer.email.split("@")[0].split(".")[0], str(ticket.pk)):
        assert Ticket.objects.filter(search=query_for(words), pk=ticket.pk).exists()


def test_some_wait_and_one_has_a_draft_ready(demo):
    assert Ticket.objects.filter(status="open", assignee=None).exists()
    assert Draft.objects.filter(ticket__status="open", state="ready").exists()
    assert not Draft.objects.filter(state__in=["pending", "working"]).exists()


def test_each_draft_tells_its_story(demo):
    traces = Trace.objects.filter(kind="draft")
    assert traces.count() == demo.drafts
    assert all(trace.steps.exists() for trace in traces[:5])


def test_old_names_still_lead_somewhere(demo):
    tree = load_taxonomy()
    assert tree.resolve("Telephone orders") == Category.objects.get(key="order_change").pk
    assert Category.objects.exclude(retired_at=None).count() == 1


def test_people_sign_in_with_the_published_password(demo, client):
    assert User.objects.count() == 6
    assert client.login(username="manager@example.com", password=DEMO_PASSWORD)


def test_a_ticket_can_be_recalled_from_its_channel_id(demo):
    message = Message.objects.filter(kind="inbound").select_related("ticket").first()
    assert recall(message.channel_id).subject == message.ticket.subject


def test_sops_read_once_answer_as_those_read_anew(demo):
    category = Category.objects.get(key="order_status")
    text = "Where is my parcel? I want to return the shoes."
    looked = gathering.look(text, category.pk)
    assert len(looked.found) > 1
    assert gathering.look(text, category.pk, shelf=gathering.procedures()) == looked


def test_the_trickle_brings_new_tickets_and_answers(demo, worker):
    before = Ticket.objects.count()
    with committed():
        written = [trickle.trickle(random.Random(number)) for number in range(8)]
    assert Ticket.objects.count() > before
    assert all(ticket.simulated for ticket in written)
    assert not Decision.objects.filter(state="pending").exists()


def test_the_trickle_stops_when_the_desk_is_full(demo, monkeypatch):
    monkeypatch.setattr(trickle, "MOST_OPEN", Ticket.objects.filter(status="open").count())
    assert trickle.trickle(random.Random(1)) is None


def test_a_customer_answers_where_we_wait(demo):
    waiting = Counter(Ticket.objects.values_list("status", flat=True))["waiting"]
    assert waiting
    answered = [trickle.answer_again(random.Random(number)) for number in range(30)]
    assert any(answered)
    assert Ticket.objects.filter(status="waiting").count() < waiting


def test_people_have_checked_routes_and_left_some_to_check(demo):
    assert RouteAudit.objects.filter(judged_at=None).exists()
    assert ReferenceCase.objects.filter(settled_at__isnull=False).exists()


def test_drafts_are_judged_and_some_are_left_to_judge(demo):
    assert auditing.waiting().exists()
    for judged in DraftAudit.objects.filter(judged_at__isnull=False).select_related("draft__ticket"):
        assert judged.draft.ticket.simulated
        assert not judged.draft.outcomes.filter(by=judged.judge).exists()


def test_sessions_are_read_and_one_is_left_to_read(demo):
    closed = CalibrationSession.objects.filter(state="closed")
    assert not CalibrationItem.objects.filter(session__in=closed, disposition="").exists()
    assert CalibrationSession.objects.filter(state="open").count() == 1


def test_customers_have_said_whether_replies_helped(demo):
    ratings = list(Rating.objects.select_related("message__ticket"))
    assert ratings
    for rating in ratings:
        assert rating.message.kind == "outbound"
        assert rating.message.ticket.simulated
        assert rating.at > rating.message.created_at


def test_one_incident_was_rehearsed_and_concluded(demo):
    drill = Incident.objects.get()
    assert (drill.cause, drill.seen_by, drill.closed_by) == ("drill", *[drill.category.owner] * 2)
    assert "simulated" in drill.conclusion


def test_the_first_to_answer_is_audited_closely_and_signed_for_only_when_the_gate_allows(demo):
    assert CategoryAutonomy.objects.get(category__key=FIRST_TO_ANSWER).audit_share == 1.0
    assert first_step.sign() is None  # five days are no evidence
    assert not LevelChange.objects.filter(to_step__gte=2).exists()


def test_eval_cases_are_simulated_and_can_be_tried(demo):
    written = EvalCase.objects.all()
    assert written.count() > 10
    assert all(case.simulated and not cases.complaint(case) for case in written)


def test_the_hard_cases_pass(demo):
    """A worker tries them all; these must never fail."""
    trier = Trier(configuration.present())
    for case in EvalCase.objects.filter(blocker=True).select_related("category"):
        grade = trier.attempt(case).grade
        assert (grade.passed, grade.critical) == (True, ()), case.name


def test_what_was_measured_at_once_is_what_would_be_measured_one_by_one(demo):
    assert list(evidence.recount()) == []
    stored = {outcome.message_id: values(outcome) for outcome in Outcome.objects.all()}
    days = sorted(EvidenceDay.objects.values_list(*DAY))
    Verdict.objects.filter(source="edit").delete()
    EvidenceDay.objects.all().delete()
    Outcome.objects.all().delete()
    for reply in Message.objects.filter(kind="outbound").order_by("created_at"):
        outcomes.measure_reply(reply.pk)
    for ticket in Correction.objects.values_list("ticket", flat=True).distinct():
        outcomes.judge_conversation(ticket)
    assert {outcome.message_id: values(outcome) for outcome in Outcome.objects.all()} == stored
    assert sorted(EvidenceDay.objects.exclude(outcomes=0, excluded=0).values_list(*DAY)) == days


DAY = ("category", "version_key", "day", "outcomes", "excluded", "unacceptable", "misrouted", "as_is")


def values(outcome):
    return outcome.draft_id, outcome.eer, outcome.unacceptable, outcome.excluded, outcome.attended

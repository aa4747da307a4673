"""What the report counts: decisions, people's words about them, and never simulated with real."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from routing import auditing, corrections
from routing.models import Correction, RouteAudit
from routing.reports import curves, reading
from routing.reports.reading import Scope
from tests.factories import file_under, make_category, make_ticket
from tests.routing.test_route_audits import decided

pytestmark = pytest.mark.django_db


@pytest.fixture
def returns():
    return make_category("Returns")


def placed(category, **fields):
    """A ticket that routing put there."""
    ticket = make_ticket(**fields)
    type(ticket).objects.filter(pk=ticket.pk).update(category=category, filed_by="machine")
    ticket.refresh_from_db()
    decided(ticket, category=category)
    return ticket


def audited(ticket, truth, by, chance=1.0):
    audit = RouteAudit.objects.create(decision=ticket.decisions.get(), propensity=chance)
    return auditing.judge(audited=audit, truth=truth, by=by)


def accuracy(scope=None):
    scope = scope or Scope()
    return reading.accuracy(scope, reading.judged(scope), reading.spoken_about(scope))


def test_uncorrected_is_not_audited(returns, agent, admin):
    other = make_category("Refunds")
    silent, wrong, right = placed(returns), placed(returns), placed(returns)
    file_under(wrong, other, by=admin)
    file_under(right, returns, by=admin)
    audited(silent, other, agent)
    found = accuracy()
    assert (found.placed, found.corrected, found.confirmed) == (3, 1, 1)
    assert found.uncorrected.point == pytest.approx(2 / 3)
    assert (found.audited.point, found.audited.n) == (0.0, 1)


def test_the_last_word_on_a_decision_counts(returns, agent):
    ticket = placed(returns)
    file_under(ticket, make_category("Refunds"), by=agent)
    ticket.refresh_from_db()
    file_under(ticket, returns, by=agent)
    assert (accuracy().corrected, accuracy().confirmed) == (0, 1)


def test_an_undone_correction_counts_nothing(returns, agent):
    correction = file_under(placed(returns), make_category("Refunds"), by=agent)
    corrections.undo_correction(correction=correction, by=agent)
    assert accuracy().corrected == 0


def test_a_merge_does_not_make_old_decisions_wrong(returns, agent):
    goods = make_category("Goods back")
    file_under(placed(returns), goods, by=agent)
    returns.retired_at, returns.merged_into = timezone.now(), goods
    returns.save()
    assert accuracy().corrected == 0
    assert [row.right for row in reading.judged(Scope())] == [True]


def test_simulated_tickets_are_counted_apart(returns):
    placed(returns)
    simulated = placed(returns)
    type(simulated).objects.filter(pk=simulated.pk).update(simulated=True)
    assert accuracy().placed == 1
    assert accuracy(Scope(simulated=True)).placed == 1
    assert Scope().others() == 1


def test_the_demo_begins_with_simulated_tickets(settings):
    assert not Scope.of(QueryDict()).simulated
    settings.DEMO = True
    assert Scope.of(QueryDict()).simulated
    assert not Scope.of(QueryDict("tickets=real")).simulated


@pytest.mark.parametrize("odd", ["days=1", "days=x", "days=99999999", "days=-7", ""])
def test_an_odd_time_is_thirty_days(odd):
    assert Scope.of(QueryDict(odd)).days == 30


def test_paths_have_their_share_and_time(returns, agent):
    for milliseconds in (1, 2, 9):
        decided(category=returns, milliseconds=milliseconds)
    decided(path="person", confidence=0.2, milliseconds=4)
    decided(path="person", category=returns, milliseconds=4)
    rows = {row["key"]: row for row in reading.by_path(Scope(), [], reading.spoken_about(Scope()))}
    assert list(rows) == ["learned", "person", "filed"]
    assert (rows["learned"]["n"], rows["learned"]["share"], rows["learned"]["median"]) == (3, 0.6, 2)


def test_what_routing_gave_up_and_had_a_category_is_told(returns, agent):
    ticket = make_ticket()
    decided(ticket, path="person", confidence=0.4)
    audited(ticket, returns, agent)
    assert accuracy().needless.point == 1.0
    assert accuracy().audited.n == 0


def test_the_audited_curve_reads_guesses_that_were_not_sure_enough(returns, agent):
    sure, unsure, strange = placed(returns), make_ticket(), make_ticket()
    runners = [{"category": returns.pk, "confidence": 0.4}]
    decided(unsure, path="person", confidence=0.4, runners_up=runners)
    out = [{"path": "learned", "answer": "none of these"}]
    decided(strange, path="person", confidence=0.6, runners_up=runners, considered=out)
    for ticket, truth in ((sure, returns), (unsure, None), (strange, None)):
        audited(ticket, truth, agent)
    points = curves.audited_curve(reading.judged(Scope()))
    assert points == [
        (pytest.approx(1 / 3), 0.0, 0.9),
        (pytest.approx(2 / 3), 0.5, 0.4),
    ]


def test_a_promise_is_held_against_audited_tickets(returns, agent):
    for truth in (returns, returns, None):
        audited(placed(returns), truth, agent)
    (promise,) = curves.promises({"0.95": {"from": 0.8, "share": 0.6}}, reading.judged(Scope()), 0.95)
    assert (promise.answered.point, promise.right.point, promise.in_use) == (1.0, pytest.approx(2 / 3), True)


def test_a_promise_that_cannot_be_made_answers_nothing(returns, agent):
    audited(placed(returns), returns, agent)
    (promise,) = curves.promises({"0.99": {"from": None, "share": None}}, reading.judged(Scope()), 0.95)
    assert (promise.answered.point, promise.right.point) == (0.0, None)


def test_how_long_people_took_to_file_what_was_left_to_them(returns, agent):
    ticket = make_ticket()
    decision = decided(ticket, path="person", decided_at=timezone.now() - timedelta(minutes=30))
    correction = file_under(ticket, returns, by=agent)
    Correction.objects.filter(pk=correction.pk).update(decision=decision)
    found = reading.waiting_minutes(Scope())
    assert found == {"n": 1, "median": pytest.approx(30, abs=0.2)}


def test_the_mix_is_compared_with_the_window_before(returns):
    other = make_category("Refunds")
    for category, days in [(returns, 40)] * 30 + [(other, 2)] * 30:
        ticket = placed(category)
        type(ticket).objects.filter(pk=ticket.pk).update(created_at=timezone.now() - timedelta(days=days))
    found = reading.mix(Scope())
    assert (found.before, found.now, found.distance) == (30, 30, pytest.approx(1))
    assert found.chance <= 0.01

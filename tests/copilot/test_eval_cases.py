"""Cases are written by hand, or made in one press from what happened."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from copilot.evals import cases
from copilot.models import DraftAudit, EvalCase, Outcome
from routing.models import ReferenceCase
from support.actions.tickets import Refused
from tests.copilot.audit_help import answered_draft
from tests.copilot.calibration_help import read_session
from tests.copilot.eval_help import case_of
from tests.factories import file_under, make_category, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return make_category("Returns")


def put_right(category):
    """An outcome in which an agent changed 14 days to 30 days and took a refund out."""
    draft = answered_draft(category, unacceptable=True)
    facts = [
        {"kind": "duration", "draft": "14 days", "final": "30 days"},
        {"kind": "commitment", "draft": "refund", "final": "store credit"},
        {"kind": "negation", "draft": None, "final": "not"},
    ]
    Outcome.objects.update(facts=facts)
    return Outcome.objects.get(draft=draft)


def test_from_an_outcome_with_what_was_put_right(category, agent):
    made = cases.make(of="outcome", pk=put_right(category).pk, by=agent)
    assert (made.figures, made.must_say, made.must_not_say) == (
        ["30 days"],
        ["store credit"],
        ["14 days", "refund"],
    )
    assert (made.origin, made.active, made.contributor) == ("outcome", True, agent)
    assert made.thread == [["customer", "Hello, can I return my shoes? They are too small."]]


def test_made_once(category, agent, admin):
    outcome = put_right(category)
    assert cases.make(of="outcome", pk=outcome.pk, by=agent) == cases.make(
        of="outcome", pk=outcome.pk, by=admin
    )


def test_from_an_audit_it_waits_for_what_a_good_answer_must_do(category, agent):
    draft = answered_draft(category)
    audited = DraftAudit.objects.create(
        draft=draft, kind="blind", propensity=0.2, unacceptable=True, judged_at=timezone.now()
    )
    made = cases.make(of="audit", pk=audited.pk, by=agent)
    assert (made.active, cases.complaint(made)) == (False, cases.ASKS_NOTHING)
    made.active = True
    with pytest.raises(Refused, match="asks for nothing"):
        cases.save(case=made, by=agent)


def test_from_a_calibration_item(category, agent):
    outcome = put_right(category)
    item = read_session(category, 0).items.create(draft=outcome.draft, stratum="signal")
    made = cases.make(of="item", pk=item.pk, by=agent)
    assert (made.origin, made.figures) == ("session", ["30 days"])


def test_from_a_correction_it_asks_where_it_belongs(category, agent):
    correction = file_under(make_ticket(), category, by=agent)
    made = cases.make(of="correction", pk=correction.pk, by=agent)
    assert (made.kind, made.category, made.active) == ("route", category, True)


def test_from_the_reference_set(category, agent):
    settled = ReferenceCase.objects.create(text="Boots\nToo small", added_by=agent, settled=category)
    made = cases.make(of="reference", pk=settled.pk, by=agent)
    assert (made.subject, made.thread, made.origin) == ("Boots", [["customer", "Too small"]], "reference")


@pytest.mark.parametrize("of", ["outcome", "audit", "item", "correction", "reference", "rumour"])
def test_from_nothing_nothing_is_made(agent, of):
    with pytest.raises(Refused):
        cases.make(of=of, pk=1, by=agent)
    assert not EvalCase.objects.exists()


def test_what_is_simulated_stays_so(category, agent):
    outcome = put_right(category)
    outcome.draft.ticket.simulated = True
    outcome.draft.ticket.save()
    assert cases.make(of="outcome", pk=outcome.pk, by=agent).simulated


def test_saving_and_confirming_make_it_young(category, agent):
    case = case_of(category, confirmed_at="2020-01-01T00:00Z")
    assert cases.confirm(category=category, by=agent) == 1
    case.refresh_from_db()
    assert case.confirmed_at.year > 2020


def test_a_figure_that_is_none_cannot_be_asked_for(category, agent):
    with pytest.raises(Refused, match="no amount"):
        cases.save(case=case_of(category, figures=["soon"]), by=agent)


def test_an_outsider_writes_none(category, outsider):
    with pytest.raises(PermissionDenied):
        cases.save(case=case_of(category), by=outsider)

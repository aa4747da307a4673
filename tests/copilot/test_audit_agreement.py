"""Agreement of edits and audits, beyond what chance would give."""

import pytest

from copilot.autonomy import auditing
from copilot.autonomy.agreement import Agreement, agreement
from copilot.outcomes import LATER
from tests.copilot.audit_help import answered_draft, drawn_audit, outcome_of
from tests.factories import make_category, make_user, reply


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        ((20, 5, 10, 15), 0.4),
        ((5, 0, 0, 5), 1.0),
        ((0, 5, 5, 0), -1.0),
        ((0, 0, 0, 9), None),
        ((0,) * 4, None),
    ],
)
def test_kappa(counts, kappa):
    found = Agreement(*counts)
    assert found.kappa == (kappa if kappa is None else pytest.approx(kappa))


def test_pairs_are_counted():
    assert agreement([(True, True), (True, False), (False, True), (False, False)]) == Agreement(1, 1, 1, 1)


@pytest.mark.django_db
def test_each_judged_draft_is_compared_once(admin):
    category = make_category("Returns")
    drawn = drawn_audit(category, unacceptable=True)
    outcome_of(drawn.draft, reply(drawn.draft.ticket, make_user(), "And one more thing."), excluded=LATER)
    drawn_audit(category)
    answered_draft(category)
    auditing.judge(audited=drawn, answer="wrong", by=admin)
    assert auditing.compared() == [("Returns", True, True, False)]

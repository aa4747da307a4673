"""The daily sums are what a recount of the outcomes gives, whatever happened in between."""

from collections import Counter
from datetime import timedelta

import pytest

from copilot import outcomes
from copilot.models import EvidenceDay, Outcome
from support.models import Message
from tests.copilot.draft_help import READ, answered, drafting_category, ready_draft

pytestmark = pytest.mark.django_db

EDITS = (
    lambda body: body,
    lambda body: body.replace("30", "14"),
    lambda body: body.replace("You can return", "You may of course return"),
    lambda body: "We are sorry. A colleague will call you about this tomorrow morning.",
    lambda body: body + " Please keep the box.",
)


def recount():
    rows = {}
    for outcome in Outcome.objects.all():
        key = (outcome.category_id, outcome.version_key, outcome.at.date(), outcome.simulated)
        row = rows.setdefault(key, Counter())
        if outcome.excluded == outcomes.UNREAD:
            row["excluded"] += 1
        elif not outcome.excluded:
            row["outcomes"] += 1
            row["unacceptable"] += outcome.unacceptable
            row[outcome.edit_class.replace("-", "_")] += 1
            row["eer_sum"] += outcome.eer
            row["eer_square_sum"] += outcome.eer**2
            row["used_sum"] += outcome.used
    return rows


def kept():
    names = [
        *("outcomes", "excluded", "unacceptable", "as_is", "cosmetic", "light", "rewrite", "material"),
        *("eer_sum", "eer_square_sum", "used_sum"),
    ]
    return {
        (day.category_id, day.version_key, day.day, day.simulated): {
            name: getattr(day, name) for name in names
        }
        for day in EvidenceDay.objects.all()
    }


def test_after_many_replies_days_and_undos():
    categories = [drafting_category("Returns"), drafting_category("Exchanges")]
    for number in range(12):
        draft = ready_draft(categories[number % 2], simulated=number % 5 == 0)
        sent = answered(draft, EDITS[number % 5](draft.body), composing=READ if number % 3 else {})
        if number % 4 == 0:  # as if it had been sent on another day
            day = sent.created_at + timedelta(days=1 + number)
            Message.objects.filter(pk=sent.pk).update(created_at=day)
        outcomes.measure_reply(sent.pk)
        if number % 6 == 5:
            outcomes.withdraw(sent.pk)
    expected, found = recount(), kept()
    assert sum(row["outcomes"] for row in expected.values()) > 6
    for key, row in found.items():
        assert row == pytest.approx({name: expected.get(key, Counter())[name] for name in row}), key
    assert expected.keys() <= found.keys()

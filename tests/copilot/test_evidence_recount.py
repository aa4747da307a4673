"""Evidence counted anew from outcomes, refilings and audits is what is stored, whatever happened before."""

import random

import pytest
from django.core.management import call_command

from copilot import outcomes
from copilot.autonomy import evidence
from copilot.models import EvidenceDay, Verdict
from routing import corrections
from tests.copilot.draft_help import READ, answered, drafting_category, outcome_of, ready_draft
from tests.copilot.evidence_help import audited
from tests.factories import committed, file_under, make_category

pytestmark = pytest.mark.django_db


def something_happens(dice, category, elsewhere, agent):
    """One ticket's story, drawn at random."""
    draft = ready_draft(category)
    if dice.random() < 0.4:
        with committed():
            correction = file_under(draft.ticket, elsewhere, by=agent)
        if dice.random() < 0.5:
            with committed():
                corrections.undo_correction(correction=correction, by=agent)
    body = draft.body.replace("30", "14") if dice.random() < 0.3 else draft.body
    sent = answered(draft, body, by=agent, composing=READ if dice.random() < 0.7 else {})
    outcomes.measure_reply(sent.pk)
    if dice.random() < 0.4:
        audited(draft, bad=dice.random() < 0.3, judge=agent)
    if dice.random() < 0.3:
        outcomes.withdraw(sent.pk)


def rows():
    """Every verdict but for its number, which says when it was stored."""
    return sorted(Verdict.objects.values_list("ticket", "source", "draft", "unacceptable", "excluded", "at"))


def test_after_many_stories(agent):
    dice, category, elsewhere = random.Random(5), drafting_category(), make_category("Praise")
    for _ in range(14):
        something_happens(dice, category, elsewhere, agent)
    assert len({source for _, source, *_ in rows()}) == 2
    assert list(evidence.recount()) == []
    counted = evidence.tally(category, Verdict.objects.first().version_key)
    days = EvidenceDay.objects.filter(category=category).values_list("outcomes", "unacceptable")
    assert (sum(n for n, _ in days), sum(bad for _, bad in days)) == (counted.n, counted.unacceptable)
    before = rows()
    Verdict.objects.all().delete()
    for ticket in {row[0] for row in before}:
        outcomes.judge_conversation(ticket)
    assert rows() == before


@pytest.fixture
def verdict():
    draft = ready_draft()
    outcome_of(draft, draft.body.replace("30", "14"))
    return Verdict.objects.get()


def test_a_row_edited_by_hand_is_found_and_mended(verdict, capsys):
    Verdict.objects.update(unacceptable=False)
    with pytest.raises(SystemExit, match="1"):
        call_command("recount_evidence", check=True)
    assert f"ticket {verdict.ticket_id}, edit: unacceptable is False, not True" in capsys.readouterr().out
    call_command("recount_evidence")
    assert Verdict.objects.get().unacceptable is True
    assert list(evidence.recount()) == []


def test_a_row_that_was_deleted(verdict):
    Verdict.objects.all().delete()
    [difference] = evidence.recount(verdict.category)
    assert "a verdict is missing" in str(difference)


def test_a_row_that_was_made_up(verdict):
    Verdict.objects.create(
        source="audit",
        ticket=verdict.ticket,
        draft=verdict.draft,
        category=verdict.category,
        version_key="x",
        unacceptable=False,
    )
    [difference] = evidence.recount(verdict.category)
    assert "nothing speaks for this verdict" in str(difference)


def test_another_category_is_left_alone(verdict):
    Verdict.objects.update(unacceptable=False)
    assert list(evidence.recount(make_category("Praise"))) == []


def test_an_unknown_category():
    from support.commandline import BadInput

    with pytest.raises(BadInput, match="no category “nowhere”"):
        call_command("recount_evidence", category="nowhere")

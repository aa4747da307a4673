"""Two people label a case independently; agreement settles it, a lead settles the rest."""

import pytest
from django.core.exceptions import PermissionDenied

from routing import reference
from support.actions.tickets import Refused
from tests.factories import make_category, make_ticket, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(agent):
    return reference.add_case(text="Where is my parcel?", by=agent)


@pytest.fixture
def parcels():
    return make_category("Parcels")


def test_a_ticket_becomes_a_case_with_the_text_that_is_learned_from(agent):
    ticket = make_ticket(subject="Shoes", body="Too small")
    assert reference.add_case(ticket=ticket, by=agent).text == "Shoes\nToo small"


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001])
def test_a_case_needs_a_text(agent, text):
    with pytest.raises(Refused, match="characters"):
        reference.add_case(text=text, by=agent)


def test_a_case_is_there_once(case, agent):
    with pytest.raises(Refused, match="already"):
        reference.add_case(text=" Where is my parcel? ", by=agent)


def test_drawing_takes_no_more_than_there_are(agent):
    make_ticket(subject="One"), make_ticket(subject="Two")
    assert reference.draw_cases(by=agent, count=5) == 2
    assert reference.draw_cases(by=agent, count=5) == 0


def test_two_equal_labels_settle_it(case, agent, admin, parcels):
    reference.label_case(case=case, category=parcels, by=agent)
    settled = reference.label_case(case=case, category=parcels, by=admin)
    assert (settled.settled, settled.settled_none, settled.settled_by) == (parcels, False, None)
    assert list(reference.disputes()) == []


def test_both_may_say_none_of_these(case, agent, admin):
    reference.label_case(case=case, category=None, by=agent)
    assert reference.label_case(case=case, category=None, by=admin).settled_none


def test_two_different_labels_are_a_dispute(case, agent, admin, parcels):
    reference.label_case(case=case, category=parcels, by=agent)
    case = reference.label_case(case=case, category=None, by=admin)
    assert case.settled_at is None
    assert list(reference.disputes()) == [case]


def test_nobody_labels_twice_and_no_third_is_asked(case, agent, admin, manager, parcels):
    reference.label_case(case=case, category=parcels, by=agent)
    assert list(reference.to_label(agent)) == []
    with pytest.raises(Refused, match="no further label"):
        reference.label_case(case=case, category=parcels, by=agent)
    reference.label_case(case=case, category=None, by=admin)
    assert list(reference.to_label(manager)) == []


def test_what_waits_for_its_second_label_comes_first(case, agent, admin):
    other = reference.add_case(text="Where is my money?", by=agent)
    reference.label_case(case=other, category=None, by=agent)
    assert list(reference.to_label(admin)) == [other, case]


def test_a_lead_settles_a_dispute_once(case, agent, admin, manager, parcels):
    reference.label_case(case=case, category=parcels, by=agent)
    reference.label_case(case=case, category=None, by=make_user())
    with pytest.raises(PermissionDenied, match="settle"):
        reference.settle_case(case=case, category=parcels, by=agent)
    settled = reference.settle_case(case=case, category=parcels, by=admin)
    assert (settled.settled, settled.settled_by) == (parcels, admin)
    with pytest.raises(Refused):
        reference.settle_case(case=case, category=None, by=manager)


def test_a_case_with_one_label_cannot_be_settled(case, agent, admin, parcels):
    reference.label_case(case=case, category=parcels, by=agent)
    with pytest.raises(Refused):
        reference.settle_case(case=case, category=parcels, by=admin)


def test_a_heading_is_no_label(case, agent, parcels):
    make_category("Lost parcels", parent=parcels)
    with pytest.raises(Refused, match="takes no tickets"):
        reference.label_case(case=case, category=parcels, by=agent)


def test_the_exam_follows_a_merge_and_drops_a_retired_answer(case, agent, admin, parcels):
    from django.utils import timezone

    for person in (agent, admin):
        reference.label_case(case=case, category=parcels, by=person)
    assert reference.exam() == [("Where is my parcel?", "parcels")]
    parcels.retired_at = timezone.now()
    parcels.save()
    assert reference.exam() == []
    parcels.merged_into = make_category("Delivery")
    parcels.save()
    assert reference.exam() == [("Where is my parcel?", "delivery")]


def test_export_names_both_answers(case, agent, admin, parcels):
    reference.label_case(case=case, category=parcels, by=agent)
    reference.label_case(case=case, category=None, by=admin)
    row = reference.rows()[0]
    assert (row["first_label"], row["first_by"]) == ("Parcels", "Ada Agent")
    assert (row["second_label"], row["label"]) == ("none of these", "")


def test_a_lone_label_is_not_exported(case, agent, parcels):
    reference.label_case(case=case, category=parcels, by=agent)
    assert "Parcels" not in reference.rows()[0].values()

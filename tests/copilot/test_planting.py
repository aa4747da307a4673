"""One material fault in a copy of a draft: planted where there is a place, found again, repaired."""

import pytest

from copilot.autonomy.planting import KINDS, Fault, plant, repaired, stands_in, with_fault
from copilot.measuring import measure

RETURN = "You can return unworn shoes within 30 days of delivery."
PAID = "The refund reaches your card within 5 working days."
FEE = "A second label costs €4.95."
SALE = "We cannot exchange sale items."
BODY = f"Hello Cleo,\n\n{RETURN} {PAID}\n\n{FEE} {SALE}\n\nKind regards\nAda"
SENTENCES = [RETURN, PAID, FEE, SALE]


def every_fault(body=BODY, sentences=SENTENCES, **fields):
    found = [plant(body, sentences, draw / 40, **fields) for draw in range(40)]
    return list(dict.fromkeys(found))


FAULTS = every_fault()


def fault_of(kind):
    return next(fault for fault in FAULTS if fault.kind == kind)


def test_all_kinds_can_be_planted():
    assert {fault.kind for fault in every_fault()} == set(KINDS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.planted)
def test_a_fault_is_material_and_is_found_and_repaired(fault):
    faulty = with_fault(BODY, fault)
    assert measure(BODY, faulty).material
    assert stands_in(faulty, fault, BODY)
    assert not stands_in(BODY, fault, BODY)
    assert repaired(faulty, fault, BODY) == BODY


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.planted)
def test_it_is_gone_with_its_sentence(fault):
    assert not stands_in(BODY.replace(fault.right, ""), fault, BODY)


def test_no_place_no_fault():
    assert plant("Hello Cleo,\n\nThank you for writing.", ["Thank you for writing."], 0.5) is None


def test_a_question_carries_none():
    assert plant("Is it within 30 days?", ["Is it within 30 days?"], 0.5) is None


def test_the_same_draw_plants_the_same():
    assert plant(BODY, SENTENCES, 0.3) == plant(BODY, SENTENCES, 0.3)


def test_what_the_customer_mentioned_is_not_planted():
    assert not [fault for fault in every_fault(avoid="I sent it 14 days ago") if " 14 days" in fault.planted]


@pytest.mark.parametrize(
    "text",
    [
        "Sure! You can send unworn shoes back within 14 days.",
        "Sure, that works.\nThe limit is two weeks.",
        "You have 14 days.",
    ],
)
def test_the_fault_in_other_words(text):
    fault = Fault("deadline", RETURN, RETURN.replace("30", "14"))
    assert stands_in(text, fault, BODY)


def test_once_known_the_same_figure_may_stand_elsewhere():
    fault = Fault("deadline", RETURN, RETURN.replace("30", "14"))
    text = f"{RETURN} We are closed for 14 days."
    assert stands_in(text, fault, BODY)
    assert not stands_in(text, fault, BODY, known=True)


def test_a_denial_put_right_in_other_words():
    fault = fault_of("negation")
    assert not stands_in(fault.right.replace("can ", "can really "), fault, BODY)


def test_other_edits_of_the_sentence_stay():
    fault = Fault("deadline", RETURN, RETURN.replace("30", "14"))
    text = "Of course you can return unworn shoes within 14 days of delivery."
    assert repaired(text, fault, BODY) == text.replace("14", "30")

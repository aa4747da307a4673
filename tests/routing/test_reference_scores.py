"""Every version of the classifier is examined on settled cases, beside the one it would replace."""

import pytest

from routing import reference, training
from tests.factories import file_under, make_category, make_ticket, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget():
    training.forget()
    yield
    training.forget()


def teach(category, word, by, times=6):
    for n in range(times):
        file_under(make_ticket(subject=f"{word} {n}", body=f"about the {word}"), category, by=by)


def settle(text, category, people):
    case = reference.add_case(text=text, by=people[0])
    for person in people:
        reference.label_case(case=case, category=category, by=person)


def test_a_version_is_scored_on_the_reference_set_beside_the_one_before(agent):
    people = make_user(), make_user()
    boots, money = make_category("Boots"), make_category("Money")
    teach(boots, "boots", agent)
    teach(money, "money", agent)
    assert training.retrain().scores["reference"] == {"n": 0, "right": 0}
    training.forget()
    settle("my boots again", boots, people)
    settle("the money please", money, people)
    teach(boots, "laces", agent, times=2)
    scores = training.retrain().scores
    assert (scores["reference"]["n"], scores["reference"]["right"]) == (2, 2)
    assert scores["reference"]["before"]["right"] == 2


def test_scores_say_what_the_report_draws(agent):
    teach(make_category("Boots"), "boots", agent)
    teach(make_category("Money"), "money", agent)
    scores = training.retrain().scores
    assert scores["held_out"] == 12
    assert scores["right"] == round(scores["accuracy"] * 12)
    assert set(scores["coverage"]) == {"0.9", "0.95", "0.98", "0.99"}
    assert scores["curve"][-1][0] <= 1

import pytest

from copilot.autonomy.eprocess import Tally
from copilot.autonomy.gate import needed, sentence
from copilot.autonomy.missing import enough, reviews_needed

NEEDED = {  # evidence, τ: reviews needed with 0, 1, 2, … unacceptable, as designed
    (20, 0.05): (74, 123, 167, 207, 244, 278, 311, 343),
    (100, 0.05): (110, 161, 208, 250, 290, 327, 362, 396),
    (20, 0.10): (36, 60, 82, 102, 120, 137, 153, 169),
    (20, 0.02): (187, 310, 421, 522, 615, 702, 785, 865),
}
CELLS = [(*key, k, n) for key, row in NEEDED.items() for k, n in enumerate(row)]


@pytest.mark.parametrize(("evidence", "tau", "k", "n"), CELLS)
def test_the_published_criterion(evidence, tau, k, n):
    assert reviews_needed(k, evidence, tau) == n


@pytest.mark.parametrize(("evidence", "tau", "k", "n"), CELLS)
def test_one_review_fewer_is_not_enough(evidence, tau, k, n):
    assert Tally(n, k).e_value(tau) >= evidence > Tally(n - 1, k).e_value(tau)


def test_the_floor_holds_however_good_the_evidence():
    assert not enough(99, 0)
    assert enough(100, 0)


def test_the_sentence_of_the_readiness_page():
    assert sentence(74, 0) == "74 reviewed, 49 more with at most 1 unacceptable"


def test_without_room_for_a_slip():
    assert sentence(74, 0, slips=0) == "74 reviewed, 26 more with none unacceptable"


def test_nothing_is_missing_once_the_gate_is_satisfied():
    assert sentence(123, 1) == "123 reviewed, 1 unacceptable: enough"
    assert needed(123, 1).more == 0


@pytest.mark.parametrize("n", [0, 10, 74, 99, 122, 300])
@pytest.mark.parametrize("k", [0, 1, 5, 9])
@pytest.mark.parametrize("slips", [0, 1, 2])
def test_what_is_missing_equals_the_gate(n, k, slips):
    k = min(n, k)
    missing = needed(n, k, slips=slips)
    later = n + missing.more
    assert enough(later, k + missing.slips)
    assert not missing.more or not enough(later - 1, k + missing.slips)


@pytest.mark.parametrize(
    "wrong", [{"k": -1}, {"k": 0, "threshold": 1}, {"k": 0, "tau": 0}, {"k": 0, "tau": 1}]
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ValueError):
        reviews_needed(**wrong)

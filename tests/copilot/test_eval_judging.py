"""The rule of the release gate."""

import pytest

from copilot.evals.judging import Budget, Tried, compare, judge, pass_shares, percentile

BUDGET = Budget(20_000, 0.25)


def tried(*results, case=1, **fields):
    """Three repeats of one case."""
    return [Tried(case, passed, **fields) for passed in results]


def suite(n, failing=0, first=1):
    """`n` cases of which the first `failing` fail every time."""
    return [one for at in range(n) for one in tried(*[at >= failing] * 3, case=first + at)]


def rules(*args, **fields):
    return [block.rule for block in judge(*args, budget=BUDGET, **fields).blocked_by]


def test_all_well():
    judged = judge(suite(10), budget=BUDGET)
    assert (judged.cases, judged.passed, judged.blocked_by) == (10, 10, ())


def test_passing_is_passing_every_time():
    assert judge([*tried(True, True, False), *suite(9, first=2)], budget=BUDGET).passed == 9


def test_nothing_to_try_blocks():
    assert rules([]) == ["empty"]


@pytest.mark.parametrize("last", [False, None])
def test_a_blocker_must_pass_each_time(last):
    results = [*suite(60), *tried(True, True, last, case=99, blocker=True)]
    [block] = judge(results, budget=BUDGET, names={99: "No refund twice"}).blocked_by
    assert block.rule == "blocker"
    assert "“No refund twice” must pass every time and failed 1 of 3." in block.text


def test_a_critical_guard_blocks_once_a_case():
    assert rules([*suite(20), *tried(True, True, True, case=99, critical=["leak"])]) == ["guard"]


def test_too_much_that_cannot_be_judged_blocks():
    assert rules([*suite(49), *tried(None, None, None, case=99)]) == []
    assert rules([*suite(48), *tried(None, None, None, case=99)]) == ["grader"]


def test_what_cannot_be_judged_is_never_a_zero():
    assert pass_shares([*tried(True, None, True), *tried(None, None, None, case=2)]) == {1: 1.0}


def test_a_first_run_must_mostly_pass():
    assert rules(suite(10, failing=2)) == []
    assert rules(suite(10, failing=3)) == ["first"]


def test_the_same_as_the_baseline_is_not_worse():
    baseline = pass_shares(suite(10, failing=5))
    assert rules(suite(10, failing=5), baseline=baseline) == []


def test_worse_than_the_baseline_blocks():
    baseline = pass_shares(suite(300))
    assert rules(suite(300, failing=3), baseline=baseline) == []
    assert rules(suite(300, failing=7), baseline=baseline) == ["worse"]


def test_few_cases_leave_it_open_and_so_block():
    assert rules(suite(20, failing=1), baseline=pass_shares(suite(20))) == ["worse"]


def test_the_difference_is_paired_over_what_both_tried():
    found = compare({1: 1.0, 2: 0.0, 3: 1.0, 9: 0.0}, {1: 1.0, 2: 1.0, 3: 1.0, 8: 0.0})
    assert (found.n, found.mean) == (3, pytest.approx(-1 / 3))
    assert found.low == pytest.approx(-1 / 3 - 1.645 / 3)
    assert compare({1: 1.0}, {1: 1.0}) is None


@pytest.mark.parametrize(
    ("fields", "rule"), [({"milliseconds": 20_001.0}, "latency"), ({"cost": 0.3}, "cost")]
)
def test_too_slow_or_too_dear(fields, rule):
    assert rules([*suite(18), *tried(True, True, True, case=99, **fields)]) == [rule]


def test_one_slow_answer_in_a_hundred_is_not():
    assert rules([*suite(100), *tried(True, True, True, case=999, milliseconds=99_000.0)]) == []


def test_old_cases_block():
    assert rules(suite(10), outdated=["Returns"]) == ["outdated"]


@pytest.mark.parametrize(("share", "value"), [(0.5, 2), (0.95, 4), (0.01, 1), (1.0, 4)])
def test_percentiles(share, value):
    assert percentile([4, 2, 1, 3], share) == value
    assert percentile([], share) == 0

"""Whether an answer is what a case asks for, and whether that can be said at all."""

import pytest

from copilot.drafting.checks import CheckResult
from copilot.evals.grading import Answer, Expected, Grade, grade_draft, grade_route

BODY = "Hello Mara,\n\nYou can return unworn shoes within 30 days. We do not charge “return” postage."


def reply(body=BODY, **fields):
    return Answer(body=body, is_reply=True, cited=frozenset({"returns"}), **fields)


def held(check):
    return CheckResult(check, "hold", "", "because")


@pytest.mark.parametrize(
    "expected",
    [
        Expected(must_say=["Unworn  SHOES"]),
        Expected(must_say=['"return" postage']),
        Expected(must_say=["can be returned | can return"]),
        Expected(figures=["30 days"]),
        Expected(must_not_say=["14 days", "unworn shoe"]),
        Expected(must_say=["30 days"], sops=["refunds", "returns"]),
    ],
)
def test_what_passes(expected):
    assert grade_draft(expected, reply()) == Grade(True)


@pytest.mark.parametrize(
    ("expected", "reason"),
    [
        (Expected(must_say=["worn shoes"]), "does not say “worn shoes”"),
        (Expected(must_not_say=["unworn shoes"]), "says “unworn shoes”"),
        (Expected(figures=["14 days"]), "does not give 14 days"),
        (Expected(sops=["refunds"]), "does not cite refunds"),
    ],
)
def test_what_fails(expected, reason):
    assert grade_draft(expected, reply()) == Grade(False, (reason,))


def test_a_figure_may_be_spelled_otherwise():
    assert grade_draft(Expected(figures=["2 weeks"]), reply("Within two weeks.")).passed


def test_everything_wrong_is_told():
    expected = Expected(must_say=["a"], figures=["9 euros"], sops=["x"])
    assert len(grade_draft(expected, reply()).reasons) == 3


def test_no_draft_fails_where_one_is_wanted_and_passes_where_none_is():
    findings = Answer(body="Nothing answers this.")
    assert grade_draft(Expected(must_say=["a"]), findings).reasons == ("there was no draft",)
    assert grade_draft(Expected(should_abstain=True), findings).passed
    assert not grade_draft(Expected(should_abstain=True), reply()).passed


def test_a_held_draft_is_left_to_a_person():
    assert grade_draft(Expected(should_abstain=True), reply(checks=[held("nothing_injected")])).passed


def test_a_critical_guard_is_told_whatever_else():
    grade = grade_draft(
        Expected(must_say=["unworn"]), reply(checks=[held("nothing_leaks"), held("figures_fit")])
    )
    assert (grade.passed, grade.critical) == (True, ("nothing_leaks: because",))


@pytest.mark.parametrize(
    "expected", [Expected(), Expected(must_say=[" "]), Expected(must_say=[7]), Expected(figures=["soon"])]
)
def test_a_fault_of_the_case_is_no_failure_of_the_answer(expected):
    grade = grade_draft(expected, reply())
    assert grade.passed is None
    assert grade.error


def test_a_server_that_was_away_is_no_failure_either():
    assert grade_draft(Expected(must_say=["a"]), Answer(error="away")) == Grade(None, error="away")


@pytest.mark.parametrize(("category", "passed"), [(3, True), (4, False), (None, False)])
def test_routes(category, passed):
    assert grade_route(Expected(category=3), Answer(category=category)).passed is passed

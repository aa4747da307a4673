from dataclasses import replace

import pytest

from copilot.autonomy.gate import Facts, Tally, may_promote

READY = Facts(
    level="suggest",
    target="canary",
    edits=Tally(200, 2),
    audits=Tally(80, 0),
    days=14,
    reviewers={"ana": 90, "ben": 70, "cyd": 40},
    version_critical=Tally(300, 0),
    category_critical=Tally(59, 0),
    calibration_complete=True,
    release_green=True,
    owner="ana",
    deputy="ben",
    rollback_stated=True,
)
FULL = replace(READY, level="canary", target="auto", edits=Tally(400, 2), audits=Tally(120, 0))


def unmet(facts):
    return [condition.name for condition in may_promote(facts).conditions if not condition.met]


def test_a_category_that_meets_everything_may_move_up():
    assert may_promote(READY).allowed
    assert may_promote(FULL).allowed
    assert may_promote(READY).reasons == ()


@pytest.mark.parametrize(
    ("missing", "change"),
    [
        ("edits", {"edits": Tally(99, 0)}),
        ("edits", {"edits": Tally(122, 1)}),
        ("edits", {"attempt": 2, "edits": Tally(123, 1), "audits": Tally(110, 0)}),
        ("audits", {"audits": Tally(73, 0)}),
        ("days", {"days": 13}),
        ("reviewers", {"reviewers": {"ana": 50, "ben": 50}}),
        ("reviewers", {"reviewers": {"ana": 61, "ben": 20, "cyd": 19}}),
        ("reviewers", {"reviewers": {}}),
        ("exclusions", {"excluded": 23}),
        ("probes", {"probes": Tally(30, 3)}),
        ("critical version", {"version_critical": Tally(299, 0)}),
        ("critical version", {"version_critical": Tally(300, 1)}),
        ("critical category", {"category_critical": Tally(58, 0)}),
        ("critical category", {"category_critical": Tally(59, 1)}),
        ("calibration", {"calibration_complete": False}),
        ("disputes", {"open_disputes": 1}),
        ("taxonomy", {"open_findings": 1}),
        ("release", {"release_green": False}),
        ("incidents", {"days_since_incident": 13}),
        ("open incidents", {"open_incidents": 1}),
        ("signed before", {"unproven": "edits were 200 and are 199"}),
        ("topic", {"never_auto": True}),
        ("owner", {"owner": ""}),
        ("owner", {"deputy": ""}),
        ("owner", {"deputy": "ana"}),
        ("rollback", {"rollback_stated": False}),
        ("step", {"level": "route"}),
        ("step", {"level": "canary"}),
    ],
)
def test_each_condition_alone_keeps_the_gate_shut(missing, change):
    verdict = may_promote(replace(READY, **change))
    assert not verdict.allowed
    assert unmet(replace(READY, **change)) == [missing]
    assert len(verdict.reasons) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"probes": Tally(30, 2)},
        {"probes": Tally(20, 1)},
        {"days_since_incident": 14},
        {"reviewers": {"ana": 60, "ben": 20, "cyd": 20}},
        {"excluded": 22},
    ],
)
def test_at_the_boundary_it_stands_open(change):
    assert may_promote(replace(READY, **change)).allowed


@pytest.mark.parametrize(
    ("missing", "change"),
    [
        ("edits", {"edits": Tally(160, 1)}),
        ("audits", {"audits": Tally(109, 0)}),
        ("days", {"days": 3}),
        ("amber", {"amber": True}),
        ("release", {"release_green": False}),
    ],
)
def test_full_automation_asks_for_more(missing, change):
    assert unmet(replace(FULL, **change)) == [missing]


def test_suggesting_needs_an_owner_and_a_clean_taxonomy_but_neither_evidence_nor_release():
    start = Facts(level="route", target="suggest", owner="ana", deputy="ben")
    assert may_promote(start).allowed
    assert unmet(replace(start, owner="", open_findings=2)) == ["owner", "taxonomy"]


def test_levels_are_never_skipped():
    assert "step" in unmet(replace(READY, level="route", target="auto"))


def test_probes_that_are_off_are_said_to_be_off():
    assert "probes: off" in [condition.sentence for condition in may_promote(READY).conditions]


def test_the_evidence_line_says_what_is_missing():
    verdict = may_promote(replace(READY, edits=Tally(74, 0)))
    assert verdict.reasons == ("74 reviewed, 49 more with at most 1 unacceptable",)


def test_nobody_is_named_among_the_reviewers():
    line = next(c.sentence for c in may_promote(READY).conditions if c.name == "reviewers")
    assert line == "3 reviewers, the busiest gave 45%"

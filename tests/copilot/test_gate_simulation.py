"""The simulation moves many categories at once; it must do to each exactly what the product does to one."""

import numpy as np
import pytest

from copilot.autonomy.detector import Detector
from copilot.autonomy.eprocess import Tally
from copilot.autonomy.simulation import Fleet, Plan, evidence_enough, shiryaev_roberts, simulate


@pytest.mark.parametrize(("tau", "evidence", "floor"), [(0.05, 20, 100), (0.02, 100, 0), (0.1, 20, 50)])
def test_the_gate_of_many_is_the_gate_of_one(tau, evidence, floor):
    n = np.arange(0, 900, 7)
    k = np.random.default_rng(1).binomial(n, tau / 5)
    tallies = [Tally(*pair) for pair in zip(n.tolist(), k.tolist(), strict=True)]
    one_by_one = [tally.n >= floor and tally.e_value(tau) >= evidence for tally in tallies]
    assert evidence_enough(n, k, evidence, tau, floor).tolist() == one_by_one
    assert any(one_by_one)


@pytest.mark.parametrize("tau", [0.02, 0.05, 0.1])
def test_the_detector_of_many_is_the_detector_of_one(tau):
    streams = np.random.default_rng(2).random((8, 60)) < 0.1
    ratios = np.zeros((4, 8))
    for step in streams.T:
        ratios = shiryaev_roberts(ratios, step, tau)
    for run, stream in enumerate(streams.tolist()):
        detector = Detector(tau)
        for verdict in stream:
            detector = detector.update(verdict)
        assert ratios[:, run] == pytest.approx(detector.ratios, rel=1e-12)


def test_the_lights_of_many_are_the_lights_of_one():
    plan = Plan(rate=0.05, per_day=10, days=30, runs=40, audit=1.0)  # every ticket is judged
    fleet = Fleet(plan, plan.runs, np.random.default_rng(3))
    same = np.random.default_rng(3)
    detectors = [Detector() for _ in range(plan.runs)]
    for _ in range(plan.days):
        alive = [i for i, detector in enumerate(detectors) if detector.light != "red"]
        for _ in range(plan.per_day):
            bad = same.random((3, len(alive)))[2] < plan.rate
            for i, verdict in zip(alive, bad.tolist(), strict=True):
                detectors[i] = detectors[i] if detectors[i].light == "red" else detectors[i].update(verdict)
        fleet.day(plan.rate)
        assert ((fleet.red_on > 0) == [detector.light == "red" for detector in detectors]).all()
        amber = fleet.amber & (fleet.red_on == 0)
        assert (amber == [detector.light == "amber" for detector in detectors]).all()
    assert (fleet.red_on > 0).any()


SMALL = Plan(rate=0.01, per_day=50, days=60, runs=200)


def test_the_same_seed_gives_the_same_figures():
    assert simulate(SMALL) == simulate(SMALL)


def test_a_good_category_unlocks_stays_and_is_caught_when_it_turns():
    result = simulate(SMALL)
    assert result["unlock_probability"] == 1.0
    assert result["false_demotions"] <= 0.02
    assert 5 < result["detection_delay"]["mean"] < 10
    assert 20 < result["bad_sent"]["mean"] < 36


def test_nobody_looking_finds_nothing():
    result = simulate(Plan(rate=0.01, per_day=50, days=60, runs=50, holdout=0, audit=0))
    assert result["detection_delay"] == {"mean": None, "p90": None}
    assert result["bad_sent"]["mean"] > 250


def test_a_hopeless_category_never_unlocks_and_has_no_averages():
    result = simulate(Plan(rate=0.3, per_day=20, days=60, runs=50))
    assert result == {
        "unlock_probability": 0.0,
        "tickets_to_unlock": {"mean": None, "p90": None},
        "false_demotions": None,
        "detection_delay": {"mean": None, "p90": None},
        "bad_sent": {"mean": None},
    }

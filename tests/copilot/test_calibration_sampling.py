"""A pack: a part drawn with a known chance, and a part chosen for what happened."""

from copilot.calibration.sampling import sample


def test_everything_is_drawn_from_a_small_frame():
    pack = sample([1, 2, 3], {}, "s")
    assert sorted(each.draft for each in pack) == [1, 2, 3]
    assert {each.propensity for each in pack} == {1.0}


def test_the_chance_is_the_share_drawn():
    pack = sample(range(100), {}, "s", random_size=30)
    assert (len(pack), {each.propensity for each in pack}) == (30, {0.3})


def test_every_draft_has_the_same_chance():
    drawn = [each.draft for seed in range(400) for each in sample(range(20), {}, str(seed), random_size=5)]
    counts = [drawn.count(draft) for draft in range(20)]
    assert min(counts) > 60
    assert max(counts) < 145


def test_the_same_session_draws_the_same():
    assert sample(range(99), {}, "a") == sample(range(99), {}, "a") != sample(range(99), {}, "b")


def test_what_was_drawn_keeps_its_signals_and_is_not_chosen_again():
    pack = sample([7], {7: ["held"], 8: ["held"]}, "s")
    assert [(each.draft, each.propensity, each.signals) for each in pack] == [
        (7, 1.0, ("held",)),
        (8, None, ("held",)),
    ]


def test_the_more_telling_signal_comes_first_then_the_newer_draft():
    signals = {1: ["held"], 2: ["audit", "held"], 3: ["held"], 4: []}
    assert [each.draft for each in sample([], signals, "s", signal_size=3)] == [2, 3, 1]


def test_there_is_nothing_to_draw_from_nothing():
    assert sample([], {}, "s") == []

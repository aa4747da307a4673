import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.measuring.alignment import align, common_runs, rates


def measured(draft, final):
    return rates(draft.split(), final.split(), align(draft.split(), final.split()))


@pytest.mark.parametrize(
    ("draft", "final", "eer", "used", "added"),
    [
        ("a b c d", "a b c d", 0, 1, 0),
        ("a b c d", "a b x d", 1 / 4, 3 / 4, 1 / 4),
        ("a b c d e f g h", "e f g h a b c d", 1 / 8, 1, 0),
        ("a b c d e f g h i j k l", "i j k l e f g h a b c d", 2 / 12, 1, 0),
        ("a b c e f g", "e f g a b c", 1, 1 / 2, 1 / 2),
        (
            "the same three words the same three things",
            "the same three things the same three words",
            1 / 8,
            1,
            0,
        ),
        ("a b", "", 1, 0, 0),
        ("", "a b", 1, 0, 1),
        ("", "", 0, 1, 0),
    ],
)
def test_rates(draft, final, eer, used, added):
    found = measured(draft, final)
    assert (found.eer, found.used, found.added) == pytest.approx((eer, used, added))


def test_the_longest_run_is_taken_first():
    runs = common_runs(list("abcdexcdefgh"), list("abcdefgh"))
    assert [(run.draft, run.final, run.length) for run in runs] == [(6, 2, 6)]


TOKENS = st.lists(st.sampled_from("abc"), max_size=30)


@settings(max_examples=60, deadline=None)
@given(TOKENS, TOKENS)
def test_laying_keeps_every_word_and_rates_stay_in_bounds(draft, final):
    alignment = align(draft, final)
    found = rates(draft, final, alignment)
    assert sorted(alignment.laid) == sorted(draft)
    assert all(0 <= rate <= 1 for rate in (found.eer, found.used, found.added))
    assert (found.eer == 0) == (draft == final)


@settings(max_examples=60, deadline=None)
@given(TOKENS, TOKENS)
def test_runs_are_common_and_disjoint(draft, final):
    runs = common_runs(draft, final)
    assert all(draft[r.draft : r.draft + r.length] == final[r.final : r.final + r.length] for r in runs)
    for side in ("draft", "final"):
        places = [getattr(run, side) + offset for run in runs for offset in range(run.length)]
        assert len(places) == len(set(places))

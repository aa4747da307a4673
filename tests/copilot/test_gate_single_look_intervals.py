import pytest
from scipy.stats import beta, binom

from copilot.autonomy.intervals import (
    binomial_tail,
    clopper_pearson_lower,
    clopper_pearson_upper,
    wilson,
    wilson_upper,
)


@pytest.mark.parametrize(("k", "n", "bound"), [(28, 30, 0.832), (19, 20, 0.819), (27, 30, 0.791)])
def test_the_probe_bounds(k, n, bound):
    assert clopper_pearson_lower(k, n, 0.9) == pytest.approx(bound, abs=0.0005)


@pytest.mark.parametrize(("k", "n"), [(0, 10), (3, 10), (10, 10), (7, 300), (250, 300)])
def test_exact_limits_agree_with_the_beta_quantiles(k, n):
    assert clopper_pearson_lower(k, n) == pytest.approx(beta.ppf(0.05, k, n - k + 1) if k else 0)
    assert clopper_pearson_upper(k, n) == pytest.approx(beta.ppf(0.95, k + 1, n - k) if k < n else 1)


@pytest.mark.parametrize("n", [1, 20, 5000])
@pytest.mark.parametrize("p", [0.0, 0.001, 0.05, 0.5, 1.0])
def test_the_tail_agrees_with_the_binomial_distribution(n, p):
    for k in {0, 1, n // 20, n // 2, n}:
        assert binomial_tail(k, n, p) == pytest.approx(binom.sf(k - 1, n, p), rel=1e-8, abs=1e-300)


def test_wilson_of_a_known_case():
    assert wilson(5, 100) == pytest.approx((0.0215, 0.1118), abs=0.0001)


def test_wilson_without_data_or_at_the_ends():
    assert wilson(0, 0) == (0, 1)
    assert wilson(0, 50)[0] == 0
    assert wilson(50, 50)[1] == 1


def test_one_sided_limits_are_tighter_than_two_sided_ones():
    assert 0.05 < wilson_upper(5, 100) < wilson(5, 100)[1]


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError):
        wilson(3, 2)

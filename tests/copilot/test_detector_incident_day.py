import pytest

from copilot.autonomy.detector import incident_day


@pytest.mark.parametrize(
    ("n", "k", "incident"),
    [(20, 6, True), (20, 5, False), (3, 3, True), (2, 2, False), (0, 0, False), (1_000_000, 50_000, False)],
)
def test_a_day_with_far_too_many_failures(n, k, incident):
    assert incident_day(n, k) is incident

"""What tests of autonomy share."""

import pytest


@pytest.fixture
def proven(monkeypatch):
    """Calibration and evals, which have tests of their own, have passed for every category."""
    from copilot.autonomy import facts

    everything = lambda categories: {category.pk for category in categories}  # noqa: E731
    monkeypatch.setattr(facts.state, "complete_categories", everything)
    monkeypatch.setattr(facts.release, "green_categories", everything)

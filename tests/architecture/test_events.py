"""`copilot/pipeline.py` is the only listener that starts a next step; live pages are told of changes."""

import pytest
from django.dispatch import Signal

from support import events
from tests.architecture.source import APPS, imports, python_files

SIGNALS = {name: value for name, value in vars(events).items() if isinstance(value, Signal)}
LISTENERS = {"ticket_changed": {"support.live"}}


def listeners(signal):
    return {reference().__module__ for _, reference, *_ in signal.receivers}


@pytest.mark.parametrize("name", SIGNALS)
def test_who_listens(name):
    assert listeners(SIGNALS[name]) <= LISTENERS.get(name, {"copilot.pipeline"})


@pytest.mark.parametrize(
    "name",
    ["message_received", "ticket_routed", "ticket_filed", "reply_sent", "reply_undone", "taxonomy_changed"],
)
def test_the_pipeline_hears_what_it_must(name):
    assert "copilot.pipeline" in listeners(SIGNALS[name])


def test_nobody_listens_to_djangos_own_signals():
    """Saving a row must not start work behind the reader's back."""
    found = [
        str(path)
        for path in python_files(*APPS)
        for name in imports(path)
        if name.startswith("django.db.models.signals") or name == "django.dispatch.receiver"
    ]
    assert found == []

"""What the tests of calibration share: drafts with little around them, and sessions already read."""

from itertools import count

from django.utils import timezone

from copilot.models import CalibrationItem, CalibrationSession, Draft, FailureMode
from tests.factories import make_ticket

numbers = count(1)


def draft_of(category, version="now", ticket=None, **fields):
    """A ready reply draft, with just enough to be read."""
    ticket = ticket or make_ticket()
    values = {"ticket": ticket, "message": ticket.messages.first(), "category": category, "state": "ready"}
    values |= {
        "ready_at": timezone.now(),
        "body": "You can return them within 30 days.",
        "version_key": version,
    }
    return Draft.objects.create(**{**values, **fields})


def mode_of(category, name="", **fields):
    name = name or f"mode {next(numbers)}"
    return FailureMode.objects.create(
        **{"category": category, "name": name, "disposition": "watch", **fields}
    )


def read_session(category, n, modes=(), version="now", stratum="random", closed_at=None):
    """A closed session of `n` drafts; each of `modes` was seen in one of them, the others were fine."""
    at = closed_at or timezone.now()
    session = CalibrationSession.objects.create(
        category=category, state="closed", closed_at=at, due=at.date()
    )
    ticket = make_ticket()
    drafts = Draft.objects.bulk_create(
        Draft(
            ticket=ticket,
            message=ticket.messages.first(),
            category=category,
            state="stale",
            ready_at=at,
            version_key=version,
        )
        for _ in range(n)
    )
    items = CalibrationItem.objects.bulk_create(
        CalibrationItem(
            session=session,
            draft=draft,
            stratum=stratum,
            propensity=0.5 if stratum == "random" else None,
            disposition="watch" if number < len(modes) else "fine",
            reviewed_at=at,
        )
        for number, draft in enumerate(drafts)
    )
    for item, mode in zip(items, modes, strict=False):
        item.modes.add(mode)
    return session

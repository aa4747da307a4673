"""Workers that stop while drafting: the lease runs out, somebody else takes over, and not for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from copilot.drafting import requesting, working
from copilot.models import Draft
from tests.copilot.draft_help import waiting_ticket

pytestmark = pytest.mark.django_db
PAST = timedelta(seconds=-1)


@pytest.fixture
def draft():
    return requesting.request_draft(ticket=waiting_ticket())


def lose(draft, times=1):
    for _ in range(times):
        assert working.claim(Draft, draft.pk, lease=PAST)


def test_another_worker_takes_over(draft):
    lose(draft)
    assert working.prepare(draft.pk) is True
    draft.refresh_from_db()
    assert (draft.state, draft.attempts) == ("ready", 2)


def test_not_before_the_lease_is_over(draft):
    working.claim(Draft, draft.pk, lease=working.LEASE)
    assert working.prepare(draft.pk) is False


def test_after_three_it_fails_with_a_reason(draft):
    lose(draft, times=3)
    assert working.prepare(draft.pk) is False
    draft.refresh_from_db()
    assert draft.state == "failed"
    assert draft.reason.startswith("The worker stopped while drafting, 3 times. Ask again")


def test_the_late_one_spoils_nothing_for_its_successor(draft, monkeypatch):
    """A worker thought lost fails at last, while another one has the job."""

    def compose(*args, **options):
        Draft.objects.filter(pk=draft.pk).update(lease_until=timezone.now() + PAST)
        working.claim(Draft, draft.pk, lease=working.LEASE)
        raise ZeroDivisionError

    monkeypatch.setattr(working, "compose", compose)
    working.prepare(draft.pk)
    draft.refresh_from_db()
    assert (draft.state, draft.attempts, draft.reason) == ("working", 2, "")

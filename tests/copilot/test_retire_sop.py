"""Retiring an SOP: no draft cites it any more, and what it said stays readable."""

import pytest
from django.core.exceptions import PermissionDenied

from copilot.sops import publishing
from support.actions.tickets import Refused
from support.models import AuditEvent
from tests.copilot.draft_help import drafting_category, prepared, ready_draft, waiting_ticket
from tests.factories import make_category, make_sop

pytestmark = pytest.mark.django_db


@pytest.fixture
def sop():
    return make_sop(make_category())


def test_its_versions_stay(sop, admin):
    publishing.retire(sop=sop, by=admin, why="merged into another")
    sop.refresh_from_db()
    assert sop.retired_at is not None
    assert sop.versions.get().state == "retired"
    assert AuditEvent.objects.get(action="sop_retired").why == "merged into another"


def test_no_draft_is_made_of_it(admin):
    from copilot.drafting import requesting

    category = drafting_category()
    assert ready_draft(category).state == "ready"
    publishing.retire(sop=category.sops.get(), by=admin, why="")
    draft = prepared(requesting.request_draft(ticket=waiting_ticket(category)))
    assert (draft.state, draft.reason) == ("failed", "No SOP section was found for this message.")


def test_twice_is_refused(sop, admin):
    publishing.retire(sop=sop, by=admin, why="")
    with pytest.raises(Refused, match="retired already"):
        publishing.retire(sop=sop, by=admin, why="")


def test_an_agent_may_not(sop, agent):
    with pytest.raises(PermissionDenied):
        publishing.retire(sop=sop, by=agent, why="")


def test_a_new_version_brings_it_back(sop, admin):
    publishing.retire(sop=sop, by=admin, why="")
    publishing.write(markdown=sop.versions.get().markdown, by=admin, sop=sop)
    publishing.publish(sop=sop, by=admin)
    sop.refresh_from_db()
    assert sop.retired_at is None
    assert list(sop.versions.order_by("number").values_list("state", flat=True)) == ["retired", "published"]

"""Before first use: drafts are made and measured in secret, and never become evidence."""

import pytest
from django.core.exceptions import PermissionDenied

from copilot.autonomy import evidence, ladder
from copilot.drafting import requesting
from copilot.models import CategoryAutonomy, EvidenceDay, Outcome, Verdict
from support.actions.tickets import Refused
from support.models import AuditEvent
from tests.copilot.draft_help import answered, drafting_category, prepared
from tests.factories import committed, make_category, make_sop, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(manager):
    category = make_category("Returns")
    make_sop(category)
    ladder.set_shadow(category=category, on=True, by=manager)
    return category


@pytest.fixture
def draft(category):
    return prepared(requesting.request_draft(ticket=make_ticket(category=category)))


def test_a_draft_is_made(draft):
    assert (draft.state, draft.shadow) == ("ready", True)


def test_nobody_is_shown_it(draft, as_agent):
    page = as_agent.get(f"/tickets/{draft.ticket_id}/draft/").content.decode()
    assert "working days" not in page
    assert "people write its replies" in page


def test_nobody_can_ask_for_one(category, agent):
    ticket = make_ticket(category=category)
    assert requesting.request_draft(ticket=ticket, by=agent) is None


def test_what_people_write_is_compared_with_it(draft, worker):
    with committed():
        answered(draft, "A colleague will ring you tomorrow morning about this.")
    assert Outcome.objects.get().unacceptable
    assert Verdict.objects.get().excluded == "made in shadow, shown to nobody"
    assert evidence.tally(draft.category, draft.version_key).n == 0
    assert not EvidenceDay.objects.exists()


def test_the_agent_is_not_asked_what_was_wrong(draft, worker, as_agent, agent):
    with committed():
        sent = answered(draft, "A colleague will ring you tomorrow.", by=agent)
    assert "What was wrong" not in as_agent.get(f"/messages/{sent.pk}/outcome/line/").content.decode()


def test_the_sweep_knows_of_it(category):
    assert set(ladder.drafting_now()) == {category}


def test_switched_off_none_is_made(category, manager):
    ladder.set_shadow(category=category, on=False, by=manager)
    assert requesting.request_draft(ticket=make_ticket(category=category)) is None
    assert AuditEvent.objects.filter(action="shadow_changed").count() == 2


def test_paused_none_is_made(category, manager):
    ladder.pause(category=category, by=manager)
    assert requesting.request_draft(ticket=make_ticket(category=category)) is None


def test_at_suggest_there_is_no_shadow(manager):
    with pytest.raises(Refused, match="shows its drafts already"):
        ladder.set_shadow(category=drafting_category(), on=True, by=manager)


def test_only_a_manager_switches_it(category, admin):
    with pytest.raises(PermissionDenied):
        ladder.set_shadow(category=category, on=False, by=admin)


def test_by_the_page(as_manager, category):
    as_manager.post(f"/readiness/{category.key}/shadow/", {"shadow": "off"})
    assert CategoryAutonomy.objects.get().shadow is False
    assert "Draft in shadow" in as_manager.get(f"/readiness/{category.key}/").content.decode()


def test_the_first_step_ends_it(category, manager, agent, admin):
    category.owner, category.deputy = agent, admin
    category.save()
    ladder.set_level(category=category, to=ladder.Level.SUGGEST, by=manager, why="It looked good.")
    assert CategoryAutonomy.objects.get().shadow is False

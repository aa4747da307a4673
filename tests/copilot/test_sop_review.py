"""A draft version: proposed, published by a second person where required, set aside, restored."""

import pytest
from django.core.exceptions import PermissionDenied

from copilot.sops import publishing
from support.actions.tickets import Refused
from support.models import AuditEvent
from tests.factories import SOP, make_category, make_sop, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return SOP.format(title="Returns", category=make_category("Returns").key)


@pytest.fixture
def review(settings):
    settings.REVIEW_SOPS = True


def states(sop):
    return list(sop.versions.order_by("number").values_list("state", flat=True))


def test_an_agent_proposes(agent, text):
    version = publishing.write(markdown=text, by=agent)
    publishing.propose(sop=version.sop, by=agent, note="The window is shorter now")
    version.refresh_from_db()
    assert (version.proposed_by, version.note) == (agent, "The window is shorter now")
    assert AuditEvent.objects.get(action="sop_proposed").why == "The window is shorter now"


def test_without_a_draft_there_is_nothing_to_propose(agent):
    with pytest.raises(Refused, match="No new version"):
        publishing.propose(sop=make_sop(make_category()), by=agent)


def test_where_review_is_required_nobody_publishes_their_own(review, admin, manager, text):
    sop = publishing.write(markdown=text, by=admin).sop
    with pytest.raises(Refused, match="Review is required"):
        publishing.publish(sop=sop, by=admin)
    assert publishing.publish(sop=sop, by=manager).state == "published"


def test_a_comma_of_somebody_else_does_not_make_it_theirs(review, admin, manager, text):
    sop = publishing.write(markdown=text, by=admin).sop
    publishing.write(markdown=text + ",", by=manager, sop=sop)
    for writer in (admin, manager):
        with pytest.raises(Refused, match="Review is required"):
            publishing.publish(sop=sop, by=writer)
    publishing.publish(sop=sop, by=make_user("admin"))


def test_what_was_looked_at_is_what_is_published(admin, text):
    version = publishing.write(markdown=text, by=admin)
    publishing.write(markdown=text + "\nMore.", by=admin, sop=version.sop)
    with pytest.raises(Refused, match="changed since you looked"):
        publishing.publish(sop=version.sop, by=admin, seen=version.digest)


def test_a_save_does_not_overwrite_what_came_meanwhile(agent, admin, text):
    version = publishing.write(markdown=text, by=agent)
    publishing.write(markdown=text + "\nAdmin's line.", by=admin, sop=version.sop)
    with pytest.raises(Refused, match="Amos Admin saved version 1 while you were writing"):
        publishing.write(markdown=text + "\nMine.", by=agent, sop=version.sop, seen=version.digest)
    assert "Admin's line" in version.sop.versions.get().markdown


def test_windows_line_ends_are_the_same_text(agent, text):
    version = publishing.write(markdown=text, by=agent)
    assert publishing.digest_of(text.replace("\n", "\r\n")) == version.digest


def test_a_draft_set_aside_stays_readable_and_can_come_back(agent, text):
    version = publishing.write(markdown=text, by=agent)
    publishing.discard(sop=version.sop, by=agent)
    version.refresh_from_db()
    assert version.state == "discarded"
    again = publishing.restore(version=version, by=agent)
    assert (again.number, again.state, again.markdown) == (2, "draft", version.markdown)


def test_an_agent_may_not_set_aside_what_others_wrote(agent, admin, text):
    sop = publishing.write(markdown=text, by=agent).sop
    publishing.write(markdown=text + "x", by=admin, sop=sop)
    with pytest.raises(PermissionDenied):
        publishing.discard(sop=sop, by=agent)


def test_restoring_makes_a_draft_and_publishes_nothing(admin, text):
    sop = make_sop(make_category(), markdown=text)
    publishing.write(markdown=text.replace("30 days", "28 days"), by=admin, sop=sop)
    publishing.publish(sop=sop, by=admin)
    made = publishing.restore(version=sop.versions.get(number=1), by=admin)
    assert "30 days" in made.markdown
    assert states(sop) == ["superseded", "published", "draft"]


def test_restoring_does_not_overwrite_a_draft(admin, text):
    sop = make_sop(make_category(), markdown=text)
    publishing.write(markdown=text + "\nNew.", by=admin, sop=sop)
    with pytest.raises(Refused, match="Version 2 is being written"):
        publishing.restore(version=sop.versions.get(number=1), by=admin)


def test_reinstating_publishes_the_same_text_anew(settings, admin):
    sop = make_sop(make_category())
    settings.REVIEW_SOPS = True
    publishing.retire(sop=sop, by=admin, why="no longer sold")
    publishing.reinstate(sop=sop, by=admin, why="sold again")
    sop.refresh_from_db()
    assert sop.retired_at is None
    assert states(sop) == ["retired", "published"]
    assert AuditEvent.objects.get(action="sop_reinstated").why == "sold again"


def test_what_is_not_retired_cannot_be_reinstated(admin):
    with pytest.raises(Refused, match="not retired"):
        publishing.reinstate(sop=make_sop(make_category()), by=admin, why="")


def test_an_agent_may_not_reinstate(admin, agent):
    sop = make_sop(make_category())
    publishing.retire(sop=sop, by=admin, why="")
    with pytest.raises(PermissionDenied):
        publishing.reinstate(sop=sop, by=agent, why="")


def test_a_title_that_is_a_page_of_ours_needs_another_address(agent):
    with pytest.raises(Refused, match="“import” is a page of its own"):
        publishing.write(markdown="# Import\n\nText.", by=agent)

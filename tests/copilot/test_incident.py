"""An incident from its opening to its conclusion, with the people who answer for it."""

import pytest
from django.core.exceptions import PermissionDenied

from copilot.autonomy import incidents
from copilot.models import Incident
from support import audit
from support.actions.tickets import Refused
from tests.conftest import browser_of
from tests.copilot.sent_help import incident
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user(name="Otto Owner")


@pytest.fixture
def deputy():
    return make_user(name="Dora Deputy")


@pytest.fixture
def category(owner, deputy):
    return make_category("Returns", owner=owner, deputy=deputy)


@pytest.fixture
def red(category):
    return incident(category)


@pytest.mark.parametrize("person", ["owner", "deputy", "admin", "manager"])
def test_who_sees_it_above_every_page(request, red, person):
    page = browser_of(request.getfixturevalue(person)).get("/queue/").content.decode()
    assert f'href="/incidents/{red.pk}/"' in page


def test_others_are_left_in_peace(red, as_agent):
    assert "/incidents/" not in as_agent.get("/queue/").content.decode()


def test_nobody_else_may_handle_it(red, agent):
    for deed in (
        lambda: incidents.acknowledge(incident=red, by=agent),
        lambda: incidents.act(incident=red, what="Something", by=agent),
        lambda: incidents.close(incident=red, conclusion="Nothing", by=agent),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_the_first_to_see_it_is_written_down(red, owner, deputy):
    incidents.acknowledge(incident=red, by=owner)
    with pytest.raises(Refused):
        incidents.acknowledge(incident=red, by=deputy)
    red.refresh_from_db()
    assert red.seen_by == owner


def test_it_needs_a_conclusion(red, owner):
    with pytest.raises(Refused):
        incidents.close(incident=red, conclusion="  ", by=owner)
    assert Incident.objects.filter(closed_at=None).exists()


def test_closed_it_leaves_the_pages(red, owner):
    incidents.close(incident=red, conclusion="The SOP said 14 days; it says 30 now.", by=owner)
    assert f"/incidents/{red.pk}/" not in browser_of(owner).get("/queue/").content.decode()
    with pytest.raises(Refused):
        incidents.close(incident=red, conclusion="Again", by=owner)


def test_the_log_tells_the_story_and_its_chain_holds(red, owner, deputy):
    incidents.acknowledge(incident=red, by=owner)
    incidents.act(incident=red, what="Corrected the SOP", by=deputy)
    incidents.close(incident=red, conclusion="Done", by=owner)
    story = [(event.actor_name, sentence) for event, sentence in incidents.log(red)]
    assert story == [
        ("Otto Owner", "has seen it"),
        ("Dora Deputy", "did something about it"),
        ("Otto Owner", "closed it"),
    ]
    assert audit.broken_links(audit.subject_of(red)) == []


def test_game_day(category, owner, deputy, manager):
    """A drill takes the same way as a real incident: told, seen, acted on, closed."""
    client = browser_of(manager)
    page = client.post("/incidents/drill/", {"category": category.key}, follow=True)
    found = Incident.objects.get()
    assert "Nothing is wrong" in page.content.decode()
    assert set(found.told.all()) == {owner, deputy}
    theirs = browser_of(owner)
    assert f"/incidents/{found.pk}/" in theirs.get("/queue/").content.decode()
    theirs.post(f"/incidents/{found.pk}/seen/")
    theirs.post(f"/incidents/{found.pk}/act/", {"what": "Rang the deputy"})
    theirs.post(f"/incidents/{found.pk}/close/", {"conclusion": "Four minutes from drill to eyes"})
    found.refresh_from_db()
    assert (found.seen_by, found.closed_by) == (owner, owner)
    assert len(incidents.log(found)) == 4


def test_one_drill_at_a_time(category, manager):
    incidents.drill(category=category, by=manager)
    with pytest.raises(Refused):
        incidents.drill(category=category, by=manager)


def test_posts_of_others_change_nothing(red, as_agent):
    for deed in ("seen", "act", "close", "look"):
        values = {"what": "x", "conclusion": "x"}
        assert as_agent.post(f"/incidents/{red.pk}/{deed}/", values).status_code == 403
    red.refresh_from_db()
    assert (red.seen_at, red.closed_at) == (None, None)


def test_figures_and_people_told_are_shown(red, owner, as_agent):
    red.told.add(owner)
    page = as_agent.get(f"/incidents/{red.pk}/").content.decode()
    assert "512.0" in page
    assert "Otto Owner" in page

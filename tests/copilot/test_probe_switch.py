"""A manager switches probes on or off for a team; it is audited and tells how the team reads."""

import pytest
from django.core.exceptions import PermissionDenied

from copilot.autonomy import probing
from copilot.autonomy.eprocess import Tally
from copilot.models import Probe, ProbeSwitch
from support.models import AuditEvent, Team
from tests.copilot.evidence_help import drafts
from tests.copilot.probe_help import probed_team
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db


def counted(team, caught, missed):
    """Probes of a team that have ended, written at once."""
    made = drafts(make_category(), caught + missed)
    Probe.objects.bulk_create(
        Probe(
            draft=draft,
            team=team,
            kind="figure",
            right="30",
            planted="14",
            draw=0.01,
            propensity=0.02,
            ended_at=draft.created_at,
            how="changed" if i < caught else "intercepted",
            caught=i < caught,
        )
        for i, draft in enumerate(made)
    )


@pytest.mark.parametrize("role", ["agent", "admin"])
def test_only_managers_switch(role):
    with pytest.raises(PermissionDenied):
        probing.switch(team=Team.objects.create(name="T"), on=True, by=make_user(role))


def test_switching_is_audited_once():
    team = probed_team()
    probing.switch(team=team, on=True, by=make_user("manager"))
    event = AuditEvent.objects.get(action="probes_switched")
    assert (event.before, event.after["on"]) == ({"on": False}, True)


def test_the_page_switches(client):
    client.force_login(make_user("manager"))
    team = Team.objects.create(name="Returns desk")
    client.post(f"/readiness/probes/{team.pk}/", {"probes": "on"})
    assert ProbeSwitch.objects.get().on
    client.post(f"/readiness/probes/{team.pk}/", {"probes": "off"})
    assert not ProbeSwitch.objects.get().on


def test_an_agent_reads_the_page_and_may_not_switch(client):
    client.force_login(make_user())
    team = probed_team()
    assert 'name="probes"' not in client.get("/readiness/probes/").content.decode()
    assert client.post(f"/readiness/probes/{team.pk}/", {"probes": "off"}).status_code == 403


def test_the_pages_say_how_many_are_caught(client):
    client.force_login(make_user())
    counted(probed_team(), caught=27, missed=3)
    for page in ("/readiness/probes/", "/readiness/"):
        assert "27 of 30, at least 79.1%" in client.get(page).content.decode()


def test_off_is_said(client):
    client.force_login(make_user())
    assert "Probes: off" in client.get("/readiness/").content.decode()


def test_a_category_has_its_teams_count_or_none():
    team, parent = probed_team(), make_category("Returns")
    leaf, other = make_category("Labels", parent), make_category("Payments")
    parent.owner_team = team
    parent.save()
    counted(team, caught=2, missed=1)
    assert probing.tallies([leaf, other]) == {leaf.pk: Tally(3, 1)}


def test_switching_off_and_on_forgets_nothing():
    team = probed_team()
    counted(team, caught=0, missed=2)
    for on in (False, True):
        probing.switch(team=team, on=on, by=make_user("manager"))
    assert probing.tally_of([team.pk])[team.pk] == Tally(2, 2)


def test_simulated_tickets_count_in_the_demo_only(settings):
    team = probed_team()
    counted(team, caught=1, missed=0)
    probe = Probe.objects.select_related("draft__ticket").get()
    probe.draft.ticket.simulated = True
    probe.draft.ticket.save()
    settings.DEMO = False
    assert probing.tally_of([team.pk])[team.pk] == Tally()
    settings.DEMO = True
    assert probing.tally_of([team.pk])[team.pk] == Tally(1, 0)

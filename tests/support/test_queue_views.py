"""What each view and filter of the queue shows."""

import pytest
from django.utils import timezone

from support.models import Team, Ticket
from tests.factories import make_category, make_ticket, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent):
    """One ticket for each view, named after it."""
    team = Team.objects.create(name="Returns desk")
    agent.teams.add(team)
    other = make_user()
    named = {name: make_ticket(subject=name) for name in ("mine", "team", "free", "waiting", "closed")}
    Ticket.objects.exclude(subject="free").update(assignee=other)
    Ticket.objects.filter(subject="mine").update(assignee=agent)
    Ticket.objects.filter(subject="team").update(team=team)
    Ticket.objects.filter(subject="waiting").update(status="waiting")
    Ticket.objects.filter(subject="closed").update(status="closed", closed_at=timezone.now())
    return named


def shown(client, query):
    rows = client.get(f"/queue/?{query}").context["page"].rows
    return {row["subject"] for row in rows}


@pytest.mark.parametrize(
    ("view", "subjects"),
    [
        ("mine", {"mine"}),
        ("team", {"team"}),
        ("unassigned", {"free"}),
        ("open", {"mine", "team", "free"}),
        ("waiting", {"waiting"}),
        ("closed", {"closed"}),
        ("all", {"mine", "team", "free", "waiting", "closed"}),
        ("", {"mine", "team", "free"}),
        ("nonsense", {"mine", "team", "free"}),
    ],
)
def test_views(as_agent, desk, view, subjects):
    assert shown(as_agent, f"view={view}") == subjects


def test_searching_looks_everywhere(as_agent, desk):
    assert shown(as_agent, "q=closed") == {"closed"}


def test_by_team(as_agent, desk):
    team = Team.objects.get()
    assert shown(as_agent, f"view=all&team={team.pk}") == {"team"}


def test_by_category_and_without_one(as_agent, desk):
    category = make_category("Returns")
    Ticket.objects.filter(subject="mine").update(category=category)
    assert shown(as_agent, "view=open&category=returns") == {"mine"}
    assert shown(as_agent, "view=open&category=none") == {"team", "free"}


def test_each_tab_is_counted(as_agent, desk):
    tabs = as_agent.get("/queue/").context["tabs"]
    counts = {view: count for view, _, count in tabs if count}
    assert counts == {"mine": "1", "team": "1", "unassigned": "1", "open": "3", "waiting": "1"}


def test_counting_stops_at_the_cap(as_agent, desk, monkeypatch):
    monkeypatch.setattr("support.selectors.MOST_COUNTED", 2)
    tabs = as_agent.get("/queue/").context["tabs"]
    assert {view: count for view, _, count in tabs}["open"] == "2+"


def test_a_fragment_for_htmx(as_agent, desk):
    page = as_agent.get("/queue/", headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith("<section")


def test_a_refresh_beside_a_ticket_keeps_it_marked(as_agent, desk):
    page = as_agent.get(f"/queue/?view=all&here={desk['free'].pk}").content.decode()
    assert page.count('aria-current="true"') == 1


def test_an_empty_queue_says_so(as_agent):
    assert "Nothing here" in as_agent.get("/queue/").content.decode()
    assert "Nothing found" in as_agent.get("/queue/?q=unicorn").content.decode()


def test_the_filter_form_knows_the_filter(as_agent):
    make_category("Returns")
    page = as_agent.get("/queue/filters/?view=closed&category=returns&q=shoe").content.decode()
    assert '<option value="closed" selected>' in page
    assert '<option value="returns" selected>' in page
    assert 'value="shoe"' in page

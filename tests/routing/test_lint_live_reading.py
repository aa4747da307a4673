"""What the lint is told of the live desk, and what becomes of it on the page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from routing import corrections
from routing.models import Correction, Finding
from routing.taxonomy import finding, live, signals
from tests.factories import make_category, make_sop, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_category("Delays"), make_category("Faxes")


def moved(ticket, target, by):
    return corrections.correct(ticket=ticket, category=target, by=by)


def test_moves_of_the_last_90_days(pair, agent):
    one, other = pair
    for _ in range(2):
        moved(make_ticket(category=one), other, agent)
    moved(make_ticket(category=other), other, agent)  # a confirmation
    old = moved(make_ticket(category=one), other, agent)
    Correction.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=91))
    undone = moved(make_ticket(category=one), other, agent)
    corrections.undo_correction(correction=undone, by=agent)
    assert signals.read().corrections == {(one.pk, other.pk): 2}


def test_a_ticket_moved_twice_the_same_way_counts_once(pair, agent):
    ticket = make_ticket(category=pair[0])
    for target in (pair[1], pair[0], pair[1]):
        moved(ticket, target, agent)
    ids = [one.pk for one in pair]
    assert signals.read().corrections == {tuple(ids): 1, tuple(reversed(ids)): 1}


def test_simulated_tickets_count_on_the_demos_desk_only(pair, settings):
    ticket = make_ticket(category=pair[0])
    assert signals.read().filed == {pair[0].pk: 1}
    settings.DEMO = True
    assert signals.read().filed == {}
    type(ticket).objects.update(simulated=True)
    assert signals.read().filed == {pair[0].pk: 1}


def test_owners_and_deputies(pair, agent, admin):
    for category, values in zip(pair, ({"owner": agent}, {"deputy": admin}), strict=True):
        type(category).objects.filter(pk=category.pk).update(**values)
    make_category("Nobody's")
    assert signals.read().owned == {one.pk for one in pair}


def test_the_last_filing_is_a_correction_or_a_decision(pair, agent):
    ticket = make_ticket(category=pair[0])
    type(ticket).objects.update(created_at=timezone.now() - timedelta(days=9))
    moved(ticket, pair[1], agent)
    node = next(node for node in live.load() if node.id == pair[1].pk)
    assert (node.last_filed, node.last_ticket) == (
        timezone.localdate(),
        timezone.localdate() - timedelta(days=9),
    )


def test_the_page_leads_to_where_an_owner_is_chosen(pair, as_admin):
    make_ticket(category=pair[0])
    finding.look_at_live_tree()
    assert Finding.objects.get().kind == "no_owner"
    page = as_admin.get("/findings/").content.decode()
    assert "Choose an owner…" in page
    assert f'href="{reverse("routing:category", args=[pair[0].key])}">Choose' in page
    assert "/sops/uncovered/" in page


def test_how_many_leaves_have_no_sop(pair, as_agent):
    make_sop(pair[0])
    heading = make_category("Heading")
    make_category("Below", heading)
    answer = as_agent.get("/sops/uncovered/", headers={"HX-Request": "true"}).content.decode()
    assert "2 leaves have no SOP" in answer
    assert as_agent.get("/sops/uncovered/").url == "/sops/#uncovered"

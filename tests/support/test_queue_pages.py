"""Page after page: every ticket once, whatever shares a moment or arrives meanwhile."""

from datetime import timedelta
from itertools import chain

import pytest
from django.utils import timezone

from support import selectors
from support.models import Ticket
from tests.factories import make_customer, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch):
    monkeypatch.setattr(selectors, "PAGE", 3)


def tickets(moments):
    plain = {"subject": "Shoes", "channel": "form", "customer": make_customer()}
    return Ticket.objects.bulk_create(Ticket(last_activity_at=at, **plain) for at in moments)


def walk(client, query="view=all", between=lambda: None):
    """Every page's ids in order, following the links."""
    pages = []
    while query and len(pages) < 20:
        page = client.get(f"/queue/?{query}").context["page"]
        pages.append([row["id"] for row in page.rows])
        query = page.next_query
        between()
    return pages


def test_rows_that_share_a_timestamp_are_neither_lost_nor_doubled(as_agent):
    now = timezone.now()
    made = tickets([now] * 7 + [now - timedelta(hours=1)] * 2)
    pages = walk(as_agent)
    assert [len(page) for page in pages] == [3, 3, 3]
    assert sorted(chain(*pages)) == sorted(ticket.pk for ticket in made)


def test_newest_activity_first(as_agent):
    now = timezone.now()
    made = tickets([now - timedelta(minutes=n) for n in (2, 0, 1)])
    assert walk(as_agent) == [[made[1].pk, made[2].pk, made[0].pk]]


def test_a_full_last_page_has_no_next(as_agent):
    tickets([timezone.now()] * 3)
    assert len(walk(as_agent)) == 1


def test_what_arrives_meanwhile_moves_nothing(as_agent):
    made = tickets([timezone.now() - timedelta(hours=1)] * 6)
    seen = chain(*walk(as_agent, between=make_ticket))
    assert sorted(seen) == sorted(ticket.pk for ticket in made)


def test_pages_of_a_search(as_agent):
    made = [make_ticket(subject=f"Boots {n}") for n in range(7)]
    make_ticket(subject="Sandals", body="None")
    assert sorted(chain(*walk(as_agent, "q=boots"))) == sorted(ticket.pk for ticket in made)


def test_the_next_page_keeps_view_and_search(as_agent):
    for n in range(4):
        make_ticket(subject=f"Boots {n}")
    query = as_agent.get("/queue/?view=open&q=boots&category=none").context["page"].next_query
    assert {"view=open", "q=boots", "category=none"} <= set(query.split("&"))

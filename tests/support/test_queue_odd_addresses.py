"""Whatever stands in the address, the queue answers."""

from urllib.parse import urlencode

import pytest

from tests.factories import make_ticket

pytestmark = pytest.mark.django_db

ODD = ["", "\x00", "' OR 1=1 --", "9" * 5000, "-1", "١٢", "²", "\U0001f600", "%", "a" * 3000]
NAMES = ["view", "category", "team", "q", "before", "here", "unknown"]
CURSORS = [
    "x",
    ",",
    "2024-01-01",
    "2024-01-01T00:00:00+00:00",
    "2024-01-01T00:00:00+00:00,",
    "2024-01-01T00:00:00+00:00,-1",
    "2024-01-01T00:00:00+00:00,x",
    "2024-01-01T00:00:00+00:00," + "9" * 18,
    "2024-01-01T00:00:00+00:00," + "9" * 19,
    "2024-01-01T00:00:00+00:00,١",
    "2024-13-45T99:00:00+00:00,1",
    "2024-01-01T00:00:00+99:99,1",
    "2024-01-01T00:00:00,1",
    "0001-01-01T00:00:00+23:59,1",
    "9999-12-31T23:59:59.999999-23:59,1",
    "2024-W01-1T00:00:00Z,1",
    "\x00,1",
]


def answers(client, query):
    return client.get(f"/queue/?{query}").status_code == 200


def test_odd_values(as_agent):
    assert [value for value in ODD if not answers(as_agent, urlencode(dict.fromkeys(NAMES, value)))] == []


@pytest.mark.parametrize("q", ["", "shoes"])
def test_bad_cursors(as_agent, q):
    assert [at for at in CURSORS if not answers(as_agent, urlencode({"before": at, "q": q}))] == []


def test_bytes_that_are_no_text(as_agent):
    assert answers(as_agent, "q=%ff%fe&view=%c3&before=%80,1")


def test_the_same_name_twice(as_agent):
    assert answers(as_agent, "view=open&view=closed&q=a&q=b")


@pytest.mark.parametrize("query", ["q=%00%ff&before=x", "view[]=a&category[$ne]=1"])
def test_beside_a_ticket_and_in_the_filter_form_too(as_agent, query):
    ticket = make_ticket()
    for page in (f"/tickets/{ticket.pk}/", f"/tickets/{ticket.pk}/head/", "/queue/filters/"):
        assert as_agent.get(f"{page}?{query}").status_code == 200

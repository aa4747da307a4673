"""A filter kept under a name: one's own, and only one's own to delete."""

import pytest

from support.models import SavedView
from tests.factories import make_user
from tests.support.desk_help import at_once

pytestmark = pytest.mark.django_db


def save(client, name="Refunds", **filters):
    return client.post("/queue/views/", {"name": name, **filters})


def test_it_is_kept_and_shown(as_agent):
    assert save(as_agent, view="closed", q="refund").url == "/queue/?view=closed&q=refund"
    page = as_agent.get("/queue/").content.decode()
    assert 'href="/queue/?view=closed&amp;q=refund"' in page
    assert "Refunds" in page


def test_the_same_name_again_replaces_it(as_agent):
    save(as_agent, view="closed")
    save(as_agent, view="open")
    assert SavedView.objects.get().query == "view=open"


def test_without_a_name_it_is_only_shown(as_agent):
    assert save(as_agent, name=" ", view="closed").url == "/queue/?view=closed"
    assert not SavedView.objects.exists()


def test_nobody_else_sees_it(as_agent, as_admin):
    save(as_agent, name="My private view")
    assert "My private view" not in as_admin.get("/queue/").content.decode()


def test_one_without_owner_is_everybodys(as_agent):
    SavedView.objects.create(name="Night shift", query="view=open")
    assert "Night shift" in as_agent.get("/queue/").content.decode()


def test_deleting(as_agent):
    save(as_agent)
    as_agent.post(f"/queue/views/{SavedView.objects.get().pk}/delete/")
    assert not SavedView.objects.exists()


def test_not_somebody_elses_nor_everybodys(as_agent):
    for owner in (make_user(), None):
        view = SavedView.objects.create(name="Theirs", owner=owner)
        assert as_agent.post(f"/queue/views/{view.pk}/delete/").status_code == 404
    assert SavedView.objects.count() == 2


@pytest.mark.parametrize("name", ["a\x00b", "x" * 500, "<b>", "\U0001f600" * 80])
def test_odd_names(as_agent, name):
    assert save(as_agent, name=name).status_code == 302
    assert as_agent.get("/queue/").status_code == 200


def test_a_long_search_in_wide_letters_still_comes_back(as_agent):
    answer = save(as_agent, q="\U0001f600" * 200, view="all")
    assert answer.status_code == 302
    assert as_agent.get(answer.url).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_the_same_moment_it_is_one_view():
    from tests.conftest import browser_of

    agent = make_user()
    at_once(*[lambda: save(browser_of(agent))] * 2)
    assert SavedView.objects.count() == 1

"""What people file on the screen changes where the next ticket goes, once the classifier has learned."""

import pytest

from routing import training
from support.actions.tickets import receive_ticket
from support.models import Category
from tests.factories import committed, make_category, make_ticket

pytestmark = pytest.mark.django_db

THINGS = ["boots", "loafers", "sandals", "sneakers", "slippers", "clogs", "heels", "wellies"]
SAYS = {
    "Repairs": "the sole of my {} came off, can your workshop glue it",
    "Delivery": "when will the parcel with the {} be delivered",
}


@pytest.fixture(autouse=True)
def _untaught(monkeypatch):
    monkeypatch.setattr("routing.embeddings.configured", lambda: None)
    training.forget()
    yield
    training.forget()


def arrives(words, worker):
    with committed():
        ticket = receive_ticket(
            subject=words,
            body=words,
            email="cleo@example.net",
            channel="form",
            channel_id=f"form:{words}",
        )
    return ticket.decisions.get(current=True)


def first_guess(decision):
    """The category it was put in, or stood first among those a person was offered."""
    if decision.category:
        return decision.category.name
    return Category.objects.get(pk=decision.runners_up[0]["category"]).name


def test_a_correction_on_the_screen_changes_the_next_decision(as_agent, worker):
    places = {name: make_category(name) for name in SAYS}
    for name, words in SAYS.items():
        for thing in THINGS:
            ticket = make_ticket(subject=words.format(thing), body=words.format(thing))
            as_agent.post(f"/tickets/{ticket.pk}/correct/", {"category": places[name].pk})
    training.retrain()
    training.forget()
    assert first_guess(arrives("the sole of my slides came off", worker)) == "Repairs"

    faulty = make_category("Faulty item")
    for thing in THINGS * 2:
        words = f"the sole of my new {thing} came off after a week"
        ticket = make_ticket(subject=words, body=words)
        as_agent.post(f"/tickets/{ticket.pk}/correct/", {"category": faulty.pk})
    training.retrain()
    training.forget()
    assert first_guess(arrives("the sole of my new slides came off after a week", worker)) == "Faulty item"

"""Open browsers hear ids, never text; one that fell asleep is let go."""

import asyncio

from support.views.stream import MOST_WAITING, Hub, as_events


def test_a_changed_ticket_is_told_to_its_page_and_to_the_queue():
    told = as_events(b'{"kind": "ticket", "ticket": 7, "subject": "secret"}')
    assert told == "event: ticket-changed\ndata: 7\n\nevent: queue-changed\ndata: 7\n\n"


def test_an_unknown_kind_is_silence():
    assert as_events(b'{"kind": "weather"}') == ""


def test_a_browser_that_does_not_listen_is_let_go():
    hub, queue = Hub(), asyncio.Queue(MOST_WAITING)
    hub.listeners.add(queue)
    for _ in range(MOST_WAITING + 1):
        hub.tell(b'{"kind": "ticket", "ticket": 7}')
    assert hub.listeners == set()

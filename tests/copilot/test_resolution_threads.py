"""Real threads on a real database: what is committed before a send is obeyed, and nothing leaves twice.

ROUNDS=500 in the environment tries more of them.
"""

import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from copilot.autonomy import cancelling, ladder, resolving
from copilot.models import CategoryAutonomy, Draft, Pause, Resolution
from support.actions import replies
from support.actions.tickets import Refused
from support.models import Message, Ticket
from tests.copilot.resolve_help import LOCMEM, eligible_draft, fresh
from tests.factories import customer_writes, make_user

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = int(os.environ.get("ROUNDS", "50"))
THREADS = 3


@pytest.fixture
def pool():
    """Threads that keep their database connections, and give them back in the end."""
    with ThreadPoolExecutor(THREADS) as workers:
        yield workers
        together = Barrier(THREADS)
        for done in [workers.submit(close, together) for _ in range(THREADS)]:
            done.result(20)


def close(together):
    together.wait(10)
    connection.close()


def copies(count):
    """Resolutions of one category about to be scheduled, each on its own ticket; rows only, for speed."""
    model = eligible_draft()
    first, question = model.ticket, model.message
    made = []
    for number in range(count):
        ticket = Ticket.objects.create(
            subject=f"Copy {number}",
            channel="form",
            customer=first.customer,
            category=first.category,
            filed_by="person",
        )
        message = Message.objects.create(ticket=ticket, kind="inbound", origin="customer", body=question.body)
        draft = Draft.objects.get(pk=model.pk)
        draft.pk, draft.ticket, draft.message, draft.trace = None, ticket, message, None
        draft.save()
        made.append(
            Resolution.objects.create(
                draft=draft,
                ticket=ticket,
                category=model.category,
                version_key=draft.version_key,
                level="auto",
                eligible=True,
            )
        )
    CategoryAutonomy.objects.update(daily_cap=count + 1)
    return made


def schedule(resolution):
    """Due at once."""
    past = timezone.now() - timedelta(seconds=5)
    Resolution.objects.filter(pk=resolution.pk).update(state="scheduled", arm="auto", send_at=past)
    Ticket.objects.filter(pk=resolution.ticket_id).update(answering_at=past)
    return resolution


def demote(resolution, manager):
    from django.db import transaction

    with transaction.atomic():
        row = CategoryAutonomy.objects.select_for_update().get(category=resolution.category)
        row.level = "suggest"
        row.save()
        resolving.cancel_all(resolution.category, "Red.", None)


def write(resolution, manager):
    customer_writes(resolution.ticket)


def pause(resolution, manager):
    ladder.pause(category=random.choice([None, resolution.category]), by=manager)


def cancel(resolution, manager):
    cancelling.cancel(ticket=resolution.ticket, by=manager)


def nothing(resolution, manager):
    """Two workers alone."""


DEEDS = [demote, write, pause, cancel, nothing]


def test_two_workers_against_whatever_takes_the_right_away(settings, pool, monkeypatch):
    settings.EMAIL_BACKEND = LOCMEM
    began = {}
    as_before = replies.send_as_system

    def noted(**values):
        began[values["ticket"].pk] = time.monotonic()
        return as_before(**values)

    monkeypatch.setattr(replies, "send_as_system", noted)
    random.seed(5)
    manager, ends = make_user("manager"), set()
    for resolution in copies(ROUNDS):
        deed, ended, together = random.choice(DEEDS), {}, Barrier(THREADS)
        mail.outbox = []
        schedule(resolution)

        def act(deed=deed, ended=ended, together=together, resolution=resolution):
            together.wait(10)
            time.sleep(random.choice([0, 0, 0.01, 0.02, 0.04, 0.08]))
            try:
                deed(resolution, manager)
            except Refused:
                return
            ended["at"] = time.monotonic()

        def work(together=together, resolution=resolution):
            together.wait(10)
            time.sleep(random.choice([0, 0, 0.005, 0.03]))
            return resolving.send(resolution.pk)

        sent = [done.result(30) for done in [pool.submit(act), pool.submit(work), pool.submit(work)]][1:]
        state = fresh(resolution).state
        assert len(mail.outbox) == sum(sent) == (state == "sent")
        assert Message.objects.filter(ticket=resolution.ticket, origin="system").count() == sum(sent)
        if state == "sent" and deed is not nothing and "at" in ended:
            assert began[resolution.ticket_id] < ended["at"], f"sent after {deed.__name__} was committed"
        ends.add((deed.__name__, state == "sent"))
        Pause.objects.all().delete()
        CategoryAutonomy.objects.update(level="auto")
    # Races that always go one way would show nothing.
    assert {sent for deed, sent in ends if deed != "nothing"} == {True, False}


def test_the_days_cap_holds_among_many_workers(settings, pool):
    settings.EMAIL_BACKEND = LOCMEM
    mail.outbox = []
    waiting = [schedule(each) for each in copies(9)]
    CategoryAutonomy.objects.update(daily_cap=4)
    sent = list(pool.map(lambda each: resolving.send(each.pk), waiting))
    assert (sum(sent), len(mail.outbox)) == (4, 4)

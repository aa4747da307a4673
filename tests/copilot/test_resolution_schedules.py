"""Random schedules of everything that can happen to an answer that waits: never a second mail, never a send
after a pause, a new message, a cancel or a demotion. SCHEDULES=5000 in the environment tries more of them.

Steps run one after the other on one connection, each a transaction of its own; a worker's two halves (the
commit, the mail) are two steps, so that anything can happen between them, its death included. What listeners
do at commit is a step too, which may be lost. `test_resolution_threads.py` has real threads.
"""

import os
import random
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from copilot.autonomy import cancelling, ladder, resolving
from copilot.autonomy.cancelling import withdraw
from copilot.models import CategoryAutonomy
from support.actions import delivery, replies, tickets
from support.actions.tickets import Refused
from support.models import Message
from tests.copilot.resolve_help import fresh, scheduled
from tests.factories import customer_writes, file_under, make_category, make_user

pytestmark = pytest.mark.django_db

SCHEDULES = int(os.environ.get("SCHEDULES", "60"))


class Killed(Exception):
    """The worker's process ended here."""


class World:
    """One scheduled answer, a clock, two workers, and what must hold whatever they do."""

    def __init__(self, resolution, manager, agent, elsewhere, monkeypatch):
        self.resolution, self.ticket = resolution, resolution.ticket
        self.manager, self.agent, self.elsewhere = manager, agent, elsewhere
        self.now = timezone.now()
        self.forbidden = ""  # what was committed after which nothing may be sent
        self.paused = False
        self.mails = []
        self.on_its_way = []  # what a worker has committed and not yet handed over
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        monkeypatch.setattr(delivery, "mail_for", lambda message: Envelope(self.mails, message))

    # What may happen

    def clock_forward(self):
        self.now += timedelta(seconds=random.choice([1, 299, 601, 4000]))

    def clock_back(self):
        self.now -= timedelta(seconds=random.choice([1, 300, 7200]))

    def worker_sends(self):
        with self.watched():
            resolving.send(self.resolution.pk)

    def worker_commits(self):
        with self.watched():
            message = resolving._commit(self.resolution.pk)
        if message is not None:
            self.on_its_way.append(message)

    def worker_hands_over(self):
        if self.on_its_way:
            message = self.on_its_way.pop()
            delivery.hand_over(message.pk, message.delivery_since)

    def worker_dies_before_the_commit(self):
        with self.watched(), pytest.raises(Killed):
            self.killed_inside()

    @transaction.atomic
    def killed_inside(self):
        resolving._commit(self.resolution.pk)
        raise Killed

    def worker_dies_after_the_commit(self):
        self.worker_commits()
        self.on_its_way.clear()

    def customer_writes(self):
        customer_writes(self.ticket, random.choice(["And the box is open.", "Thanks!"]))
        self.forbid("message")

    def pause(self):
        ladder.pause(category=random.choice([None, self.resolution.category]), by=self.manager)
        self.paused = True

    def resume(self):
        for category in (None, self.resolution.category):
            try:
                ladder.resume(category=category, by=self.manager)
            except Refused:
                continue
        self.paused = False

    def person_types(self):
        replies.save_unsent(ticket=self.ticket, by=self.agent, kind="outbound", body="Hello")
        self.forbid("typing")

    def person_assigns(self):
        tickets.assign(ticket=self.ticket, to=self.agent, by=self.agent)
        self.forbid("assignee")

    def person_files_elsewhere(self):
        file_under(self.ticket, self.elsewhere, by=self.agent)
        self.forbid("category")

    def person_cancels(self):
        try:
            cancelling.cancel(ticket=self.ticket, by=self.agent)
        except Refused:
            return
        self.forbid("cancel")

    def demotion(self):
        with transaction.atomic():
            CategoryAutonomy.objects.filter(category=self.resolution.category).update(level="suggest")
            resolving.cancel_all(self.resolution.category, "Red.", None)
        self.forbid("demotion")

    def listener_hears(self):
        """After the fact, or in vain."""
        if self.forbidden:
            withdraw(self.ticket.pk, "Something happened.")

    def sweep(self):
        delivery.fail_stuck()
        for pk in resolving.due():
            with self.watched():
                resolving.send(pk)

    # What must hold

    def forbid(self, what):
        self.forbidden = self.forbidden or what

    def watched(self):
        return Watched(self)

    def end(self):
        """Two more workers, long after; then whatever got stuck goes to people."""
        for _ in range(2):
            self.now += timedelta(days=1)
            self.worker_sends()
            delivery.fail_stuck()
        self.check()

    def check(self):
        resolution = fresh(self.resolution)
        sent = list(Message.objects.filter(ticket=self.ticket, origin="system"))
        assert len(sent) <= 1
        assert len(self.mails) <= 1
        assert bool(sent) == (resolution.state == "sent")
        assert (resolution.state == "scheduled") == (resolution.ticket.answering_at is not None)
        if sent and not self.mails:  # the worker died: a person has it, nobody will mail it again
            assert sent[0].delivery in ("sending", "failed")
            assert (sent[0].delivery != "failed") or resolution.ticket.status == "open"


class Watched:
    """Around everything that may send: if it did, it was allowed to, and its time had come."""

    def __init__(self, world):
        self.world = world

    def __enter__(self):
        self.before = fresh(self.world.resolution)

    def __exit__(self, kind, error, trace):
        after = fresh(self.world.resolution)
        if after.state == "sent" != self.before.state and kind is None:
            assert not self.world.forbidden
            assert not self.world.paused
            assert self.before.send_at <= self.world.now


class Envelope:
    def __init__(self, mails, message):
        self.mails, self.message = mails, message

    def send(self):
        self.mails.append(self.message.pk)


STEPS = [
    World.clock_forward,
    World.clock_forward,
    World.clock_forward,
    World.clock_back,
    World.worker_sends,
    World.worker_sends,
    World.worker_commits,
    World.worker_commits,
    World.worker_hands_over,
    World.worker_dies_before_the_commit,
    World.worker_dies_after_the_commit,
    World.customer_writes,
    World.pause,
    World.resume,
    World.person_types,
    World.person_assigns,
    World.person_files_elsewhere,
    World.person_cancels,
    World.demotion,
    World.listener_hears,
    World.sweep,
]


def run(start, monkeypatch, steps):
    """One random schedule, rolled back; the state it ended in and the mails that left."""
    with monkeypatch.context() as patched, transaction.atomic():
        world = World(*start, patched)
        for step in random.choices(STEPS, k=steps):
            step(world)
        world.end()
        ended = fresh(world.resolution).state, len(world.mails)
        transaction.set_rollback(True)
    return ended


def run_many(start, monkeypatch, count):
    return {run(start, monkeypatch, random.randint(2, 7)) for _ in range(count)}


@pytest.fixture
def start():
    """A scheduled answer and the people around it."""
    resolution = fresh(scheduled())
    return resolution, make_user("manager"), make_user(), make_category("Elsewhere")


def test_whatever_happens_in_whatever_order(start, monkeypatch):
    random.seed(20261121)
    ends = run_many(start, monkeypatch, SCHEDULES)
    # Schedules that end in one way only would show nothing.
    assert {("sent", 1), ("sent", 0), ("cancelled", 0), ("held", 0)} <= ends


def test_the_schedules_can_tell(start, monkeypatch):
    """With the second look at the conditions taken away, they find it out."""
    random.seed(1)
    monkeypatch.setattr(resolving, "why_not", lambda conditions: "")
    with pytest.raises(AssertionError):
        run_many(start, monkeypatch, 60)

"""Sixty simulated days: customers write, routing decides, drafts wait, people correct, edit and send.

Each ticket is a small story (a generator that says when it goes on); all stories are told in the order of
time, so that everything is decided from what was known by then. The classifier is trained, by the product's
own trainer, from what people had filed until that day.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from copilot.demo import company, simulate
from copilot.demo.agents import PROFILES, QualityProfile, agent_edit, reading_seconds
from copilot.demo.desk import ROUTED_AFTER, Case, Desk
from copilot.demo.simulate import Arrival, SimulatedTicket
from copilot.demo.taxonomy import categories
from copilot.models import Draft
from routing import training
from routing.models import ClassifierVersion
from support.models import User

# All shares and waits below are invented, chosen to look like a small team; nothing was measured.
CHANNELS = {"form": 0.55, "email": 0.38, "api": 0.07}
TRAINED_AT = (10 / 60, 24 / 60, 44 / 60)  # of the history
NOTICED = 0.93  # wrong categories that the agent sees and corrects
CONFIRMED = 0.07  # right ones that somebody bothers to confirm
OWN_TEAM = 0.55  # tickets answered by somebody of the team they belong to
BUSY = {"agent": 1.0, "admin": 0.6, "manager": 0.25}  # how much of the day is tickets
NOTES_SHARE = 0.08
CLOSED_WITH_REPLY = 0.4
MOST_ROUNDS = 3
GIVEN_UP = timedelta(days=4)
# The newest tickets nobody has answered yet: what a day's start looks like. At most, and as a share of all.
UNANSWERED, UNANSWERED_SHARE = 20, 0.2
ASSIGNED = 0.65
OPENS, CLOSES = 9, 17.5  # working hours, as company.OPENING_HOURS says

# A draft for the wrong category is written anew; a second answer in a conversation needs more work.
MISPLACED = QualityProfile("misplaced", 0.0, 0.0, 0.0, 0.0, 0.1, 0.9)
SECOND_ANSWER = QualityProfile("second answer", 0.45, 0.12, 0.1, 0.13, 0.08, 0.12)
BY_HAND = QualityProfile("by hand", 0.0, 0.5, 0.0, 0.3, 0.1, 0.1)

NOTES = (
    "Rang the warehouse, they look for it this afternoon.",
    "Third mail from this address this month, be kind.",
    "Photos are in the shared folder.",
    "Asked Lukas whether this can be resoled.",
    "Wren Parcel opened a trace, answer by Thursday.",
    "Checked the order: paid, packed, waiting for pick-up.",
    "Customer rang as well, told her the same.",
    "Please nobody refund this twice, I have started it.",
)
PLAIN_REPLIES = (
    "Thank you for writing. I have passed this on to the colleague who can answer it and will be back soon.",
    "Thank you very much for your kind words! I have read them out to the whole team this morning.",
    "Thank you for your message. I have looked into it and will write again as soon as I know more.",
    "Good that you ask. I am checking this with the people who know it best and will write to you tomorrow.",
)

Story = Iterator[datetime]


def channel_id(seed: int, category_key: str, on: date, number: int) -> str:
    return f"demo:{seed}:{category_key}:{on.isoformat()}:{number}"


def recall(identifier: str) -> SimulatedTicket:
    """The ticket a channel id of the demo stands for: everything about it is drawn from that id.

    Raises ValueError for an id that is not the demo's own.
    """
    demo, _, category_key, on, _ = identifier.split(":")
    if demo != "demo":
        raise ValueError(f"{identifier} was not written by the demo")
    return simulate.customer_ticket(random.Random(identifier), category_key, date.fromisoformat(on))  # noqa: S311


@dataclass(frozen=True)
class Person:
    user: User
    team: str
    signs_as: str


class History:
    """Tells all stories up to now."""

    def __init__(
        self, desk: Desk, arrivals: list[Arrival], start: datetime, now: datetime, seed: int
    ) -> None:
        self.desk, self.now, self.seed = desk, now, seed
        self.random = random.Random(f"history {seed}")  # noqa: S311 - a simulator, nothing secret
        self.arrivals = arrivals
        unanswered = min(UNANSWERED, round(len(arrivals) * UNANSWERED_SHARE))
        self._quiet_since = arrivals[-unanswered].at if unanswered else now
        self._people = [
            Person(desk.shop.people[person.email], person.team, person.signs_as) for person in company.PEOPLE
        ]
        self._teams = {node.key: node.team for node in categories()}
        self._agenda: list[tuple[datetime, int, Story]] = []
        self._order = count()
        for number, arrival in enumerate(arrivals):
            self._plan(arrival.at, self._ticket(arrival, number))
        for share in TRAINED_AT:
            at = start + (now - start) * share
            self._plan(at, self._training(at))

    def tell(self) -> Iterator[None]:
        """Everything that happens until now; yields after each thing that does."""
        while self._agenda and self._agenda[0][0] <= self.now:
            _, _, story = heapq.heappop(self._agenda)
            following = next(story, None)
            if following is not None:
                self._plan(following, story)
            yield

    def _plan(self, at: datetime, story: Story) -> None:
        heapq.heappush(self._agenda, (at, next(self._order), story))

    def _training(self, at: datetime) -> Story:
        self.desk.rows.store_for_training()
        version = training.retrain()
        if version is not None:
            ClassifierVersion.objects.filter(pk=version.pk).update(created_at=at)
        training.forget()
        self.desk.learned()
        yield from ()

    def _ticket(self, arrival: Arrival, number: int) -> Story:
        """One ticket from its first message until nobody writes any more."""
        at = arrival.at
        identifier = channel_id(self.seed, arrival.category_key, at.date(), number)
        rng = random.Random(f"story {identifier}")  # noqa: S311 - a simulator, nothing secret
        channel = rng.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        case = self.desk.receive(recall(identifier), channel, identifier, at)
        for round_ in range(MOST_ROUNDS):
            person, answered = self._work(rng, case, at)
            if answered is None:
                return
            yield answered
            self._answer(rng, case, person, answered, round_)
            heard = simulate.follow_up(rng, case.about, person.signs_as)
            if heard is None or round_ == MOST_ROUNDS - 1:
                yield from self._given_up(case, person, answered)
                return
            at = answered + heard.after
            yield at
            self.desk.hear_again(case, heard.body, f"{identifier}:{round_ + 1}", at)
            if heard.kind == "thanks":
                yield from self._thanked(rng, case, at)
                return

    def _work(self, rng: random.Random, case: Case, at: datetime) -> tuple[Person, datetime | None]:
        """What the system does with a message at once; then who answers it and when (None: not yet)."""
        self.desk.route(case, at)
        self.desk.prepare(case, at + ROUTED_AFTER)
        person = self._somebody(rng, case)
        return person, self._answered_at(rng, at, case, person)

    def _thanked(self, rng: random.Random, case: Case, at: datetime) -> Story:
        """Closed without another word."""
        person, closed = self._work(rng, case, at)
        if closed is not None:
            yield closed
            self.desk.close(case, person.user, closed, "Only a thank-you.")

    def _given_up(self, case: Case, person: Person, answered: datetime) -> Story:
        if case.ticket.status == "waiting":
            at = answered + GIVEN_UP
            yield at
            self.desk.close(case, person.user, at, "No answer for four days.")

    def _answer(self, rng: random.Random, case: Case, person: Person, at: datetime, round_: int) -> None:
        before = at - timedelta(minutes=3)
        self._judge_route(rng, case, person, before)
        if rng.random() < NOTES_SHARE:
            self.desk.note(case, rng.choice(NOTES), person.user, at - timedelta(minutes=1))
        body, seconds = self._write(rng, case, person, round_)
        close = rng.random() < CLOSED_WITH_REPLY
        self.desk.reply(case, body, person.user, at, read_seconds=seconds, close=close)

    def _judge_route(self, rng: random.Random, case: Case, person: Person, at: datetime) -> None:
        truth = self.desk.shop.categories[case.about.category_key]
        here = case.ticket.category
        if here is None or (here.pk != truth.pk and rng.random() < NOTICED):
            self.desk.correct(case, truth, person.user, at)
            self.desk.prepare(case, at + ROUTED_AFTER)
        elif here.pk == truth.pk and case.filed is None and rng.random() < CONFIRMED:
            self.desk.correct(case, truth, person.user, at)

    def _write(self, rng: random.Random, case: Case, person: Person, round_: int) -> tuple[str, float | None]:
        """The reply, and how long the draft was read (None without one)."""
        draft = case.draft
        if draft is not None and draft.kind == Draft.Kind.REPLY:
            body, _ = agent_edit(rng, draft.body, self._quality(case, round_), person.signs_as)
            return body, reading_seconds(rng, case.last_inbound.body, draft.body)
        by_hand = self.desk.compose_by_hand(case, self.desk.shop.categories[case.about.category_key])
        if by_hand:
            return agent_edit(rng, by_hand, BY_HAND, person.signs_as)[0], None
        name = case.ticket.customer.first_name
        return f"Hello {name},\n\n{rng.choice(PLAIN_REPLIES)}\n\nKind regards,\n{person.signs_as}", None

    def _quality(self, case: Case, round_: int) -> QualityProfile:
        category = case.ticket.category
        if category is None or category.key != case.about.category_key:
            return MISPLACED
        return PROFILES[category.key] if round_ == 0 else SECOND_ANSWER

    def _somebody(self, rng: random.Random, case: Case) -> Person:
        """Whoever has it; else often the team it truly belongs to, sometimes whoever is free."""
        for person in self._people:
            if case.ticket.assignee_id == person.user.pk:
                return person
        team = self._teams[case.about.category_key]
        own = [person for person in self._people if person.team == team]
        able = own if rng.random() < OWN_TEAM else self._people
        return rng.choices(able, [BUSY[person.user.role] for person in able])[0]

    def _answered_at(self, rng: random.Random, at: datetime, case: Case, person: Person) -> datetime | None:
        """When the customer's message of `at` is answered; None for the newest, which still wait."""
        if at >= self._quiet_since:
            if case.ticket.assignee is None and rng.random() < ASSIGNED:
                self.desk.assign(case, person.user, min(at + timedelta(minutes=rng.randint(5, 40)), self.now))
            return None
        wanted = in_working_hours(rng, at + timedelta(minutes=10 + rng.lognormvariate(4.1, 0.8)))
        # Whatever the hour of loading, yesterday's messages have their answer.
        latest = self.now - (self.now - at) * rng.uniform(0.05, 0.5)
        return min(wanted, latest)


def in_working_hours(rng: random.Random, at: datetime) -> datetime:
    """That moment, or a moment of the next opening's first two hours. UTC in and out."""
    local = at.astimezone(ZoneInfo(company.TIME_ZONE))
    hour = local.hour + local.minute / 60
    if local.weekday() < 5 and OPENS <= hour < CLOSES:
        return at
    day = local.date() + timedelta(days=1 if hour >= OPENS else 0)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    opening = datetime(day.year, day.month, day.day, OPENS, tzinfo=local.tzinfo)
    return (opening + timedelta(minutes=rng.uniform(0, 120))).astimezone(UTC)


def thinned(arrivals: list[Arrival], per_day: float, days: int, seed: int) -> list[Arrival]:
    """Of all arrivals a random part, so that about `per_day` are left a day; all when there are fewer."""
    share = per_day * days / max(1, len(arrivals))
    rng = random.Random(f"thinned {seed}")  # noqa: S311 - a simulator, nothing secret
    return [arrival for arrival in arrivals if rng.random() < share]

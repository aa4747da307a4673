"""The desk as it was then: what the product's actions would have written, with the times of the story.

The judgements are the product's own: routing decides by `routing.deciding`, drafts are composed and checked
by `copilot.drafting`. Only the writing is done here, because an action stamps the present and commits alone.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from copilot import gateway, versions
from copilot.demo.checking import Checking
from copilot.demo.founding import Shop
from copilot.demo.past_ledger import NoLedger, PastLedger
from copilot.demo.rows import Rows
from copilot.demo.simulate import SimulatedTicket
from copilot.drafting import gathering
from copilot.drafting.compose import compose
from copilot.drafting.composed import Composed, NoDraft
from copilot.drafting.composed import Step as TimedStep
from copilot.drafting.context import AGENT, CUSTOMER, Context, ContextSection
from copilot.models import Draft, DraftSignal, Step, Trace
from routing import training, working
from routing.deciding import Filed, Knowledge, decide
from routing.models import Correction, Decision, Rule
from routing.rules import TicketText
from support import taxonomy
from support.models import Category, Customer, Message, Ticket, User

# How long the workers take for a decision, and then for a draft.
ROUTED_AFTER, DRAFTED_AFTER = timedelta(seconds=2), timedelta(seconds=2)
UNDO = timedelta(seconds=60)


@dataclass
class Case:
    """A simulated ticket with its rows so far. `about` is what the desk cannot know: the truth."""

    about: SimulatedTicket
    ticket: Ticket
    messages: list[Message] = field(default_factory=list)
    decision: Decision | None = None
    draft: Draft | None = None  # the one that stands now
    drafted: set[int] = field(default_factory=set)  # ids of messages that ever had one
    filed: Filed | None = None

    @property
    def last_inbound(self) -> Message:
        return next(message for message in reversed(self.messages) if message.is_inbound)

    @property
    def thread(self) -> tuple[tuple[str, str], ...]:
        """As `gathering.thread_of` gives it: no notes."""
        said = (message for message in self.messages if message.kind != Message.Kind.NOTE)
        return tuple((CUSTOMER if message.is_inbound else AGENT, message.body) for message in said)


class Desk:
    """Writes the story's rows. Tickets are stored when `rows` are; nothing here touches their tables."""

    def __init__(self, rows: Rows, shop: Shop, checking: Checking) -> None:
        self.rows = rows
        self.checking = checking
        self.shop = shop
        self.replies: list[Message] = []  # those to a message with a draft
        self.hits: Counter[int] = Counter()  # by rule
        self._by_id = {category.pk: category for category in shop.categories.values()}
        self._customers: dict[str, Customer] = {}
        self._versions: dict[int, dict[str, object]] = {}
        # SOPs stand still while the story is told, and reading them for each ticket is slow.
        self._shelf = gathering.procedures()
        self._procedures: dict[str, tuple[ContextSection, ...]] = {}
        self._tree = taxonomy.load()
        self.learned()

    def learned(self) -> None:
        """Routing knows what is live now. No model is asked about the past: it was not there."""
        self.knowledge: Knowledge = replace(working.gather(self._tree), model=None)
        live = training.live()
        self._classifier = live.version if live else None

    def store(self) -> None:
        self.checking.finish()
        self.rows.store()
        for rule, hits in self.hits.items():
            Rule.objects.filter(pk=rule).update(hits=hits)

    def receive(self, about: SimulatedTicket, channel: str, channel_id: str, at: datetime) -> Case:
        ticket = self.rows.add(
            Ticket(
                subject=about.subject,
                channel=channel,
                customer=self._customer(about, at),
                created_at=at,
                last_activity_at=at,
                simulated=True,
            )
        )
        case = Case(about, ticket)
        self.rows.audit(ticket, "ticket_received", at, "customer", after={"channel": channel})
        self._inbound(case, about.body, channel_id, at)
        return case

    def hear_again(self, case: Case, body: str, channel_id: str, at: datetime) -> None:
        """The customer's next message: it opens the ticket, and what was drafted before is stale."""
        before, case.ticket.status, case.ticket.closed_at = case.ticket.status, "open", None
        self._inbound(case, body, channel_id, at)
        self.rows.audit(
            case.ticket,
            "message_received",
            at,
            "customer",
            before={"status": before},
            after={"status": "open"},
        )
        self._set_aside(case, "The customer has written again.", at)

    def route(self, case: Case, at: datetime) -> None:
        ticket = case.ticket
        said = "\n".join(message.body for message in case.messages if message.is_inbound)
        customer = ticket.customer
        text = TicketText(ticket.subject, said, customer.email, ticket.channel, name=customer.name)
        started = time.perf_counter()
        verdict = decide(text, self.knowledge, case.filed)
        if case.decision is not None:
            case.decision.current = False
        case.decision = self.rows.add(
            Decision(
                ticket=ticket,
                message=case.last_inbound,
                state="decided",
                created_at=at,
                attempts=1,
                category_id=verdict.category,
                path=verdict.path,
                confidence=verdict.confidence,
                reason=verdict.reason,
                runners_up=verdict.runners_up,
                considered=verdict.considered,
                rule_id=verdict.rule,
                classifier_id=self._classifier,
                milliseconds=round((time.perf_counter() - started) * 1000, 2),
                decided_at=at + ROUTED_AFTER,
            )
        )
        if verdict.rule is not None:
            self.hits[verdict.rule] += 1
        if verdict.category is not None and verdict.category != ticket.category_id:
            category = self._by_id[verdict.category]
            self._file(case, category, at + ROUTED_AFTER, f"routing ({verdict.path})", verdict.reason)

    def correct(self, case: Case, category: Category, by: User, at: datetime) -> None:
        """A person files the ticket, or confirms where it is; either way it is a label."""
        here = case.ticket.category
        self.rows.add(
            Correction(
                ticket=case.ticket,
                decision=case.decision,
                from_category=here,
                to_category=category,
                by=by,
                at=at,
            )
        )
        case.filed = Filed(category.pk, by.name)
        if here is not None and here.pk == category.pk:
            case.ticket.filed_by = "person"
            self.rows.audit(case.ticket, "route_confirmed", at, by, after={"category": category.name})
            return
        self._file(case, category, at, by)
        self._set_aside(case, "The ticket was filed elsewhere.", at)

    def prepare(self, case: Case, at: datetime) -> None:
        """Draft an answer to the customer's latest message if its category has drafts by then."""
        category = case.ticket.category
        since = self.shop.drafting_since.get(category.key) if category else None
        if category is None or since is None or at < since:
            return
        with gathering.timed() as gathered:
            context = self._context(case, category, self._found(case, category, gathered))
        trace = self.rows.add(Trace(kind="draft", ticket=case.ticket, started_at=at))
        draft = self.rows.add(
            Draft(
                ticket=case.ticket,
                message=case.last_inbound,
                category=category,
                created_at=at,
                attempts=1,
                trace=trace,
            )
        )
        try:
            composed = compose(
                context,
                routes=("offline",),
                complete=partial(gateway.complete, ledger=PastLedger(self.rows, at)),
                trace=trace.pk,
            )
        except NoDraft as reason:
            draft.state, draft.reason = "failed", str(reason)
            self._tell(trace, str(reason), [gathered.as_step()])
            return
        self._tell(trace, f"{composed.kind} by {composed.backend}", [gathered.as_step(), *composed.steps])
        self._finish(draft, composed)
        self.checking.check(draft, composed, context)
        draft.ready_at = at + DRAFTED_AFTER
        case.draft = draft
        case.drafted.add(draft.message_id)

    def compose_by_hand(self, case: Case, category: Category) -> str:
        """What a person following the procedure would write; nothing of it is stored as a draft."""
        if category.key not in self._procedures:
            self._procedures[category.key] = gathering.look(
                category.name, category.pk, shelf=self._shelf
            ).sections
        context = self._context(case, category, self._procedures[category.key])
        try:
            composed = compose(
                context, routes=("offline",), complete=partial(gateway.complete, ledger=NoLedger())
            )
        except NoDraft:
            return ""
        return composed.body if composed.kind == "reply" else ""

    def reply(
        self, case: Case, body: str, by: User, at: datetime, *, read_seconds: float | None, close: bool
    ) -> None:
        ticket = case.ticket
        message = self._add(
            case,
            Message(
                ticket=ticket,
                kind=Message.Kind.OUTBOUND,
                origin=Message.Origin.AGENT,
                author=by,
                body=body,
                created_at=at,
                answers=case.last_inbound,
                send_key=uuid4(),
                delivery="sent",
                send_after=at + UNDO,
                delivery_since=at + UNDO,
            ),
        )
        if case.draft is not None and read_seconds is not None:
            # Reading the thread and pressing send take half a minute more.
            message.composing = {
                "read_seconds": read_seconds,
                "read_end": 1.0,
                "open_seconds": read_seconds + 30,
            }
            shown = DraftSignal(draft=case.draft, user=by, kind=DraftSignal.Kind.SHOWN)
            shown.at = at - timedelta(seconds=read_seconds)
            self.rows.add(shown)
        if message.answers_id in case.drafted:
            self.replies.append(message)
        ticket.first_replied_at = ticket.first_replied_at or at
        ticket.assignee = ticket.assignee or by
        self.rows.audit(ticket, "reply_sent", at, by, after={"message": message.pk, "close": close})
        self._become(ticket, "closed" if close else "waiting", at, by)
        self.rows.audit(ticket, "reply_delivered", at + UNDO, "delivery", after={"message": message.pk})

    def note(self, case: Case, body: str, by: User, at: datetime) -> None:
        message = self._add(
            case,
            Message(
                ticket=case.ticket,
                kind=Message.Kind.NOTE,
                origin=Message.Origin.AGENT,
                author=by,
                body=body,
                created_at=at,
            ),
        )
        self.rows.audit(case.ticket, "note_added", at, by, after={"message": message.pk})

    def close(self, case: Case, by: User, at: datetime, why: str) -> None:
        self._become(case.ticket, "closed", at, by, why)

    def assign(self, case: Case, to: User, at: datetime) -> None:
        case.ticket.assignee = to
        self.rows.audit(
            case.ticket, "ticket_assigned", at, to, before={"assignee": None}, after={"assignee": to.name}
        )

    def _customer(self, about: SimulatedTicket, at: datetime) -> Customer:
        if about.email not in self._customers:
            self._customers[about.email] = self.rows.add(
                Customer(
                    name=about.name,
                    email=about.email,
                    attributes=about.record,
                    created_at=at,
                )
            )
        return self._customers[about.email]

    def _inbound(self, case: Case, body: str, channel_id: str, at: datetime) -> None:
        self._add(
            case,
            Message(
                ticket=case.ticket,
                kind=Message.Kind.INBOUND,
                origin=Message.Origin.CUSTOMER,
                body=body,
                channel_id=channel_id,
                created_at=at,
            ),
        )

    def _add(self, case: Case, message: Message) -> Message:
        self.rows.add(message)
        case.messages.append(message)
        case.ticket.last_activity_at = message.created_at
        return message

    def _file(self, case: Case, category: Category, at: datetime, by: User | str, why: str = "") -> None:
        ticket = case.ticket
        before, ticket.category = ticket.category, category
        ticket.team = category.owner_team
        ticket.filed_by = "person" if isinstance(by, User) else "machine"
        self.rows.audit(
            ticket,
            "ticket_filed",
            at,
            by,
            before={"category": before.name if before else None},
            after={"category": category.name},
            why=why,
        )

    def _set_aside(self, case: Case, reason: str, at: datetime) -> None:
        if case.draft is not None:
            case.draft.state, case.draft.stale_at, case.draft.reason = "stale", at, reason
            case.draft = None

    def _become(self, ticket: Ticket, status: str, at: datetime, by: User, why: str = "") -> None:
        before, ticket.status = ticket.status, status
        ticket.closed_at = at if status == "closed" else None
        self.rows.audit(
            ticket, f"ticket_{status}", at, by, before={"status": before}, after={"status": status}, why=why
        )

    def _context(self, case: Case, category: Category, sections: tuple[ContextSection, ...]) -> Context:
        """As `gathering.gather`, from the thread in hand."""
        customer = case.ticket.customer
        return Context(
            subject=case.ticket.subject,
            thread=case.thread,
            customer_name=customer.name,
            facts={str(name): str(value) for name, value in customer.attributes.items()},
            category=category.name,
            sections=sections,
        )

    def _found(self, case: Case, category: Category, into: gathering.Timed) -> tuple[ContextSection, ...]:
        text = gathering.search_text(case.ticket.subject, case.thread, case.ticket.customer.name)
        looked = gathering.look(text, category.pk, shelf=self._shelf)
        into.detail = gathering.told(looked)
        return looked.sections

    def _tell(self, trace: Trace, result: str, steps: list[TimedStep]) -> None:
        trace.milliseconds = round(sum(step.milliseconds for step in steps), 2)
        trace.result = result[:200]
        for ordinal, step in enumerate(steps):
            self.rows.add(
                Step(
                    trace=trace,
                    ordinal=ordinal,
                    name=step.name,
                    started_ms=round(step.started_ms, 2),
                    milliseconds=round(step.milliseconds, 2),
                    detail=step.detail,
                )
            )

    def _finish(self, draft: Draft, composed: Composed) -> None:
        draft.state, draft.kind, draft.body = "ready", composed.kind, composed.body
        draft.sentences = [asdict(sentence) for sentence in composed.sentences]
        draft.sources = [asdict(source) for source in composed.sources]
        draft.unknown = [asdict(unknown) for unknown in composed.unknown]
        draft.backend, draft.model = composed.backend, composed.model
        if draft.category_id not in self._versions:
            self._versions[draft.category_id] = versions.version_of(
                draft.category,
                backend=composed.backend,
                model=composed.model,
                prompt_hash=composed.prompt_hash,
            )
        draft.version = self._versions[draft.category_id]
        draft.version_key = versions.key_of(draft.version)

"""Trying a case: drafting or routing it as if the ticket came in now, beside the live rows."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from copilot import gateway
from copilot.drafting import checks, gathering
from copilot.drafting.compose import compose
from copilot.drafting.composed import Composed, NoDraft
from copilot.drafting.context import CUSTOMER, Context
from copilot.evals.configuration import with_models
from copilot.evals.grading import Answer, CannotGrade, Expected, Grade, grade_draft, grade_route
from copilot.models import EvalCase
from copilot.replaying.running import Spending
from routing import working
from routing.deciding import Knowledge, decide
from routing.rules import TicketText


@dataclass
class Spent:
    """What the calls of one try cost, in US dollars, and why the last one that failed did."""

    dollars: Decimal = Decimal(0)
    failure: str = ""

    def complete(self, request: gateway.Request) -> gateway.Reply:
        """Ask as drafting does; only calls to a model server stand in the ledger."""
        try:
            reply = gateway.complete(request, ledger=Spending())
        except gateway.GatewayError as error:
            self.failure = str(error)[:300]
            raise
        self.dollars += reply.cost
        return reply


@dataclass(frozen=True)
class Outcome:
    """What one try gave: the grade, the answer as text, and what it took."""

    grade: Grade
    answer: str
    milliseconds: float
    cost: Decimal


@dataclass
class Trier:
    """Tries cases under one configuration. Routing's knowledge is read once for all of them."""

    config: Mapping[str, Any]
    knowledge: Knowledge | None = field(default=None)

    def attempt(self, case: EvalCase) -> Outcome:
        """Never raises for what a case or a model does wrong: that is a grade."""
        spent, began = Spent(), time.perf_counter()
        try:
            answer = self._routed(case) if case.kind == EvalCase.Kind.ROUTE else self._drafted(case, spent)
            grade = grade_route if case.kind == EvalCase.Kind.ROUTE else grade_draft
            graded = grade(expected_of(case), answer)
        except CannotGrade as fault:
            answer, graded = Answer(), Grade(None, error=str(fault))
        took = (time.perf_counter() - began) * 1000
        return Outcome(graded, answer.body, round(took, 2), spent.dollars)

    def _routed(self, case: EvalCase) -> Answer:
        self.knowledge = self.knowledge or working.gather()
        customer = "\n".join(text for who, text in case.thread if who == CUSTOMER)
        verdict = decide(TicketText(case.subject, customer, "", "form", case.known), self.knowledge)
        return Answer(body=verdict.reason, category=verdict.category)

    def _drafted(self, case: EvalCase, spent: Spent) -> Answer:
        context = context_of(case)
        try:
            composed = compose(
                context, routes=self.config["ladder"], complete=with_models(self.config, spent.complete)
            )
        except NoDraft as reason:
            return Answer(body=str(reason), error=spent.failure)
        # A step of the ladder that failed is the server's fault, and is told apart from a bad answer.
        return replace(answer_of(composed, context), error=spent.failure)


def context_of(case: EvalCase) -> Context:
    """The case as drafting sees a ticket. Raises CannotGrade where its thread is not one."""
    try:
        thread = tuple((str(who), str(text)) for who, text in case.thread)
    except (TypeError, ValueError):
        raise CannotGrade("The thread of the case cannot be read.") from None
    if not thread or thread[-1][0] != CUSTOMER:
        raise CannotGrade("The thread of the case does not end with the customer.")
    looked = gathering.look(gathering.search_text(case.subject, thread), case.category_id)
    return Context(
        subject=case.subject,
        thread=thread,
        customer_name=case.customer_name,
        facts={str(name): str(value) for name, value in case.known.items()},
        category=case.category.name,
        sections=looked.sections,
        left_out=looked.left_out,
    )


def answer_of(composed: Composed, context: Context) -> Answer:
    return Answer(
        body=composed.body,
        is_reply=composed.kind == "reply",
        cited=frozenset(source.sop for source in composed.sources),
        checks=checks.run(composed, context),
    )


def expected_of(case: EvalCase) -> Expected:
    return Expected(
        category=case.category_id,
        must_say=case.must_say,
        must_not_say=case.must_not_say,
        figures=case.figures,
        sops=case.sops,
        should_abstain=case.should_abstain,
    )

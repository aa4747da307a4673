"""From context to draft: the strong model, else the small one, else the SOP's own sentences, else no draft.

Pure but for the door to the model, which is handed in; live drafting, replay and tests all use it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings

from copilot import gateway
from copilot.drafting.answer import DraftAnswer
from copilot.drafting.asking import draft_request
from copilot.drafting.asking_back import MODEL as ASKED_BACK
from copilot.drafting.asking_back import WHY, ask_back
from copilot.drafting.changing import ASK, CannotChange, Change, without_model
from copilot.drafting.citing import cite, findings
from copilot.drafting.composed import Composed, NoDraft, Step
from copilot.drafting.confirming import Answer, Standing, standing
from copilot.drafting.context import AGENT, Context, ContextSection
from copilot.drafting.fitting import INTERNAL, Fitted, fit
from copilot.drafting.offline_draft import assemble
from copilot.drafting.slots import known_facts

Complete = Callable[[gateway.Request], gateway.Reply]
LADDER = ("strong", "small", "offline")
# How a rung is spoken of when a better one failed first.
INSTEAD = {
    "small": "this was written by the smaller model.",
    "offline": "this is assembled from the SOP.",
}
CHANGED_BY_RULE = "this was changed by rule, without a model."
LONGEST_DEGRADED = 300
ONLY_THANKS = "The customer only says thanks: nothing needs an answer."
FOR_A_PERSON = "What follows from that is yours to say."
NOTHING_FOUND = "No SOP section was found for this message."
NOTHING_OPEN = "What was found is internal: people answer this, from what it tells them."


def compose(
    context: Context,
    *,
    routes: Sequence[str] | None = None,
    complete: Complete = gateway.complete,
    trace: int | None = None,
    change: Change | None = None,
) -> Composed:
    """The draft for the customer's latest message; with `change` a draft changed as a person wishes.

    `routes` is the ladder to climb down (a release's choice); by default all of it when a model is configured
    and assembly alone otherwise. With both models silent it takes twice MODEL_TIMEOUT_SECONDS at the worst.
    Raises NoDraft with a sentence for the agent.
    """
    timing = _Timing()
    asked = _standing(context, timing)
    if asked.answer == Answer.UNCLEAR and change is None:
        return _asked_back(context, asked, complete, timing, trace)
    with timing.step("context") as detail:
        fitted = fit(context, settings.CONTEXT_TOKENS)
        context, sections = fitted.context, fitted.context.sections
        detail |= {"budget": fitted.budget, "tokens": fitted.tokens}
        detail["kept"] = [line.told() for line in fitted.kept]
        detail["dropped"] = [line.told() for line in fitted.left_out]
    if not any(not section.is_reply for section in sections):
        raise NoDraft(_nothing_left(fitted))
    with timing.step("facts") as detail:
        facts = known_facts(context)
        detail["known"] = sorted(facts)
    request = replace(
        draft_request(context, sections, facts, change, asked.told()),
        offline=lambda: _by_rule(sections, facts, context, change, asked.told()),
        trace=trace,
    )
    reply, degraded = _climb_down(_ladder(change, routes), request, complete, timing)
    with timing.step("cite") as detail:
        composed = _composed(reply.value, sections, context)
        detail["sources"] = len(composed.sources)
    by_model = reply.backend != "offline"
    return replace(
        composed,
        backend=reply.backend,
        model=reply.model,
        degraded=degraded.replace(INSTEAD["offline"], CHANGED_BY_RULE) if change else degraded,
        prompt=request.prompt if by_model else "",
        prompt_hash=request.prompt_hash if by_model else "",
        steps=tuple(timing.steps),
    )


def _standing(context: Context, timing: _Timing) -> Standing:
    """What a short message says to our last question. Raises NoDraft when it only thanks."""
    asked = standing(context)
    if asked.answer != Answer.NONE:
        with timing.step("short answer") as detail:
            detail |= {"reads as": asked.answer.value, "question": asked.question}
    if asked.answer == Answer.THANKS and any(who == AGENT for who, _ in context.thread):
        raise NoDraft(ONLY_THANKS)
    return asked


def _asked_back(
    context: Context, asked: Standing, complete: Complete, timing: _Timing, trace: int | None
) -> Composed:
    request = gateway.Request(
        "draft", "offline", "", "", offline=lambda: ask_back(asked, context), trace=trace
    )
    reply, _ = _climb_down(LADDER[-1:], request, complete, timing)
    composed = cite(reply.value.sentences, reply.value.missing, ())
    # As a fallback it says nothing about the version that drafts are otherwise made with.
    return replace(composed, backend=reply.backend, model=ASKED_BACK, degraded=WHY, steps=tuple(timing.steps))


def _nothing_left(fitted: Fitted) -> str:
    """Why there is nothing to draft from, in a sentence."""
    sops = [line for line in fitted.left_out if line.what in ("SOP", "SOP section")]
    if not sops:
        return NOTHING_FOUND
    if any(line.why == INTERNAL for line in sops):
        return NOTHING_OPEN
    return f"What was found cannot be used: “{sops[0].name}” {sops[0].why}."


def _ladder(change: Change | None, routes: Sequence[str] | None) -> Sequence[str]:
    with_models = gateway.backend_name() == "openai"
    ladder = routes or (LADDER if with_models else LADDER[-1:])
    # No rule can do what somebody asks in their own words.
    asked = with_models and change is not None and change.how == ASK
    return [route for route in ladder if not (asked and route == LADDER[-1])]


def _by_rule(
    sections: Sequence[ContextSection],
    facts: Mapping[str, str],
    context: Context,
    change: Change | None,
    answered: str,
) -> DraftAnswer:
    if change is None and answered:  # what follows from a yes or a no stands in no reply sentence
        return DraftAnswer(can_answer=False, reason=f"{answered} {FOR_A_PERSON}", sentences=[])
    if change is None:
        return assemble(sections, facts, context.customer_text, context.second)
    try:
        return without_model(change, sections, context)
    except CannotChange as reason:
        raise gateway.SwitchedOff(str(reason)) from None


def _climb_down(
    ladder: Sequence[str], request: gateway.Request, complete: Complete, timing: _Timing
) -> tuple[gateway.Reply, str]:
    """The first rung that answers, and the sentence about those that did not."""
    failure = ""
    for route in ladder:
        with timing.step(f"ask {route}") as detail:
            try:
                reply = complete(replace(request, route=route))
            except gateway.Cancelled:
                raise  # nobody wants the next rung's answer either
            except gateway.GatewayError as error:
                failure = str(error)
                detail |= {"result": error.kind, "reason": failure}
                continue
            detail |= _told(reply)
        degraded = f"{failure.rstrip('.')}; {INSTEAD[route]}" if failure else ""
        return reply, degraded[:LONGEST_DEGRADED]
    raise NoDraft(failure or "No model and no assembly was allowed to draft this.")


def _told(reply: gateway.Reply) -> dict[str, Any]:
    return {
        "result": "ok",
        "backend": reply.backend,
        "model": reply.model,
        "attempts": reply.attempts,
        "input_tokens": reply.input_tokens,
        "output_tokens": reply.output_tokens,
        "cost_usd": str(reply.cost),
    }


def _composed(answer: DraftAnswer, sections: Sequence[ContextSection], context: Context) -> Composed:
    written = [sentence for sentence in answer.sentences if sentence.text.strip()]
    if not answer.can_answer or not written:
        return findings(answer.reason, sections, context.customer_text)
    return cite(written, answer.missing, sections)


@dataclass
class _Timing:
    """Collects the steps of one draft."""

    began: float = field(default_factory=time.perf_counter)
    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, Any]]:
        detail: dict[str, Any] = {}
        start = time.perf_counter()
        try:
            yield detail
        finally:
            now = time.perf_counter()
            self.steps.append(Step(name, (start - self.began) * 1000, (now - start) * 1000, detail))

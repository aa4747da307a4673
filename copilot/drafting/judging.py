"""A model's opinion on a draft that stands ready: advice, never a check, and off by default."""

from __future__ import annotations

import logging
import secrets

from django.conf import settings
from pydantic import BaseModel

from copilot import gateway
from copilot.drafting.asking import known_names, written_thread
from copilot.drafting.context import Context
from copilot.drafting.gathering import thread_of
from copilot.models import Draft, Section
from copilot.prompts import load
from support import events
from support.texts import clean_line

logger = logging.getLogger(__name__)

PROMPT, PURPOSE = "judge_draft", "judge"
LONGEST_DOUBT = 300


class Opinion(BaseModel):
    """What the model thinks; `span` is a part of the draft, if it names one."""

    fine: bool
    doubt: str = ""
    span: str = ""


def wanted() -> bool:
    """Whether opinions are asked for: MODEL_JUDGE is on and there is a model to ask."""
    return bool(settings.MODEL_JUDGE) and gateway.backend_name() == "openai"


def judge(draft_id: int) -> bool:
    """Ask once and keep the answer with the draft. False when there is none: nobody waits for it."""
    draft = Draft.objects.select_related("ticket__customer").get(pk=draft_id)
    if not wanted() or draft.state != "ready" or draft.kind != Draft.Kind.REPLY or draft.opinion:
        return False
    try:
        reply = gateway.complete(request_for(draft))
    except gateway.GatewayError as error:
        logger.info("No opinion on draft %s: %s", draft_id, error.kind)
        return False
    opinion = told(reply.value, reply.model, draft.body)
    kept = Draft.objects.filter(pk=draft.pk, state="ready").update(opinion=opinion)
    events.announce(events.ticket_changed, ticket_id=draft.ticket_id)
    return bool(kept)


def request_for(draft: Draft) -> gateway.Request:
    prompt = load(PROMPT)
    cited = Section.objects.filter(pk__in=[source["section"] for source in draft.sources])
    texts = [f"[{section.title}]\n{section.text.strip()}" for section in cited.order_by("pk")]
    name = draft.ticket.customer.name
    context = Context(draft.ticket.subject, thread_of(draft.ticket, draft.message_id), name)
    system, user = prompt.fill(
        sections="\n\n".join(texts) or "none",
        draft=draft.body,
        thread=written_thread(context),
        mark=f"DATA-{secrets.token_hex(8)}",
    )
    return gateway.Request(
        purpose=PURPOSE,
        route="small",
        system=system,
        user=user,
        schema=Opinion,
        prompt=prompt.name,
        prompt_hash=prompt.digest,
        max_tokens=300,
        known_names=known_names(name),
        trace=draft.trace_id,
    )


def told(opinion: Opinion, model: str, body: str) -> dict[str, object]:
    """As the draft keeps it. A doubt without words is none; a span that is not in the draft is dropped."""
    doubt = clean_line(opinion.doubt, LONGEST_DOUBT)
    span = opinion.span.strip() if opinion.span.strip() in body else ""
    fine = opinion.fine or not doubt
    return {"model": model, "fine": fine, "doubt": "" if fine else doubt, "span": "" if fine else span}

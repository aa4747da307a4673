"""What the drafting tests share: a small SOP, a ticket, and a model whose answers are scripted."""

from decimal import Decimal

from copilot import gateway
from copilot.drafting.answer import AnswerSentence, DraftAnswer, Missing
from copilot.drafting.context import Context, ContextSection

REPLY = """Hello {customer_name},

You can return shoes within 30 days of delivery. [^return-window]
if sale, discount: Sale items are refunded as store credit. [^sale-items]
Your order {order_id} is in our records.
Your size {shoe_width} is kept.

? {order_id}: Could you tell me your order number?
"""


def section(key, anchor, text, **changes):
    title = anchor.replace("-", " ").title()
    values = {"sop_slug": "returns", "sop_title": "Returns", "version": 3, "title": title}
    return ContextSection(key=key, anchor=anchor, text=text, **{**values, **changes})


WINDOW = section(11, "return-window", "- Shoes come back within **30 days** of delivery.\n- Only unworn.")
SALE = section(12, "sale-items", "Sale items are refunded as store credit. The limit is EUR 200.")
MARGINS = section(13, "margins-internal", "We lose 12 % on each return.", internal=True)
WORDING = section(14, "reply", REPLY, is_reply=True)
SECTIONS = (WINDOW, SALE, MARGINS, WORDING)


def context(text="Can I send my shoes back?", sections=SECTIONS, **changes):
    values = {"subject": "Return", "thread": (("customer", text),), "customer_name": "Ada Lovelace"}
    return Context(**{**values, "sections": sections, **changes})


def answer(*sentences, can_answer=True, reason="", missing=()):
    """A model's answer: each sentence is (text, section numbers)."""
    return DraftAnswer(
        can_answer=can_answer,
        reason=reason,
        sentences=[AnswerSentence(text=text, sections=list(numbers)) for text, numbers in sentences],
        missing=[Missing(slot=slot, question=question) for slot, question in missing],
    )


class Model:
    """A door to models: each route is scripted with an answer or a failure; offline is the real thing."""

    def __init__(self, **routes):
        self.routes, self.requests = routes, []

    def __call__(self, request):
        self.requests.append(request)
        scripted = request.offline() if request.route == "offline" else self.routes[request.route]
        if isinstance(scripted, Exception):
            raise scripted
        backend = "offline" if request.route == "offline" else "openai"
        return gateway.Reply(scripted, "", backend, f"{request.route}-model", 10, 5, Decimal("0.01"), 12.0, 1)

"""What a draft is made from: the ticket's facts and the SOP sections found for it, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CUSTOMER, AGENT = "customer", "agent"


@dataclass(frozen=True)
class ContextSection:
    """One section of a published SOP version. `key` is its row's id, what a draft's source points to.

    `is_facts` marks the section made of the SOP's facts table. `never_say` and `escalate_when` are its SOP's
    lists, the same on each of its sections: so they are at hand wherever a draft is checked.
    """

    key: int
    sop_slug: str
    sop_title: str
    version: int
    anchor: str
    title: str
    text: str
    internal: bool = False
    is_reply: bool = False
    is_facts: bool = False
    never_say: tuple[str, ...] = ()
    escalate_when: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How people are told of it: “Returns › Return window”."""
        return f"{self.sop_title} › {self.title}" if self.title else self.sop_title


@dataclass(frozen=True)
class Line:
    """One line of the log of what a draft was made from: what it was, its tokens, and why it is not in it.

    `tokens` are counted by copilot/gateway/tokens.py; `why` is empty for what was kept.
    """

    what: str
    name: str
    tokens: int
    why: str = ""

    @property
    def kept(self) -> bool:
        return not self.why

    def told(self) -> dict[str, Any]:
        """As the trace keeps it."""
        return {"what": self.what, "name": self.name, "tokens": self.tokens, "why": self.why}


@dataclass(frozen=True)
class Context:
    """The ticket and what was found for it.

    `thread` is (who, text) in order, who being "customer" or "agent"; internal notes are not part of it, and
    `earlier` says how many messages before it were left out. `facts` comes from our own records (customer,
    order) and is an authority for the figures in a draft; what the customer says is not, so it must not be
    put there. `sections` are best first: the first one's SOP is the one a reply is assembled from, and all
    its sections should be among them. `second` is the slug of the SOP for a second wish of the customer's,
    empty for none. `left_out` is what was found and must not, or need not, be used.
    """

    subject: str
    thread: tuple[tuple[str, str], ...]
    customer_name: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    category: str = ""
    sections: tuple[ContextSection, ...] = ()
    left_out: tuple[Line, ...] = ()
    earlier: int = 0
    second: str = ""

    @property
    def customer_text(self) -> str:
        """Everything the customer wrote, subject first."""
        return "\n".join([self.subject, *(text for who, text in self.thread if who == CUSTOMER)])

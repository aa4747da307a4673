"""What a draft is made from: the ticket's facts and the SOP sections found for it, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CUSTOMER, AGENT = "customer", "agent"
# Right context beats more context; past this many characters a section is left out and the trace says so.
MOST_CHARACTERS = 24_000


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
class Context:
    """The ticket and what was found for it.

    `thread` is (who, text) in order, who being "customer" or "agent"; internal notes are not part of it.
    `facts` comes from our own records (customer, order) and is an authority for the figures in a draft; what
    the customer says is not, so it must not be put there. `sections` are best first: the first one's SOP is
    the one a reply is assembled from, and all its sections should be among them.
    """

    subject: str
    thread: tuple[tuple[str, str], ...]
    customer_name: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    category: str = ""
    sections: tuple[ContextSection, ...] = ()

    @property
    def customer_text(self) -> str:
        """Everything the customer wrote, subject first."""
        return "\n".join([self.subject, *(text for who, text in self.thread if who == CUSTOMER)])


@dataclass(frozen=True)
class Dropped:
    """A section that was found and not used, and why."""

    section: ContextSection
    why: str


def choose_sections(context: Context) -> tuple[tuple[ContextSection, ...], tuple[Dropped, ...]]:
    """(used, dropped). Internal sections are never used: what no draft has seen, no draft can give away."""
    used: list[ContextSection] = []
    dropped: list[Dropped] = []
    size = 0
    for section in context.sections:
        if section.internal:
            dropped.append(Dropped(section, "internal: customers must not see it"))
        elif size + len(section.text) > MOST_CHARACTERS and used:
            dropped.append(Dropped(section, "too much text already"))
        else:
            used.append(section)
            size += len(section.text)
    return tuple(used), tuple(dropped)

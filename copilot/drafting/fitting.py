"""The context cut to the budget of tokens, with a log of what was kept and what was not. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from copilot.drafting.context import AGENT, Context, ContextSection, Line
from copilot.drafting.permitted import as_piece
from copilot.gateway import tokens

INTERNAL = "internal: customers must not see it"
# Of the budget, for the conversation: the sections it is answered from need the rest.
FOR_THREAD = 0.5


@dataclass(frozen=True)
class Fitted:
    """The context as it is used, and the log: what was kept first, then what was left out."""

    context: Context
    lines: tuple[Line, ...]
    budget: int

    @property
    def kept(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kept)

    @property
    def left_out(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.kept)

    @property
    def tokens(self) -> int:
        return sum(line.tokens for line in self.kept)


def fit(context: Context, budget: int) -> Fitted:
    """At most `budget` tokens of it: the facts, the latest messages, then the sections, best first.

    Right context beats more context. The latest message is always kept (a very long one is cut where it is
    asked about), and so are the facts. The reply sentences of the leading SOP come before all other sections,
    since a reply is made from them. Internal sections are never used: what no draft has seen, no draft can
    give away.
    """
    facts = tokens.count(" ".join(f"{name}: {value}" for name, value in context.facts.items()))
    record = [Line("Customer record", ", ".join(sorted(context.facts)), facts)] if context.facts else []
    messages = _messages(context, int(budget * FOR_THREAD))
    left = budget - sum(line.tokens for line in (*record, *messages) if line.kept)
    sections, lines = _sections(context.sections, max(left, 0))
    earlier = sum(not line.kept for line in messages)
    cut = replace(context, sections=sections, thread=context.thread[earlier:], earlier=earlier)
    every = (*record, *messages, *lines, *context.left_out)
    return Fitted(cut, tuple(sorted(every, key=lambda line: not line.kept)), budget)


def _messages(context: Context, budget: int) -> list[Line]:
    """A line for each message, oldest first; kept are the latest that fit together."""
    lines: list[Line] = []
    used, full = 0, False
    for number, (who, text) in reversed(list(enumerate(context.thread, start=1))):
        size = tokens.count(text) if lines else min(tokens.count(text), budget)
        full = full or (bool(lines) and used + size > budget)
        why = f"an older message; {FOR_THREAD:.0%} of the tokens are for the conversation" if full else ""
        by = "our reply" if who == AGENT else "from the customer"
        lines.append(Line(f"Message {number}", by, size, why))
        used += 0 if full else size
    return lines[::-1]


def _sections(
    found: tuple[ContextSection, ...], budget: int
) -> tuple[tuple[ContextSection, ...], list[Line]]:
    leading = found[0].sop_slug if found else ""
    wording_first = sorted(found, key=lambda one: not (one.is_reply and one.sop_slug == leading))
    why: dict[str, str] = {}
    for section in wording_first:
        size = tokens.count(section.text)
        if section.internal:
            why[_id(section)] = INTERNAL
        elif size > budget:
            why[_id(section)] = f"too long: {size} tokens, and {budget} of the budget are left"
        else:
            budget -= size
    lines = [as_piece(section).line(why.get(_id(section), "")) for section in found]
    return tuple(section for section in found if _id(section) not in why), lines


def _id(section: ContextSection) -> str:
    return f"{section.sop_slug}@{section.version}#{section.anchor}"

"""The message that puts a wrong answer right, as far as it can be written without knowing the case.

Assembled from our own rows, by no model: what the answer said, what the SOP says now, an apology, and the way
to a person. A person reads, completes and sends it; it is never sent by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from copilot.drafting.quotes import best_quote, spans

# Stands where only a person knows the words; nothing is sent while it does.
BLANK = "[please write here what is right]"


@dataclass(frozen=True)
class Wrong:
    """A sentence of the answer that was wrong, and the words of the SOP as it is now; both may be unknown."""

    said: str = ""
    right: str = ""


def what_was_wrong(
    body: str,
    sources: Iterable[Mapping[str, Any]],
    facts: Iterable[str],
    sections: Mapping[tuple[str, str], str],
) -> Wrong:
    """The first sentence that holds a failed fact, else nothing; and what today's section says about it.

    `sections` maps (SOP slug, anchor) to today's text of what customers may see. A section that still says
    exactly the same is no correction, so the right words stay unknown.
    """
    failed = [fact.lower() for fact in facts]
    said = next((span for span in spans(body) if any(fact in span.lower() for fact in failed)), "")
    keys = [(source.get("sop", ""), source.get("anchor", "")) for source in sources]
    quotes = [best_quote(sections[key], said) for key in keys if said and key in sections]
    fresh = [quote for quote in quotes if quote and not any(fact in quote.lower() for fact in failed)]
    return Wrong(said, fresh[0] if fresh else "")


def message(*, first_name: str, subject: str, day: str, wrong: Wrong) -> str:
    """The draft of a correction, ready to be completed."""
    said = f"We wrote: “{wrong.said}” That was wrong." if wrong.said else "Part of that answer was wrong."
    right = f"This is right: {wrong.right}" if wrong.right else f"This is right: {BLANK}"
    return "\n\n".join(
        (
            f"Hello {first_name}," if first_name else "Hello,",
            f"On {day} we answered your message “{subject}”. {said} We are sorry.",
            right,
            "If you have already acted on our first answer, tell us what happened and we will put it right."
            " Simply reply to this mail: a person reads it.",
        )
    )

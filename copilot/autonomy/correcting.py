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
    """The first sentence that holds a failed fact; and what the SOP says now in place of what it rested on.

    `sections` maps (SOP slug, anchor) to today's text of what customers may see. Only words that changed
    since are offered: where the SOP still says the same, the fault lies elsewhere and a person must know it.
    """
    failed = [fact.lower() for fact in facts]
    said = next((span for span in spans(body) if any(fact in span.lower() for fact in failed)), "")
    for source in sources if said else ():
        now, quote = sections.get((source.get("sop", ""), source.get("anchor", ""))), source.get("quote", "")
        if now and quote and any(fact in quote.lower() for fact in failed) and quote not in now:
            return Wrong(said, best_quote(now, quote))
    return Wrong(said)


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

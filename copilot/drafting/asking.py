"""What the model is asked: prompt, sections and thread, with the customer's words marked as data."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from copilot.drafting import changing
from copilot.drafting.answer import DraftAnswer
from copilot.drafting.changing import Change
from copilot.drafting.context import AGENT, Context, ContextSection
from copilot.gateway import personal
from copilot.gateway.types import Request
from copilot.prompts import load

PROMPT, CHANGE_PROMPT = "draft_reply", "revise_draft"
LONGEST_THREAD = 12_000
CITATION = re.compile(r"\[\^([^\]\s]+)\]")


def draft_request(
    context: Context,
    sections: Sequence[ContextSection],
    facts: Mapping[str, str],
    change: Change | None = None,
    answered: str = "",
) -> Request:
    """What the model is asked. It gets no tools, and nobody can guess the mark around the thread.

    With `change` it is to change a draft as a person wishes, else to write one. `answered` says in a sentence
    what the latest message answers to a question of ours.
    """
    prompt = load(CHANGE_PROMPT if change else PROMPT)
    asked = (
        {"wish": change.instruction, "draft": changing.told(change, sections)}
        if change
        else {"answered": answered or "The latest message does not merely answer a question of ours."}
    )
    system, user = prompt.fill(
        category=context.category or "not known",
        facts=_lines(f"{name}: {value}" for name, value in sorted(facts.items())),
        sections=_sections(sections),
        wording=_wording(sections),
        mark=f"DATA-{secrets.token_hex(8)}",
        thread=written_thread(context),
        **asked,
    )
    return Request(
        purpose="edit" if change else "draft",
        route="strong",
        system=system,
        user=user,
        schema=DraftAnswer,
        prompt=prompt.name,
        prompt_hash=prompt.digest,
        known_names=known_names(context.customer_name),
    )


def _sections(sections: Sequence[ContextSection]) -> str:
    numbered = ((n, section) for n, section in enumerate(sections, 1) if not section.is_reply)
    return "\n\n".join(f"[{n}] {section.name}\n{section.text.strip()}" for n, section in numbered)


def _wording(sections: Sequence[ContextSection]) -> str:
    """The Reply sections, with `[^anchor]` turned into the number that section has here, and what the SOPs
    forbid to say: a draft that says it would only be held.
    """
    numbers = {(section.sop_slug, section.anchor): n for n, section in enumerate(sections, 1)}
    texts = []
    for section in sections:
        if section.is_reply:
            numbered = partial(_cited, section.sop_slug, numbers)
            texts.append(CITATION.sub(numbered, section.text.strip()))
    never = dict.fromkeys(phrase for section in sections for phrase in section.never_say)
    if never:
        texts.append(f"Never write any of these: {'; '.join(never)}.")
    return "\n\n".join(texts) or "none"


def _cited(sop: str, numbers: Mapping[tuple[str, str], int], match: re.Match[str]) -> str:
    number = numbers.get((sop, match[1]))
    return f"[{number}]" if number else ""


def written_thread(context: Context) -> str:
    """The conversation, the latest messages whole; of a very long one the oldest part is left out."""
    left_out = [f"[{context.earlier} earlier messages left out]"] if context.earlier else []
    messages = [f"{'Agent' if who == AGENT else 'Customer'}: {text.strip()}" for who, text in context.thread]
    text = "\n\n".join([*left_out, *messages])
    if len(text) > LONGEST_THREAD:
        text = "[earlier messages left out] …" + personal.tail(text, LONGEST_THREAD)
    return f"Subject: {context.subject}\n\n{text}"


def known_names(customer_name: str) -> tuple[str, ...]:
    """The customer's name and its first and last word, to be hidden from the model server."""
    words = customer_name.split()
    return (customer_name, words[0], words[-1]) if len(words) > 1 else tuple(words)


def _lines(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items) or "- none"

"""The rows that `checks.py` measures on: written by hand, and made from SOPs by code."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from _draft import Draft
from _harmless import harmless
from _perturbing import FIGURE, faults
from _wordings import KEPT_ASIDE, TUNING

from copilot.demo.simulate import customer_ticket
from copilot.demo.taxonomy import busy_categories
from copilot.demo.texts import sop_texts
from copilot.drafting.checks.reading import sentences
from copilot.drafting.context import Context, ContextSection
from copilot.drafting.offline_draft import assemble
from copilot.drafting.slots import known_facts
from copilot.sops.document import Document
from copilot.sops.parsing import parse
from copilot.sops.replies import is_reply
from support.commandline import read_jsonl
from support.language import language

DAY = date(2026, 11, 21)
KEPT_ASIDE_OF = 3


@dataclass(frozen=True)
class Case:
    """A row for the checks, and what is known about it."""

    kept_aside: bool
    origin: str
    kind: str
    good: bool
    row: dict[str, Any]


def written_cases(path: Path, kept_aside: bool) -> Iterator[Case]:
    """The cases written by hand."""
    demo = {sop.slug: sop.markdown for sop in sop_texts(DAY)}
    for name, group in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        text = group["sop"] if "sop" in group else demo[group["demo"]]
        for written in group["cases"]:
            sops = [{"id": name, "title": "", "text": text}]
            row = {"sops": sops, "thread": [{"from": "customer", "text": written["customer"]}]}
            for draft in written.get("good", []):
                yield Case(kept_aside, "written", name, True, {**row, "draft": draft})
            for kind, draft in written.get("bad", {}).items():
                yield Case(kept_aside, "written", f"{name}: {kind}", False, {**row, "draft": draft})


def made_cases(
    origin: str, identifier: str, text: str, drafts: list[Draft], rng: random.Random
) -> Iterator[Case]:
    """Every change that applies, made to every draft of one SOP."""
    kept_aside = hashlib.sha256(identifier.encode()).digest()[0] % KEPT_ASIDE_OF == 0
    words = KEPT_ASIDE if kept_aside else TUNING
    for draft in drafts:
        for good, changes in ((False, faults(words)), (True, harmless(words))):
            for kind, change in changes.items():
                if (made := change(rng, draft)) is not None and (good or made != draft):
                    yield Case(kept_aside, origin, kind, good, _row(identifier, text, made))


def _row(identifier: str, text: str, draft: Draft) -> dict[str, Any]:
    return {
        "sops": [{"id": identifier, "title": "", "text": text}],
        "thread": [{"from": "customer", "text": draft.customer}],
        "draft": draft.text,
    }


def demo_cases(rng: random.Random, per_sop: int) -> Iterator[Case]:
    categories = {node.key for node in busy_categories()}
    for sop in sop_texts(DAY):
        document = parse(sop.markdown)
        about = [key for key in document.categories if key in categories]
        drafts = (
            [_assembled(document, customer_ticket(rng, rng.choice(about), DAY)) for _ in range(per_sop)]
            if about
            else []
        )
        yield from made_cases("demo", sop.slug, sop.markdown, [each for each in drafts if each], rng)


def _assembled(document: Document, ticket: Any) -> Draft | None:
    sections = tuple(
        ContextSection(
            n, document.slug, document.title, 1, one.anchor, one.title, one.text, one.internal, is_reply(one)
        )
        for n, one in enumerate(document.sections, start=1)
    )
    customer = f"{ticket.subject}\n{ticket.body}\n\n{ticket.name}"
    context = Context(ticket.subject, (("customer", ticket.body),), ticket.name, sections=sections)
    public = [each for each in sections if not each.internal]
    if not public:
        return None
    answer = assemble(public, known_facts(context), context.customer_text)
    paragraphs: dict[int, list[str]] = {}
    for each in answer.sentences:
        paragraphs.setdefault(each.paragraph, []).append(each.text)
    text = "\n\n".join(" ".join(each) for each in paragraphs.values())
    if not answer.sentences or language(customer) != language(text):
        return None  # in another language than the customer's it is no good draft to begin with
    return Draft(text, customer, *_inside(document), ticket.name.split()[0])


def file_cases(path: Path, rng: random.Random, per_sop: int, most: int) -> Iterator[Case]:
    rows = read_jsonl(path, ("id",))
    for row in rng.sample(rows, min(most, len(rows))):
        text = str(row.get("text") or row.get("content") or "")
        if str(row.get("title", "")).startswith("Internal"):
            continue
        document = parse(text)
        drafts = [_from_rules(document, rng) for _ in range(per_sop)]
        yield from made_cases(path.parent.name, str(row["id"]), text, [each for each in drafts if each], rng)


def _from_rules(document: Document, rng: random.Random) -> Draft | None:
    """A reply made of two to four public sentences, spoken to the customer."""
    public = [
        sentence
        for section in document.sections
        if not (section.internal or document.internal)
        for sentence in (re.sub(r"^[-*\d.\s#]+|[*_`]", "", one) for one in sentences(section.text))
        if 6 <= len(sentence.split()) <= 40 and sentence.endswith((".", "!"))
    ]
    if len(public) < 2:
        return None
    chosen = rng.sample(public, min(len(public), rng.randint(2, 4)))
    body = " ".join(re.sub(r"\b[Tt]he (?:customer|user)\b", "you", one) for one in chosen)
    customer = "Hello, I have a question about order KD-48213. What are the rules? Robin Fairweather"
    text = f"Hello Robin,\n\nThank you for your message about order KD-48213. {body}\n\nKind regards"
    return Draft(text, customer, *_inside(document), "Robin")


def _inside(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(internal sentences, figures of the public sections)."""
    hidden = [one for one in document.sections if one.internal and "escalation" not in one.title.lower()]
    told = [re.sub(r"^[-*\d.\s]+", "", each) for one in hidden for each in sentences(one.text)]
    open_text = "\n".join(one.text for one in document.sections if not one.internal)
    return tuple(each for each in told if len(each.split()) >= 6), tuple(
        match[0] for match in FIGURE.finditer(open_text)
    )

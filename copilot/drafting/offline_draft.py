"""A reply without a model: the SOP's own reply sentences, filled with the known facts of the ticket."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from copilot.drafting.answer import AnswerSentence, DraftAnswer, Missing
from copilot.drafting.context import ContextSection
from copilot.drafting.framing import joined
from copilot.drafting.two_questions import in_order
from copilot.sops import replies
from copilot.sops.document import SLOT, ReplyLine


def assemble(
    sections: Sequence[ContextSection], facts: Mapping[str, str], customer_text: str, second: str = ""
) -> DraftAnswer:
    """The reply of the best SOP, which is the first section's. It cannot answer when that SOP has no reply.

    With `second`, the slug of another SOP among the sections, the answer to a second wish is joined to it in
    the order the customer asks; where that SOP has no reply, it is named as missing.
    """
    best = sections[0].sop_slug
    first = _reply_of(best, sections, facts, customer_text)
    if not second or second == best or not first.can_answer:
        return first
    other = _reply_of(second, sections, facts, customer_text)
    if not other.can_answer:
        return first.model_copy(update={"missing": [*first.missing, Missing(slot=other.reason.rstrip("."))]})
    parts = {best: first, second: other}
    # The subject names one thing; the order is that of the messages below it.
    written = customer_text.partition("\n")[2] or customer_text
    return joined(first, [parts[slug] for slug in in_order(written, (best, second), sections)])


def _reply_of(
    slug: str, sections: Sequence[ContextSection], facts: Mapping[str, str], customer_text: str
) -> DraftAnswer:
    """One SOP's reply sentences.

    A conditional sentence is used when one of its words occurs in the customer's text, a question when the
    fact it asks for is missing; a sentence with an unknown fact is left out.
    """
    own = [section for section in sections if section.sop_slug == slug]
    reply = next((section for section in own if section.is_reply), None)
    if reply is None:
        title = own[0].sop_title if own else slug
        return DraftAnswer(can_answer=False, reason=f"“{title}” has no reply sentences.", sentences=[])
    numbers = {section.anchor: n for n, section in enumerate(sections, 1) if section.sop_slug == slug}
    lines = replies.read(enumerate(reply.text.split("\n"), start=1))[0]
    used = [line for line in lines if applies(line, customer_text) and _wanted(line, facts)]
    sentences = [_sentence(line, facts, numbers) for line in used]
    if not sentences:
        return DraftAnswer(
            can_answer=False,
            reason=f"No reply sentence of “{reply.sop_title}” fits what is known so far.",
            sentences=[],
        )
    return DraftAnswer(sentences=sentences, missing=_missing(lines, facts, customer_text))


def applies(line: ReplyLine, customer_text: str) -> bool:
    """Whether a line is unconditional, or one of its words or phrases occurs in the customer's text."""
    if not line.condition_words:
        return True
    text = " ".join(customer_text.replace("’", "'").lower().split())
    return any(
        re.search(rf"(?<!\w){re.escape(word.replace('’', chr(39)))}(?!\w)", text)
        for word in line.condition_words
    )


def _wanted(line: ReplyLine, facts: Mapping[str, str]) -> bool:
    if line.question_for is not None and line.question_for in facts:
        return False
    return all(slot in facts for slot in line.slots)


def _sentence(line: ReplyLine, facts: Mapping[str, str], numbers: Mapping[str, int]) -> AnswerSentence:
    text = SLOT.sub(lambda match: facts[match[1]], line.text)
    cited = [numbers[line.cites]] if line.cites is not None and line.cites in numbers else []
    return AnswerSentence(text=text, paragraph=line.paragraph, sections=cited)


def _missing(lines: Sequence[ReplyLine], facts: Mapping[str, str], customer_text: str) -> list[Missing]:
    """Facts that were wanted and are not known, with the SOP's question where it has one."""
    relevant = [line for line in lines if applies(line, customer_text)]
    questions = {line.question_for: line.text for line in relevant if line.question_for is not None}
    wanted = dict.fromkeys([*questions, *(slot for line in relevant for slot in line.slots)])
    return [Missing(slot=slot, question=questions.get(slot, "")) for slot in wanted if slot not in facts]

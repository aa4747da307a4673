"""Greeting, answer and closing of a reply, told apart, so that answers can be shortened, opened or joined."""

from __future__ import annotations

from collections.abc import Sequence

from copilot.drafting.answer import AnswerSentence, DraftAnswer, Missing
from copilot.measuring.boilerplate import body


def inner(sentences: Sequence[AnswerSentence]) -> tuple[int, int]:
    """From which sentence to which (excluded) the answer goes; equal when there is none."""
    paragraphs: dict[int, list[str]] = {}
    for each in sentences:
        paragraphs.setdefault(each.paragraph, []).append(each.text)
    answer = " ".join(body("\n\n".join(" ".join(texts) for texts in paragraphs.values())).split())
    places = [
        place
        for place, each in enumerate(sentences)
        if each.text.strip() in answer and not (place and _signs_off(each))
    ]
    return (places[0], places[-1] + 1) if places else (0, 0)


def _signs_off(sentence: AnswerSentence) -> bool:
    """A closing in unusual words (“Kind regards, the team”): short, unsourced, without an end mark."""
    text = sentence.text.strip()
    return not sentence.sections and len(text.split()) <= 8 and text[-1:].isalpha()


def joined(frame: DraftAnswer, parts: Sequence[DraftAnswer]) -> DraftAnswer:
    """One reply out of several: the greeting and closing of `frame` around the answers of all parts in order.

    What is asked of the customer comes last, and what stands in two of the parts is said once.
    """
    start, end = inner(frame.sentences)
    together = list(frame.sentences[:start])
    questions: list[AnswerSentence] = []
    said: set[str] = set()
    for part in parts:
        first, last = inner(part.sentences)
        after = together[-1].paragraph + 1 if together else 0
        own = [each for each in part.sentences[first:last] if each.text not in said]
        said |= {each.text for each in own}
        questions += [each for each in own if each.text.endswith("?")]
        stated = [each for each in own if not each.text.endswith("?")]
        together += [_moved(each, after + each.paragraph - stated[0].paragraph) for each in stated]
    for last_words in (questions, frame.sentences[end:]):
        after = together[-1].paragraph + 1 if together else 0
        together += [_moved(each, after) for each in last_words]
    missing: dict[str, Missing] = {}
    for fact in (one for part in parts for one in part.missing):
        missing.setdefault(fact.slot, fact)
    return DraftAnswer(sentences=together, missing=list(missing.values()))


def _moved(sentence: AnswerSentence, paragraph: int) -> AnswerSentence:
    return sentence.model_copy(update={"paragraph": paragraph})

"""Changing a draft as a person wishes: what a model is told, and what is done without one.

Without a model sentences may only be left out, or be courtesies that stand here: nothing new can be claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copilot.drafting.answer import AnswerSentence, DraftAnswer
from copilot.drafting.checks.reading import SUBORDINATE, read
from copilot.drafting.composed import Sentence, Source
from copilot.drafting.context import Context, ContextSection
from copilot.drafting.framing import inner
from support.language import language

SHORTER, FRIENDLIER, ASK = "shorter", "friendlier", "ask"
WISHES = {
    SHORTER: "Make it about half as long. Leave out what the customer did not ask about.",
    FRIENDLIER: "Make it warmer and more personal, without adding facts or promises.",
}
NEEDS_A_MODEL = "Changing a draft as you ask needs a model, and none is configured. Edit it in the composer."
NOTHING_TO_DROP = "Nothing can be left out: what remains states a rule, asks something or is what was asked."
NO_WORDS = "There are no friendlier words for this language without a model."
ALREADY_FRIENDLY = "Without a model it cannot be made friendlier than it is."

# Opening and closing courtesy by language: thanks for writing, and an open door.
COURTESIES = {
    "en": (
        "Thank you for getting in touch with us.",
        "If anything is unclear, simply reply to this message.",
    ),
    "de": (
        "Vielen Dank für Ihre Nachricht.",
        "Wenn etwas unklar ist, antworten Sie einfach auf diese Nachricht.",
    ),
    "fr": (
        "Merci de nous avoir écrit.",
        "Si quelque chose n'est pas clair, répondez simplement à ce message.",
    ),
    "es": ("Gracias por escribirnos.", "Si algo no queda claro, simplemente responda a este mensaje."),
    "it": (
        "Grazie per averci scritto.",
        "Se qualcosa non è chiaro, risponda semplicemente a questo messaggio.",
    ),
    "nl": ("Bedankt voor uw bericht.", "Is er iets onduidelijk, beantwoord dan gewoon dit bericht."),
    "pt": ("Obrigado por nos escrever.", "Se algo não estiver claro, basta responder a esta mensagem."),
}


class CannotChange(Exception):
    """The draft cannot be changed this way; the message is a sentence for the agent."""


@dataclass(frozen=True)
class Change:
    """A wish and the draft it is about. `wish` is the agent's own words, for ASK only."""

    how: str
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    wish: str = ""

    @property
    def instruction(self) -> str:
        return self.wish if self.how == ASK else WISHES[self.how]

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)

    def numbered(self, sections: Sequence[ContextSection]) -> list[AnswerSentence]:
        """The draft's sentences, with the numbers their sections have among those offered now."""
        numbers = {section.key: n for n, section in enumerate(sections, 1)}
        keys = {source.n: source.section for source in self.sources}
        return [
            AnswerSentence(
                text=each.text,
                paragraph=each.paragraph,
                sections=[numbers[keys[n]] for n in each.sources if keys.get(n) in numbers],
            )
            for each in self.sentences
        ]


def told(change: Change, sections: Sequence[ContextSection]) -> str:
    """The draft as a model is shown it."""
    lines = (
        f"{each.text} {''.join(f'[{n}]' for n in each.sections)}".strip()
        for each in change.numbered(sections)
    )
    return "\n".join(f"- {line}" for line in lines)


def without_model(change: Change, sections: Sequence[ContextSection], context: Context) -> DraftAnswer:
    """The change by rule. Raises CannotChange."""
    if change.how == ASK:
        raise CannotChange(NEEDS_A_MODEL)
    sentences = change.numbered(sections)
    if change.how == SHORTER:
        return DraftAnswer(sentences=shorter(sentences, context.customer_text))
    return DraftAnswer(sentences=friendlier(sentences))


def shorter(sentences: Sequence[AnswerSentence], customer_text: str) -> list[AnswerSentence]:
    """Without courtesies, and without statements that neither rule anything nor speak of what was asked.

    Kept are greeting and closing, questions, and every sourced sentence with a figure, a denial, a condition,
    a promise or a word of the customer's. Raises CannotChange when all is so, or nothing would remain.
    """
    asked = read(customer_text).stems
    start, end = inner(sentences)
    kept = [each for each in sentences[start:end] if _essential(each, asked)]
    if len(kept) in (0, end - start):
        raise CannotChange(NOTHING_TO_DROP)
    return [*sentences[:start], *kept, *sentences[end:]]


def friendlier(sentences: Sequence[AnswerSentence]) -> list[AnswerSentence]:
    """With thanks for writing after the greeting and an open door before the closing, where they are missing.

    Raises CannotChange for a language without such words, or when both stand there already.
    """
    text = " ".join(each.text for each in sentences)
    words = COURTESIES.get(language(text))
    start, end = inner(sentences)
    if words is None or start == end:
        raise CannotChange(NO_WORDS)
    opening, door = words
    changed = list(sentences)
    if door not in text:
        changed.insert(end, AnswerSentence(text=door, paragraph=sentences[end - 1].paragraph))
    if opening not in text:
        changed.insert(start, AnswerSentence(text=opening, paragraph=sentences[start].paragraph))
    if len(changed) == len(sentences):
        raise CannotChange(ALREADY_FRIENDLY)
    return changed


def _essential(sentence: AnswerSentence, asked: frozenset[str]) -> bool:
    reading = read(sentence.text)
    if reading.asks:
        return True
    if not sentence.sections:
        return False
    conditional = any(SUBORDINATE.match(clause.text) for clause in reading.clauses)
    return bool(reading.figures or reading.denied or conditional or reading.families or reading.stems & asked)

"""The declared shape of a draft as a backend returns it, model and assembly alike."""

from __future__ import annotations

from pydantic import BaseModel, Field


class AnswerSentence(BaseModel):
    """A sentence of the reply. `sections` are numbers of the sections offered, from 1."""

    text: str
    paragraph: int = 0
    sections: list[int] = Field(default_factory=list)


class Missing(BaseModel):
    """A fact the reply would need, and the question that obtains it (empty when nobody wrote one)."""

    slot: str
    question: str = ""


class DraftAnswer(BaseModel):
    """A reply sentence by sentence, or the reason why the sections do not answer the customer."""

    can_answer: bool = True
    reason: str = ""
    sentences: list[AnswerSentence]
    missing: list[Missing] = Field(default_factory=list)

"""Asking once more when a short answer to our question was not clear: our own words, and no model."""

from __future__ import annotations

from copilot.drafting.answer import AnswerSentence, DraftAnswer, Missing
from copilot.drafting.confirming import Standing
from copilot.drafting.context import Context
from support.language import language

# Greeting with a name, greeting without, and what leads to the question, by the language of the question.
WORDS = {
    "en": ("Hello {name},", "Hello,", "To be sure that I understand you rightly:"),
    "de": ("Hallo {name},", "Guten Tag,", "Damit ich Sie richtig verstehe:"),
    "fr": ("Bonjour {name},", "Bonjour,", "Pour être sûr de bien vous comprendre :"),
    "es": ("Hola, {name}:", "Hola:", "Para estar seguro de que le entiendo bien:"),
    "it": ("Buongiorno {name},", "Buongiorno,", "Per essere sicuri di capire bene:"),
    "nl": ("Hallo {name},", "Hallo,", "Om zeker te zijn dat ik u goed begrijp:"),
    "pt": ("Olá, {name},", "Olá,", "Para ter a certeza de que compreendo bem:"),
}
MODEL = "asked-back"
WHY = "The customer's answer to our question was not clear, so this asks once more; no model was asked."


def ask_back(standing: Standing, context: Context) -> DraftAnswer:
    """A reply that puts our last question again."""
    ours = next((text for who, text in reversed(context.thread[:-1]) if who != "customer"), "")
    with_name, without, lead = WORDS.get(language(ours), WORDS["en"])
    name = (context.customer_name.split() or [""])[0]
    greeting = with_name.format(name=name) if name else without
    return DraftAnswer(
        sentences=[
            AnswerSentence(text=greeting, paragraph=0),
            AnswerSentence(text=f"{lead} {standing.question}", paragraph=1),
        ],
        missing=[Missing(slot="a clear answer", question=standing.question)],
    )

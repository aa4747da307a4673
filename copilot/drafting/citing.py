"""From sentences with section numbers to a draft with numbered sources and the words that support it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.drafting.answer import AnswerSentence, Missing
from copilot.drafting.composed import Composed, Sentence, Source, Unknown
from copilot.drafting.context import ContextSection
from copilot.drafting.quotes import best_quote

# Small models like to write “… within 30 days [2].” into the text.
INLINE_CITATION = re.compile(r"\s*\[(\d{1,3})\]")
MOST_FINDINGS = 5


def cite(
    answered: Sequence[AnswerSentence], missing: Sequence[Missing], sections: Sequence[ContextSection]
) -> Composed:
    """The reply. A number that names no citable section is dropped; the sentence stays visibly unsourced."""
    book = _Sources(sections)
    sentences: list[Sentence] = []
    for place, paragraph in zip(answered, _paragraphs(answered), strict=True):
        text, numbers = _without_inline(place)
        found = tuple(dict.fromkeys(n for number in numbers if (n := book.number(number, text))))
        sentences.append(Sentence(text, paragraph, found))
    unknown = tuple(Unknown(each.slot, each.question) for each in missing if each.slot)
    return Composed("reply", body_of(sentences), tuple(sentences), tuple(book.sources), unknown)


def findings(reason: str, sections: Sequence[ContextSection], customer_text: str) -> Composed:
    """No reply, but what was found: the best sections, each with its passage nearest to the message."""
    citable = [section for section in sections if not section.is_reply][:MOST_FINDINGS]
    sources = [_source(n, each, best_quote(each.text, customer_text)) for n, each in enumerate(citable, 1)]
    why = " ".join(reason.split())[:300]
    body = f"The SOPs found do not answer this. {why}".strip()
    return Composed("findings", body, (), tuple(sources))


def body_of(sentences: Sequence[Sentence]) -> str:
    """The text of a draft: sentences in a line, paragraphs with a blank line between."""
    paragraphs: dict[int, list[str]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence.text)
    return "\n\n".join(" ".join(texts) for texts in paragraphs.values())


class _Sources:
    """Numbers the sources in order of first use; one section quoted for two passages is two sources."""

    def __init__(self, sections: Sequence[ContextSection]) -> None:
        self._sections = sections
        self.sources: list[Source] = []

    def number(self, section_number: int, sentence: str) -> int | None:
        if not 1 <= section_number <= len(self._sections):
            return None
        section = self._sections[section_number - 1]
        if section.is_reply or section.internal:
            return None
        quote = best_quote(section.text, sentence)
        for source in self.sources:
            if (source.section, source.quote) == (section.key, quote):
                return source.n
        self.sources.append(_source(len(self.sources) + 1, section, quote))
        return len(self.sources)


def _source(n: int, section: ContextSection, quote: str) -> Source:
    return Source(n, section.key, section.sop_slug, section.name, section.anchor, section.version, quote)


def _without_inline(sentence: AnswerSentence) -> tuple[str, list[int]]:
    inline = [int(number) for number in INLINE_CITATION.findall(sentence.text)]
    return INLINE_CITATION.sub("", sentence.text).strip(), [*sentence.sections, *inline]


def _paragraphs(answered: Sequence[AnswerSentence]) -> list[int]:
    """Paragraph numbers that start at 0 and never jump or fall, whatever the backend counted."""
    numbers: list[int] = []
    for previous, sentence in zip([None, *answered], answered, strict=False):
        last = numbers[-1] if numbers else 0
        moved = previous is not None and sentence.paragraph != previous.paragraph
        numbers.append(last + 1 if moved else last)
    return numbers

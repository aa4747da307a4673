"""What a draft may rely on, sentence by sentence: public SOP text, our records and what we wrote before."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

from copilot.drafting.checks.promises import families
from copilot.drafting.checks.reading import SUBORDINATE, Clause, Reading, about, read, sentences
from copilot.drafting.checks.tables import with_cells
from copilot.drafting.composed import Composed, Sentence
from copilot.drafting.context import CUSTOMER, Context, ContextSection
from copilot.measuring.normalise import uniform, words
from copilot.sops import replies
from support.language import language

# Share of meaning two sentences must have in common to speak of the same thing.
SAME_MATTER = 0.5
# The weight of a word that no ground holds; others weigh log(1 + grounds / grounds that hold it).
UNKNOWN_WORD = 1.5
FIGURE = 2.0
LISTED = re.compile(r"\s*(?:[-*+|]|\d{1,3}[.)])")
# What stands for something said before.
PRONOUN = re.compile(
    r"^(?:it|they|these|this|those|sie|er|diese[rs]?|ils?|elles?|celle?s?-ci|estos?|estas?)\b"
    r"|\b(?:for|of|with|to) (?:it|them)\b|\bdafür\b|\bdavon\b",
    re.IGNORECASE,
)
# What a sentence speaks of stands before its verb.
VERB = re.compile(
    r"\b(?:is|are|was|were|can|cannot|may|must|will|has|have|do|does|costs?|takes?|runs?|gets?|needs?|pays?"
    r"|lasts?|arrives?|ist|sind|kann|können|wird|werden|kostet|kosten|beträgt|läuft|est|sont|peut|peuvent"
    r"|coûte|es|son|puede|pueden|cuesta)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence of ours. `around` is what its section speaks of; `section` is its key, 0 outside any.

    `called` are the families of promises that its headings name: “Delay compensation”.
    """

    reading: Reading
    around: frozenset[str]
    headings: frozenset[str]
    name: str
    section: int = 0
    called: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """How near a ground comes to a sentence, 0 to 1."""

    score: float
    ground: Ground


class Evidence:
    """The grounds of one context. Internal sections are never among them."""

    def __init__(self, context: Context, composed: Composed | None = None) -> None:
        self.grounds: list[Ground] = []
        for section in context.sections:
            if not section.internal:
                self.grounds += section_grounds(section)
        ours = [text for who, text in context.thread if who != CUSTOMER]
        for text in [*context.facts.values(), *ours]:
            self.grounds += [
                Ground(read(one), frozenset(), frozenset(), "what we wrote or know")
                for one in sentences(text)
            ]
        # Whether the draft is in another language: its words cannot be compared with the sources' then.
        self.foreign = composed is not None and self._in_another_language(composed.body)
        self.customer = read_all(context.customer_text)
        self.customer_stems = frozenset().union(*(one.stems for one in self.customer))
        self.stems = frozenset().union(*(ground.reading.stems | ground.around for ground in self.grounds))
        clauses = [clause for ground in self.grounds for clause in ground.reading.clauses]
        # What no source speaks of but in a denial: “Mattresses are excluded.” Headings deny nothing.
        rules = [clause for clause in clauses if not SUBORDINATE.match(clause.text)]
        headings = frozenset().union(*(ground.headings for ground in self.grounds))
        self.only_denied = (
            frozenset()
            .union(*(one.stems for one in rules if one.denied))
            .difference(headings, *(one.stems for one in clauses if not one.denied))
        )
        counts = Counter(stem for ground in self.grounds for stem in ground.reading.stems)
        self._weighed: dict[frozenset[str], float] = {}
        self._weights = {stem: log(1 + len(self.grounds) / count) for stem, count in counts.items()}

    def _in_another_language(self, body: str) -> bool:
        sources = language(" ".join(ground.reading.text for ground in self.grounds))
        written = language(body)
        return bool(sources and written and sources != written)

    def matches(self, reading: Reading) -> list[Match]:
        """Every ground with what it shares with a sentence, nearest first."""
        found = [Match(self.nearness(reading, ground), ground) for ground in self.grounds]
        return sorted((match for match in found if match.score > 0), key=lambda match: -match.score)

    def nearness(self, reading: Reading, ground: Ground) -> float:
        """Share of the sentence found in the ground (weight 0.65) and of the ground in the sentence (0.35).

        Words found only elsewhere in the ground's section count for half.

        Words that only the customer brought (“grinder”) say which case it is, and are not counted against it.
        """
        return self._near(reading, ground, ground.around)

    def _near(
        self, reading: Reading, ground: Ground, around: frozenset[str], *, figures: bool = False
    ) -> float:
        wanted = reading.stems - (self.customer_stems - self.stems)
        theirs = ground.reading.stems
        ours, source = (set(reading.figures), set(ground.reading.figures)) if figures else (set(), set())
        direct = self.weight(wanted & theirs) + FIGURE * len(ours & source)
        if not direct:
            return 0.0
        near = direct + 0.5 * self.weight((wanted - theirs) & around)
        whole = self.weight(wanted) + FIGURE * len(ours)
        return 0.65 * near / whole + 0.35 * direct / (self.weight(theirs) + FIGURE * len(source))

    def support(self, reading: Reading, ground: Ground) -> float:
        """Nearness to what the ground itself and its headings say, figures included."""
        return self._near(reading, ground, ground.headings, figures=True)

    def share(self, reading: Reading, ground: Ground) -> float:
        """Share of a sentence that stands in a ground, by weight, 0 to 1; the customer's own words aside."""
        wanted = reading.stems - (self.customer_stems - self.stems)
        return self.weight(wanted & ground.reading.stems) / self.weight(wanted) if wanted else 0.0

    def weight(self, stems: frozenset[str]) -> float:
        """What stems say together: rare ones among our grounds say more (inverse document frequency).

        Kept, since a sentence's own stems are weighed again against every ground.
        """
        found = self._weighed.get(stems)
        if found is None:
            found = self._weighed[stems] = sum([self._weights.get(stem, UNKNOWN_WORD) for stem in stems])
        return found

    def alike(self, one: Clause | Reading, other: Clause | Reading) -> float:
        """How far one says what the other says, by weight: 0.65 of its share there, 0.35 the reverse."""
        shared = self.weight(one.stems & other.stems)
        return (
            0.65 * shared / self.weight(one.stems) + 0.35 * shared / self.weight(other.stems)
            if shared
            else 0.0
        )


def read_all(text: str) -> list[Reading]:
    return [read(sentence) for sentence in sentences(text)]


@lru_cache(maxsize=1024)
def section_grounds(section: ContextSection) -> tuple[Ground, ...]:
    """The sentences of a section, each knowing its headings and the section's other words."""
    lines = _reply_lines(section.text) if section.is_reply else with_cells(section.text.splitlines())
    headings = about(words(uniform(f"{section.sop_title} {section.title}")))
    found: list[tuple[Reading, frozenset[str]]] = []
    lead: frozenset[str] = frozenset()
    before: Reading | None = None
    for line in lines:
        readings = []
        for reading in read_all(line):
            readings.append(refer(reading, before, headings))
            before = readings[-1]
        found += [(reading, headings | lead) for reading in readings]
        # “Gold members:” says whom the list below it is about.
        if readings and line.rstrip(" *_").endswith(":"):
            lead = readings[-1].stems
        elif readings and not LISTED.match(line):
            lead = frozenset()
    called = families(f"{section.sop_title}. {section.title}")
    everything = headings.union(*(reading.stems for reading, _ in found))
    return tuple(
        Ground(reading, above if section.is_reply else everything, above, section.name, section.key, called)
        for reading, above in found
    )


def refer(reading: Reading, before: Reading | None, headings: frozenset[str]) -> Reading:
    """The sentence with what its pronoun stands for: what the sentence before, or the heading, speaks of."""
    if not PRONOUN.search(reading.text) or not reading.clauses:
        return reading
    meant = before.clauses[0] if before and before.clauses else None
    subject = (about(words(VERB.split(meant.text)[0])) or meant.stems) if meant else headings
    first, *others = reading.clauses
    clauses = (replace(first, stems=first.stems | subject), *others)
    return replace(reading, stems=reading.stems | subject, clauses=clauses)


def _reply_lines(text: str) -> list[str]:
    lines, _ = replies.read(enumerate(text.split("\n"), start=1))
    return [sentence for line in lines for sentence in sentences(line.text)]


def draft_readings(composed: Composed) -> list[tuple[Sentence, Reading]]:
    """The sentences of a draft, read. One entry may hold several where a model wrote them together."""
    return [(each, read(part)) for each in composed.sentences for part in sentences(each.text)]

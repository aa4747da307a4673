"""One material fault in a copy of a draft: planted, found again in what became of it, and repaired. Pure.

People who are shown good drafts all day stop looking (automation bias: Parasuraman & Manzey 2010), and rare
faults are missed most (Wolfe et al. 2013). A planted fault tells how many are noticed. It is of a kind that
drafts really have: another figure, another deadline, a denial too many or too few, another promise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from copilot.measuring import measure
from copilot.measuring.facts import Facts, Key, find_facts
from copilot.measuring.normalise import uniform, words

FIGURE, DEADLINE, NEGATION, PROMISE = "figure", "deadline", "negation", "promise"
KINDS = (FIGURE, DEADLINE, NEGATION, PROMISE)
# A sentence is the faulty one, edited, when it has at least this share of its words.
SAME_SENTENCE = 0.5
MOST_REPAIRS = 10

_SENTENCE = re.compile(r"[^\s][^\n]*?(?:[.!?]+(?=\s|$)|(?=\n)|$)")
_DEADLINE = re.compile(
    r"\b\d{1,3}(?= (?:working |business |calendar )?(?:days|weeks|months|hours|minutes)\b)"
)
_AMOUNT = re.compile(r"(?<=[€£$])\d+(?:\.\d\d)?\b|\b\d+(?:\.\d\d)?(?= ?(?:€|%|per cent\b|euros?\b|EUR\b))")
_USUAL = {"30": "14", "14": "30"}
_DENIED = (
    (re.compile(r"\b([Cc])annot\b"), r"\1an"),
    (re.compile(r"\b(is|are|will|must|may) not\b"), r"\1"),
    (re.compile(r"\b([Ww]e|[Yy]ou|[Tt]hey) do not\b"), r"\1"),
    (re.compile(r"\b([Ww]e|[Yy]ou|[Tt]hey) can\b(?! not)"), r"\1 cannot"),
    (re.compile(r"\b([Ww]e|[Yy]ou|[Tt]hey) will\b(?! not)"), r"\1 will not"),
)
_PROMISED = (
    (re.compile(r"\b([Aa]|[Tt]he|[Yy]our) (?:full )?refund\b"), r"\1 replacement"),
    (re.compile(r"\b([Aa]|[Tt]he|[Yy]our) replacement\b"), r"\1 refund"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence as it was drafted, and as it is shown."""

    kind: str
    right: str
    planted: str


def plant(body: str, sentences: Sequence[str], draw: float, *, avoid: str = "") -> Fault | None:
    """A fault for this draft, chosen by `draw` (0 included to 1 excluded); None where there is no place.

    `sentences` are those that may carry one, each in the body word for word; no figure is planted that stands
    in the body or in `avoid` (what the customer wrote). Only what `measure` calls material is planted.
    """
    found = [
        fault
        for sentence in sentences
        if body.count(sentence) == 1 and not sentence.rstrip().endswith("?")
        for fault in _faults(sentence, f"{body} {avoid}")
        if _is_told(body, fault)
    ]
    return found[int(draw * len(found))] if found else None


def _faults(sentence: str, known: str) -> Iterator[Fault]:
    for kind, pattern in ((DEADLINE, _DEADLINE), (FIGURE, _AMOUNT)):
        for match in pattern.finditer(sentence):
            other = _other_figure(match[0], known)
            if other:
                planted = f"{sentence[: match.start()]}{other}{sentence[match.end() :]}"
                yield Fault(kind, sentence, planted)
    for kind, swaps in ((NEGATION, _DENIED), (PROMISE, _PROMISED)):
        for pattern, instead in swaps:
            planted = pattern.sub(instead, sentence, count=1)
            if planted != sentence:
                yield Fault(kind, sentence, planted)


def _other_figure(figure: str, known: str) -> str:
    """Another figure of the same shape that nobody mentioned; empty when there is none worth planting."""
    value = Decimal(figure)
    half = value / 2 if value % 2 == 0 and value >= 4 else value * 3
    for other in (_USUAL.get(figure, ""), str(value * 2), str(half)):
        if other and value >= 2 and not re.search(rf"(?<![\d.]){re.escape(other)}(?![\d])", known):
            return other
    return ""


def _is_told(body: str, fault: Fault) -> bool:
    """Whether it would count against a draft, and can be told from the right text."""
    faulty = with_fault(body, fault)
    return (
        measure(body, faulty).material and stands_in(faulty, fault, body) and not stands_in(body, fault, body)
    )


def with_fault(body: str, fault: Fault) -> str:
    """The body as it is shown."""
    return body.replace(fault.right, fault.planted, 1)


def stands_in(text: str, fault: Fault, body: str, *, known: bool = False) -> bool:
    """Whether a text made from the faulty draft still holds the fault; `body` is the draft as it was made.

    A planted figure or promise is looked for in every sentence, in whatever words (“14 days” is “two weeks”).
    Once people `known` of the fault, only in the sentence that carried it: elsewhere they mean it.
    """
    return any(True for _ in _places(text, fault, body, known))


def _places(text: str, fault: Fault, body: str, known: bool) -> Iterator[re.Match[str]]:
    """The sentences of a text that hold the fault."""
    holds = _test_for(fault, body)
    for match in _SENTENCE.finditer(text):
        alike = _share(fault.planted, match[0]) >= SAME_SENTENCE
        anywhere = fault.kind != NEGATION and not known
        if (alike or anywhere) and holds(match[0]):
            yield match


def _test_for(fault: Fault, body: str) -> Callable[[str], bool]:
    planted = _facts(fault.planted)
    if fault.kind == NEGATION:
        # Another sentence of the draft may be as alike; it is not the one that lost or gained a denial.
        others = [match[0] for match in _SENTENCE.finditer(body) if match[0] != fault.right]
        return lambda sentence: (
            len(_facts(sentence).denials) == len(planted.denials)
            and _share(fault.planted, sentence)
            > max((_share(other, sentence) for other in others), default=0)
        )
    new = _new_facts(planted, body)
    return lambda sentence: bool(new & _facts(sentence).said.keys())


def _new_facts(planted: Facts, body: str) -> set[Key]:
    return planted.said.keys() - _facts(body).said.keys()


def _facts(text: str) -> Facts:
    return find_facts(words(uniform(text)))


def _share(ours: str, theirs: str) -> float:
    """The share of the words of one sentence that another one has, 0 to 1."""
    mine, others = set(words(uniform(ours).lower())), set(words(uniform(theirs).lower()))
    return len(mine & others) / len(mine) if mine else 0.0


def repaired(text: str, fault: Fault, body: str, *, known: bool = False) -> str:
    """The text with the right words where the fault stands; other edits of that sentence stay if they can."""
    for _ in range(MOST_REPAIRS):
        match = next(_places(text, fault, body, known), None)
        if match is None:
            break
        sentence = _exchanged(match[0], fault)
        if stands_in(sentence, fault, body, known=known):
            sentence = fault.right
        text = f"{text[: match.start()]}{sentence}{text[match.end() :]}"
    return text


def _exchanged(sentence: str, fault: Fault) -> str:
    """The sentence with the words that differ, and one neighbour each side, put right."""
    wrong, right = _difference(fault.planted.split(), fault.right.split())
    return sentence.replace(" ".join(wrong), " ".join(right), 1)


def _difference(wrong: list[str], right: list[str]) -> tuple[list[str], list[str]]:
    first = 0
    while first < min(len(wrong), len(right)) and wrong[first] == right[first]:
        first += 1
    last = 0
    while last < min(len(wrong), len(right)) - first and wrong[-1 - last] == right[-1 - last]:
        last += 1
    first, last = max(0, first - 1), max(0, last - 1)
    return wrong[first : len(wrong) - last], right[first : len(right) - last]

"""A draft gives away nothing internal: no internal SOP text, no prompt, no secrets, no payment numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from copilot.drafting.checks.evidence import Evidence, draft_readings, section_grounds
from copilot.drafting.checks.reading import Reading, read, sentences
from copilot.drafting.checks.result import HOLD, PASS, CheckResult
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.gateway import personal
from copilot.measuring.facts import Key

CHECK = "nothing_leaks"
# Words in a row that no text shares by chance, and the share of a sentence's meaning that is a paraphrase.
IN_A_ROW = 5
PARAPHRASE = 0.55
LEAD = 0.15
FEWEST_STEMS = 3
# Counts up to a dozen come up everywhere.
FEW = 12

NUMBERS = {"CARD": "payment card", "IBAN": "bank account"}
SECRET = re.compile(
    r"\b(?:sk|pk|rk)[-_](?:live|test|proj)?[-_]?[A-Za-z0-9]{16,}|\bAKIA[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{20,}|\bxox[abprs]-[\w-]{10,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|\bAIza[\w-]{30,}"
    r"|\bBearer\s+[\w.~+/-]{16,}"
    r"|\b(?i:api[ _-]?key|access[ _-]?token|client[ _-]?secret|passwor[dt]|passwort|kennwort|mot de passe"
    r"|contraseña|pin code|passcode)"
    r"\s*(?:(?:is|ist|est|es)\s*:?|=|:)\s*[\"“']?(?=\S*[\d!#$%&*@^])\S{4,}",
)
ASKS = re.compile(
    r"(?<!never )(?<!not )(?<!n't )\b(?:send|give|tell|share|provide|confirm|e-?mail|reply with|let us"
    r" (?:know|have)|need|verify)\b(?: [^\s.!?]+){0,14}?"
    r" (?:PIN\b|passwords?|passcode|CVV|CVC|security code|(?:full|whole|complete) card number|one-time"
    r" (?:code|password)|OTP|TAN\b|login details|credentials)",
    re.IGNORECASE,
)
PROMPT = re.compile(
    r"\bsystem prompt|\b(?:my|these|the|following|your) (?:system |hidden |internal |initial |original"
    r" )instructions|\bas an? (?:ai|a\.i\.|artificial"
    r"|large language)\b|\blanguage model|\bI was (?:instructed|told|prompted|programmed) (?:to|not)"
    r"|\b(?:can_answer|max_tokens|json schema)\b"
    r"|\bSOPs?\b(?! ?-)|\bknowledge cut-?off|\bmy (?:prompt|instructions|guidelines|rules|training)\b|\byou"
    r" prepare replies for\b"
    r"|\b(?:the|our) (?:internal|confidential) (?:notes?|guidelines?|procedures?|policy|rules?|documents?"
    r"|limits?)\b|\bfor internal use\b"
    r"|\bsystemprompt|\bals ki\b|\bsprachmodell|\bmodèle de langage|\bmodelo de lenguaje|\bfraud score"
    r"|\bnot supposed to (?:tell|say|share)"
    r"|\bdo not tell the customer|\(internal\)",
    re.IGNORECASE,
)


def nothing_leaks(composed: Composed, context: Context) -> list[CheckResult]:
    """One hold for each thing that must not leave the house."""
    public = " ".join(_plain(section.text) for section in context.sections if not section.internal)
    problems = [CheckResult(CHECK, HOLD, span, reason) for span, reason in _secrets(composed.body, public)]
    internal = _Internal(context, public)
    for sentence, reading in draft_readings(composed):
        if reason := internal.told_by(reading):
            problems.append(CheckResult(CHECK, HOLD, sentence.text, reason))
    return list(dict.fromkeys(problems)) or [CheckResult(CHECK, PASS, "", "Nothing internal is told.")]


def _secrets(body: str, public: str) -> Iterator[tuple[str, str]]:
    for match in SECRET.finditer(body):
        yield match[0], "This looks like a password or key. Never write one into a reply."
    for start, end, kind in personal.find(body):
        number = body[start:end]
        if kind in NUMBERS and _plain(number) not in public:
            yield number, f"This is a whole {NUMBERS[kind]} number. The last four characters are enough."
    for match in ASKS.finditer(body):
        yield match[0], "Never ask a customer for a secret. Leave it out."
    for match in PROMPT.finditer(body):
        if _plain(match[0]) not in public:
            yield (
                match[0],
                f"“{match[0]}” is about how replies are made or about internal rules. Leave it out.",
            )


class _Internal:
    """The internal sections of a context, and what is also said in public."""

    def __init__(self, context: Context, public: str) -> None:
        self._evidence = Evidence(context)
        sections = [section for section in context.sections if section.internal]
        self._grounds = [ground for section in sections for ground in section_grounds(section)]
        seen = " ".join([public, *(_plain(text) for _, text in context.thread), _plain(context.subject)])
        self._rows = frozenset().union(*(rows(ground.reading.text) for ground in self._grounds)) - rows(seen)
        figures = {key for ground in self._grounds for key in ground.reading.figures}
        ours = {key for key in figures if _is_count(key)}
        open_ = [ground.reading for ground in self._evidence.grounds] + self._evidence.customer
        self._counts = ours - {key for one in open_ for key in one.figures}
        told = frozenset().union(*(names(ground.reading.text) for ground in self._grounds))
        self._only_here = told - frozenset(re.findall(r"[\w-]+", seen.lower()))

    def told_by(self, reading: Reading) -> str:
        """Why a sentence gives something internal away; empty when it does not."""
        if shared := rows(reading.text) & self._rows:
            return f"Internal SOP text stands here: “{' '.join(sorted(shared)[0])}”. Leave it out."
        if counts := [said for key, said in reading.figures.items() if key in self._counts]:
            return f"“{counts[0]}” stands in an internal section only. Leave it out."
        if told := names(reading.text) & self._only_here:
            return f"“{sorted(told)[0]}” stands in an internal section only. Leave it out."
        best = max((self._paraphrased(reading, ground.reading) for ground in self._grounds), default=0.0)
        if best < PARAPHRASE:
            return ""
        open_ = max(
            (self._paraphrased(reading, ground.reading) for ground in self._evidence.grounds), default=0.0
        )
        said = max((self._paraphrased(reading, one) for one in self._evidence.customer), default=0.0)
        return "This paraphrases an internal section. Leave it out." if best > max(open_, said) + LEAD else ""

    def _paraphrased(self, reading: Reading, source: Reading) -> float:
        """Share of the sentence's meaning that stands in the source."""
        if len(reading.stems) < FEWEST_STEMS or len(source.stems) < FEWEST_STEMS:
            return 0.0
        shared = len(reading.stems & source.stems)
        return shared / min(len(reading.stems), len(source.stems) + 2) if shared >= FEWEST_STEMS else 0.0


def _is_count(key: Key) -> bool:
    return key[0] == "number" and isinstance(key[1], Decimal) and key[1] > FEW


@lru_cache(maxsize=4096)
def rows(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of words of the length that counts as quoting."""
    tokens = [token for sentence in sentences(text) for token in read(sentence).tokens]
    return frozenset(tuple(tokens[at : at + IN_A_ROW]) for at in range(len(tokens) - IN_A_ROW + 1))


def names(text: str) -> frozenset[str]:
    """Words that name something: a capital inside a sentence, or digits within."""
    found = re.findall(r"(?<=[\w,:]\s)[A-Z][\w-]{3,}|(?<!\w)(?=\w*\d)(?=\w*[A-Za-z])\w{4,}", text)
    return frozenset(word.lower() for word in found)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_]", "", text).lower().split())

"""Where does a ticket belong? Pure: values in, a verdict with its reasons out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from routing.classifier import Candidate, Choice, Classifier, ClassifierUnavailable
from routing.rules import RuleValue, TicketText, first_match

# Confidence is at most 1, so nothing is ever this sure: what holds until held-out labels allow a promise.
NEVER = 1.01
# Less likely than this a guess is not worth asking a model about.
MAYBE = 0.35
# A model's confidence is on a scale of its own (agreement of three samples is 0.8 at best).
MODEL_SURE = 0.75
RUNNERS_UP = 3
MODEL_CANDIDATES = 8


@dataclass(frozen=True)
class Thresholds:
    """Calibrated confidence (0 to 1) from which the classifier decides alone, or is worth asking a model."""

    sure: float = NEVER
    maybe: float = MAYBE


@dataclass(frozen=True)
class Guess:
    """The learned classifier's answer for one text."""

    ranked: Sequence[tuple[str, float]]  # (category key, calibrated confidence), best first
    out_of_scope: bool = False
    words: Sequence[str] = ()  # what decided, for the explanation
    place: tuple[str, ...] = ()  # names from the root to the deepest node that can be promised


@dataclass(frozen=True)
class Filed:
    """A person has already said where this ticket belongs."""

    category: int
    by: str


@dataclass(frozen=True)
class Verdict:
    category: int | None
    path: str
    confidence: float | None
    reason: str
    runners_up: list[dict[str, float]] = field(default_factory=list)
    considered: list[dict[str, str]] = field(default_factory=list)
    rule: int | None = None
    back_off: int | None = None  # where no leaf is sure: the parent or department that is
    promised: bool = False  # the category is all that the promise of coverage leaves (routing/confidence.py)


@dataclass(frozen=True)
class Knowledge:
    """Everything routing decides from, gathered once by the caller."""

    rules: Sequence[RuleValue]
    candidates: dict[str, tuple[int, Candidate]]  # routable leaves: key → (id, as the model sees it)
    guess: Callable[[str], Guess] | None  # None until a classifier is trained
    thresholds: Thresholds
    model: Classifier | None
    places: Mapping[tuple[str, ...], int] = field(default_factory=dict)  # names from the root → node


def decide(ticket: TicketText, knowledge: Knowledge, filed: Filed | None = None) -> Verdict:
    """The cheapest path that is good enough: person's word, rule, learned, model, person."""
    considered: list[dict[str, str]] = []
    if filed is not None:
        return persons_word(filed)
    routable = {category for category, _ in knowledge.candidates.values()}
    rule = first_match([rule for rule in knowledge.rules if rule.category in routable], ticket)
    if rule is not None:
        joint = " or " if rule.match_any else " and "
        because = joint.join(condition.sentence() for condition in rule.conditions)
        return Verdict(rule.category, "rule", None, f"Rule “{rule.name}”: {because}.", rule=rule.id)
    considered.append({"path": "rule", "answer": "no rule matched"})
    guess = _ask_learned(ticket, knowledge, considered)
    ranked = [(key, share) for key, share in guess.ranked if key in knowledge.candidates]
    top = ranked[0] if ranked else None
    if top and not guess.out_of_scope and top[1] >= knowledge.thresholds.sure:
        words = ", ".join(f"“{word}”" for word in guess.words[:4])
        reason = f"Learned from corrected tickets; it went by {words}." if words else "Learned from tickets."
        found = _verdict(ranked, "learned", top, reason, knowledge, considered)
        return replace(found, promised=_promises(guess, found.category, knowledge))
    choice = _ask_model(ticket, knowledge, ranked, guess, considered)
    if choice is not None and choice.key in knowledge.candidates and choice.confidence >= MODEL_SURE:
        found = _verdict(
            ranked, "model", (choice.key, choice.confidence), choice.reason, knowledge, considered
        )
        return replace(found, promised=_promises(guess, found.category, knowledge))
    unsure = _verdict(
        ranked, "person", None, _why_a_person(top, guess, choice, knowledge), knowledge, considered
    )
    return replace(unsure, back_off=_back_off(guess, knowledge))


def _promises(guess: Guess, category: int | None, knowledge: Knowledge) -> bool:
    """Is the deepest place that can be promised this very category?"""
    return bool(guess.place) and knowledge.places.get(guess.place) == category


def _back_off(guess: Guess, knowledge: Knowledge) -> int | None:
    """The deepest inner node that can still be promised: its team gets the ticket, a person files it."""
    inner = guess.place[:-1] if guess.place and _is_leaf(guess.place, knowledge) else guess.place
    return None if guess.out_of_scope else knowledge.places.get(inner)


def _is_leaf(place: tuple[str, ...], knowledge: Knowledge) -> bool:
    leaves = {category for category, _ in knowledge.candidates.values()}
    return knowledge.places.get(place) in leaves


def persons_word(filed: Filed) -> Verdict:
    return Verdict(filed.category, "person", None, f"{filed.by} put it here.")


def _ask_learned(ticket: TicketText, knowledge: Knowledge, considered: list[dict[str, str]]) -> Guess:
    if knowledge.guess is None:
        considered.append({"path": "learned", "answer": "not trained yet"})
        return Guess(())
    guess = knowledge.guess(ticket.nameless)
    answer = f"{guess.ranked[0][0]} at {guess.ranked[0][1]:.0%}" if guess.ranked else "nothing"
    considered.append({"path": "learned", "answer": "none of these" if guess.out_of_scope else answer})
    return guess


def _ask_model(
    ticket: TicketText,
    knowledge: Knowledge,
    ranked: Sequence[tuple[str, float]],
    guess: Guess,
    considered: list[dict[str, str]],
) -> Choice | None:
    """Only in the middle band, or when nothing has been learned yet."""
    untrained = knowledge.guess is None
    middle = bool(ranked) and not guess.out_of_scope and ranked[0][1] >= knowledge.thresholds.maybe
    if knowledge.model is None or not (untrained or middle):
        return None
    keys = [key for key, _ in ranked[:MODEL_CANDIDATES]] or list(knowledge.candidates)
    try:
        choice = knowledge.model.choose(ticket.nameless, [knowledge.candidates[key][1] for key in keys])
    except ClassifierUnavailable as error:
        considered.append({"path": "model", "answer": str(error)})
        return None
    answer = f"{choice.key or 'none of these'} at {choice.confidence:.0%}"
    considered.append({"path": "model", "answer": answer})
    return choice


def _why_a_person(
    top: tuple[str, float] | None, guess: Guess, choice: Choice | None, knowledge: Knowledge
) -> str:
    if knowledge.guess is None:
        return "Nothing has been learned yet; a person files the first tickets."
    if guess.out_of_scope or top is None:
        return "It resembles nothing that was filed before."
    if choice is not None and choice.key is None:
        return "The model found no category that fits."
    name = knowledge.candidates[top[0]][1].name
    if knowledge.thresholds.sure >= NEVER:
        return f"Perhaps “{name}”; there are too few labels yet to decide alone."
    return f"Not sure: “{name}” at {top[1]:.0%}, and {knowledge.thresholds.sure:.0%} is needed."


def _verdict(
    ranked: Sequence[tuple[str, float]],
    path: str,
    chosen: tuple[str, float] | None,
    reason: str,
    knowledge: Knowledge,
    considered: list[dict[str, str]],
) -> Verdict:
    others = [(key, share) for key, share in ranked if chosen is None or key != chosen[0]]
    runners_up = [
        {"category": knowledge.candidates[key][0], "confidence": round(share, 4)}
        for key, share in others[:RUNNERS_UP]
    ]
    category = knowledge.candidates[chosen[0]][0] if chosen else None
    confidence = round(chosen[1], 4) if chosen else (round(ranked[0][1], 4) if ranked else None)
    return Verdict(category, path, confidence, reason, runners_up, considered)

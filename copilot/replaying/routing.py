"""Routing a file's tickets in order, having learned from the earlier ones only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from copilot import gateway
from routing import working
from routing.classifier import Candidate, Classifier, configured
from routing.deciding import Guess, Knowledge, Thresholds, Verdict, decide
from routing.embeddings import Embedder
from routing.learned import Model, NotEnoughLabels, train
from routing.rules import RuleValue, TicketText
from routing.training import guess_from, thresholds_of
from support.importing import TicketRow
from support.taxonomy import Taxonomy

# Trained first with this many labels, and again each time their number has grown by half: all trainings
# together then cost about three times the last one.
FIRST, GROWTH = 50, 1.5


@dataclass(frozen=True)
class Place:
    """Where a ticket was put. `label` is the category as the file, or the live taxonomy, names it."""

    label: str | None
    path: str
    live: int | None  # the live category meant, whose SOPs are asked first


class Router(Protocol):
    def route(self, row: TicketRow) -> Place: ...

    def learn(self, row: TicketRow) -> None:
        """Take in the row's own category, once the row is done with."""

    def truth(self, row: TicketRow) -> Place | None:
        """Where a person put the row; None when the file does not say."""


def router_for(rows: Sequence[TicketRow], tree: Taxonomy, embedder: Embedder | None) -> Router:
    """With categories in the file they are the label space; without any, live routing is asked."""
    if any(row.category for row in rows):
        return LearningRouter(rows, tree, working.rule_values(), model_in_use(), embedder)
    return LiveRouter(replace(working.gather(tree), model=model_in_use()), tree)


def model_in_use() -> Classifier | None:
    return configured() if gateway.backend_name() == "openai" else None


class LiveRouter:
    """Today's rules and classifier, for rows that say nothing about where they belong."""

    def __init__(self, knowledge: Knowledge, tree: Taxonomy) -> None:
        self._knowledge, self._tree = knowledge, tree

    def route(self, row: TicketRow) -> Place:
        verdict = decide(text_of(row), self._knowledge)
        name = self._tree.path_name(verdict.category) if verdict.category is not None else None
        return Place(name, verdict.path, verdict.category)

    def learn(self, row: TicketRow) -> None:
        """There is nothing to learn from."""

    def truth(self, row: TicketRow) -> Place | None:
        return None


class LearningRouter:
    """The file's categories as the label space, live rules where a category is a live one by its name."""

    def __init__(
        self,
        rows: Iterable[TicketRow],
        tree: Taxonomy,
        rules: Sequence[RuleValue],
        model: Classifier | None,
        embedder: Embedder | None,
    ) -> None:
        self._labels, self._ids = label_space(rows, tree)
        self._names = {number: label for label, number in self._ids.items()}
        self._tree, self._rules, self._model, self._embedder = tree, rules, model, embedder
        self._learned: list[tuple[str, str]] = []  # (text, label) of the rows so far
        self._candidates: dict[str, tuple[int, Candidate]] = {}
        self._trained_at = 0
        self._trained: Model | None = None
        self._thresholds = Thresholds()

    def route(self, row: TicketRow) -> Place:
        self._train_if_due()
        verdict: Verdict = decide(text_of(row), self._knowledge())
        return self._place(verdict.category, verdict.path)

    def learn(self, row: TicketRow) -> None:
        if not row.category:
            return
        label = self._labels[row.category]
        self._learned.append((text_of(row).whole, label))
        self._candidates.setdefault(label, (self._ids[label], self._candidate(label)))

    def truth(self, row: TicketRow) -> Place | None:
        return self._place(self._ids[self._labels[row.category]], "person") if row.category else None

    def _place(self, number: int | None, path: str) -> Place:
        if number is None:
            return Place(None, path, None)
        return Place(self._names[number], path, number if number in self._tree.nodes else None)

    def _candidate(self, label: str) -> Candidate:
        node = self._tree.nodes.get(self._ids[label])
        name = label.rsplit(">", 1)[-1].strip()
        return Candidate(label, name, label, *((node.when_to_use, node.when_not_to_use) if node else ()))

    def _knowledge(self) -> Knowledge:
        guess = self._guess if self._trained is not None else None
        return Knowledge(self._rules, self._candidates, guess, self._thresholds, self._model)

    def _guess(self, text: str) -> Guess:
        assert self._trained is not None
        return guess_from(self._trained, text)

    def _train_if_due(self) -> None:
        """After a restart this trains once, on what the interrupted run had last trained on."""
        size = size_due(len(self._learned))
        if size == self._trained_at:
            return
        texts, labels = zip(*self._learned[:size], strict=True)
        ways = {label: tuple(part.strip() for part in label.split(">")) for label in set(labels)}
        try:
            self._trained = train(texts, labels, embedder=self._embedder, paths=ways)
            self._thresholds = thresholds_of(self._trained)
        except NotEnoughLabels:  # all alike so far; the next size may do
            pass
        self._trained_at = size


def size_due(labelled: int) -> int:
    """How many of the labels so far the model in use has learned from; 0 below FIRST."""
    size, larger = 0, FIRST
    while larger <= labelled:
        size, larger = larger, int(larger * GROWTH)
    return size


def label_space(rows: Iterable[TicketRow], tree: Taxonomy) -> tuple[dict[str, str], dict[str, int]]:
    """(label of each spelling, number of each label).

    The number is the live category's id where the name leads to one, so that two names of one live category
    are one label (the one seen first), and negative elsewhere.
    """
    labels: dict[str, str] = {}
    numbers: dict[str, int] = {}
    first: dict[int, str] = {}
    for spelling in dict.fromkeys(row.category for row in rows if row.category):
        live = tree.resolve(spelling)
        label = spelling if live is None else first.setdefault(live, spelling)
        labels[spelling] = label
        numbers.setdefault(label, -1 - len(numbers) if live is None else live)
    return labels, numbers


def text_of(row: TicketRow) -> TicketText:
    return TicketText(row.subject, row.body, row.email, "import", name=row.name)

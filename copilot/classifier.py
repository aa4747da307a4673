"""A model behind routing's port: it chooses among candidates; its confidence is measured, not asked for."""

from __future__ import annotations

import math
import re
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum
from pydantic import BaseModel

from copilot import gateway
from copilot.gateway import personal
from copilot.models import ModelCall
from copilot.prompts import load
from routing.classifier import Candidate, Choice, ClassifierUnavailable, Spending

PROMPT, PURPOSE = "choose_category", "route"
LONGEST_TEXT = 6_000
SAMPLES = 3
CHOSEN = re.compile(r'"choice"\s*:\s*"?(\d+)')


class CategoryAnswer(BaseModel):
    """The number comes first, so that its probability is the decision's and not a reason's consequence."""

    choice: int
    reason: str = ""


class GatewayClassifier:
    """Asks the small model. With the offline backend it is unavailable, and routing goes on without it."""

    def __init__(self, complete: Callable[[gateway.Request], gateway.Reply] = gateway.complete) -> None:
        self._complete = complete

    def choose(self, text: str, candidates: list[Candidate]) -> Choice:
        """The best candidate, or none. Raises ClassifierUnavailable with a sentence.

        Confidence is the probability of the chosen number's tokens where the server tells them. Elsewhere it
        is the agreement of three samples, (k + 1) / (n + 2) by Laplace's rule of succession, so three alike
        are 0.8: three answers cannot prove more. The two are different scales; thresholds belong to a model's
        own.
        """
        if not candidates:
            raise ClassifierUnavailable("There is no category to choose from.")
        if self._complete is gateway.complete and gateway.backend_name() == "offline":
            # Known beforehand, so it is no failed call and leaves no line in the ledger.
            raise ClassifierUnavailable("No model is configured.")
        request = _request(text, candidates)
        first = self._ask(request(0.0))
        if first.tokens and (measured := label_probability(first.tokens)) is not None:
            confidence = measured
        else:
            others = [self._ask(request(1.0)) for _ in range(SAMPLES - 1)]
            alike = 1 + sum(other.value.choice == first.value.choice for other in others)
            confidence = (alike + 1) / (SAMPLES + 2)
        number = first.value.choice
        if not 0 <= number <= len(candidates):
            raise ClassifierUnavailable("The model named a category that was not offered.")
        key = candidates[number - 1].key if number else None
        return Choice(key, confidence, " ".join(first.value.reason.split())[:200], first.model)

    def spent(self, since: datetime) -> Spending:
        sums = ModelCall.objects.filter(purpose=PURPOSE, at__gte=since).aggregate(
            calls=Count("id"), failed=Count("id", filter=~Q(result="ok")), usd=Sum("cost_usd")
        )
        return Spending(sums["calls"], sums["failed"], sums["usd"] or Decimal(0))

    def _ask(self, request: gateway.Request) -> gateway.Reply:
        try:
            return self._complete(request)
        except gateway.GatewayError as error:
            raise ClassifierUnavailable(str(error)) from error


def label_probability(tokens: Sequence[tuple[str, float]]) -> float | None:
    """The joint probability of the tokens that spell the chosen number; None when it cannot be found."""
    found = CHOSEN.search("".join(text for text, _ in tokens))
    if not found:
        return None
    place, total = 0, 0.0
    for text, log_probability in tokens:
        if place < found.end(1) and place + len(text) > found.start(1):
            total += log_probability
        place += len(text)
    return min(1.0, math.exp(total))


def _request(text: str, candidates: Sequence[Candidate]) -> Callable[[float], gateway.Request]:
    prompt = load(PROMPT)
    system, user = prompt.fill(
        candidates="\n".join(f"{n}. {_described(each)}" for n, each in enumerate(candidates, 1)),
        mark=f"DATA-{secrets.token_hex(8)}",
        text=personal.head(text, LONGEST_TEXT),
    )

    def at(temperature: float) -> gateway.Request:
        return gateway.Request(
            purpose=PURPOSE,
            route="small",
            system=system,
            user=user,
            schema=CategoryAnswer,
            prompt=prompt.name,
            prompt_hash=prompt.digest,
            max_tokens=200,
            temperature=temperature,
            token_probabilities=True,
        )

    return at


def _described(candidate: Candidate) -> str:
    parts = [candidate.path or candidate.name]
    if candidate.when_to_use:
        parts.append(f"For: {candidate.when_to_use}")
    if candidate.when_not_to_use:
        parts.append(f"Not for: {candidate.when_not_to_use}")
    return " | ".join(" ".join(part.split()) for part in parts)

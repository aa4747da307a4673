"""What each kind of call may take, as data: which model, how long, how dear.

A call's route is its purpose and, where a purpose has a ladder, the step of it: `draft-strong`. An admin may
change a line on the page of models; what is not changed is what stands here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.conf import settings


@dataclass(frozen=True)
class Route:
    """One line of the table.

    `seconds` bounds the whole call with its retries and waits, `attempt_seconds` one attempt of it; past the
    time the next step of the ladder answers instead. `dollars` is what one call may cost at the worst.
    `model` is empty where the setting of its step names it.
    """

    name: str
    text: str
    seconds: float
    attempt_seconds: float
    dollars: Decimal
    step: str = ""
    model: str = ""


def _route(name: str, text: str, seconds: float, attempt: float, dollars: str, step: str = "small") -> Route:
    return Route(name, text, seconds, attempt, Decimal(dollars), step)


# Nobody should wait for a route as long as for a draft, nor pay as much for it.
BUILT_IN = {
    route.name: route
    for route in (
        _route("route", "Choose a category in the doubtful middle", 8.0, 5.0, "0.02"),
        _route("draft-strong", "Write a draft", 60.0, 60.0, "0.25", "strong"),
        _route("draft-small", "Write a draft when the strong model fails", 60.0, 60.0, "0.25"),
        _route("edit-strong", "Change a draft while an agent watches", 30.0, 30.0, "0.10", "strong"),
        _route("edit-small", "Change a draft when the strong model fails", 30.0, 30.0, "0.10"),
        _route("judge", "Give an opinion on a draft", 15.0, 10.0, "0.05"),
        _route("embed", "Sentence vectors, to find SOPs and learn routes", 60.0, 30.0, "0.25", "embed"),
        _route("probe", "Ask whether a model works (check_gateway)", 15.0, 15.0, "0.02"),
    )
}
ON_THIS_MACHINE = "Assemble from the SOPs, on this machine"
OTHER = _route("other", "Anything else", 60.0, 60.0, "0.25")


def name_of(purpose: str, step: str) -> str:
    """The route of a call: its purpose with the step where the table has both, else the purpose alone."""
    both = f"{purpose}-{step}"
    return both if both in BUILT_IN or step == "offline" else purpose


def built_in(name: str) -> Route:
    """The line of the table as it came, for any name."""
    text = ON_THIS_MACHINE if name.endswith("offline") else OTHER.text
    return BUILT_IN.get(name) or replace(OTHER, name=name, text=text)


def bounded(route: Route) -> Route:
    """The same with no time longer than MODEL_TIMEOUT_SECONDS, which workers' leases rely on."""
    longest = float(settings.MODEL_TIMEOUT_SECONDS)
    seconds = min(route.seconds, longest)
    return replace(route, seconds=seconds, attempt_seconds=min(route.attempt_seconds, seconds))


def model_of_step(step: str) -> str:
    """The model that the settings name for a step of a ladder; empty where they name none."""
    return {
        "strong": settings.OPENAI_STRONG_MODEL,
        "small": settings.OPENAI_SMALL_MODEL,
        "embed": settings.OPENAI_EMBEDDING_MODEL,
    }.get(step, "")


def models_in_use(routes: Iterable[Route]) -> list[str]:
    """Each model that one of the routes would ask, once, the settings' own first; embeddings apart."""
    named = [route.model or model_of_step(route.step) for route in routes if route.step != "embed"]
    own = [settings.OPENAI_STRONG_MODEL, settings.OPENAI_SMALL_MODEL]
    return [model for model in dict.fromkeys([*own, *named]) if model in named]

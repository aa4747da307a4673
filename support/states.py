"""States and allowed moves as data, read by the code, the database constraints and the diagrams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class IllegalMove(Exception):
    """A state was asked to become one it may not become from here."""


@dataclass(frozen=True)
class States:
    """A small state machine: every state with the states it may become."""

    noun: str
    initial: str
    moves: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.moves)

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(name, name.capitalize()) for name in self.moves]

    def may_become(self, here: str, there: str) -> bool:
        return there in self.moves[here]

    def check(self, here: str, there: str) -> None:
        """Raise IllegalMove with a sentence a person can read."""
        if not self.may_become(here, there):
            allowed = " or ".join(self.moves[here]) or "nothing else"
            raise IllegalMove(f"A {self.noun} that is {here} cannot become {there}, only {allowed}.")

    def before(self, there: str) -> tuple[str, ...]:
        """The states from which `there` can be reached; what a conditional update claims from."""
        return tuple(here for here, nexts in self.moves.items() if there in nexts)

    def diagram(self) -> str:
        """The machine as a Mermaid state diagram, for the docs."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {here} --> {there}" for here, nexts in self.moves.items() for there in nexts]
        lines += [f"    {here} --> [*]" for here, nexts in self.moves.items() if not nexts]
        return "\n".join(lines)


# open: our turn; waiting: the customer's turn; closed: nobody's. An answer opens it again.
TICKET = States(
    "ticket",
    "open",
    {"open": ("waiting", "closed"), "waiting": ("open", "closed"), "closed": ("open",)},
)

# A queued reply can still be undone; one stuck in sending goes to a person, never to a blind second mail.
DELIVERY = States(
    "delivery",
    "queued",
    {
        "queued": ("sending", "undone"),
        "sending": ("sent", "failed"),
        "failed": ("queued",),
        "sent": (),
        "undone": (),
    },
)

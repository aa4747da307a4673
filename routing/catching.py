"""What a rule would have caught among past tickets, and whether they are filed where it files. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routing.rules import RuleValue, TicketText, first_match, matches

SHOWN = 10


@dataclass(frozen=True)
class Recent:
    """A ticket, where it is filed now, and all that its customer wrote."""

    number: int
    category: int | None
    text: TicketText


@dataclass(frozen=True)
class Catch:
    looked_at: int
    caught: int
    agreeing: int  # filed where the rule would file them
    elsewhere: int
    nowhere: int
    earlier: int  # of those caught, how many a rule that is asked before takes away
    examples: tuple[Recent, ...]  # disagreements first, then those filed nowhere, each the newest first


def catch(rule: RuleValue, tickets: Sequence[Recent], before: Sequence[RuleValue] = ()) -> Catch:
    """Try `rule` on `tickets` (newest first); `before` are the rules that are asked before it."""
    caught = [ticket for ticket in tickets if matches(rule, ticket.text)]
    agreeing = [ticket for ticket in caught if ticket.category == rule.category]
    nowhere = [ticket for ticket in caught if ticket.category is None]
    elsewhere = [ticket for ticket in caught if ticket.category not in (None, rule.category)]
    return Catch(
        looked_at=len(tickets),
        caught=len(caught),
        agreeing=len(agreeing),
        elsewhere=len(elsewhere),
        nowhere=len(nowhere),
        earlier=sum(first_match(before, ticket.text) is not None for ticket in caught),
        examples=tuple([*elsewhere, *nowhere, *agreeing][:SHOWN]),
    )

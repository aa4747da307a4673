"""Importing tickets with their categories: where a person filed them elsewhere is a label to learn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from routing.models import Correction
from support import permissions, taxonomy
from support.actions.importing import import_tickets, known_ids
from support.actions.tickets import Refused
from support.importing import TicketRow
from support.locks import hold
from support.models import Category, User

REASON = "imported"
Watch = Callable[[Sequence[TicketRow]], Iterable[TicketRow]]


@dataclass(frozen=True)
class Plan:
    """What importing these rows would do."""

    new: tuple[TicketRow, ...]
    known: int
    places: dict[str, Category]  # a category as the file names it → where it belongs
    unknown: dict[str, int]  # names that lead to no category that takes tickets → new rows with them

    @property
    def filed(self) -> int:
        return sum(row.category in self.places for row in self.new)


def plan(rows: Sequence[TicketRow]) -> Plan:
    """Nothing is written."""
    known = known_ids(rows)
    new = tuple(row for row in rows if row.id not in known)
    named = Counter(row.category for row in new if row.category)
    places = _places(named)
    unknown = {name: count for name, count in named.most_common() if name not in places}
    return Plan(new, len(rows) - len(new), places, unknown)


def _places(names: Iterable[str]) -> dict[str, Category]:
    tree = taxonomy.load()
    routable = {node.id for node in tree.routable()}
    found = {name: node for name in names if (node := tree.resolve(name)) in routable}
    categories = Category.objects.select_related("owner_team", "parent__owner_team").in_bulk(
        [node for node in found.values() if node is not None]
    )
    return {name: categories[node] for name, node in found.items() if node is not None}


@transaction.atomic
def import_labelled(rows: Sequence[TicketRow], *, by: User | None, watch: Watch = iter) -> Plan:
    """Store the rows that are not here yet, all or none, and keep their categories as `by`'s labels.

    Raises PermissionDenied, and Refused when there are categories and nobody whose word they are.
    """
    if by is not None:
        permissions.check(by, "import_tickets")
    hold("import tickets")  # two imports of one file at once: the second finds every row known
    planned = plan(rows)
    if planned.filed and by is None:
        raise Refused("Rows with a category need --by: a label is the word of an admin or manager.")
    tickets = import_tickets(rows=watch(planned.new), filed=planned.places, by=by)
    if by is not None:
        places = planned.places
        labels = (
            Correction(ticket=tickets[row.id], to_category=places[row.category], reason=REASON, by=by)
            for row in planned.new
            if row.category in places
        )
        Correction.objects.bulk_create(labels, batch_size=1000)
    return planned

"""From the database to plain values: what the edits of a change set are, and what lies in the tree."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, Q

from routing.homes import homes
from routing.labels import last_words
from routing.models import ChangeSet, Edit, Rule
from routing.taxonomy.changes import Change, Facts, Plan, RulePlace, plan
from support import taxonomy
from support.models import Category, Ticket


def facts() -> Facts:
    """Tickets, labels and rules per category, in four queries whatever the size."""
    rows = (
        Ticket.objects.filter(category__isnull=False)
        .order_by()
        .values_list("category")
        .annotate(open=Count("id", filter=~Q(status="closed")), n=Count("id"))
    )
    counted = list(rows)
    return Facts(
        open={category: waiting for category, waiting, _ in counted if waiting},
        closed={category: n - waiting for category, waiting, n in counted if n > waiting},
        labels=_labels(),
        rules=tuple(
            RulePlace(*row) for row in Rule.objects.values_list("id", "name", "category_id", "enabled")
        ),
    )


def _labels() -> dict[int, int]:
    """Labelled tickets per category as it is today."""
    home, counts = homes(), dict[int, int]()
    for word in last_words():
        if word.category in home:
            counts[home[word.category]] = counts.get(home[word.category], 0) + 1
    return counts


def changes_of(edits: Iterable[Edit]) -> list[Change]:
    return [Change(edit.action, edit.category_id, edit.values) for edit in edits]


def plan_of(change_set: ChangeSet, known: Facts | None = None) -> Plan:
    """What applying it to the tree of today would do."""
    return plan(taxonomy.load(), changes_of(change_set.edits.all()), known or facts())


def reserve_numbers(count: int) -> list[int]:
    """Numbers for categories that edits will create; what is never used leaves a gap and nothing else."""
    table = Category._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [row[0] for row in cursor.fetchall()]

"""Where categories live today: a merged one lives on in another, a retired one nowhere."""

from __future__ import annotations

from support.models import Category


def homes() -> dict[int, int]:
    """Category id → the living category it is, or was merged into; chains are followed to the end."""
    rows = dict(Category.objects.values_list("pk", "merged_into"))
    retired = set(Category.objects.filter(retired_at__isnull=False).values_list("pk", flat=True))
    found = {}
    for pk in rows:
        here, seen = pk, {pk}
        while here in retired and (further := rows.get(here)) is not None and further not in seen:
            here = further
            seen.add(here)
        if here not in retired:
            found[pk] = here
    return found

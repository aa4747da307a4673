"""The list of categories on judging and labelling pages, and what was chosen from it."""

from __future__ import annotations

from django.http import HttpRequest

from support import taxonomy
from support.models import Category

NONE = "none"


class NoChoice(Exception):
    """Nothing usable was chosen; the sentence says what to do."""


def leaves() -> list[tuple[str, int]]:
    """(way from the root, id) of every category that takes tickets, by name."""
    tree = taxonomy.load()
    return sorted(((tree.path_name(node.id), node.id) for node in tree.routable()), key=_folded)


def _folded(choice: tuple[str, int]) -> str:
    return choice[0].casefold()


def chosen(request: HttpRequest) -> Category | None:
    """The posted category; None for “none of these”. Raises NoChoice."""
    if request.POST.get("answer") == NONE:
        return None
    given = request.POST.get("category", "")
    found = Category.objects.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 10 else None
    if found is None:
        raise NoChoice("Choose a category, or say that none of these fits.")
    return found

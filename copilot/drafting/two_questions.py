"""A message with two wishes: which of two procedures it speaks of first. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from copilot.drafting.checks.reading import read, sentences
from copilot.drafting.context import ContextSection


def in_order(customer_text: str, slugs: Sequence[str], sections: Sequence[ContextSection]) -> list[str]:
    """The procedures (two slugs) in the order the customer asks about them; as given when that is not clear.

    Each sentence of the customer speaks of the procedure with which alone it shares more words.
    """
    stems = {
        slug: frozenset().union(
            *(read(f"{one.sop_title}. {one.text}").stems for one in sections if one.sop_slug == slug)
        )
        for slug in slugs
    }
    first, second = slugs
    for sentence in sentences(customer_text):
        said = read(sentence).stems
        own, other = len(said & (stems[first] - stems[second])), len(said & (stems[second] - stems[first]))
        if own != other:
            return [first, second] if own > other else [second, first]
    return list(slugs)

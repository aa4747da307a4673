"""The demo's first category that answers by itself: signed for by the manager as soon as the gate allows it.

Nothing is arranged at the moment of signing: the gate reads what the simulated months left behind, and the
evals that a worker ran after loading. Where it says no, no category is signed for.
"""

from __future__ import annotations

from copilot.autonomy import facts, gate, ladder
from copilot.demo.founding import FIRST_TO_ANSWER, MANAGER
from copilot.models import CategoryAutonomy, Level, LevelChange
from support.models import Category, User

WHY = "Simulated: every condition is met, and returns are the same ten sentences every day. One in ten, held."


def sign() -> LevelChange | None:
    """Move it to canary, once; None when that was done before, was undone since, or may not be done yet."""
    if LevelChange.objects.filter(to_step__gte=Level.CANARY.step).exists():
        return None
    category = Category.objects.filter(key=FIRST_TO_ANSWER, autonomy__level=Level.SUGGEST).first()
    manager = User.objects.filter(email=MANAGER).first()
    if category is None or manager is None or not _allowed(category):
        return None
    return ladder.set_level(
        category=category,
        to=Level.CANARY,
        by=manager,
        why=WHY,
        signature=ladder.Signature(typed=category.name),
    )


def _allowed(category: Category) -> bool:
    return gate.may_promote(facts.gather(category, "canary")).allowed


def audit_closely() -> None:
    """Before anybody signs every answered draft of the category is judged blind, not one in five."""
    CategoryAutonomy.objects.filter(category__key=FIRST_TO_ANSWER).update(audit_share=1.0)

"""The reference set: texts that two people label without seeing each other's answer. It is the exam.

Where both agree the case is settled; where they differ the team has to talk, and a lead settles it. What is
in the set is never learned from: every version of the classifier is scored on it instead.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from routing.homes import homes
from routing.labels import first_messages
from routing.models import ReferenceCase, ReferenceLabel
from support import audit, permissions, taxonomy
from support.actions.tickets import Refused
from support.locks import hold
from support.models import Category, Ticket, User

LABELS = 2
LONGEST = 20_000
MOST_DRAWN = 100


@transaction.atomic
def add_case(*, by: User, text: str = "", ticket: Ticket | None = None) -> ReferenceCase:
    """Take a pasted text, or a ticket's opening, into the set. Raises Refused when it is there already."""
    permissions.check(by, "correct_routes")
    hold("reference set")
    text = opening(ticket) if ticket is not None else text.strip()
    if not text or len(text) > LONGEST:
        raise Refused(f"A case needs between 1 and {LONGEST:,} characters of text.")
    if ReferenceCase.objects.filter(text=text).exists():
        raise Refused("This text is in the reference set already.")
    if ticket is not None and ReferenceCase.objects.filter(ticket=ticket).exists():
        raise Refused(f"Ticket #{ticket.pk} is in the reference set already.")
    case = ReferenceCase.objects.create(text=text, ticket=ticket, added_by=by)
    audit.record(case, "reference_case_added", by=by, after={"ticket": ticket.pk if ticket else None})
    return case


def draw_cases(*, by: User, count: int) -> int:
    """Take up to `count` tickets drawn at random, so that the set looks like the work; how many were new."""
    known = ReferenceCase.objects.filter(ticket=OuterRef("pk"))
    drawn = Ticket.objects.filter(~Exists(known)).order_by("?")[: min(count, MOST_DRAWN)]
    added = 0
    for ticket in drawn:
        try:
            add_case(by=by, ticket=ticket)
        except Refused:  # the same words as another ticket's
            continue
        added += 1
    return added


def opening(ticket: Ticket) -> str:
    """Subject and first message: the same text that labels are learned from."""
    return f"{ticket.subject}\n{first_messages([ticket.pk]).get(ticket.pk, '')}"


def to_label(user: User) -> QuerySet[ReferenceCase]:
    """Cases that still want a label, and not this person's."""
    own = ReferenceLabel.objects.filter(case=OuterRef("pk"), by=user)
    given = ReferenceCase.objects.annotate(given=Count("labels"))
    return given.filter(~Exists(own), given__lt=LABELS, settled_at=None).order_by("-given", "id")


@transaction.atomic
def label_case(*, case: ReferenceCase, category: Category | None, by: User) -> ReferenceCase:
    """One person's answer, None for “none of these”. The second answer settles the case or disputes it."""
    permissions.check(by, "correct_routes")
    case = ReferenceCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not to_label(by).filter(pk=case.pk).exists():
        raise Refused("This case needs no further label from you.")
    _check_leaf(category)
    ReferenceLabel.objects.create(case=case, by=by, category=category)
    given = {label.category_id for label in case.labels.all()}
    if case.labels.count() == LABELS and len(given) == 1:
        _settle(case, category)
    return case


def disputes() -> QuerySet[ReferenceCase]:
    """Labelled twice, differently, and not settled yet."""
    return (
        ReferenceCase.objects.annotate(given=Count("labels"))
        .filter(given=LABELS, settled_at=None)
        .prefetch_related("labels__by", "labels__category")
    )


@transaction.atomic
def settle_case(*, case: ReferenceCase, category: Category | None, by: User) -> ReferenceCase:
    """A lead decides a dispute, after talking to both."""
    permissions.check(by, "settle_reference")
    case = ReferenceCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not disputes().filter(pk=case.pk).exists():
        raise Refused("Only a case with two different labels can be settled, and only once.")
    _check_leaf(category)
    _settle(case, category, by)
    answer = category.name if category else "none of these"
    audit.record(case, "reference_case_settled", by=by, after={"category": answer})
    return case


def _settle(case: ReferenceCase, category: Category | None, by: User | None = None) -> None:
    case.settled, case.settled_none = category, category is None
    case.settled_by, case.settled_at = by, timezone.now()
    case.save(update_fields=["settled", "settled_none", "settled_by", "settled_at"])


def _check_leaf(category: Category | None) -> None:
    if category is not None and not taxonomy.load().is_routable(category.pk):
        raise Refused(f"“{category.name}” takes no tickets: it is retired or has categories below it.")


def pairs() -> list[tuple[int | None, int | None]]:
    """Both answers of every case labelled twice, the earlier one first."""
    answers: dict[int, list[int | None]] = {}
    for case, category in ReferenceLabel.objects.order_by("id").values_list("case", "category"):
        answers.setdefault(case, []).append(category)
    return [(given[0], given[1]) for given in answers.values() if len(given) == LABELS]


def exam() -> list[tuple[str, str | None]]:
    """(text, key of the right category or None) of settled cases; those of a retired category have none left
    to be right with and are left out.
    """
    home, tree = homes(), taxonomy.load()
    settled = ReferenceCase.objects.filter(settled_at__isnull=False).order_by("id")
    return [
        (text, tree.nodes[home[category]].key if category else None)
        for text, category in settled.values_list("text", "settled")
        if category is None or category in home
    ]


COLUMNS = (
    "case",
    "ticket",
    "simulated",
    "text",
    "first_label",
    "first_by",
    "second_label",
    "second_by",
    "label",
    "settled_by",
)


def is_open(case: ReferenceCase) -> bool:
    """Whether it still wants a label: until then nobody is shown the one it may have."""
    return case.settled_at is None and case.labels.count() < LABELS


def rows() -> list[dict[str, Any]]:
    """The set for export, one case a row; a lone label stays hidden until there is a second."""
    found = []
    tree = taxonomy.load()
    cases = ReferenceCase.objects.select_related("ticket", "settled_by").prefetch_related("labels__by")
    for case in cases:
        labels = list(case.labels.all())
        both = [(_answer(tree, label.category_id), label.by.name) for label in labels]
        first, second = both if len(both) == LABELS else [("", "")] * 2
        settled = _answer(tree, case.settled_id) if case.settled_at else ""
        by = case.settled_by.name if case.settled_by else "both" if case.settled_at else ""
        values = (case.pk, case.ticket_id, bool(case.ticket and case.ticket.simulated), case.text)
        row = (*values, *first, *second, settled, by)
        found.append(dict(zip(COLUMNS, row, strict=True)))
    return found


def _answer(tree: taxonomy.Taxonomy, category: int | None) -> str:
    return tree.path_name(category) if category else "none of these"


def counts() -> dict[str, int]:
    """How many cases there are in each condition."""
    cases = ReferenceCase.objects.annotate(given=Count("labels", distinct=True))
    settled = cases.filter(settled_at__isnull=False)
    return {
        "cases": cases.count(),
        "settled": settled.count(),
        "agreed": settled.filter(settled_by=None).count(),
        "disputed": disputes().count(),
        "waiting": cases.filter(settled_at=None, given__lt=LABELS).count(),
        "simulated": cases.filter(ticket__simulated=True).count(),
    }

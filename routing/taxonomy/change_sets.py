"""Change sets: gathering edits, having them approved, applying them in one transaction, taking them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from routing.models import ChangeSet, Edit, Finding
from routing.states import CHANGE_SET
from routing.taxonomy import applying, images
from routing.taxonomy.changes import Change, Plan, Step, plan
from routing.taxonomy.gathering import changes_of, facts, plan_of
from support import audit, events, permissions, taxonomy
from support.actions.tickets import Refused
from support.locks import hold
from support.models import Category, Ticket, User
from support.taxonomy import Taxonomy

# More than this in one change set nobody can review; a file for more is better split.
MOST_EDITS = 5000


@transaction.atomic
def start(*, title: str, by: User, why: str = "") -> ChangeSet:
    permissions.check(by, "propose_change_set")
    title = " ".join(title.split())[:120] or f"Changes of {timezone.localdate():%-d %B %Y}"
    change_set = ChangeSet.objects.create(title=title, why=why.strip(), author=by)
    audit.record(change_set, "change_set_started", by=by, after={"title": title})
    return change_set


def may_edit(change_set: ChangeSet, user: User) -> bool:
    """Its author, and those who may apply it."""
    return change_set.state == "draft" and (
        change_set.author_id == user.pk or permissions.allows(user, "apply_change_set")
    )


@transaction.atomic
def add(
    *, change_set: ChangeSet, changes: Sequence[Change], by: User, finding: Finding | None = None
) -> list[Edit]:
    """Put edits at the end. Whether they can be done is said by the preview, not here."""
    change_set = _editable(change_set, by)
    last = change_set.edits.aggregate(last=Max("ordinal"))["last"] or 0
    if change_set.edits.count() + len(changes) > MOST_EDITS:
        raise Refused(f"A change set holds at most {MOST_EDITS} edits; start another one.")
    return Edit.objects.bulk_create(
        Edit(
            change_set=change_set,
            ordinal=last + number,
            action=change.action,
            category_id=change.category,
            values=dict(change.values),
            finding=finding,
        )
        for number, change in enumerate(changes, 1)
    )


def tried(change_set: ChangeSet, changes: Sequence[Change]) -> tuple[Step, ...]:
    """How these edits would go after those that are in it; nothing is written."""
    there = changes_of(change_set.edits.all())
    return plan(taxonomy.load(), [*there, *changes], facts()).steps[len(there) :]


@transaction.atomic
def add_what_can_be_done(
    *,
    change_set: ChangeSet,
    groups: Sequence[Sequence[Change]],
    by: User,
    findings: Sequence[Finding | None] = (),
) -> tuple[int, int]:
    """Add each group of edits that is possible after those before it. (Groups added, groups left out.)

    Proposals of a lint know nothing of each other: two may want to merge the same category.
    """
    change_set = _editable(change_set, by)
    there = changes_of(change_set.edits.all())
    tree, known = taxonomy.load(), facts()
    left = list(range(len(groups)))
    while True:
        asked = [(number, change) for number in left for change in groups[number]]
        steps = plan(tree, [*there, *(change for _, change in asked)], known).steps[len(there) :]
        bad = {number for (number, _), step in zip(asked, steps, strict=True) if step.problem}
        if not bad:
            break
        left = [number for number in left if number not in bad]
    for number in left:
        finding = findings[number] if findings else None
        add(change_set=change_set, changes=groups[number], by=by, finding=finding)
    return len(left), len(groups) - len(left)


@transaction.atomic
def remove(*, change_set: ChangeSet, edits: Iterable[int], by: User) -> None:
    change_set = _editable(change_set, by)
    change_set.edits.filter(pk__in=edits).delete()
    _number(list(change_set.edits.all()))


@transaction.atomic
def reorder(*, change_set: ChangeSet, edit: int, step: int, by: User) -> None:
    """Move one edit up (-1) or down (1); at the end of the list nothing happens."""
    change_set = _editable(change_set, by)
    edits = list(change_set.edits.all())
    at = next((place for place, row in enumerate(edits) if row.pk == edit), None)
    if at is None or not 0 <= at + step < len(edits):
        return
    edits[at], edits[at + step] = edits[at + step], edits[at]
    _number(edits)


@transaction.atomic
def rename(*, change_set: ChangeSet, title: str, why: str, by: User) -> None:
    change_set = _editable(change_set, by)
    change_set.title, change_set.why = " ".join(title.split())[:120] or change_set.title, why.strip()
    change_set.save(update_fields=["title", "why"])


def propose(*, change_set: ChangeSet, by: User) -> ChangeSet:
    """Hand it to somebody who may apply it."""
    permissions.check(by, "propose_change_set")
    return _move(change_set, "proposed", by, proposed_at=timezone.now())


def approve(*, change_set: ChangeSet, by: User) -> ChangeSet:
    permissions.check(by, "apply_change_set")
    if settings.REVIEW_CHANGE_SETS and change_set.author_id == by.pk:
        raise Refused("Review is required here: somebody else has to approve your change set.")
    return _move(change_set, "approved", by, approved_by=by, approved_at=timezone.now())


def back_to_draft(*, change_set: ChangeSet, by: User) -> ChangeSet:
    _check_author_or_lead(change_set, by)
    return _move(change_set, "draft", by, proposed_at=None, approved_by=None, approved_at=None)


def discard(*, change_set: ChangeSet, by: User) -> ChangeSet:
    _check_author_or_lead(change_set, by)
    return _move(change_set, "discarded", by)


@transaction.atomic
def apply(*, change_set: ChangeSet, by: User) -> ChangeSet:
    """All of it or nothing. Raises Refused naming the first edit that cannot be done."""
    permissions.check(by, "apply_change_set")
    hold("taxonomy")
    change_set = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
    if not settings.REVIEW_CHANGE_SETS:
        change_set = _wave_through(change_set, by)
    CHANGE_SET.check(change_set.state, "applied")
    planned = plan_of(change_set)
    if not planned.steps:
        raise Refused("There is nothing in it yet.")
    if planned.problems:
        number, why = planned.problems[0]
        raise Refused(f"Edit {number} cannot be done: {why}")
    written = applying.write(change_set, planned)
    _check_sound(planned.before, taxonomy.load())
    _keep_sentences(change_set, planned)
    change_set.images = [image.as_json() for image in written]
    change_set.reverted_by = change_set.reverted_at = None
    _record_categories(change_set, written, by, back=False)
    done = _move(change_set, "applied", by, applied_by=by, applied_at=timezone.now())
    events.announce(events.taxonomy_changed)
    return done


@transaction.atomic
def revert(*, change_set: ChangeSet, by: User) -> ChangeSet:
    """Every row as it was before. Raises Refused when something done since stands in the way."""
    permissions.check(by, "apply_change_set")
    hold("taxonomy")
    change_set = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
    CHANGE_SET.check(change_set.state, "reverted")
    _check_nothing_on_top(change_set)
    before, written = taxonomy.load(), images.from_json(change_set.images)
    images.put_back(written)
    applying.move_back(change_set)
    applying.remove_made(change_set, written)
    _check_sound(before, taxonomy.load())
    _record_categories(change_set, written, by, back=True)
    change_set.images = []
    done = _move(change_set, "reverted", by, reverted_by=by, reverted_at=timezone.now())
    events.announce(events.taxonomy_changed)
    return done


@transaction.atomic
def copy(*, change_set: ChangeSet, by: User) -> ChangeSet:
    """The same edits as a new draft, to be changed before they are tried again."""
    made = start(title=f"Copy of {change_set.title}", why=change_set.why, by=by)
    add(
        change_set=made,
        changes=[Change(edit.action, edit.category_id, edit.values) for edit in change_set.edits.all()],
        by=by,
    )
    return made


def _editable(change_set: ChangeSet, by: User) -> ChangeSet:
    change_set = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
    if change_set.state != "draft":
        raise Refused(f"This change set is {change_set.state}; only a draft can be changed.")
    _check_author_or_lead(change_set, by)
    return change_set


def _check_author_or_lead(change_set: ChangeSet, by: User) -> None:
    permissions.check(by, "propose_change_set" if change_set.author_id == by.pk else "apply_change_set")


def _number(edits: list[Edit]) -> None:
    for ordinal, edit in enumerate(edits, 1):
        edit.ordinal = ordinal
    Edit.objects.bulk_update(edits, ["ordinal"], batch_size=500)


def _wave_through(change_set: ChangeSet, by: User) -> ChangeSet:
    """Where no review is required, applying says that one has seen it."""
    if change_set.state == "draft":
        change_set = propose(change_set=change_set, by=by)
    return approve(change_set=change_set, by=by) if change_set.state == "proposed" else change_set


@transaction.atomic
def _move(change_set: ChangeSet, to: str, by: User, **values: Any) -> ChangeSet:
    row = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
    CHANGE_SET.check(row.state, to)
    before, change_set.state = row.state, to
    for name, value in values.items():
        setattr(change_set, name, value)
    change_set.save()
    audit.record(change_set, f"change_set_{to}", by=by, before={"state": before}, after={"state": to})
    return change_set


def _keep_sentences(change_set: ChangeSet, planned: Plan) -> None:
    """Names change later; what was done is told in the names of its day."""
    edits = list(change_set.edits.all())
    for edit, step in zip(edits, planned.steps, strict=True):
        edit.said = step.sentence
    Edit.objects.bulk_update(edits, ["said"], batch_size=500)


def _check_nothing_on_top(change_set: ChangeSet) -> None:
    """Change sets over the same rows come off in the order in which one takes off coats."""
    mine = {(row["table"], row["id"]) for row in change_set.images}
    tickets = set(change_set.moved_tickets.values_list("ticket", flat=True))
    later = ChangeSet.objects.filter(state="applied", applied_at__gt=change_set.applied_at)
    for other in later.order_by("-applied_at"):
        theirs = {(row["table"], row["id"]) for row in other.images}
        if mine & theirs or other.moved_tickets.filter(ticket__in=tickets).exists():
            raise Refused(f"“{other.title}” was applied after it and touches the same; revert that first.")


def _check_sound(before: Taxonomy, after: Taxonomy) -> None:
    """No category may have lost its way up, and no open ticket lie in a retired one, that had not before."""
    stuck = {node.id for node in before.nodes.values() if _under_retired(before, node.id)}
    for node in after.nodes.values():
        if not node.retired and node.id not in stuck and _under_retired(after, node.id):
            raise Refused(f"“{node.name}” would lie under a retired category; move it first.")
    retired = [node.id for node in after.nodes.values() if node.retired]
    was_retired = {node.id for node in before.nodes.values() if node.retired}
    filed = Ticket.objects.filter(category__in=[pk for pk in retired if pk not in was_retired])
    if (lost := filed.exclude(status="closed").select_related("category").first()) is not None:
        raise Refused(
            f"Ticket {lost.pk} is open in “{lost.category}”, which would be retired; file it elsewhere first."
        )


def _under_retired(tree: Taxonomy, node: int) -> bool:
    path = tree.path(node)
    return any(step.retired for step in path[:-1]) or (path[0].parent is not None)


def _record_categories(
    change_set: ChangeSet, written: Iterable[images.Image], by: User, *, back: bool
) -> None:
    """The history on each category's own page; what reverting deletes has no page any more."""
    why = f"Change set {change_set.pk}: {change_set.title}"
    changes = [image for image in written if image.table == "category"]
    if not back:
        made = {f"category:{image.id}": _shown(image.now) for image in changes if image.was is None}
        audit.record_new(made, "category_created", by=by, why=why)
    for image in changes:
        if image.was is None:
            continue
        first, second = (image.now, image.was) if back else (image.was, image.now)
        audit.record(
            Category(pk=image.id),
            "category_reverted" if back else "category_changed",
            by=by,
            before=_shown(first),
            after=_shown(second),
            why=why,
        )


def _shown(values: Mapping[str, Any] | None) -> dict[str, Any]:
    told = {name: value for name, value in (values or {}).items() if name not in ("created_at", "edited_at")}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}

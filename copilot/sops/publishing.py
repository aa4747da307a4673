"""Writing, publishing and retiring SOPs."""

from __future__ import annotations

import hashlib

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from copilot.models import Section, Sop, SopVersion
from copilot.sops import parsing
from copilot.sops.document import Document
from copilot.sops.replies import is_reply
from support import audit, permissions
from support.actions.tickets import Refused
from support.models import Category, User
from support.search import CONFIG


class BadSop(Refused):
    """The text cannot be published; `document.errors` say where and why."""

    def __init__(self, document: Document) -> None:
        self.document = document
        first = document.errors[0]
        super().__init__(f"Line {first.line}: {first.sentence}")


@transaction.atomic
def write(*, markdown: str, by: User, sop: Sop | None = None) -> SopVersion:
    """Save a text as the SOP's draft version, making the SOP when it is new. Mistakes do not stop saving."""
    permissions.check(by, "write_sop")
    document = parsing.parse(markdown)
    if sop is None:
        if not document.slug:
            raise BadSop(document)
        if Sop.objects.filter(slug=document.slug).exists():
            raise Refused(f"There is already an SOP with the address “{document.slug}”.")
        # A mistake such as an endless title must not stop saving; publishing names it.
        title = document.title[: parsing.LONGEST_TITLE]
        sop = Sop.objects.create(slug=document.slug, title=title, owner=by)
        audit.record(sop, "sop_created", by=by, after={"title": sop.title})
    sop = Sop.objects.select_for_update().get(pk=sop.pk)
    values = {
        "markdown": parsing.normalise(markdown),
        "digest": hashlib.sha256(markdown.encode()).hexdigest(),
        "internal": document.audience == "internal",
        "effective": document.effective,
        "review_by": document.review,
        "author": by,
        "edited_at": timezone.now(),
    }
    version = sop.versions.filter(state="draft").first()
    if version is None:
        number = (sop.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        return SopVersion.objects.create(sop=sop, number=number, **values)
    for name, value in values.items():
        setattr(version, name, value)
    version.save()
    return version


@transaction.atomic
def publish(*, sop: Sop, by: User) -> SopVersion:
    """Make the draft version the one that drafts cite. Raises BadSop, PermissionDenied or Refused."""
    permissions.check(by, "publish_sop")
    sop = Sop.objects.select_for_update().get(pk=sop.pk)
    version = sop.versions.filter(state="draft").first()
    if version is None:
        raise Refused("There is nothing new to publish.")
    document = parsing.parse(version.markdown)
    categories = _categories(document)
    if document.errors:
        raise BadSop(document)
    current = sop.versions.filter(state="published")
    before = current.values_list("number", flat=True).first()
    current.update(state="superseded")
    version.state, version.published_by, version.published_at = "published", by, timezone.now()
    version.save()
    sop.title, sop.retired_at = document.title, None
    sop.owner = User.objects.filter(email__iexact=document.owner).first() or sop.owner
    sop.save(update_fields=["title", "retired_at", "owner"])
    sop.categories.set(categories)
    _store_sections(version, document)
    audit.record(sop, "sop_published", by=by, before={"version": before}, after={"version": version.number})
    return version


def _categories(document: Document) -> list[Category]:
    found = {category.key: category for category in Category.objects.filter(key__in=document.categories)}
    missing = [key for key in document.categories if key not in found]
    if missing:
        raise Refused(f"There is no category “{missing[0]}”; use the key shown in the taxonomy.")
    return list(found.values())


def _store_sections(version: SopVersion, document: Document) -> None:
    Section.objects.bulk_create(
        Section(
            version=version,
            ordinal=section.ordinal,
            anchor=section.anchor,
            title=section.title or document.title,
            level=section.level,
            text=section.text,
            internal=section.internal,
            is_reply=is_reply(section),
        )
        for section in document.sections
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE copilot_section SET search = setweight(to_tsvector(%s::regconfig, title), 'A')"
            " || setweight(to_tsvector(%s::regconfig, text), 'B') WHERE version_id = %s",
            [CONFIG, CONFIG, version.pk],
        )


@transaction.atomic
def retire(*, sop: Sop, by: User, why: str) -> None:
    """Take an SOP out of use: no draft cites it from now on; its versions stay readable."""
    permissions.check(by, "publish_sop")
    sop = Sop.objects.select_for_update().get(pk=sop.pk)
    if sop.retired_at:
        raise Refused("This SOP is retired already.")
    sop.versions.filter(state="published").update(state="retired")
    sop.retired_at = timezone.now()
    sop.save(update_fields=["retired_at"])
    audit.record(sop, "sop_retired", by=by, why=why)

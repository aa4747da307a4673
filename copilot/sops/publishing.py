"""Writing, reviewing, publishing and retiring SOPs: what changes them, and who may."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from copilot import events
from copilot.models import Section, Sop, SopVersion
from copilot.sops import parsing
from copilot.sops.document import Document
from copilot.sops.replies import is_reply
from support import audit, permissions
from support.actions.tickets import Refused
from support.events import announce
from support.models import Category, User
from support.search import CONFIG
from support.texts import clean_line

# Addresses below /sops/ that are pages of their own.
TAKEN = frozenset({"new", "preview", "uncovered", "coverage", "import", "export"})


class BadSop(Refused):
    """The text cannot be published; `document.errors` say where and why."""

    def __init__(self, document: Document) -> None:
        self.document = document
        first = document.errors[0]
        super().__init__(f"Line {first.line}: {first.sentence}")


def digest_of(markdown: str) -> str:
    """What a text is recognised by, whatever its line ends."""
    return hashlib.sha256(parsing.normalise(markdown).encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def write(
    *, markdown: str, by: User, sop: Sop | None = None, seen: str | None = None, note: str = ""
) -> SopVersion:
    """Save a text as the SOP's draft version, making the SOP when it is new. Mistakes do not stop saving.

    `seen` is the digest of the newest text its author had before them: with it, what somebody else saved
    meanwhile is not overwritten, and Refused says who.
    """
    permissions.check(by, "write_sop")
    document = parsing.parse(markdown)
    sop = Sop.objects.select_for_update().get(pk=sop.pk) if sop else _make(document, by)
    version = sop.versions.filter(state="draft").first()
    newest = version or sop.versions.first()
    if seen is not None and newest is not None and newest.digest != seen:
        who = newest.author.name if newest.author else "Somebody"
        raise Refused(
            f"{who} saved version {newest.number} while you were writing. Your text is below, not saved yet."
        )
    values = {
        "markdown": parsing.normalise(markdown),
        "digest": digest_of(markdown),
        "internal": document.audience == "internal",
        "effective": document.effective,
        "review_by": document.review,
        "never_say": list(document.never_say),
        "escalate_when": list(document.escalate_when),
        "author": by,
        "edited_at": timezone.now(),
    }
    if note:
        values["note"] = clean_line(note, 300)
    if version is None:
        number = (sop.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        version = SopVersion(sop=sop, number=number)
    for name, value in values.items():
        setattr(version, name, value)
    version.save()
    version.writers.add(by)
    audit.record(
        sop, "sop_saved", by=by, after={"version": version.number, "text": version.digest[:12]}, why=note
    )
    return version


def _make(document: Document, by: User) -> Sop:
    if not document.slug:
        raise BadSop(document)
    if document.slug in TAKEN:
        raise Refused(f"The address “{document.slug}” is a page of its own; write another “slug: …”.")
    if Sop.objects.filter(slug=document.slug).exists():
        raise Refused(f"There is already an SOP with the address “{document.slug}”.")
    # A mistake such as an endless title must not stop saving; publishing names it.
    sop = Sop.objects.create(slug=document.slug, title=document.title[: parsing.LONGEST_TITLE], owner=by)
    audit.record(sop, "sop_created", by=by, after={"title": sop.title})
    return sop


@transaction.atomic
def propose(*, sop: Sop, by: User, note: str = "") -> SopVersion:
    """Hand the draft version to somebody who may publish it."""
    permissions.check(by, "write_sop")
    version = _draft_of(Sop.objects.select_for_update().get(pk=sop.pk))
    version.proposed_by, version.proposed_at = by, timezone.now()
    version.note = clean_line(note, 300) or version.note
    version.save(update_fields=["proposed_by", "proposed_at", "note"])
    audit.record(sop, "sop_proposed", by=by, after={"version": version.number}, why=version.note)
    return version


@transaction.atomic
def discard(*, sop: Sop, by: User) -> SopVersion:
    """Set the draft version aside. Its text stays readable and can be restored."""
    sop = Sop.objects.select_for_update().get(pk=sop.pk)
    version = _draft_of(sop)
    mine = version.writers.filter(pk=by.pk).exists() and version.writers.count() == 1
    permissions.check(by, "write_sop" if mine else "publish_sop")
    version.state = "discarded"
    version.save(update_fields=["state"])
    audit.record(sop, "sop_discarded", by=by, before={"version": version.number})
    return version


@transaction.atomic
def restore(*, version: SopVersion, by: User) -> SopVersion:
    """The text of an older version as a new draft version; nothing is published by it."""
    sop = Sop.objects.select_for_update().get(pk=version.sop_id)
    if there := sop.versions.filter(state="draft").first():
        raise Refused(f"Version {there.number} is being written; publish or discard it first.")
    return write(markdown=version.markdown, by=by, sop=sop, note=f"Version {version.number} restored.")


def why_not_publish(version: SopVersion, by: User) -> str:
    """Why this person may not publish this draft version; empty when they may. For buttons and the action."""
    try:
        permissions.check(by, "publish_sop")
    except PermissionDenied as reason:
        return str(reason)
    if settings.REVIEW_SOPS and version.writers.filter(pk=by.pk).exists():
        return "Review is required here: somebody who has not written in it has to publish it."
    return ""


def obstacles(version: SopVersion, by: User) -> list[str]:
    """Everything that stands between a draft version and its publication by this person, as sentences."""
    document = parsing.parse(version.markdown)
    found = [str(error) for error in document.errors]
    return [*found, *filter(None, [unknown_category(document), why_not_publish(version, by)])]


@transaction.atomic
def publish(*, sop: Sop, by: User, seen: str | None = None) -> SopVersion:
    """Make the draft version the one that drafts cite. Raises BadSop, PermissionDenied or Refused.

    `seen` is the digest of the text that was looked at: another one is not published unseen.
    """
    permissions.check(by, "publish_sop")
    sop = Sop.objects.select_for_update().get(pk=sop.pk)
    version = _draft_of(sop, "There is nothing new to publish.")
    if reason := why_not_publish(version, by):
        raise Refused(reason)
    if seen is not None and seen != version.digest:
        raise Refused("The text was changed since you looked at it; read it again.")
    return _publish(sop, version, by, "sop_published")


def _publish(sop: Sop, version: SopVersion, by: User, action: str) -> SopVersion:
    document = parsing.parse(version.markdown)
    categories = categories_of(document)
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
    announce(events.sop_changed, sop_id=sop.pk)
    audit.record(
        sop, action, by=by, before={"version": before}, after={"version": version.number}, why=version.note
    )
    return version


def _draft_of(sop: Sop, missing: str = "No new version of this SOP is being written.") -> SopVersion:
    version = sop.versions.filter(state="draft").first()
    if version is None:
        raise Refused(missing)
    return version


def categories_of(document: Document) -> list[Category]:
    """The categories its front matter names. Raises Refused naming the first that does not exist."""
    if reason := unknown_category(document):
        raise Refused(reason)
    return list(Category.objects.filter(key__in=document.categories))


def unknown_category(document: Document) -> str:
    """A sentence about the first category that the front matter names and nobody knows; empty if none."""
    known = set(Category.objects.filter(key__in=document.categories).values_list("key", flat=True))
    missing = [key for key in document.categories if key not in known]
    return f"There is no category “{missing[0]}”; use the key shown in the taxonomy." if missing else ""


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
            is_facts=section.facts,
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
    announce(events.sop_changed, sop_id=sop.pk)
    audit.record(sop, "sop_retired", by=by, why=why)


@transaction.atomic
def reinstate(*, sop: Sop, by: User, why: str) -> SopVersion:
    """Publish again what was retired, as a new version with the same text.

    It was reviewed when it was published, so no second person is asked for.
    """
    permissions.check(by, "publish_sop")
    sop = Sop.objects.select_for_update().get(pk=sop.pk)
    last = sop.versions.filter(state="retired").first()
    if not sop.retired_at:
        raise Refused("This SOP is not retired.")
    if there := sop.versions.filter(state="draft").first():
        raise Refused(f"Version {there.number} is being written; publishing it brings the SOP back.")
    if last is None:
        raise Refused("This SOP was never published, so there is nothing to bring back.")
    version = write(markdown=last.markdown, by=by, sop=sop, note=why or f"Version {last.number} again.")
    return _publish(sop, version, by, "sop_reinstated")

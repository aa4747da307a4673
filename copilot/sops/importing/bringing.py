"""Bringing planned texts in: draft versions, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from copilot.models import Sop, SopVersion
from copilot.sops import publishing
from copilot.sops.importing.planning import Plan, Step
from support import audit, permissions
from support.actions.tickets import Refused
from support.models import User


@dataclass(frozen=True)
class Brought:
    """What was written: new SOPs, and draft versions of SOPs that were here."""

    made: tuple[SopVersion, ...]
    changed: tuple[SopVersion, ...]


@transaction.atomic
def bring_in(*, plan: Plan, by: User, skip_existing: bool = False) -> Brought:
    """Write what the plan says. Raises PermissionDenied or Refused, and then nothing was written.

    With `skip_existing` SOPs that are here already stay as they are.
    """
    permissions.check(by, "import_sops")
    made: list[SopVersion] = []
    changed: list[SopVersion] = []
    for one in plan.wanted:
        if one.step == Step.VERSION and skip_existing:
            continue
        sop = Sop.objects.filter(slug=one.slug).first() if one.step == Step.VERSION else None
        if sop is not None and sop.versions.filter(state="draft").exists():
            raise Refused(
                f"Somebody began a new version of “{sop.title}” meanwhile; look at the import again."
            )
        version = publishing.write(
            markdown=one.candidate.markdown, by=by, sop=sop, note=f"Imported from {one.candidate.file}"
        )
        (changed if sop else made).append(version)
        audit.record(
            version.sop, "sop_imported", by=by, after={"version": version.number, "from": one.candidate.file}
        )
    if not made and not changed:
        raise Refused("There is nothing to bring in.")
    return Brought(tuple(made), tuple(changed))

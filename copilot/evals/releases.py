"""Releases: named choices of models and ladder, live only after a passed run, and back again in one press."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from copilot.drafting.compose import LADDER
from copilot.evals import configuration
from copilot.models import EvalRun, Release
from copilot.states import RELEASE
from support import audit, permissions
from support.actions.tickets import Refused
from support.locks import hold
from support.models import User
from support.texts import clean_line


@transaction.atomic
def propose(*, name: str, strong: str, small: str, ladder: list[str], why: str, by: User) -> Release:
    """A candidate. Empty choices mean as configured. Raises Refused for a name or ladder that will not do."""
    permissions.check(by, "run_evals")
    name = clean_line(name, 80)
    if not name:
        raise Refused("Give it a name.")
    if Release.objects.filter(name=name).exists():
        raise Refused(f"There is a release “{name}” already.")
    if odd := [step for step in ladder if step not in LADDER]:
        raise Refused(f"The ladder has no step “{odd[0]}”; it has {', '.join(LADDER)}.")
    config = {"strong": clean_line(strong, 100), "small": clean_line(small, 100), "ladder": ladder}
    release = Release.objects.create(
        name=name, config={key: value for key, value in config.items() if value}, why=why, made_by=by
    )
    audit.record(release, "release_proposed", by=by, after=release.config, why=why)
    return release


def why_not_live(release: Release) -> str:
    """Why it may not go live now, as a sentence; empty when it may."""
    if release.state == "live":
        return "It is live already."
    print_ = configuration.fingerprint(configuration.of(release))
    last = EvalRun.objects.filter(fingerprint=print_, state__in=["passed", "blocked"]).first()
    if last is None:
        return "It has not been tried on the eval cases as everything stands now."
    return "" if last.state == "passed" else "Its last eval run blocks it."


@transaction.atomic
def go_live(*, release: Release, by: User) -> Release:
    """Make it what drafts are made with. The one that was live is retired and can come back the same way.

    Raises PermissionDenied, or Refused without a passed run of just this configuration.
    """
    permissions.check(by, "release")
    hold("release")
    release = Release.objects.select_for_update().get(pk=release.pk)
    if reason := why_not_live(release):
        raise Refused(reason)
    RELEASE.check(release.state, "live")
    before = configuration.live()
    if before is not None:
        _retire(before)
    release.state, release.live_since = "live", timezone.now()
    release.save(update_fields=["state", "live_since"])
    audit.record(release, "release_live", by=by, before={"live": before.name if before else "as configured"})
    return release


@transaction.atomic
def go_back(*, by: User) -> Release:
    """Retire the live release: drafts are made as configured again. Needs no run: it is the way out."""
    permissions.check(by, "release")
    hold("release")
    live = configuration.live()
    if live is None:
        raise Refused("No release is live; drafts are made as configured.")
    _retire(live)
    audit.record(live, "release_retired", by=by)
    return live


def _retire(release: Release) -> None:
    RELEASE.check(release.state, "retired")
    release.state = "retired"
    release.save(update_fields=["state"])

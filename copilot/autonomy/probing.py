"""Planted faults: switched on by a manager for a team, shown in few drafts, never sent, nobody's score.

    ready draft at level suggest → drawn by hash → shown with one fault → changed, rated, asked for again,
                                                                          or stopped at the send button

The draft's own row is never touched: checks, audits and evidence read what was made. A message whose draft
was probed gives no evidence, whatever becomes of it. What was noticed is counted by team.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from copilot.autonomy import ladder
from copilot.autonomy.assignment import draw_of
from copilot.autonomy.eprocess import Tally
from copilot.autonomy.gate import PROBE_CONFIDENCE
from copilot.autonomy.intervals import clopper_pearson_lower
from copilot.autonomy.planting import plant, repaired, stands_in, with_fault
from copilot.measuring import measure
from copilot.models import Draft, Level, Probe, ProbeSwitch
from support import audit, events, permissions
from support.actions.tickets import owning_team
from support.guarding import WouldMislead
from support.locks import hold
from support.models import Category, Message, Team, Ticket, User

# The share of a team's ready drafts at level suggest that is drawn; without a place for a fault they go free.
SHARE = 0.02
# Older probes no longer tell how a team reads. Switching off and on again forgets none.
WINDOW = timedelta(days=180)
# A reply that kept less of the draft than this was not made from it.
MADE_FROM = 0.5
CAUGHT = frozenset({Probe.How.CHANGED, Probe.How.RATED, Probe.How.AGAIN})


# The switch


@transaction.atomic
def switch(*, team: Team, on: bool, by: User) -> ProbeSwitch:
    """Turn probes on or off for a team. Raises PermissionDenied."""
    permissions.check(by, "switch_probes")
    hold(f"probes {team.pk}")
    row, _ = ProbeSwitch.objects.get_or_create(team=team)
    if row.on != on:
        row.on, row.since = on, timezone.now()
        row.save(update_fields=["on", "since"])
        audit.record(team, "probes_switched", by=by, before={"on": not on}, after={"on": on, "share": SHARE})
    return row


# Planting and showing


def consider(draft_id: int) -> Probe | None:
    """Plant a fault if the draft is drawn and has a place for one; in the transaction that makes it ready."""
    row = ProbeSwitch.objects.filter(team__tickets__drafts=draft_id, on=True).first()
    if row is None:
        return None
    draft = Draft.objects.select_related("ticket", "category", "message").get(pk=draft_id)
    if not _may_carry(draft):
        return None
    drawn = draw_of(row.salt, draft.pk)
    if drawn >= SHARE:
        return None
    sentences = [sentence["text"] for sentence in draft.sentences if sentence["sources"]]
    # The draw is spread anew over the places, so that it decides between all of them.
    fault = plant(draft.body, sentences, drawn / SHARE, avoid=_customer_text(draft.ticket))
    if fault is None:
        return None
    return Probe.objects.create(
        draft=draft,
        team_id=row.team_id,
        kind=fault.kind,
        right=fault.right,
        planted=fault.planted,
        draw=drawn,
        propensity=SHARE,
    )


def _may_carry(draft: Draft) -> bool:
    """A whole reply with nothing to remark on: a check that names the right text would tell the fault."""
    clean = bool(draft.checks) and all(check["result"] == "pass" for check in draft.checks)
    whole = draft.kind == Draft.Kind.REPLY and draft.state == "ready" and draft.revises_id is None
    return clean and whole and not draft.shadow and ladder.level_of(draft.category) == Level.SUGGEST


def _customer_text(ticket: Ticket) -> str:
    bodies = ticket.messages.filter(kind=Message.Kind.INBOUND).values_list("body", flat=True)
    return " ".join([ticket.subject, *bodies])


def of_draft(draft: Draft) -> Probe | None:
    return Probe.objects.filter(draft=draft).first()


def as_shown(draft: Draft, probe: Probe | None) -> Draft:
    """The draft as its readers see it: with its fault while that is open. For showing only, never saved."""
    if probe is None or probe.ended_at is not None or draft.state != "ready":
        return draft
    shown = copy(draft)
    shown.body = with_fault(draft.body, probe.fault)
    shown.sentences = [
        {**sentence, "text": sentence["text"].replace(probe.right, probe.planted)}
        for sentence in draft.sentences
    ]
    return shown


def put_right(ticket: Ticket, text: str) -> str:
    """A text in the making without what was planted: what is said of it must not give the fault away."""
    for probe in _of_ticket(ticket).filter(ended_at=None):
        text = repaired(text, probe.fault, probe.draft.body)
    return text


def _of_ticket(ticket: Ticket) -> QuerySet[Probe]:
    return Probe.objects.filter(draft__ticket=ticket).select_related("draft")


# What became of it


def end(draft: Draft, how: Probe.How) -> bool:
    """The first word counts. True when this call gave it."""
    caught = None if how == Probe.How.UNUSED else how in CAUGHT
    ended = Probe.objects.filter(draft=draft, ended_at=None).update(
        how=how, caught=caught, ended_at=timezone.now()
    )
    if ended:
        events.announce(events.ticket_changed, ticket_id=draft.ticket_id)
    return bool(ended)


def look_before_sending(ticket: Ticket, text: str) -> None:
    """The desk asks this before a reply is stored (`support/guarding.py`). Raises WouldMislead.

    Once told, whoever writes the same figure in another sentence means it.
    """
    for probe in _of_ticket(ticket):
        fault, body, known = probe.fault, probe.draft.body, probe.ended_at is not None
        if stands_in(text, fault, body, known=known):
            end(probe.draft, Probe.How.INTERCEPTED)
            raise WouldMislead(
                f"This draft carried a planted fault: “{fault.planted}” The right text is “{fault.right}”"
                " Nothing has been sent.",
                repaired(text, fault, body, known=known),
            )


def answered(draft: Draft, sent: str) -> None:
    """A reply to the draft's message is on its way, and the fault is not in it."""
    probe = Probe.objects.filter(draft=draft, ended_at=None).first()
    if probe is None:
        return
    # “Shorter” and the like are written from the draft itself: who answered with that has seen no fault.
    unseen = draft.revised.filter(ready_at__isnull=False).exists()
    used = measure(with_fault(draft.body, probe.fault), sent).used
    end(draft, Probe.How.UNUSED if unseen or used < MADE_FROM else Probe.How.CHANGED)


# Counting


@dataclass(frozen=True)
class TeamProbes:
    """How a team reads: `tally` counts the planted faults, and as unacceptable those not caught."""

    team: Team
    on: bool
    since: datetime | None
    tally: Tally
    open: int
    unused: int

    @property
    def sentence(self) -> str:
        """What was caught, with the lower limit that the gate reads (90 %, one-sided)."""
        planted, caught = self.tally.n, self.tally.n - self.tally.unacceptable
        if not planted:
            return "nothing to count yet" if self.on else "–"
        bound = clopper_pearson_lower(caught, planted, PROBE_CONFIDENCE)
        return f"{caught} of {planted}, at least {bound:.1%}"


def by_team() -> list[TeamProbes]:
    """Every team with its switch and its count."""
    teams = list(Team.objects.all())
    rows = {row.team_id: row for row in ProbeSwitch.objects.filter(team__in=teams)}
    tallies = tally_of([team.pk for team in teams])
    sums = _recent().order_by().values_list("team")
    rest = {
        team: (still, unused)
        for team, still, unused in sums.annotate(
            still=Count("pk", filter=Q(ended_at=None)),
            unused=Count("pk", filter=Q(how=Probe.How.UNUSED)),
        )
    }
    return [
        TeamProbes(
            team,
            on=team.pk in rows and rows[team.pk].on,
            since=rows[team.pk].since if team.pk in rows else None,
            tally=tallies[team.pk],
            open=rest.get(team.pk, (0, 0))[0],
            unused=rest.get(team.pk, (0, 0))[1],
        )
        for team in teams
    ]


def tally_of(teams: Sequence[int]) -> defaultdict[int, Tally]:
    """Planted and not caught, by team, of the last 180 days."""
    told = _recent().filter(team__in=teams, caught__isnull=False)
    sums = told.order_by().values_list("team")
    found: defaultdict[int, Tally] = defaultdict(Tally)
    for team, n, missed in sums.annotate(n=Count("pk"), missed=Count("pk", filter=Q(caught=False))):
        found[team] = Tally(n, missed)
    return found


def _recent() -> QuerySet[Probe]:
    found = Probe.objects.filter(planted_at__gte=timezone.now() - WINDOW)
    return found if settings.DEMO else found.filter(draft__ticket__simulated=False)


def tallies(categories: Iterable[Category]) -> dict[int, Tally]:
    """For each category whose team has probes on, that team's count; the others are missing."""
    on = set(ProbeSwitch.objects.filter(on=True).values_list("team", flat=True))
    if not on:
        return {}
    teams = {category.pk: owning_team(category) for category in categories}
    found = tally_of(sorted(on))
    return {pk: found[team.pk] for pk, team in teams.items() if team is not None and team.pk in on}

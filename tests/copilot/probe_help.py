"""A team with probes on, and a draft of it that carries a planted fault."""

from copilot.autonomy import probing
from copilot.autonomy.planting import with_fault
from copilot.models import Probe
from support.models import Team
from tests.copilot.draft_help import drafting_category, ready_draft
from tests.factories import make_user

TEAM = "Returns desk"


def probed_team(name=TEAM, on=True):
    team = Team.objects.create(name=name)
    return probing.switch(team=team, on=on, by=make_user("manager")).team


def probed_draft(monkeypatch, team=None):
    """Every draft is drawn, so that this one is."""
    monkeypatch.setattr(probing, "SHARE", 1.0)
    category = drafting_category(owner_team=team or probed_team())
    draft = ready_draft(category)
    assert Probe.objects.filter(draft=draft).exists()
    return draft


def planted_text(draft):
    return with_fault(draft.body, draft.probe.fault)


def how(draft):
    return Probe.objects.get(draft=draft).how

"""What the tests of drafts and outcomes share: a category that drafts, a draft that stands ready."""

from copilot import outcomes
from copilot.drafting import requesting, working
from copilot.models import Draft
from tests.factories import make_category, make_sop, make_ticket, make_user, open_drafting, reply

# What the composer reports when the draft was on screen long enough and to its end.
READ = {"read_seconds": 600.0, "read_end": 1}


def drafting_category(name="Returns", **fields):
    """A category at level suggest with a published SOP."""
    category = make_category(name, **fields)
    make_sop(category, title=name)
    return open_drafting(category)


def waiting_ticket(category=None, **fields):
    """A ticket in a category that drafts, with the customer waiting."""
    return make_ticket(category=category or drafting_category(), **fields)


def ready_draft(category=None, **fields):
    return prepared(requesting.request_draft(ticket=waiting_ticket(category, **fields)))


def prepared(draft):
    working.prepare(draft.pk)
    draft.refresh_from_db()
    return draft


def answered(draft, body=None, by=None, **fields):
    """A reply to the draft's ticket, sent as it stands unless a body is given."""
    return reply(draft.ticket, by or make_user(), body or draft.body, **fields)


def outcome_of(draft, body=None, composing=READ, **fields):
    """Answer the ticket and measure it; read attentively unless `composing` says otherwise."""
    return outcomes.measure_reply(answered(draft, body, composing=composing, **fields).pk)


def states(ticket):
    """The states of the ticket's drafts, oldest first."""
    return list(Draft.objects.filter(ticket=ticket).order_by("id").values_list("state", flat=True))

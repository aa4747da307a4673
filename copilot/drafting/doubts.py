"""What the checks say about the text an agent is about to send: a quiet word, never a wall for people.

A person may know what no SOP says, so less is doubted here than in a draft: only what would hold one, only in
sentences that the draft did not have, and without SOPs only what can be seen from the thread.
"""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from copilot.drafting import checks, gathering
from copilot.drafting.checks import HOLD, PASS, CheckResult
from copilot.drafting.checks.reading import sentences
from copilot.drafting.composed import Composed, Sentence, Source
from copilot.drafting.context import Context, ContextSection
from copilot.drafting.quotes import spans
from copilot.drafting.requesting import last_inbound
from copilot.models import Draft, Section, Sop
from support.models import Ticket
from support.taxonomy import with_all_merged

# Shorter texts are not finished enough to be doubted.
FEWEST_LETTERS = 20
MOST_SHOWN = 3
# These are about a machine's draft: citations, length, deeds it cannot know of, whom it must leave it to, and
# orders to it in the message: a person who writes has read that message.
NOT_OF_PEOPLE = frozenset(
    {
        "cited_section_exists",
        "fitting_length",
        "undertakings_are_founded",
        "escalate_when",
        "nothing_injected",
    }
)
# A warning worth repeating to a person; other warnings are not.
WARNED = frozenset({"same_language"})
# What can be judged from the thread alone, when no SOP is known for the ticket.
WITHOUT_SOPS = frozenset({"nothing_left_blank", "right_customer", "same_language", "sums_are_right"})


def doubts(ticket: Ticket, text: str) -> list[CheckResult]:
    """What is worth a look before this text goes to the customer, the gravest first."""
    if len(text.strip()) < FEWEST_LETTERS:
        return []
    message = last_inbound(ticket)
    draft = Draft.objects.filter(ticket=ticket, shadow=False).exclude(body="").order_by("-id").first()
    context = Context(
        subject=ticket.subject,
        thread=gathering.thread_of(ticket, message.pk if message else ticket.messages.latest("pk").pk),
        customer_name=ticket.customer.name,
        facts={str(name): str(value) for name, value in ticket.customer.attributes.items()},
        category=ticket.category.name if ticket.category else "",
        sections=sections_for(ticket, draft),
    )
    return in_text(text, context, already=draft.body if draft else "")


def sections_for(ticket: Ticket, draft: Draft | None) -> tuple[ContextSection, ...]:
    """Whole SOPs: those the draft cites and those of the ticket's category; no search is made for typing."""
    chosen = Q(version__sop__slug__in={source["sop"] for source in draft.sources} if draft else ())
    if ticket.category_id is not None:
        bound = Sop.objects.filter(categories__in=with_all_merged(ticket.category_id))
        chosen |= Q(version__sop__in=bound)
    rows = Section.objects.filter(chosen, version__state="published").order_by("version", "ordinal")
    return tuple(map(gathering.as_value, rows.values_list(*gathering.COLUMNS.values())))


def in_text(text: str, context: Context, already: str = "") -> list[CheckResult]:
    """The doubts about a text, those of sentences that stand in `already` left out. Pure."""
    results = checks.run(as_draft(text, context), context)
    known = " ".join(already.split())
    found = [
        replace(each, reason=_of_people(each.reason))
        for each in dict.fromkeys(results)
        if _counts(each, bool(context.sections)) and not (each.span and " ".join(each.span.split()) in known)
    ]
    # One doubt about the same words is enough: that of the later check, which is the more special one.
    by_words = {each.span or each.check: each for each in found}
    return sorted(by_words.values(), key=lambda each: each.result != HOLD)


def as_draft(text: str, context: Context) -> Composed:
    """The text as the checks read it: every sentence may rely on every section customers may see."""
    sources = tuple(
        Source(n, section.key, section.sop_slug, section.name, section.anchor, section.version, quote)
        for n, (section, quote) in enumerate(_quotable(context), start=1)
    )
    everywhere = tuple(source.n for source in sources)
    return Composed("reply", text, tuple(Sentence(one, 0, everywhere) for one in sentences(text)), sources)


def _quotable(context: Context) -> list[tuple[ContextSection, str]]:
    public = [(each, next(spans(each.text), "")) for each in context.sections if not each.internal]
    return [(section, quote) for section, quote in public if quote]


def _counts(result: CheckResult, with_sops: bool) -> bool:
    if result.result == PASS or result.check in NOT_OF_PEOPLE:
        return False
    if not with_sops and result.check not in WITHOUT_SOPS:
        return False
    return result.result == HOLD or result.check in WARNED


def _of_people(reason: str) -> str:
    return reason.replace("the draft is", "your reply is").replace("The draft", "Your reply")

"""Doing one routing job: claim the decision, decide outside any transaction, store what was decided."""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from routing import training
from routing.classifier import Candidate, configured
from routing.deciding import Filed, Knowledge, Thresholds, Verdict, decide, persons_word
from routing.homes import homes
from routing.models import Correction, Decision, Rule
from routing.rules import BadRule, RuleValue, TicketText, parse_conditions
from routing.second_intent import second_intent
from support import events, names, taxonomy
from support.actions.tickets import file_ticket, hand_to_team, owning_team
from support.claims import MOST_ATTEMPTS, claim
from support.models import Category, Message, Ticket
from support.taxonomy import Taxonomy

logger = logging.getLogger(__name__)

# Longer than the slowest bounded model call with its retries.
LEASE = timedelta(seconds=90)


@transaction.atomic
def request_decision(message: Message) -> Decision | None:
    """The job for one inbound message; older jobs and decisions of the ticket are superseded.

    Asked twice, there is still one: None when the message has its decision, or a later message has one.
    """
    Ticket.objects.select_for_update().get(pk=message.ticket_id)
    if Decision.objects.filter(ticket_id=message.ticket_id, message_id__gte=message.pk).exists():
        return None
    older = Decision.objects.filter(ticket_id=message.ticket_id)
    older.filter(state__in=["pending", "working", "failed"]).update(state="superseded", current=False)
    older.filter(current=True).update(current=False)
    return Decision.objects.create(ticket_id=message.ticket_id, message=message)


def route(decision_id: int) -> bool:
    """Work on one decision. True when this call decided it."""
    if not claim(Decision, decision_id, lease=LEASE):
        return False
    decision = Decision.objects.select_related("ticket__customer", "ticket__category", "message").get(
        pk=decision_id
    )
    if decision.attempts > MOST_ATTEMPTS:  # each worker before this one died of it
        _give_back(decision, "The workers that tried to route this stopped. A person files it.")
        return False
    started = time.perf_counter()
    try:
        text, knowledge = text_of(decision), gather()
        verdict = decide(text, knowledge, filed_by_person(decision.ticket))
        second = second_wish(names.without(text.body, [text.name]), verdict.category, knowledge)
        return store(decision, verdict, (time.perf_counter() - started) * 1000, second)

    except Exception as error:  # the reason belongs on the row; the sweep tries again
        logger.exception("Routing decision %s failed", decision_id)
        _give_back(decision, f"{type(error).__name__}: {error}")
        return False


def second_wish(text: str, category: int | None, knowledge: Knowledge) -> int | None:
    """A second category that the text is about, where the classifier may speak for itself."""
    keys = {node: key for key, (node, _) in knowledge.candidates.items()}
    live = training.live()
    if live is None or category not in keys:
        return None
    second = second_intent(text, keys[category], live.guesses, live.thresholds.sure)
    return knowledge.candidates[second][0] if second in knowledge.candidates else None


def _give_back(decision: Decision, reason: str) -> None:
    state = "pending" if decision.attempts < MOST_ATTEMPTS else "failed"
    Decision.objects.filter(pk=decision.pk, state="working").update(
        state=state, reason=reason[:500], lease_until=None
    )


def text_of(decision: Decision) -> TicketText:
    """The customer's words up to and including the message to be routed."""
    bodies = decision.ticket.messages.filter(
        kind=Message.Kind.INBOUND, pk__lte=decision.message_id
    ).values_list("body", flat=True)
    ticket = decision.ticket
    customer = ticket.customer
    return TicketText(
        ticket.subject, "\n".join(bodies), customer.email, ticket.channel, customer.attributes, customer.name
    )


def _living(category_id: int) -> Category:
    """The category; or the one it was merged into while the verdict was being reached."""
    categories = Category.objects.select_related("owner_team", "parent__owner_team")
    found = categories.get(pk=category_id)
    if found.retired_at is None:
        return found
    return categories.get(pk=homes().get(category_id, category_id))


def filed_by_person(ticket: Ticket) -> Filed | None:
    """What a person last said about this ticket outweighs anything computed.

    A category merged since means the one it was merged into; of one that was retired nothing is left.
    """
    words = Correction.objects.filter(ticket=ticket, undone_at__isnull=True).order_by("-id")
    last = words.values_list("to_category_id", "by__name").first()
    if last is None:
        return None
    home = homes().get(last[0])
    return Filed(home, last[1]) if home is not None else None


def gather(tree: Taxonomy | None = None) -> Knowledge:
    tree = tree or taxonomy.load()
    live = training.live()
    return Knowledge(
        rules=rule_values(),
        candidates=candidates(tree),
        guess=live.guess if live else None,
        thresholds=live.thresholds if live else Thresholds(),
        model=configured(),
        places={tuple(step.name for step in tree.path(node)): node for node in tree.nodes},
    )


def candidates(tree: Taxonomy) -> dict[str, tuple[int, Candidate]]:
    return {
        node.key: (
            node.id,
            Candidate(node.key, node.name, tree.path_name(node.id), node.when_to_use, node.when_not_to_use),
        )
        for node in tree.routable()
    }


def rule_values() -> list[RuleValue]:
    values = []
    for rule in Rule.objects.filter(enabled=True):
        try:
            conditions = parse_conditions(rule.conditions)
        except BadRule as error:
            logger.error("Rule %s is skipped: %s", rule.pk, error)
            continue
        values.append(RuleValue(rule.pk, rule.name, rule.category_id, conditions, rule.match_any))
    return values


@transaction.atomic
def store(decision: Decision, verdict: Verdict, milliseconds: float, second: int | None = None) -> bool:
    """Result and state together. False when the decision was superseded meanwhile: nothing is written."""
    ticket = (
        Ticket.objects.select_for_update(of=("self",)).select_related("category").get(pk=decision.ticket_id)
    )
    filed = filed_by_person(ticket)
    if filed is not None:  # perhaps only while the verdict was being reached
        verdict = persons_word(filed)
    live = training.live()
    decided = Decision.objects.filter(pk=decision.pk, state="working").update(
        state="decided",
        category_id=verdict.category,
        path=verdict.path,
        confidence=verdict.confidence,
        reason=verdict.reason,
        runners_up=verdict.runners_up,
        considered=verdict.considered,
        rule_id=verdict.rule,
        back_off_id=verdict.back_off,
        promised=verdict.promised,
        second_id=second,
        classifier_id=live.version if live else None,
        milliseconds=round(milliseconds, 2),
        decided_at=timezone.now(),
        lease_until=None,
    )
    if not decided:
        return False
    if verdict.rule is not None:
        Rule.objects.filter(pk=verdict.rule).update(hits=F("hits") + 1)
    if verdict.category is not None and verdict.category != ticket.category_id:
        file_ticket(ticket, _living(verdict.category), by=f"routing ({verdict.path})", why=verdict.reason)
    elif verdict.back_off is not None and ticket.team_id is None:
        department = Category.objects.select_related("owner_team", "parent__owner_team").get(
            pk=verdict.back_off
        )
        hand_to_team(
            ticket, owning_team(department), by="routing (person)", why=f"Within “{department.name}”."
        )
    events.announce(events.ticket_changed, ticket_id=ticket.pk)
    events.announce(events.ticket_routed, ticket_id=ticket.pk, decision_id=decision.pk)
    return True

"""Saving, ordering and switching routing rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Max

from routing.examples import Example, failing, stored
from routing.models import Rule
from routing.rules import BadRule, RuleValue, parse_conditions
from support import audit, permissions
from support.locks import hold
from support.models import User

# Not `hits`: routing counts them meanwhile.
WRITTEN = ("name", "note", "category", "match_any", "conditions", "tests")


@transaction.atomic
def save_rule(
    *,
    rule: Rule | None,
    values: dict[str, Any],
    conditions: list[dict[str, str]],
    examples: Sequence[Example] | None = None,
    by: User,
) -> Rule:
    """Make or change a rule; without `examples` it keeps those it has.

    Raises BadRule when a condition cannot be judged, or naming the examples that come out wrong.
    """
    permissions.check(by, "edit_rules")
    parsed = parse_conditions(conditions)
    tried = examples if examples is not None else stored(rule.tests if rule else [])
    if wrong := failing(RuleValue(0, values["name"], values["category"], parsed, values["match_any"]), tried):
        raise BadRule(f"Not saved: {'; '.join(example.sentence() for example in wrong)}.")
    before = _as_written(rule) if rule else {}
    rule = rule or Rule(author=by, position=_last_position())
    rule.name, rule.note = values["name"], values["note"]
    rule.category_id, rule.match_any = values["category"], values["match_any"]
    rule.conditions = [asdict(condition) for condition in parsed]
    rule.tests = [asdict(example) for example in tried]
    rule.save(update_fields=WRITTEN if rule.pk else None)
    audit.record(rule, "rule_saved", by=by, before=before, after=_as_written(rule), why=rule.note)
    return rule


def _as_written(rule: Rule) -> dict[str, Any]:
    names = ("name", "conditions", "match_any", "tests")
    return {**{name: getattr(rule, name) for name in names}, "category": rule.category_id}


def _last_position() -> int:
    hold("order of rules")
    last = Rule.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def move_rule(*, rule: Rule, up: bool, by: User) -> bool:
    """One place up or down in the order of asking. False when it already stands at that end."""
    permissions.check(by, "edit_rules")
    hold("order of rules")
    order = list(Rule.objects.only("position"))
    was = next(place for place, each in enumerate(order) if each.pk == rule.pk)
    now = was - 1 if up else was + 1
    if not 0 <= now < len(order):
        return False
    order[was], order[now] = order[now], order[was]
    for place, each in enumerate(order):
        if each.position != place:
            Rule.objects.filter(pk=each.pk).update(position=place)
    audit.record(rule, "rule_moved", by=by, before={"place": was + 1}, after={"place": now + 1})
    return True


@transaction.atomic
def switch_rule(*, rule: Rule, by: User) -> Rule:
    permissions.check(by, "edit_rules")
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    rule.enabled = not rule.enabled
    rule.save(update_fields=["enabled"])
    audit.record(rule, "rule_on" if rule.enabled else "rule_off", by=by)
    return rule

"""Saving and switching routing rules."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction

from routing.models import Rule
from routing.rules import parse_conditions
from support import audit, permissions
from support.models import User

# Not `hits`: routing counts them meanwhile.
WRITTEN = ("name", "note", "category", "match_any", "conditions")


@transaction.atomic
def save_rule(
    *, rule: Rule | None, values: dict[str, Any], conditions: list[dict[str, str]], by: User
) -> Rule:
    """Make or change a rule. Raises BadRule when a condition cannot be judged."""
    permissions.check(by, "edit_rules")
    conditions = [asdict(condition) for condition in parse_conditions(conditions)]
    rule = rule or Rule(author=by, position=Rule.objects.count())
    before = (
        {"name": rule.name, "conditions": rule.conditions, "category": rule.category_id} if rule.pk else {}
    )
    rule.name, rule.note = values["name"], values["note"]
    rule.category_id, rule.match_any = values["category"], values["match_any"]
    rule.conditions = conditions
    rule.save(update_fields=WRITTEN if rule.pk else None)
    after = {"name": rule.name, "conditions": conditions, "category": rule.category_id}
    audit.record(rule, "rule_saved", by=by, before=before, after=after, why=rule.note)
    return rule


@transaction.atomic
def switch_rule(*, rule: Rule, by: User) -> Rule:
    permissions.check(by, "edit_rules")
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    rule.enabled = not rule.enabled
    rule.save(update_fields=["enabled"])
    audit.record(rule, "rule_on" if rule.enabled else "rule_off", by=by)
    return rule

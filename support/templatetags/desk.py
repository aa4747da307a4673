from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.utils import timezone

from support import permissions

register = template.Library()


@register.filter
def undo(message: Message) -> dict[str, Any]:
    """What support/toasts.py put beside a message: the address that undoes it, and until when."""
    tags = message.extra_tags or ""
    return dict(json.loads(tags)) if tags.startswith("{") else {}


@register.filter
def may(user: Any, permission: str) -> bool:
    """`{% if user|may:"publish_sop" %}`: the yes or no of support/permissions.py."""
    return permissions.allows(user, permission)


@register.filter
def percent(share: float | None) -> str:
    """A share between 0 and 1 as text; one decimal below ten per cent, where it matters."""
    if share is None:
        return "–"
    value = share * 100
    if 99.5 <= value < 100:
        return "> 99 %"
    return f"{value:.0f} %" if value == 0 or value >= 9.95 else f"{value:.1f} %"


@register.filter
def points(share: float) -> str:
    """A difference of shares as percentage points with its sign: −2.1, +0.4, 0.0."""
    value = f"{100 * share:+.1f}"
    return "0.0" if value[1:] == "0.0" else value.replace("-", "−")


@register.filter
def plain(amount: Decimal) -> str:
    """An amount without noughts that say nothing: 0.4000 → 0.4, 10.0000 → 10."""
    return f"{amount.normalize():f}"


@register.filter
def words(name: str) -> str:
    """A stored name as people write it: club_points → Club points."""
    return name.replace("_", " ").replace("-", " ").capitalize()


@register.filter
def duration(milliseconds: float | None) -> str:
    """A length of time as people say it: 0.4 ms, 48 ms, 12.1 s."""
    if milliseconds is None:
        return "–"
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.1f} s"
    return f"{milliseconds:.1f} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"


@register.filter
def told(value: Any) -> str:
    """A value of a trace in words: lists with commas, pairs with colons, nothing as “nothing”."""
    if isinstance(value, dict):
        return ": ".join(str(part) for part in value.values())
    if isinstance(value, list):
        return "; ".join(told(item) for item in value) or "nothing"
    return str(value)


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    return mapping.get(key)


@register.filter
def age(moment: datetime) -> str:
    """How long ago in its largest unit, for columns where a date says less: “3 days”, “2 years”."""
    days = (timezone.now() - moment).days
    if days < 1:
        return "today"
    count, unit = (
        (days, "day") if days < 60 else (days // 30, "month") if days < 730 else (days // 365, "year")
    )
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"

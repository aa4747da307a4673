"""Customers say whether a reply helped: by a signed link in its mail, without signing in."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from support import events
from support.models import Message, Rating

SALT = "support.rating"
QUESTION = "Did this help? Yes or no, one click:"


class UnknownLink(Exception):
    """The link was not made by us, or its reply is gone."""


def link_for(message: Message) -> str:
    """Where the customer says whether this reply helped; empty where customers cannot reach these pages."""
    if not settings.PUBLIC_URL:
        return ""
    token = signing.dumps(message.pk, salt=SALT)
    return f"{settings.PUBLIC_URL}{reverse('support:rate', args=[token])}"


def message_of(token: str) -> Message:
    """The reply that a link is about. Raises UnknownLink."""
    try:
        pk = signing.loads(token, salt=SALT)
        return Message.objects.select_related("rating").get(pk=pk, kind=Message.Kind.OUTBOUND)
    except (signing.BadSignature, Message.DoesNotExist):
        raise UnknownLink from None


@transaction.atomic
def rate(*, message: Message, helpful: bool) -> Rating:
    """Keep the customer's word on a reply: one row a reply, and the last word counts."""
    rating, made = Rating.objects.get_or_create(message=message, defaults={"helpful": helpful})
    if not made and rating.helpful != helpful:
        rating.helpful, rating.changed_at = helpful, timezone.now()
        rating.save(update_fields=["helpful", "changed_at"])
    events.announce(events.ticket_changed, ticket_id=message.ticket_id)
    return rating

"""The person behind a request, typed."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from support.models import User


class PageRequest(HttpRequest):
    """A request as our middleware leaves it; `request.htmx` is true when a fragment is asked for."""

    htmx: HtmxDetails


def signed_in(request: HttpRequest) -> User:
    """The signed-in user; every view that is not marked public has one."""
    assert isinstance(request.user, User)
    return request.user

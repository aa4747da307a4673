"""The person behind a request, typed."""

from __future__ import annotations

from django.http import HttpRequest

from support.models import User


def signed_in(request: HttpRequest) -> User:
    """The signed-in user; every view that is not marked public has one."""
    assert isinstance(request.user, User)
    return request.user

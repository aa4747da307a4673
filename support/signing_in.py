"""Signing in with e-mail address and password, except with the password everybody knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from support.models import User

# Printed in the README and by `make demo`.
DEMO_PASSWORD = "demo"  # noqa: S105 (published on purpose)


class PublishedPasswordRefused(ModelBackend):
    """Django's own check, and outside the demo nobody gets in with the demo's password.

    A database that once held the demo may be put to real use; its people must not stay open to everyone.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if password == DEMO_PASSWORD and not settings.DEMO:
            return None
        return user

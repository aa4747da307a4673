"""Questions `manage.py check` asks of an installation before people rely on it."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver"}
EMBEDDED_BACKEND = "config.embedded.backend"


def reachable() -> bool:
    """Do we answer to names that other machines use?"""
    return bool(set(settings.ALLOWED_HOSTS) - LOOPBACK)


def in_earnest() -> bool:
    return not settings.DEBUG and not settings.DEMO


@register()
def embedded_services(**kwargs: Any) -> list[CheckMessage]:
    if not in_earnest():
        return []
    own = []
    if settings.DATABASES["default"]["ENGINE"] == EMBEDDED_BACKEND:
        own.append("DATABASE_URL")
    if not os.environ.get("REDIS_URL"):
        own.append("REDIS_URL")
    if not own:
        return []
    return [
        Warning(
            "The database or the broker is the embedded one, which is for one machine.",
            hint=f"For production set {' and '.join(own)}; for development set DEBUG=true.",
            id="understudy.W001",
        )
    ]


@register()
def kept_secret(**kwargs: Any) -> list[CheckMessage]:
    """With an embedded database the generated key is as good as the rest; W001 speaks then."""
    own_database = settings.DATABASES["default"]["ENGINE"] != EMBEDDED_BACKEND
    if not in_earnest() or not own_database or os.environ.get("SECRET_KEY"):
        return []
    return [
        Error(
            "SECRET_KEY is not set, so every machine and every new container would make its own.",
            hint="Set SECRET_KEY to at least 50 random characters, the same for all processes.",
            id="understudy.E001",
        )
    ]


@register()
def demo_in_public(**kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO or not reachable():
        return []
    return [
        Error(
            "UNDERSTUDY_DEMO lets anyone sign in with a published password, and ALLOWED_HOSTS is not local.",
            hint="Unset UNDERSTUDY_DEMO, or ALLOWED_HOSTS.",
            id="understudy.E002",
        )
    ]


@register()
def debug_in_public(**kwargs: Any) -> list[CheckMessage]:
    if not settings.DEBUG or not reachable():
        return []
    return [
        Error(
            "DEBUG shows settings and code to anyone who meets an error, and ALLOWED_HOSTS is not local.",
            hint="Unset DEBUG.",
            id="understudy.E003",
        )
    ]


@register()
def plain_http(**kwargs: Any) -> list[CheckMessage]:
    if settings.DEBUG or settings.HTTPS or not reachable():
        return []
    return [
        Warning(
            "Sessions and passwords travel unencrypted: HTTPS is off and ALLOWED_HOSTS is not local.",
            hint="Put a proxy that speaks TLS in front, let it set X-Forwarded-Proto, and set HTTPS=true.",
            id="understudy.W002",
        )
    ]

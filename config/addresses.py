"""Service addresses from the environment (`postgresql://…`, `smtp://…`) as Django wants them."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit


class BadAddress(ValueError):
    """An address that cannot be used; says which and why in one sentence, without the password."""


def database_from(address: str) -> dict[str, Any]:
    """The `DATABASES` entry for `postgresql://user:password@host:port/name?sslmode=require`.

    An absolute path in `?host=` is the folder of a unix socket. Raises BadAddress.
    """
    parts = _split("DATABASE_URL", address)
    if parts.scheme not in ("postgresql", "postgres"):
        raise BadAddress(f"DATABASE_URL must begin with postgresql://, not {parts.scheme or 'nothing'}://")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise BadAddress("DATABASE_URL names no database: add /name after the host")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def mail_from(address: str) -> dict[str, Any]:
    """Settings for `smtp://user:password@host:587` (STARTTLS), `smtps://…:465` or `console:`.

    `smtp://host:25?tls=no` sends without encryption, for a relay on the same machine. Raises BadAddress.
    """
    parts = _split("EMAIL_URL", address)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in ("smtp", "smtps"):
        raise BadAddress("EMAIL_URL must begin with smtp://, smtps:// or console:")
    if not parts.hostname:
        raise BadAddress("EMAIL_URL names no host")
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and dict(parse_qsl(parts.query)).get("tls") != "no",
    }


def _split(variable: str, address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        raise BadAddress(f"{variable} is not an address, or its port is not a number") from None
    return parts

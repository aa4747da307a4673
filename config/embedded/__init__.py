"""PostgreSQL and Valkey for a bare machine, from their wheels, running only while somebody needs them.

Nothing starts at import. A database connection starts PostgreSQL (`backend/base.py`); the demo starts Valkey.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from config.embedded import places
from config.embedded.places import ServiceFailed
from config.embedded.postgres_server import NAME, Postgres
from config.embedded.valkey_server import Valkey

__all__ = ["ServiceFailed", "database_settings", "postgres", "redis_url", "valkey"]


def database_settings() -> dict[str, Any]:
    """The `DATABASES` entry that uses this checkout's own server, starting it at the first connection."""
    return {"ENGINE": "config.embedded.backend", "NAME": NAME, "USER": NAME}


def redis_url() -> str:
    """The address of this checkout's own Valkey, whether or not it runs."""
    return f"unix://{valkey().socket}?db=0"


def postgres() -> Postgres:
    """This checkout's PostgreSQL; tests (`UNDERSTUDY_TESTING`) have another one, beside a running demo's."""
    return _postgres(testing=bool(os.environ.get("UNDERSTUDY_TESTING")))


@cache
def _postgres(*, testing: bool) -> Postgres:
    return Postgres(places.base() / ("postgres-test" if testing else "postgres"), durable=not testing)


@cache
def valkey() -> Valkey:
    return Valkey(places.base() / "valkey")

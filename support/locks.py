"""One at a time, by name, until the transaction ends."""

from django.db import connection


def hold(name: str) -> None:
    """Wait for, then hold, PostgreSQL's advisory lock of this name; call inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def hold_shared(name: str) -> None:
    """Hold it beside others who share it; whoever holds it alone (`hold`) waits and is waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [name])

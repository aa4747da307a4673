"""Services and databases of the benchmarks' own: neither the demo's rows nor the tests' server are touched.

Import this first: it names them in the environment, which the settings and every child process read.
"""

from __future__ import annotations

import argparse
import atexit
import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import psycopg  # noqa: E402 (the checkout must be on the path before)
from psycopg import sql  # noqa: E402

from config.embedded import places  # noqa: E402
from config.embedded.postgres_server import NAME, Postgres  # noqa: E402
from config.embedded.valkey_server import Valkey  # noqa: E402

POSTGRES = Postgres(places.base() / "postgres-benchmark")
VALKEY = Valkey(places.base() / "valkey-benchmark")


def prepare(database: str = "postgres") -> None:
    """Start PostgreSQL and Valkey, and set Django up with a database of that name, made if missing."""
    POSTGRES.ensure()
    VALKEY.ensure()
    create(database)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings",
        DATABASE_URL=f"postgresql://{NAME}@/{database}?host={quote(str(POSTGRES.socket_folder), safe='')}",
        REDIS_URL=f"unix://{VALKEY.socket}?db=0",
        OPENAI_API_KEY="",
        OPENAI_BASE_URL="",
        DEBUG="false",
        SECRET_KEY="only for measuring, signs nothing that lasts",
    )
    import django

    django.setup()


def create(database: str) -> None:
    with _server() as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def drop_later(database: str) -> None:
    """Begin without this database, and leave none behind."""
    POSTGRES.ensure()
    drop(database)
    atexit.register(drop, database)


def drop(database: str) -> None:
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def kept_as(database: str) -> str:
    """What `keep` wrote on a database; empty when there is none."""
    with _server() as server:
        row = server.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database]
        ).fetchone()
        return (row and row[0]) or ""


def keep(database: str, mark: str) -> None:
    with _server() as server:
        server.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(database), sql.Literal(mark))
        )


@cache
def mark_of_this_code() -> str:
    """A kept database serves again while neither its first tables nor its filling have changed."""
    sources = [Path(__file__).with_name("_filling.py"), *sorted(ROOT.glob("*/migrations/0001*.py"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    folder = str(POSTGRES.socket_folder)
    with psycopg.connect(host=folder, user=NAME, dbname="postgres", autocommit=True) as connection:
        yield connection


def machine() -> str:
    """When and on what a figure was measured, in one line."""
    load = os.getloadavg()[0]
    return (
        f"{date.today():%-d %B %Y}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, PostgreSQL {_postgres_version()}, load {load:.1f} at the start"
    )


def _postgres_version() -> str:
    with _server() as server:
        return str(server.execute("SHOW server_version").fetchone()[0])


def parser(doc: str) -> argparse.ArgumentParser:
    """Every program's arguments begin with `--json PATH`."""
    made = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    made.add_argument("--json", metavar="PATH", help="write the figures there as JSON; - is standard output")
    return made


def write_json(path: str | None, figures: object) -> None:
    if path:
        text = json.dumps(figures, indent=2) + "\n"
        sys.stdout.write(text) if path == "-" else Path(path).write_text(text)


def note(text: str) -> None:
    """Progress, beside the figures."""
    print(text, file=sys.stderr, flush=True)

"""Makes the database and the static files fit for the demo: `python -m config.demo.prepare`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.core.management import call_command, get_commands

from config import embedded
from config.embedded.postgres_server import NAME


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if os.environ.get("FRESH") == "1":
        empty_database()
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    if static_files_changed():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    if "load_demo" in get_commands():
        call_command("load_demo")
    else:
        print("There is no demo data yet: starting with an empty desk.", flush=True)


def empty_database() -> None:
    """Drop the embedded database and make it anew; never touches a server that DATABASE_URL names."""
    if os.environ.get("DATABASE_URL"):
        sys.exit("FRESH=1 empties only the demo's own database. Unset DATABASE_URL, or empty yours yourself.")
    server = embedded.postgres()
    server.ensure()
    with psycopg.connect(
        host=str(server.socket_folder), user=NAME, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{NAME}"')


def static_files_changed() -> bool:
    """Is a source newer than the collected files? The installed packages count by their lock file."""
    collected = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not collected.exists():
        return True
    sources = [settings.BASE_DIR / "requirements.txt", *(settings.BASE_DIR / "static").rglob("*")]
    return any(source.stat().st_mtime > collected.stat().st_mtime for source in sources)


if __name__ == "__main__":
    main()

"""The tests' databases are copies of one that has been migrated, which is kept for the next run.

Migrating takes seconds and copying a fraction of one. The template's name holds a fingerprint of what it was
made from, so a changed migration means a new one, and the old ones are removed.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

import django
from django.apps import apps
from django.db import OperationalError, connection

PREFIX = "template_understudy_"


def template():
    """The name of the migrated database; made now where there is none. Other processes wait meanwhile."""
    name = PREFIX + fingerprint()
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        found = {row[0] for row in cursor.fetchall()}
        if name not in found:
            for old in found:
                drop(cursor, old)
            migrate(name + "_unfinished")
            cursor.execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [PREFIX])
    return name


def fingerprint():
    """Of every migration's text, ours and Django's."""
    digest = hashlib.sha256(django.__version__.encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def drop(cursor, name):
    with suppress(OperationalError):  # a run of another checkout on the same server is copying it
        cursor.execute(f'DROP DATABASE "{name}"')


def migrate(name):
    values = connection.settings_dict
    before, wanted = values["NAME"], values["TEST"]["NAME"]
    values["TEST"]["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        values["NAME"], values["TEST"]["NAME"] = before, wanted

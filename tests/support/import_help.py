"""What the import tests share: a file of rows, and the command run on it."""

import json
from io import StringIO

from django.core.management import call_command

ROW = {"id": "A-1", "subject": "Shoes", "body": "Can I return my shoes?", "email": "cleo@example.net"}


def write(path, *rows):
    path.write_text("".join(json.dumps({**ROW, **row}) + "\n" for row in rows), encoding="utf-8")
    return path


def run(path, **options):
    """The command's JSON."""
    out = StringIO()
    call_command("import_tickets", path, json="-", stdout=out, **options)
    return json.loads(out.getvalue())

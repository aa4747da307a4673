"""What the replay tests share: files of tickets and SOPs, and the command run on them."""

import json
from io import StringIO

from django.core.management import call_command
from django.test import override_settings

SOP = {
    "id": "returns",
    "title": "Returning shoes",
    "text": "## Return window\n\nUnworn shoes come back within 30 days.\n\n"
    "## Costs (internal)\n\nWe lose money on each return of shoes.\n\n"
    "## Reply\n\nYou can return unworn shoes within 30 days. [^return-window]\n",
}
# Two kinds of ticket that any classifier tells apart.
KINDS = {
    "Returns": ("send shoes back, item {n}", "You can return unworn shoes within 30 days."),
    "Billing": ("invoice number {n} charged wrongly", "We will correct invoice {n}."),
}


def rows(count, **changes):
    """`count` tickets, by turns of each kind, with category and reply."""
    names = list(KINDS)
    made = []
    for n in range(count):
        name = names[n % 2]
        body, reply = (text.format(n=n) for text in KINDS[name])
        made.append(
            {"id": f"t{n}", "subject": "Hello", "body": body, "category": name, "reply": reply, **changes}
        )
    return made


def write(path, items):
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return path


def replay(path, **options):
    """The command's JSON; its journal stands beside the file, in `replay/`."""
    return json.loads(shown(path, json="-", **options))


def shown(path, **options):
    """What the command writes."""
    out = StringIO()
    with override_settings(VAR_DIR=path.parent):
        call_command("replay", path, **{"stdout": out, "stderr": StringIO(), **options})
    return out.getvalue()

"""`import_tickets FILE`: bring tickets over from another system, with the categories people gave them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandParser

from routing.importing import import_labelled, plan
from support.actions.tickets import Refused
from support.commandline import BadInput, MeasuringCommand, progress
from support.importing import TicketRow, check_importable, read_tickets
from support.models import User

HELP = """\
Brings tickets over from JSON lines or CSV (also .gz), in UTF-8, with these columns:

id          its name in the other system; a row whose id was imported before is left alone
subject     may be empty, then the message's beginning stands in
body        the customer's message
email       the customer's address; or customer: address, name and address (Ada <ada@example.net>),
            or {name, email}
name        optional: the customer's name
category    optional: key, name, path (a > b) or alias; the ticket is filed there, and it is a label that
            routing learns from, given by the person named with --by (an admin or manager). With a name that
            leads nowhere the ticket is imported unfiled, and the summary names it
created_at  optional: ISO 8601, UTC unless it says otherwise; now when left out
status      optional: open, waiting or closed; when left out closed with a reply, else open
reply       optional: what was answered. It is kept as sent and never mailed

All rows are imported or none. Tickets that are not closed are then routed and drafted like any other.

JSON: {rows, new, known, filed, replies, unknown_categories: {name: rows}, dry_run}
"""


class Command(MeasuringCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE", help=".jsonl, .csv, .jsonl.gz or .csv.gz")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument("--by", metavar="EMAIL", help="the admin or manager whose labels these are")

    def measure(self, **options: Any) -> dict[str, Any]:
        path: Path = options["file"]
        by = _person(options["by"])
        rows = read_tickets(path)
        check_importable(path, rows)
        if options["dry_run"]:
            done = plan(rows)
        else:
            try:
                done = import_labelled(rows, by=by, watch=_shown)
            except (Refused, PermissionDenied) as error:
                raise BadInput(f"{path}: {error}") from None
        return {
            "rows": len(rows),
            "new": len(done.new),
            "known": done.known,
            "filed": done.filed,
            "replies": sum(bool(row.reply) for row in done.new),
            "unknown_categories": done.unknown,
            "dry_run": options["dry_run"],
        }

    def table(self, result: dict[str, Any]) -> str:
        would = "would be " if result["dry_run"] else ""
        lines = [
            f"{result['rows']:,} rows: {result['new']:,} new, {result['known']:,} known already.",
            f"{result['filed']:,} {would}filed by their category, {result['replies']:,} with a reply.",
        ]
        if unknown := result["unknown_categories"]:
            names = ", ".join(f"“{name}” ({count:,})" for name, count in unknown.items())
            rows = sum(unknown.values())
            lines.append(f"{rows:,} {would}left unfiled, because no category takes tickets as: {names}.")
        return "\n".join(lines)


def _shown(rows: Sequence[TicketRow]) -> Iterator[TicketRow]:
    return progress(rows, total=len(rows), label="importing")


def _person(email: str | None) -> User | None:
    if email is None:
        return None
    person = User.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise BadInput(f"--by {email}: nobody here signs in with this address")
    return person

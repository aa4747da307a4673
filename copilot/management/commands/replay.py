"""`replay FILE`: what routing and drafting would have made of tickets that were answered already."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from copilot.replaying.fingerprint import fingerprint
from copilot.replaying.journal import Busy, Journal, Line
from copilot.replaying.routing import router_for
from copilot.replaying.running import in_order, replay
from copilot.replaying.shelf import PublishedShelf, Shelf, file_shelf
from copilot.replaying.summing import summarise, table
from routing import embeddings
from support import taxonomy
from support.commandline import BadInput, MeasuringCommand, progress
from support.importing import TicketRow, read_tickets

HELP = """\
Backtest: each ticket of a file is routed and drafted as if it came in now, and the draft is compared
with what a person answered. Live rows are left alone. Only calls to a model server, which cost real
money, stand in the ledger afterwards.

FILE holds JSON lines of {id, subject, body, category?, reply?, customer?, created_at?} (CSV and .gz
are read too). Rows are taken by created_at where every row has it, else as they stand.

Routing  With categories in the file, these are its labels. It has learned from earlier rows only,
         never from the row at hand or a later one: first from 50, and again each time there are half
         as many more. Live rules take part where a category is a live one by key, name, path or alias.
         Without any category, today's rules and classifier route.
Drafting The SOPs are the published ones, those of the row's category first where it is a live one, or
         those of --sops FILE (JSON lines as `retrieve` takes them; none is bound to a category).

tickets     rows replayed
routed      rows that a rule, the learned classifier or a model decided, not left to a person
accuracy    share of routed rows with a category that were put there
coverage    share of rows with a category that were routed
drafted     rows with a draft; failed: no draft, or only findings (the SOPs found do not answer)
n           drafts compared, only where the row has a reply; means of edit distance and share used
material    drafts in which a fact, promise or denial was different; unacceptable: see measure_edit

Be fair in reading them: a draft assembled offline from SOP sentences and a reply somebody wrote freely
differ in most of their words, although both may be right. Expect large edit distances then; what they
are good for is comparing two runs over the same file.

Killed or stopped, the same command goes on where it was, and the figures come out the same. A changed
file, SOP, rule, classifier or version of this program begins anew.
"""
UNLABELLED = "No row has a category: nothing to learn from; today's routing is asked."


class Command(MeasuringCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE", help="the tickets")
        parser.add_argument(
            "--sops", type=Path, metavar="FILE", help="use these SOPs, not the published ones"
        )
        parser.add_argument("--limit", type=int, metavar="N", help="only the first N rows")
        parser.add_argument("--fresh", action="store_true", help="forget what an earlier run has done")

    def measure(self, **options: Any) -> dict[str, Any]:
        file, sops, limit = options["file"], options["sops"], options["limit"]
        if limit is not None and limit < 1:
            raise BadInput(f"--limit must be at least 1, not {limit}")
        rows = in_order(read_tickets(file))
        tree, embedder = taxonomy.load(), embeddings.configured()
        shelf: AbstractContextManager[Shelf] = (
            file_shelf(sops, embedder) if sops else nullcontext(PublishedShelf())
        )
        try:
            with shelf as found:
                router = router_for(rows, tree, embedder)
                if not any(row.category for row in rows):
                    self.stderr.write(UNLABELLED)
                path = _journal_of(file, fingerprint(file, sops, tree, embedder))
                with Journal(path) as journal:
                    self._begin(journal, rows[:limit], fresh=options["fresh"])
                    replay(_shown(rows[:limit]), router=router, shelf=found, journal=journal)
                    self.lines: list[Line] = journal.lines[:limit]
        except (Busy, embeddings.EmbeddingUnavailable) as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. The same command goes on from here.", returncode=130) from None
        return summarise(self.lines)

    def _begin(self, journal: Journal, rows: Sequence[TicketRow], *, fresh: bool) -> None:
        if fresh:
            journal.forget()
        done = min(len(journal.lines), len(rows))
        if done:
            self.stderr.write(
                f"{done:,} of {len(rows):,} rows were replayed before ({journal.path.name}); "
                + ("nothing is left to do." if done == len(rows) else "going on from there.")
            )

    def table(self, result: dict[str, Any]) -> str:
        return table(result, self.lines)


def _journal_of(file: Path, digest: str) -> Path:
    name = file.name.split(".")[0][:60] or "tickets"
    return Path(settings.VAR_DIR) / "replay" / f"{name}-{digest}.jsonl"


def _shown(rows: Sequence[TicketRow]) -> Iterator[TicketRow]:
    return progress(rows, total=len(rows), label="replaying")

"""Put the pictures of the state machines into the docs, from the tables the code obeys."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from support.states import States

DOCUMENT = "docs/architecture.md"
# The picture lies between two comments, so that it can be drawn again without touching the text around it.
PLACE = re.compile(r"(<!-- states: (?P<noun>[^>]+?) -->\n).*?(<!-- end of states -->)", re.DOTALL)


def machines() -> dict[str, States]:
    """Every state machine by its noun, from each app's `states` module."""
    modules = [f"{app.name}.states" for app in apps.get_app_configs()]
    found = [import_module(name) for name in modules if find_spec(name)]
    tables = [value for module in found for value in vars(module).values() if isinstance(value, States)]
    return {table.noun: table for table in tables}


def drawn(text: str, tables: dict[str, States]) -> str:
    """The text with each marked picture drawn anew. Raises KeyError for a noun no table has."""

    def picture(place: re.Match[str]) -> str:
        diagram = tables[place["noun"]].diagram()
        return f"{place[1]}```mermaid\n{diagram}\n```\n{place[3]}"

    return PLACE.sub(picture, text)


def missing(text: str, tables: dict[str, States]) -> list[str]:
    """Nouns of state machines the text has no place for."""
    places = {place["noun"] for place in PLACE.finditer(text)}
    return sorted(set(tables) - places)


class Command(BaseCommand):
    help = f"Draw the state machines in {DOCUMENT} from the tables in states.py."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether they are up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / DOCUMENT
        before, tables = path.read_text(encoding="utf-8"), machines()
        try:
            after = drawn(before, tables)
        except KeyError as error:
            raise CommandError(f"{DOCUMENT}: there is no state machine {error}") from None
        if absent := missing(before, tables):
            raise CommandError(f"{DOCUMENT}: no place for {', '.join(absent)}")
        if options["check"] and before != after:
            raise CommandError(f"{DOCUMENT} is out of date; run `manage.py draw_states`")
        if before != after:
            path.write_text(after, encoding="utf-8")
        self.stdout.write(f"{len(tables)} state machines: {', '.join(sorted(tables))}")

"""Filled desks to measure on: made at need, used again where they were kept."""

from __future__ import annotations

import _own
from _filling import AGENT, MANAGER, NIGHT, fill
from _timing import Desk
from django.conf import settings
from django.core.management import call_command


def use_own_files(folder: str) -> None:
    """Static files with hashes in their names, as in production, in a folder that goes away."""
    settings.STATIC_ROOT = folder
    settings.ROOT_URLCONF = "_reference"
    call_command("collectstatic", verbosity=0, interactive=False)


def name_of(size: int) -> str:
    return f"benchmark_{size}"


def opened(size: int) -> Desk:
    """The filled database of that size; a kept one is used again."""
    database, mark = name_of(size), _own.mark_of_this_code()
    desk = Desk(database)
    if _own.kept_as(database) != mark:
        _own.note(f"Filling {database} …")
        _own.drop(database)
        _own.create(database)
        with desk.open():
            fill(size)
        _own.keep(database, mark)
    with desk.open():
        call_command("migrate", verbosity=0)  # one kept may be older than the newest tables
        for email in (AGENT, NIGHT, MANAGER):
            desk.sign_in(email)
    return desk


def put_away(size: int, desk: Desk, *, keep: bool) -> None:
    desk.connection.close()
    if not keep:
        _own.drop(name_of(size))

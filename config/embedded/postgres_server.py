"""PostgreSQL for a machine that has none: a real server on a unix socket, with no TCP port."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from functools import cached_property
from pathlib import Path
from typing import Any

from config.embedded import binaries, places
from config.embedded.places import ServiceFailed
from config.embedded.service import Service, command_line

NAME = "understudy"  # the database, and the database user who owns everything in it
SOCKET_NAME = ".s.PGSQL.5432"

# A laptop's worth: the default 128 MB of buffers, and connections for every worker thread of the demo.
TUNING = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# Test data is thrown away, so it need not survive a power cut. Hardly anything is ever committed, so no
# statistics are gathered: they would say that every table is empty, and a plan for "empty" can take a minute.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_parallel_workers_per_gather": "0",
}


class Postgres(Service):
    name = "PostgreSQL"
    stop_signal = signal.SIGINT  # PostgreSQL's "fast": end the connections, write everything, stop

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        super().__init__(home, SOCKET_NAME)
        self.data = home / "data"
        self.options = TUNING if durable else TUNING | CARELESS

    @cached_property
    def bin(self) -> Path:
        return binaries.postgres_bin()

    def prepare(self) -> None:
        places.make_socket_folder(self.socket_folder)
        for left_over in self.socket_folder.iterdir():
            left_over.unlink()
        if not self.data.exists():
            self._create()
        self._forget_stranger()

    def command(self) -> list[str]:
        settings = self.options | {"unix_socket_directories": str(self.socket_folder)}
        pairs = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [str(self.bin / "postgres"), "-D", str(self.data), *pairs]

    def ready(self) -> bool:
        """The eighth line of postmaster.pid says so, as for `pg_ctl`, if this server wrote the file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[0] == str(self.server_pid()) and lines[7].strip() == "ready"

    def _create(self) -> None:
        """Make the database cluster beside its place and move it there whole: never half a cluster."""
        who = places.owner()
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        places.make_folder(draft, 0o700, who.uid, who.gid)
        # Unicode letters whatever locales the machine has: the built-in provider; sorting is by code point.
        locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        sync = [] if self.options is TUNING else ["--no-sync"]
        self._as_owner(["initdb", "-D", str(draft), "-U", NAME, "--auth=peer", *locale, *sync])
        self._as_owner(
            ["postgres", "--single", "-D", str(draft), "postgres"],
            typed=f'CREATE DATABASE "{NAME}" OWNER "{NAME}"\n',
        )
        self._let_in(draft, {who.name, _our_name()})
        draft.rename(self.data)

    def _forget_stranger(self) -> None:
        """Remove the last server's pid file where another program has that process id by now.

        PostgreSQL would take that program for the server. In all other cases the file stays: PostgreSQL
        uses it to wait for the remains of a server that was killed.
        """
        record = self.data / "postmaster.pid"
        if record.exists():
            found = command_line(int(record.read_text().splitlines()[0]))
            if found and str(self.data) not in found:
                record.unlink()

    def _let_in(self, data: Path, people: set[str]) -> None:
        """Only these system users, by the kernel's word for who is at the other end of the socket."""
        lines = [f'desk "{person}" {NAME}\n' for person in sorted(people)]
        for name, text in {
            "pg_hba.conf": "local all all peer map=desk\n",
            "pg_ident.conf": "".join(lines),
        }.items():
            (data / name).write_text(text)

    def _as_owner(self, command: list[str], typed: str = "") -> None:
        who = places.owner()
        identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            identity = {"user": who.uid, "group": who.gid, "extra_groups": []}
        done = subprocess.run(
            [self.bin / command[0], *command[1:]],
            cwd=self.socket_folder,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            input=typed,
            capture_output=True,
            text=True,
            umask=0o077,
            check=False,
            **identity,
        )
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
            raise ServiceFailed(f"{command[0]} failed while making the database: {reason[0]}")


def _our_name() -> str:
    return "root" if os.geteuid() == 0 else places.owner().name

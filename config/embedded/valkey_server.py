"""Redis's protocol for a machine that has no server: Valkey on a unix socket. It keeps nothing on disk."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

from config.embedded import binaries, places
from config.embedded.service import Service

SOCKET_NAME = "valkey.sock"


class Valkey(Service):
    name = "Valkey"
    stop_signal = signal.SIGTERM

    def __init__(self, home: Path) -> None:
        super().__init__(home, SOCKET_NAME)
        self.socket = self.socket_folder / SOCKET_NAME

    def prepare(self) -> None:
        places.make_socket_folder(self.socket_folder)
        self.socket.unlink(missing_ok=True)

    def command(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            # PostgreSQL is the only truth: nothing here needs to outlive the server.
            "save": "",
            "appendonly": "no",
            "dir": str(self.socket_folder),
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
        }
        pairs = [part for key, value in options.items() for part in (f"--{key}", value)]
        return [str(binaries.valkey_server()), *pairs]

    def ready(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1.0)
            try:
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
            except OSError:
                return False

"""PostgreSQL's programs on the embedded database: `python -m config.embedded psql` (pg_dump, pg_restore)."""

from __future__ import annotations

import os
import subprocess
import sys

from config import embedded
from config.embedded.postgres_server import NAME


def main() -> int:
    if len(sys.argv) < 2:
        print(
            "usage: python -m config.embedded PROGRAM [ARGUMENT …]   (psql, pg_dump, pg_restore)",
            file=sys.stderr,
        )
        return 2
    server = embedded.postgres()
    program = server.bin / sys.argv[1]
    if not program.exists():
        names = ", ".join(sorted(path.name for path in server.bin.iterdir()))
        print(f"PostgreSQL has no program {sys.argv[1]}; it has {names}.", file=sys.stderr)
        return 2
    try:
        server.ensure()
    except embedded.ServiceFailed as error:
        print(error, file=sys.stderr)
        return 1
    where = {"PGHOST": str(server.socket_folder), "PGUSER": NAME, "PGDATABASE": NAME}
    return subprocess.run([program, *sys.argv[2:]], env=os.environ | where, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

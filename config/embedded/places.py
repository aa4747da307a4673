"""Where the embedded services of this checkout live, and who owns them."""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
import stat
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
VAR = CHECKOUT / "var"
ROOTS_BASE = Path("/var/lib/understudy")
# The kernel takes 108 bytes with the closing zero on Linux, 104 on macOS.
LONGEST_SOCKET_PATH = 103


class ServiceFailed(Exception):
    """A service that this checkout runs for itself could not be started; says why in one sentence."""


@dataclass(frozen=True)
class Owner:
    """The system user a server runs as."""

    name: str
    uid: int
    gid: int


@cache
def owner() -> Owner:
    """Ourselves; or, for root, `nobody`: PostgreSQL refuses root, and no system user is worth creating."""
    uid = os.geteuid()
    try:
        entry = pwd.getpwnam("nobody") if uid == 0 else pwd.getpwuid(uid)
    except KeyError:
        wanted = "nobody" if uid == 0 else str(uid)
        raise ServiceFailed(
            f"PostgreSQL needs a named system user, and there is none for {wanted}."
        ) from None
    return Owner(entry.pw_name, entry.pw_uid, entry.pw_gid)


def kept_once(path: Path, text: str) -> str:
    """The text of a file only we can read, written with `text` by whichever process comes first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
        try:
            path.hardlink_to(draft)  # unlike a rename, a link never replaces what another process kept
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def fingerprint() -> str:
    """Tells this checkout from every other: its path, and a mark that is lost with `var/`."""
    mark = kept_once(VAR / "mark", secrets.token_hex(8))
    return hashlib.sha256(f"{CHECKOUT}\0{mark}".encode()).hexdigest()[:12]


def base() -> Path:
    """The folder of all embedded services: `var/`, or for root one that `nobody` can enter."""
    return ROOTS_BASE / fingerprint() if os.geteuid() == 0 else VAR


def make_folder(path: Path, mode: int, uid: int | None = None, gid: int | None = None) -> None:
    """Make the folder unless it is there; only folders made here get their mode and owner set."""
    if path.exists():
        return
    make_folder(path.parent, 0o755)
    path.mkdir(exist_ok=True)
    path.chmod(mode)
    if uid is not None and gid is not None and uid != os.geteuid():
        os.chown(path, uid, gid)


def socket_folder(home: Path, longest_name: str) -> Path:
    """The folder for a service's socket: in its home, or a short one where that path is too long."""
    inside = home / "socket"
    if len(os.fsencode(inside / longest_name)) <= LONGEST_SOCKET_PATH:
        return inside
    short = hashlib.sha256(f"{home}\0{fingerprint()}".encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"understudy-{os.geteuid()}-{short}"


def make_socket_folder(path: Path) -> None:
    """A folder that only the server's owner can enter (0700), refusing one that somebody else laid out."""
    who = owner()
    make_folder(path, 0o700, who.uid, who.gid)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != who.uid or stat.S_IMODE(found.st_mode) != 0o700:
        raise ServiceFailed(
            f"{path} should be a folder of {who.name} with mode 0700; remove it and try again."
        )

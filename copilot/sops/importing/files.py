"""Files as they arrive: single ones and zip archives, within limits, as text. Pure but for reading paths."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MOST_FILES = 1_000
MOST_BYTES = 5_000_000  # of one file
MOST_TOGETHER = 30_000_000  # of all files, unpacked
MOST_XML = 5_000_000  # of the text parts of a Word file; read into memory they are many times that
SUFFIXES = (".md", ".markdown", ".txt", ".jsonl", ".html", ".htm", ".docx")
CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)


@dataclass(frozen=True)
class NamedFile:
    """A file's name within what was given, and its bytes."""

    name: str
    raw: bytes

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file, as a sentence; row 0 is the file as a whole."""

    file: str
    row: int
    sentence: str

    def __str__(self) -> str:
        return (
            f"{self.file}: row {self.row}: {self.sentence}" if self.row else f"{self.file}: {self.sentence}"
        )


class BadFile(Exception):
    """The file cannot be read; `fault` says why and where."""

    def __init__(self, file: str, sentence: str, row: int = 0) -> None:
        self.fault = Fault(file, row, sentence)
        super().__init__(str(self.fault))


def unpacked(given: Iterable[NamedFile]) -> tuple[list[NamedFile], list[Fault]]:
    """The files that can be read, archives opened, and a fault for each that cannot."""
    files: list[NamedFile] = []
    faults: list[Fault] = []
    for one in given:
        try:
            files += _opened(one, faults) if one.suffix == ".zip" else [_checked(one)]
        except BadFile as bad:
            faults.append(bad.fault)
    if len(files) > MOST_FILES:
        return [], [Fault("all", 0, f"There are more than {MOST_FILES:,} files; bring them in by parts.")]
    if sum(len(one.raw) for one in files) > MOST_TOGETHER:
        return [], [
            Fault("all", 0, f"Together they are larger than {_mb(MOST_TOGETHER)}; bring them by parts.")
        ]
    return files, faults


def from_paths(paths: Iterable[Path]) -> list[NamedFile]:
    """The files of paths; of a folder those below it that can be read as SOPs. Raises BadFile."""
    return [_from_path(path, name) for path, name in _named(paths)]


def decoded(file: NamedFile) -> str:
    """UTF-8 or UTF-16 as text; HTML may name another encoding. Raises BadFile naming the first bad row."""
    raw = file.raw
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if file.suffix in (".html", ".htm") and (named := CHARSET.search(raw[:4000])):
            return _in_encoding(file, named[1].decode())
        row = raw[: error.start].count(b"\n") + 1
        raise BadFile(file.name, "This is not UTF-8 text. Save it as UTF-8 and try again.", row) from None
    if "\0" in text:
        raise BadFile(
            file.name, "This is not a text file.", text[: text.index("\0")].count("\n") + 1
        ) from None
    return text


def within_limits(file: NamedFile) -> None:
    """Raise BadFile for an archive that unpacks to more than we take, whatever its directory says."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.raw)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_TOGETHER:
                raise BadFile(file.name, f"It unpacks to more than {_mb(MOST_TOGETHER)}.")
            left = MOST_TOGETHER
            xml = MOST_XML
            for entry in archive.infolist():
                with archive.open(entry) as packed:
                    size = len(packed.read(left + 1))
                left -= size
                xml -= size if entry.filename.lower().endswith((".xml", ".rels")) else 0
                if left < 0:
                    raise BadFile(file.name, f"It unpacks to more than {_mb(MOST_TOGETHER)}.")
                if xml < 0:
                    raise BadFile(
                        file.name, f"It holds more than {_mb(MOST_XML)} of text; an SOP is a few pages."
                    )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        raise BadFile(file.name, "It is damaged or locked with a password.") from None


def _checked(file: NamedFile) -> NamedFile:
    if file.suffix not in SUFFIXES:
        kinds = ", ".join(suffix for suffix in SUFFIXES if suffix not in (".markdown", ".htm"))
        raise BadFile(file.name, f"Of this kind no SOP is read; use {kinds} or a .zip of them.")
    if len(file.raw) > MOST_BYTES:
        raise BadFile(file.name, f"It is larger than {_mb(MOST_BYTES)}; an SOP is a few pages.")
    if not file.raw.strip():
        raise BadFile(file.name, "It is empty.")
    return file


def _opened(file: NamedFile, faults: list[Fault]) -> list[NamedFile]:
    """The files of an archive; those of no use to us are passed over, suspicious ones are named."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(file.raw))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError):
        raise BadFile(file.name, "It is damaged, or no zip archive.") from None
    if len(entries) > 4 * MOST_FILES:
        raise BadFile(file.name, f"It holds more than {4 * MOST_FILES:,} files.")
    found: list[NamedFile] = []
    left = MOST_TOGETHER
    for entry in entries:
        if _passed_over(entry.filename):
            continue
        try:
            one = NamedFile(_safe(file.name, entry.filename), _read(file.name, archive, entry, left))
            left -= len(one.raw)
            found.append(_checked(one))
        except BadFile as bad:
            if left <= 0 or "unpacks" in bad.fault.sentence:
                raise
            faults.append(bad.fault)
    if not found and not faults:
        raise BadFile(file.name, "It holds no file that could be an SOP.")
    return found


def _passed_over(name: str) -> bool:
    """Pictures, folders of the system and hidden files lie in every archive and are no SOPs."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts)
    return hidden or PurePosixPath(name).suffix.lower() not in (*SUFFIXES, ".zip")


def _safe(archive: str, name: str) -> str:
    plain = name.replace("\\", "/")
    if plain.startswith("/") or re.match(r"[A-Za-z]:", plain) or ".." in PurePosixPath(plain).parts:
        raise BadFile(archive, f"“{name[:100]}” leads out of the folder; it was not read.")
    if plain.lower().endswith(".zip"):
        raise BadFile(archive, f"“{name[:100]}” is an archive inside an archive; unpack it first.")
    return plain


def _read(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """One packed file, never more than what is left of the limit: the directory of an archive may lie."""
    most = min(MOST_BYTES, left)
    try:
        with archive.open(entry) as packed:
            raw = packed.read(most + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        raise BadFile(name, f"“{entry.filename[:100]}” is damaged or locked with a password.") from None
    if len(raw) > left:
        raise BadFile(name, f"It unpacks to more than {_mb(MOST_TOGETHER)}.")
    return raw


def _in_encoding(file: NamedFile, encoding: str) -> str:
    try:
        return file.raw.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise BadFile(file.name, f"It says it is {encoding}, and it is not. Save it as UTF-8.") from None


def _named(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for path in paths:
        if path.is_dir():
            below = sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
            yield from ((one, one.relative_to(path).as_posix()) for one in below)
        else:
            yield path, str(path)


def _from_path(path: Path, name: str) -> NamedFile:
    try:
        if path.stat().st_size > MOST_TOGETHER:
            raise BadFile(name, f"It is larger than {_mb(MOST_TOGETHER)}.")
        return NamedFile(name, path.read_bytes())
    except FileNotFoundError:
        raise BadFile(name, "There is no such file.") from None
    except OSError as error:
        raise BadFile(name, f"It cannot be read ({error.strerror}).") from None


def _mb(size: int) -> str:
    return f"{size // 1_000_000} MB"

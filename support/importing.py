"""Tickets as they lie in other systems' exports: JSON lines or CSV, read and checked row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from support.commandline import BadInput, read_csv, read_jsonl, read_text
from support.states import TICKET
from support.texts import clean_line, clean_text

REQUIRED = ("id", "subject", "body")
LONGEST_ID = 200
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class TicketRow:
    """One ticket of a file; what is left out is empty. `number` is its row (a CSV's header being row 1)."""

    number: int
    id: str
    subject: str
    body: str
    email: str = ""
    name: str = ""
    category: str = ""
    created_at: datetime | None = None
    status: str = ""
    reply: str = ""


def read_tickets(path: Path) -> list[TicketRow]:
    """The rows of a .jsonl or .csv file (or .gz of either). Raises BadInput naming file, row and cause."""
    rows: list[TicketRow] = []
    first: dict[str, int] = {}
    for number, raw in _numbered(path):
        try:
            row = _row(number, raw)
        except ValueError as error:
            raise BadInput(f"{path}: row {number}: {error}") from None
        if row.id in first:
            raise BadInput(f"{path}: row {number}: the id “{row.id}” is in row {first[row.id]} already")
        first[row.id] = number
        rows.append(row)
    return rows


def check_importable(path: Path, rows: list[TicketRow]) -> None:
    """Raise BadInput for the first row that cannot become a ticket: no customer to answer, unknown status."""
    for row in rows:
        if problem := _why_not(row):
            raise BadInput(f"{path}: row {row.number}: {problem}")


def _why_not(row: TicketRow) -> str:
    if not row.email:
        return "the customer's address is missing ('email' or 'customer')"
    try:
        validate_email(row.email)
    except ValidationError:
        return f"“{row.email}” is not an e-mail address"
    if not row.subject and not row.body:
        return "'subject' and 'body' are both empty"
    if row.status and row.status not in TICKET.names:
        return f"'status' must be {', '.join(TICKET.names)} or left out, not “{row.status}”"
    return ""


def _numbered(path: Path) -> list[tuple[int, Mapping[str, Any]]]:
    kind = "".join(path.suffixes[-2:]).removesuffix(".gz").lower()
    if kind.endswith(".jsonl"):
        lines = enumerate(read_text(path).split("\n"), start=1)
        filled = [number for number, line in lines if line.strip()]
        return list(zip(filled, read_jsonl(path, REQUIRED), strict=True))
    if kind.endswith(".csv"):
        return list(enumerate(read_csv(path, REQUIRED), start=2))
    raise BadInput(f"{path}: the name must end in .jsonl, .csv, .jsonl.gz or .csv.gz")


def _row(number: int, raw: Mapping[str, Any]) -> TicketRow:
    """One row as values. Raises ValueError saying what is wrong."""
    customer, email = _customer(raw)
    return TicketRow(
        number=number,
        id=_identifier(raw["id"]),
        subject=_line(raw, "subject"),
        body=clean_text(_text(raw, "body")),
        email=email.lower(),
        name=customer,
        category=_line(raw, "category"),
        created_at=_moment(raw.get("created_at")),
        status=_line(raw, "status").lower(),
        reply=clean_text(_text(raw, "reply")),
    )


def _identifier(value: Any) -> str:
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text:
        raise ValueError("'id' must be a text or a whole number")
    if clean_line(text, LONGEST_ID) != text:
        raise ValueError(f"'id' must be one line of at most {LONGEST_ID} characters")
    return text


def _customer(raw: Mapping[str, Any]) -> tuple[str, str]:
    """(name, address). `customer` is an address, a name, both (“Ada <ada@example.net>”) or {name, email}."""
    if isinstance(raw.get("customer"), dict):
        raw = {**raw["customer"], **{key: value for key, value in raw.items() if value and key != "customer"}}
    address, who = _line(raw, "email"), _line(raw, "customer")
    name = _line(raw, "name")
    if "@" not in who:
        return name or who, address
    beside, found = parseaddr(who)
    return name or beside, address or found or who


def _line(raw: Mapping[str, Any], name: str) -> str:
    return " ".join(clean_text(_text(raw, name)).split())


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"'{name}' must be text, found {type(value).__name__}")
    return value


def _moment(value: Any) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"'created_at' must be a time such as 2026-11-02T09:30:00Z, not {value!r}") from None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    # A day of grace: exports without a zone may be written in one that is ahead of ours.
    if not EARLIEST <= at <= timezone.now() + timedelta(days=1):
        raise ValueError(f"'created_at' must lie between 1970 and now, not {value}")
    return at

"""What a draft may be made from, as pure decisions: this customer's own, what the asker may read, what is in
force, and then the best of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from copilot.drafting.context import ContextSection, Line
from copilot.gateway import tokens
from copilot.sops.freshness import freshness
from copilot.sops.ranking import Found

# The SOP a reply is made from comes whole; of the next ones only what fits the question best.
MOST_SOPS = 3
SECTIONS_OF_OTHERS = 2

READ = "work_tickets"
"""The permission that reading tickets, customers and published SOPs takes."""


@dataclass(frozen=True)
class Asker:
    """On whose behalf a draft is made: for which customer's eyes, and with which rights of ours."""

    customer: int
    permissions: frozenset[str]


@dataclass(frozen=True)
class Piece:
    """Something a draft could be made from. `customer` is whose it is, None for what is nobody's."""

    what: str
    name: str
    text: str
    customer: int | None = None

    def line(self, why: str = "") -> Line:
        return Line(self.what, self.name, tokens.count(self.text), why)


@dataclass(frozen=True)
class Procedure:
    """A published SOP that was found, with its sections in their order."""

    title: str
    version: int
    sections: tuple[ContextSection, ...]
    effective: date | None = None
    review_by: date | None = None

    def line(self, why: str) -> Line:
        size = sum(tokens.count(section.text) for section in self.sections)
        return Line("SOP", f"{self.title}, version {self.version}", size, why)


def why_not(piece: Piece, asker: Asker) -> str:
    """Why this must not be used for this asker; empty when it may."""
    if piece.customer is not None and piece.customer != asker.customer:
        return "belongs to another customer"
    return "" if READ in asker.permissions else "whoever asked may not read it"


def choose(
    found: Sequence[Found], shelf: Mapping[Hashable, Procedure], asker: Asker, today: date
) -> tuple[list[Found], tuple[ContextSection, ...], tuple[Line, ...]]:
    """(SOPs used, best first; their sections, best first; what was left out and why)."""
    used: list[Found] = []
    left_out: list[Line] = []
    for one in found:
        procedure = shelf[one.sop]
        fresh = freshness(procedure.effective, procedure.review_by, today)
        if not fresh.in_force:
            left_out.append(procedure.line(fresh.reason))
        elif len(used) == MOST_SOPS:
            left_out.append(procedure.line(f"{MOST_SOPS} SOPs fit better"))
        else:
            used.append(one)
    sections, others = in_order(used, shelf, asker)
    return used, sections, (*left_out, *others)


def in_order(
    used: Sequence[Found], shelf: Mapping[Hashable, Procedure], asker: Asker
) -> tuple[tuple[ContextSection, ...], tuple[Line, ...]]:
    """All sections of the first SOP, the best of the others; best first, as far as the asker may read them.

    Internal sections are among them: no draft is made from those (`fitting`), and the checks must know what a
    draft may not give away.
    """
    wanted: list[ContextSection] = []
    left_out: list[Line] = []
    for number, one in enumerate(used):
        own = {section.key: section for section in shelf[one.sop].sections}
        ranked = [own[key] for key in one.sections if isinstance(key, int) and key in own]
        known = {section.key for section in ranked}
        ranked += [section for section in own.values() if section.key not in known]
        matching = len(ranked) if number == 0 else min(SECTIONS_OF_OTHERS, len(one.sections))
        for place, section in enumerate(ranked):
            piece = as_piece(section)
            if why := why_not(piece, asker):
                left_out.append(piece.line(why))
            elif place >= matching:
                left_out.append(piece.line("another SOP leads, and other sections of this one fit better"))
            else:
                wanted.append(section)
    return tuple(wanted), tuple(left_out)


def as_piece(section: ContextSection) -> Piece:
    return Piece("SOP section", section.name, section.text)

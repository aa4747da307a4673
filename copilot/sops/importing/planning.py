"""What an import would do: each text compared with what is here. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from copilot.models import Sop, SopVersion
from copilot.sops import links, parsing
from copilot.sops.fronting import with_slug
from copilot.sops.importing.files import BadFile, Fault, NamedFile, unpacked
from copilot.sops.importing.reading import Candidate, read
from copilot.sops.publishing import TAKEN, categories_of, digest_of
from support.actions.tickets import Refused

MOST_CHARACTERS = 200_000


class Step(StrEnum):
    """What would be done with one text."""

    NEW = "new"
    VERSION = "version"
    SAME = "same"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Planned:
    """One text with what would be done with it, why not where nothing is, and what its author has to mend."""

    candidate: Candidate
    slug: str
    title: str
    step: Step
    why: str = ""
    mistakes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    planned: tuple[Planned, ...]
    faults: tuple[Fault, ...]

    def count(self, step: Step) -> int:
        return sum(one.step == step for one in self.planned)

    @property
    def wanted(self) -> list[Planned]:
        """Those that something would be written for."""
        return [one for one in self.planned if one.step in (Step.NEW, Step.VERSION)]


def plan_files(given: Iterable[NamedFile]) -> Plan:
    """Read files and compare what they hold with what is here."""
    files, faults = unpacked(given)
    candidates: list[Candidate] = []
    for file in files:
        try:
            found, bad = read(file)
        except BadFile as error:
            faults.append(error.fault)
            continue
        candidates += found
        faults += bad
    return plan(candidates, faults)


def plan(candidates: Sequence[Candidate], faults: Sequence[Fault] = ()) -> Plan:
    """What would be done with each text. Two with one address are a fault: neither could be meant."""
    documents = [(candidate, parsing.parse(candidate.markdown)) for candidate in candidates]
    first: dict[str, Candidate] = {}
    planned, found = [], list(faults)
    here = _newest({document.slug for _, document in documents})
    for candidate, document in documents:
        if not document.slug or len(candidate.markdown) > MOST_CHARACTERS:
            found.append(_fault(candidate, document))
        elif document.slug in first:
            other = first[document.slug]
            where = f"{other.file}, row {other.row}" if other.row else other.file
            found.append(
                Fault(candidate.file, candidate.row, f"“{document.slug}” is the address of {where} too.")
            )
        else:
            first[document.slug] = candidate
            planned.append(_planned(candidate, document, here.get(document.slug)))
    return Plan(tuple(planned), tuple(found))


def _fault(candidate: Candidate, document: parsing.Document) -> Fault:
    if len(candidate.markdown) > MOST_CHARACTERS:
        sentence = f"The text is longer than {MOST_CHARACTERS:,} characters; an SOP is a few pages."
    else:
        sentence = document.errors[0].sentence
    return Fault(candidate.file, candidate.row, sentence)


def _newest(slugs: set[str]) -> dict[str, SopVersion]:
    versions = SopVersion.objects.filter(sop__slug__in=slugs).exclude(state="discarded")
    newest = versions.order_by("sop_id", "-number").distinct("sop_id").select_related("sop", "author")
    return {version.sop.slug: version for version in newest}


def _planned(candidate: Candidate, document: parsing.Document, here: SopVersion | None) -> Planned:
    step, why = Step.NEW, ""
    if document.slug in TAKEN or (here is None and Sop.objects.filter(slug=document.slug).exists()):
        step, why = Step.BLOCKED, f"The address “{document.slug}” is taken; write another “slug: …”."
    elif here is not None and _same(here, candidate):
        step, why = Step.SAME, f"Version {here.number} says the same."
    elif here is not None and here.state == "draft":
        who = here.author.name if here.author else "somebody"
        step, why = Step.BLOCKED, f"{who} is writing version {here.number}; publish or set it aside first."
    elif here is not None:
        step, why = Step.VERSION, f"after version {here.number}"
        if here.sop.retired_at:
            why += "; it is retired, and publishing brings it back"
    return Planned(
        candidate,
        document.slug,
        document.title,
        step,
        why,
        tuple(str(error) for error in document.errors),
        tuple(_notes(candidate, document)),
    )


def _same(here: SopVersion, candidate: Candidate) -> bool:
    """Whether the text is the newest one here; whether it names its address itself makes no difference."""
    slug = here.sop.slug
    return digest_of(with_slug(here.markdown, slug)) == digest_of(with_slug(candidate.markdown, slug))


def _notes(candidate: Candidate, document: parsing.Document) -> list[str]:
    """What is worth knowing and stops nothing."""
    notes = []
    try:
        categories_of(document)
    except Refused as reason:
        notes.append(str(reason))
    if not document.categories:
        notes.append("It names no category yet.")
    outside = [link for link in links.links_in(candidate.markdown) if link.outside]
    broken = links.broken(candidate.markdown, document.slug, shelf={}) if outside else []
    named = {link.target for link in outside}
    notes += [str(error) for error in broken if any(f"“{target}”" in error.sentence for target in named)]
    return notes

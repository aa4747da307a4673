"""How an SOP is used: drafts that cite it, sections nobody needs, sentences people keep changing.

Nothing is counted in advance. What is looked at is the newest drafts and outcomes of the SOP's categories,
so many at most, and the page says how many that were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapidfuzz import fuzz, process, utils

from copilot.measuring import diff
from copilot.measuring.boilerplate import body
from copilot.measuring.verdict import DISCARDED_BELOW
from copilot.models import Draft, Outcome, Sop, SopVersion
from copilot.sops.document import SLOT, ReplyLine
from copilot.sops.parsing import parse
from support import taxonomy
from support.taxonomy import with_all_merged

NEWEST = 500
DRAFTS_SHOWN, EXAMPLES_SHOWN = 10, 3
# A model's sentence is taken for a reply sentence from this likeness on (0 to 100).
ALIKE = 80
# An added sentence is another wording of a dropped one from this likeness on.
REWRITTEN = 70
# Something to greet or to close, so that a greeting can be recognised by what it stands beside.
ANSWER = "The refund takes five days from today, and it goes to the card you paid with."


@dataclass(frozen=True)
class SectionUse:
    """A section that drafts may cite, and how many of the drafts looked at do."""

    anchor: str
    title: str
    drafts: int


@dataclass
class Wording:
    """What people wrote in place of a sentence, how many times, and the newest reply that has it."""

    text: str
    message: int
    ticket: int
    n: int = 0


@dataclass
class LineUse:
    """What became of one reply sentence in the outcomes looked at."""

    line: ReplyLine
    kept: int = 0
    changed: int = 0
    dropped: int = 0
    wordings: dict[str, Wording] = field(default_factory=dict)
    left_out: Wording | None = None

    @property
    def n(self) -> int:
        return self.kept + self.changed + self.dropped

    @property
    def edited(self) -> int:
        return self.changed + self.dropped

    @property
    def examples(self) -> list[Wording]:
        """The wordings people use most, then leaving it out."""
        often = sorted(self.wordings.values(), key=lambda one: -one.n)[:EXAMPLES_SHOWN]
        return [*often, *filter(None, [self.left_out])]


@dataclass(frozen=True)
class CitingDraft:
    pk: int
    ticket: int
    subject: str
    at: datetime
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Use:
    """`looked_at` drafts of the SOP's categories, the newest of those citing it, and use per section."""

    looked_at: int
    citing: int
    newest: tuple[CitingDraft, ...]
    sections: tuple[SectionUse, ...]

    @property
    def never_cited(self) -> list[SectionUse]:
        return [section for section in self.sections if not section.drafts] if self.citing else []


@dataclass(frozen=True)
class Edits:
    """Reply sentences with what became of them, most edited first.

    Of the newest `looked_at` answered drafts `outcomes` cite the SOP and were used; `anew` more cite it and
    were thrown away whole, which says nothing of one sentence.
    """

    lines: tuple[LineUse, ...]
    looked_at: int
    outcomes: int
    anew: int

    @property
    def edited(self) -> list[LineUse]:
        return [use for use in self.lines if use.edited]


def use_of(sop: Sop) -> Use:
    """Who cites the SOP among the newest drafts of its categories."""
    rows = _newest(
        Draft.objects.filter(ready_at__isnull=False, kind=Draft.Kind.REPLY),
        sop,
        ("id", "ticket_id", "ticket__subject", "ready_at", "sources"),
    )
    citing = [(row, tuple(dict.fromkeys(_anchors(row["sources"], sop.slug)))) for row in rows]
    citing = [(row, anchors) for row, anchors in citing if anchors]
    counts = Counter(anchor for _, anchors in citing for anchor in anchors)
    return Use(
        looked_at=len(rows),
        citing=len(citing),
        newest=tuple(
            CitingDraft(row["id"], row["ticket_id"], row["ticket__subject"], row["ready_at"], anchors)
            for row, anchors in citing[:DRAFTS_SHOWN]
        ),
        sections=tuple(SectionUse(anchor, title, counts[anchor]) for anchor, title in _citable(sop).items()),
    )


def edits_of(sop: Sop, version: SopVersion) -> Edits:
    """What became of each reply sentence of a version in the newest outcomes.

    A sentence of a draft is the reply sentence it was filled from, or for a model's own wording the one it is
    most alike. Added sentences belong to none.
    """
    reader = _Lines(parse(version.markdown).reply)
    columns = ("id", "message_id", "ticket_id", "edit_class", "used")
    texts = ("draft__body", "draft__sources", "message__body")
    rows = _newest(Outcome.objects.all(), sop, (*columns, *texts))
    outcomes = [row for row in rows if any(_anchors(row["draft__sources"], sop.slug))]
    used = [row for row in outcomes if row["used"] >= DISCARDED_BELOW]
    for row in used:
        for fate in _fates(row):
            reader.count(fate, row["message_id"], row["ticket_id"])
    lines = sorted((use for use in reader.uses if use.n), key=lambda use: (-use.edited, use.line.line))
    return Edits(tuple(lines), len(rows), len(used), len(outcomes) - len(used))


def wording_of(line: ReplyLine, outcome: Outcome) -> str | None:
    """What the person wrote in place of a reply sentence: empty when they left it out, None when it was kept
    or not in the draft. Facts of the ticket are slots again.
    """
    reader = _Lines((line,))
    for fate in _fates_of(outcome.draft.body, outcome.message.body):
        if fate.fate in (diff.CHANGED, diff.DROPPED) and reader.line_of(fate.draft) is not None:
            return _with_slots(line, fate.draft, fate.final) if fate.final else ""
    return None


def _newest(rows: Any, sop: Sop, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """The newest rows of the SOP's categories; one question a category, each answered from its index."""
    served = _served(sop)
    if not served:
        return list(rows.order_by("-id").values(*columns)[:NEWEST])
    found = [
        row
        for category in served
        for row in rows.filter(category=category).order_by("-id").values(*columns)[:NEWEST]
    ]
    return sorted(found, key=lambda row: -row["id"])[:NEWEST]


def _served(sop: Sop) -> list[int]:
    tree = taxonomy.load()
    homes = {tree.survivor(pk) for pk in sop.categories.values_list("pk", flat=True)}
    return sorted({pk for home in homes for pk in with_all_merged(home)})


def _citable(sop: Sop) -> dict[str, str]:
    """Anchor and title of the published sections drafts cite; the facts table is used without citing."""
    published = sop.versions.filter(state="published").first()
    if published is None:
        return {}
    sections = published.sections.filter(internal=False, is_reply=False, is_facts=False, level__gt=0)
    return dict(sections.order_by("ordinal").values_list("anchor", "title"))


def _anchors(sources: Iterable[dict[str, Any]], slug: str) -> Iterable[str]:
    return (source["anchor"] for source in sources if source.get("sop") == slug)


def _fates(row: dict[str, Any]) -> Iterable[diff.SentenceFate]:
    if row["edit_class"] == "as-is":  # nothing differs but, at most, commas
        return [diff.SentenceFate(diff.KEPT, text, text) for text in diff.sentences(row["draft__body"])]
    return _fates_of(row["draft__body"], row["message__body"])


def _fates_of(draft: str, final: str) -> list[diff.SentenceFate]:
    """What became of each sentence of a draft; a sentence dropped for one much like it was changed."""
    fates = diff.diff(draft, final).sentences
    added = [fate.final for fate in fates if fate.fate == diff.ADDED]
    found = []
    for fate in fates:
        if fate.fate == diff.DROPPED and added:
            best = process.extractOne(
                fate.draft,
                added,
                scorer=fuzz.token_set_ratio,
                processor=utils.default_process,
                score_cutoff=REWRITTEN,
            )
            if best is not None:
                fate = diff.SentenceFate(diff.CHANGED, fate.draft, added.pop(best[2]))
        found.append(fate)
    return found


class _Lines:
    """Finds the reply sentence that a draft's sentence came from."""

    def __init__(self, lines: Iterable[ReplyLine]) -> None:
        self.uses = [LineUse(line) for line in lines if not _is_frame(line)]
        self._patterns = [
            (use, _pattern(piece)) for use in self.uses for piece in diff.sentences(use.line.text)
        ]
        self._plain = {
            (number, place): SLOT.sub(" ", piece)
            for number, use in enumerate(self.uses)
            for place, piece in enumerate(diff.sentences(use.line.text))
        }
        self._known: dict[str, LineUse | None] = {}

    def count(self, fate: diff.SentenceFate, message: int, ticket: int) -> None:
        use = self.line_of(fate.draft) if fate.draft else None
        if use is None:
            return
        if fate.fate in (diff.KEPT, diff.MOVED):
            use.kept += 1
            return
        if fate.fate == diff.CHANGED:
            use.changed += 1
            text = _with_slots(use.line, fate.draft, fate.final)
            use.wordings.setdefault(text.casefold(), Wording(text, message, ticket)).n += 1
        else:
            use.dropped += 1
            use.left_out = use.left_out or Wording("", message, ticket)
            use.left_out.n += 1

    def line_of(self, sentence: str) -> LineUse | None:
        if sentence not in self._known:
            self._known[sentence] = self._find(" ".join(sentence.split()))
        return self._known[sentence]

    def _find(self, sentence: str) -> LineUse | None:
        filled = next((use for use, pattern in self._patterns if pattern.fullmatch(sentence)), None)
        if filled is not None:
            return filled
        best = process.extractOne(
            sentence, self._plain, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=ALIKE
        )
        return self.uses[best[2][0]] if best else None


def _is_frame(line: ReplyLine) -> bool:
    """A greeting or a closing: everybody has their own, and no procedure is the worse for it."""
    text = SLOT.sub("Ada", line.text)
    return line.cites is None and (
        text not in body(f"{text}\n\n{ANSWER}") or text not in body(f"{ANSWER}\n\n{text}")
    )


def _pattern(text: str) -> re.Pattern[str]:
    """A reply sentence with anything in its slots."""
    parts = SLOT.split(" ".join(text.split()))
    return re.compile(
        "".join("(.{1,200}?)" if n % 2 else re.escape(part) for n, part in enumerate(parts)), re.IGNORECASE
    )


def _with_slots(line: ReplyLine, draft: str, final: str) -> str:
    """A person's wording with the ticket's facts turned back into slots, so that it fits the next ticket."""
    final, draft = " ".join(final.split()), " ".join(draft.split())
    pieces = ((piece, _pattern(piece).fullmatch(draft)) for piece in diff.sentences(line.text))
    piece, match = next(((piece, found) for piece, found in pieces if found), ("", None))
    if match is None:
        return final
    filled = zip(match.groups(), SLOT.findall(piece), strict=True)
    for value, slot in sorted(filled, key=lambda pair: -len(pair[0])):
        final = final.replace(value, f"{{{slot}}}")
    return final

"""A category's capability card: what it may do, what it is made of, how it fails, where it ends. Computed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from copilot import versions
from copilot.autonomy import evidence, gate, ladder, never_words, story
from copilot.autonomy import readiness as ready
from copilot.measuring.verdict import REASON_TEXT
from copilot.models import CategoryAutonomy, FailureMode, Level, SopVersion
from support.models import Category
from support.taxonomy import with_all_merged

MOST_REASONS, LOOKED_AT = 8, 1000
NAMES = {"sops": "SOPs", "taxonomy": "meaning (hash)", "prompt": "prompt (hash)"}


@dataclass(frozen=True)
class Card:
    """Everything on one page; `version` and its parts say what it is a card of."""

    category: Category
    row: ready.Row
    autonomy: CategoryAutonomy | None
    levels: list[tuple[Level, ladder.Agency]]
    parts: list[tuple[str, str]]
    sops: list[SopVersion]
    modes: list[FailureMode]
    reasons: list[tuple[str, int]]
    looked_at: int
    audits: Any
    topics: list[str]
    limits: list[str]


def card(category: Category) -> Card:
    """As of now: a new version of model, prompt, SOP, taxonomy or checks makes another card."""
    row = ready.rows([category])[0]
    key, made = versions.newest([category]).get(category.pk, ("", {}))
    published = SopVersion.objects.filter(state="published", sop__categories__in=with_all_merged(category.pk))
    since = story.versions_of(category).since
    bad = evidence.stream(category, key, sources=(*evidence.EDITS, *evidence.AUDITS), since=since)
    newest = bad.filter(unacceptable=True).order_by("-at")[:LOOKED_AT].values_list("reasons", flat=True)
    counted = Counter(reason for reasons in newest for reason in reasons)
    return Card(
        category=category,
        row=row,
        autonomy=CategoryAutonomy.objects.filter(category=category).first(),
        levels=[(level, ladder.AGENCY[level]) for level in Level],
        parts=[(NAMES.get(name, name), _said(value)) for name, value in made.items()],
        sops=list(published.select_related("sop").distinct().order_by("sop__title")),
        modes=list(FailureMode.objects.filter(category=category).order_by("name")),
        reasons=[(REASON_TEXT.get(reason, reason), n) for reason, n in counted.most_common(MOST_REASONS)],
        looked_at=min(bad.count(), LOOKED_AT),
        audits=evidence.tally(category, key, sources=evidence.AUDITS, since=since),
        topics=list(never_words.WORDS),
        limits=_limits(category, row),
    )


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value) or "none"
    return str(value)[:24] or "none"


def _limits(category: Category, row: ready.Row) -> list[str]:
    """Where it ends, in sentences that hold at every level."""
    return [
        f"At most {row.tau * 100:.0f} % unacceptable drafts are tolerated, its risk being"
        f" {category.get_risk_display().lower()}.",
        f"Nothing is sent before E reaches {gate.EVIDENCE_FOR['canary']:.0f} by edits and by audits alike.",
        "It answers only the first message of a conversation, from SOPs in date, with every check passed.",
        "It reads this customer's record and no other's, and has no tools.",
        "Instructions in a customer's message are not followed.",
        "Any answer that is more than thanks goes to a person, with the history.",
    ]

"""What a person sees who reads a draft afterwards: the thread before it, the draft, what it rests on."""

from __future__ import annotations

from typing import Any

from copilot.drafting import gathering
from copilot.models import Draft, Section
from copilot.sops.rendering import render as as_html
from copilot.views.drafts import paragraphs


def shown(draft: Draft) -> dict[str, Any]:
    """Nothing here comes from after the draft."""
    sections = Section.objects.select_related("version__sop").in_bulk(
        [source["section"] for source in draft.sources]
    )
    return {
        "draft": draft,
        "thread": gathering.thread_of(draft.ticket, draft.message_id),
        "paragraphs": paragraphs(draft),
        "sources": {source["n"]: source for source in draft.sources},
        "sections": [
            (source["n"], sections[source["section"]], as_html(sections[source["section"]].text))
            for source in draft.sources
            if source["section"] in sections
        ],
    }

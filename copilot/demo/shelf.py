"""The published sections in memory: SOPs stand still while the story is told, and reading them is slow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from copilot.drafting.context import ContextSection
from copilot.drafting.gathering import SECTIONS_OF_OTHERS, as_value
from copilot.models import Section
from copilot.sops.ranking import Found


class Shelf:
    """Answers as `gathering.sections_of` does."""

    def __init__(self) -> None:
        self._sections: dict[Hashable, ContextSection] = {}
        self._of_sop: dict[Hashable, list[Hashable]] = defaultdict(list)
        published = Section.objects.filter(version__state="published").select_related("version__sop")
        for section in published.order_by("version", "ordinal"):
            self._sections[section.pk] = as_value(section)
            self._of_sop[section.version.sop_id].append(section.pk)

    def sections_of(self, found: Sequence[Found]) -> tuple[ContextSection, ...]:
        """All sections of the first SOP, the best of the others; best first."""
        wanted: list[Hashable] = []
        for number, one in enumerate(found):
            wanted += one.sections if number == 0 else one.sections[:SECTIONS_OF_OTHERS]
        if found:
            wanted += [key for key in self._of_sop[found[0].sop] if key not in wanted]
        return tuple(self._sections[key] for key in wanted if key in self._sections)

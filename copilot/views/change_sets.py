"""What a change set of the taxonomy would do to SOPs and to evidence: the copilot's part of its page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from copilot.taxonomy_effects import effects
from routing.models import ChangeSet
from support.people import PageRequest


def change_set_effects(request: PageRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ChangeSet, pk=pk)
    name = "_effects" if request.htmx else "effects"
    return render(
        request, f"copilot/change_set/{name}.html", {"change_set": found, "effects": effects(found)}
    )

"""A taxonomy file: looked at first, then a change set like any other. A bad file changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from routing.taxonomy import change_sets
from routing.taxonomy.changes import plan
from routing.taxonomy.finding import KIND_NAMES, check
from routing.taxonomy.gathering import facts, reserve_numbers
from routing.taxonomy.importing import Reading, read
from routing.taxonomy.matching import Match, match
from routing.taxonomy.previewing import effects
from routing.taxonomy.uploads import MOST_BYTES, BadFile, Fault, decoded
from routing.views.change_sets import CURRENT, counts
from support import permissions
from support import taxonomy as trees
from support.actions.tickets import Refused
from support.people import signed_in
from support.taxonomy import Taxonomy


class ImportForm(forms.Form):
    """The file travels as text from the preview on: nothing is stored until somebody says so."""

    file = forms.FileField(required=False, label="File", help_text="CSV, JSON or plain text, up to 2 MB.")
    text = forms.CharField(
        required=False,
        strip=False,
        label="Or paste it here",
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6, "class": "code", "placeholder": "Orders > Lost parcel"}),
    )
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    under = forms.CharField(required=False, max_length=1000)
    retire_missing = forms.BooleanField(required=False)

    def content(self) -> tuple[str, bytes]:
        """Name and bytes of what was uploaded, else of what was pasted."""
        given = self.cleaned_data["file"]
        if given is not None:
            if given.size > MOST_BYTES:
                raise BadFile(Fault(0, "The file is larger than 2 MB. A taxonomy has one row a category."))
            return given.name[:200], given.read()
        return self.cleaned_data["name"] or "pasted text", self.cleaned_data["text"].encode()


def taxonomy_import(request: HttpRequest) -> HttpResponse:
    permissions.check(signed_in(request), "propose_change_set")
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "tab": "import", **counts(request)}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "routing/taxonomy_import/page.html", context, status=status)
    try:
        name, raw = form.content()
        if not raw.strip():
            raise BadFile(Fault(0, "Choose a file, or paste the categories."))
        reading, tree = read(name, raw), trees.load()
        under = _under(tree, form.cleaned_data["under"])
        if "confirm" in request.POST:
            return _confirm(request, name, reading, tree, under, form.cleaned_data["retire_missing"])
        context |= _preview(reading, tree, under, form.cleaned_data["retire_missing"])
    except BadFile as bad:
        faults = {"faults": bad.faults, "more_faults": bad.more}
        return render(request, "routing/taxonomy_import/page.html", context | faults, status=422)
    except Refused as reason:
        return render(
            request, "routing/taxonomy_import/page.html", context | {"refused": str(reason)}, status=422
        )
    context |= {
        "name": name,
        "text": decoded(raw),
        "under": form.cleaned_data["under"],
    }
    return render(request, "routing/taxonomy_import/preview.html", context)


def _under(tree: Taxonomy, text: str) -> int | None:
    if not text.strip():
        return None
    found = tree.resolve(text)
    if found is None or tree.nodes[found].retired:
        raise Refused(f"“{text.strip()}” is not a category here; choose one from the list or leave it empty.")
    return found


def _imaginary() -> Callable[[int], list[int]]:
    """Numbers for a preview: below zero, where no category is."""
    numbers = count(1)
    return lambda wanted: [-next(numbers) for _ in range(wanted)]


def _preview(reading: Reading, tree: Taxonomy, under: int | None, retire_missing: bool) -> dict[str, Any]:
    known = facts()
    matched = match(reading, tree, _imaginary(), under=under, retire_missing=retire_missing)
    planned = plan(tree, matched.edits, known)
    found = check(list(reading.nodes))
    return {
        "reading": reading,
        "match": matched,
        "problems": [step for step in planned.steps if step.problem],
        "effects": effects(planned, known),
        "groups": [
            (name, [one for one in found if one.kind == kind])
            for kind, name in KIND_NAMES.items()
            if any(one.kind == kind for one in found)
        ],
        "found": len(found),
        "choices": [tree.path_name(pk) for pk, node in tree.nodes.items() if not node.retired],
        "retire_missing": retire_missing,
    }


def _confirm(
    request: HttpRequest, name: str, reading: Reading, tree: Taxonomy, under: int | None, retire_missing: bool
) -> HttpResponse:
    matched: Match = match(reading, tree, reserve_numbers, under=under, retire_missing=retire_missing)
    if not matched.edits:
        raise Refused("The taxonomy is already what the file says; there is nothing to change.")
    made = change_sets.start(title=f"Import of {name}", by=signed_in(request))
    change_sets.add(change_set=made, changes=matched.edits, by=signed_in(request))
    request.session[CURRENT] = made.pk
    messages.success(request, "A change set was made of it. Nothing is changed until it is applied.")
    return redirect("routing:change_set", pk=made.pk)

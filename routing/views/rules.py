from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from routing.models import Rule
from routing.rules import FIELDS, OPERATORS, BadRule, parse_conditions
from routing.ruling import save_rule, switch_rule
from support import taxonomy
from support.people import signed_in

# Rows of conditions the form offers; an empty row is no condition.
ROWS = 4


class RuleForm(forms.Form):
    name = forms.CharField(max_length=120, help_text="Shown to agents when it decides.")
    category = forms.TypedChoiceField(coerce=int)
    match_any = forms.TypedChoiceField(
        label="It holds when",
        coerce=lambda value: value == "any",
        choices=[("all", "all conditions hold"), ("any", "one condition holds")],
        initial="all",
    )
    note = forms.CharField(
        label="Why this rule exists", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        tree = taxonomy.load()
        self.fields["category"].choices = sorted(  # type: ignore[attr-defined]
            ((node.id, tree.path_name(node.id)) for node in tree.routable()), key=lambda choice: choice[1]
        )


def rules(request: HttpRequest) -> HttpResponse:
    rows = []
    for rule in Rule.objects.select_related("category", "author"):
        try:
            sentence = (" or " if rule.match_any else " and ").join(
                condition.sentence() for condition in parse_conditions(rule.conditions)
            )
        except BadRule as error:
            sentence = f"cannot be judged: {error}"
        rows.append((rule, sentence))
    return render(request, "routing/rules/page.html", {"rows": rows})


def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


def rule(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Rule, pk=pk))


def _edit(request: HttpRequest, found: Rule | None) -> HttpResponse:
    posted = request.method == "POST"
    form = RuleForm(request.POST if posted else None, initial=_initial(found))
    raw = _posted_conditions(request) if posted else _stored_conditions(found)
    if posted and form.is_valid():
        try:
            save_rule(rule=found, values=form.cleaned_data, conditions=raw, by=signed_in(request))
            messages.success(request, "The rule is saved and asked from the next ticket on.")
            return redirect("routing:rules")
        except BadRule as error:
            form.add_error(None, str(error))
    blank = [{"field": "text", "operator": "contains", "value": ""}]
    context = {
        "rule": found,
        "form": form,
        "conditions": raw + blank * max(1, ROWS - len(raw)),
        "fields": FIELDS,
        "operators": OPERATORS,
    }
    return render(request, "routing/rules/edit.html", context, status=422 if form.errors else 200)


def _initial(found: Rule | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "name": found.name,
        "category": found.category_id,
        "match_any": "any" if found.match_any else "all",
        "note": found.note,
    }


def _stored_conditions(found: Rule | None) -> list[dict[str, str]]:
    """What can be read of them: also a broken rule must open, to be repaired."""
    stored = found.conditions if found else []
    return [row for row in stored if isinstance(row, dict)] if isinstance(stored, list) else []


def _posted_conditions(request: HttpRequest) -> list[dict[str, str]]:
    columns = [request.POST.getlist(name) for name in ("field", "operator", "value")]
    rows = [
        dict(zip(("field", "operator", "value"), row, strict=True)) for row in zip(*columns, strict=False)
    ]
    return [row for row in rows if row["value"].strip()]


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    found = switch_rule(rule=get_object_or_404(Rule, pk=pk), by=signed_in(request))
    messages.success(request, f"“{found.name}” is {'on' if found.enabled else 'off'}.")
    return redirect("routing:rules")

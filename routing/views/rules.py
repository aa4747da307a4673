"""Rules: written, tried out, put in order; and the tickets they decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from routing import examples, recent
from routing.catching import Catch, Recent, catch
from routing.examples import Example
from routing.habits import habits
from routing.models import Rule
from routing.reports.reading import Scope
from routing.rules import FIELDS, OPERATORS, BadRule, RuleValue, parse_conditions
from routing.ruling import move_rule, save_rule, switch_rule
from routing.selectors import decided_by, override_counts
from routing.working import rule_values
from support import taxonomy
from support.language import NAMES
from support.people import signed_in

# Rows of conditions the form offers; an empty row is no condition.
ROWS = 4
TICKETS_SHOWN = 100


class RuleForm(forms.Form):
    name = forms.CharField(max_length=120, help_text="Shown to agents when it decides.")
    category = forms.TypedChoiceField(label="It files under", coerce=int)
    match_any = forms.TypedChoiceField(
        label="It holds when",
        coerce=lambda value: value == "any",
        choices=[("all", "all conditions hold"), ("any", "one condition holds")],
        initial="all",
    )
    note = forms.CharField(
        label="Why this rule exists", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    must_match = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    must_not_match = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        tree = taxonomy.load()
        self.fields["category"].choices = sorted(  # type: ignore[attr-defined]
            ((node.id, tree.path_name(node.id)) for node in tree.routable()), key=lambda choice: choice[1]
        )

    def rule_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "category", "note", "match_any")]

    def example_fields(self) -> list[forms.BoundField]:
        return [self["must_match"], self["must_not_match"]]


def rules(request: HttpRequest) -> HttpResponse:
    found = list(Rule.objects.select_related("category", "author"))
    overridden = override_counts(found)
    rows = [(rule, *_share(rule, overridden.get(rule.pk, 0))) for rule in found]
    simulated = Scope.of(request.GET).simulated
    context = {"rows": rows, "habits": habits(simulated=simulated), "simulated": simulated}
    return render(request, "routing/rules/page.html", context)


def _share(rule: Rule, overridden: int) -> tuple[int, float | None]:
    return overridden, overridden / rule.hits if rule.hits else None


def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


def rule(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Rule.objects.select_related("category", "author"), pk=pk))


def _edit(request: HttpRequest, found: Rule | None) -> HttpResponse:
    if request.method != "POST":
        initial = _initial(found) if found else request.GET.dict()
        raw = _stored_conditions(found) if found else _posted_conditions(request.GET)
        return _page(request, found, RuleForm(initial=initial), raw)
    raw = _posted_conditions(request.POST)
    if "preview" in request.POST:
        form = RuleForm(initial=request.POST.dict())  # half-filled is no mistake yet
        return _page(request, found, form, raw, preview=_preview(request, found, raw))
    form = RuleForm(request.POST)
    if form.is_valid():
        try:
            values = form.cleaned_data
            typed = examples.typed(values["must_match"], values["must_not_match"])
            save_rule(rule=found, values=values, conditions=raw, examples=typed, by=signed_in(request))
            messages.success(request, "The rule is saved and asked from the next ticket on.")
            return redirect("routing:rules")
        except BadRule as error:
            form.add_error(None, str(error))
    return _page(request, found, form, raw)


def _page(
    request: HttpRequest,
    found: Rule | None,
    form: RuleForm,
    conditions: list[dict[str, str]],
    preview: Preview | None = None,
) -> HttpResponse:
    blank = [{"field": "text", "operator": "contains", "value": ""}]
    overridden = override_counts([found]).get(found.pk, 0) if found else 0
    context = {
        "rule": found,
        "place": list(Rule.objects.values_list("pk", flat=True)).index(found.pk) + 1 if found else None,
        "overridden": _share(found, overridden) if found else None,
        "tried": _tried(found) if found else [],
        "form": form,
        "conditions": conditions + blank * max(1, ROWS - len(conditions)),
        "fields": FIELDS,
        "operators": OPERATORS,
        "languages": ", ".join(NAMES.values()),
        "preview": preview,
    }
    return render(request, "routing/rules/edit.html", context, status=422 if form.errors else 200)


def _initial(found: Rule) -> dict[str, Any]:
    kept = examples.stored(found.tests)
    return {
        "name": found.name,
        "category": found.category_id,
        "match_any": "any" if found.match_any else "all",
        "note": found.note,
        "must_match": examples.lines(kept, matching=True),
        "must_not_match": examples.lines(kept, matching=False),
    }


def _stored_conditions(found: Rule) -> list[dict[str, str]]:
    """What can be read of them: also a broken rule must open, to be repaired."""
    stored = found.conditions
    return [row for row in stored if isinstance(row, dict)] if isinstance(stored, list) else []


def _posted_conditions(data: QueryDict) -> list[dict[str, str]]:
    columns = [data.getlist(name) for name in ("field", "operator", "value")]
    rows = [
        dict(zip(("field", "operator", "value"), row, strict=True)) for row in zip(*columns, strict=False)
    ]
    return [row for row in rows if row["value"].strip()]


def _tried(found: Rule) -> list[tuple[Example, bool]]:
    """The rule's examples, each with whether it comes out as it must."""
    kept = examples.stored(found.tests)
    try:
        value = RuleValue(
            found.pk, found.name, found.category_id, parse_conditions(found.conditions), found.match_any
        )
        wrong = examples.failing(value, kept)
    except BadRule:
        return []
    return [(example, example not in wrong) for example in kept]


@dataclass(frozen=True)
class Preview:
    """What the conditions in the form would have caught, or why that cannot be said."""

    problem: str = ""
    catch: Catch | None = None
    category: str = ""
    rows: tuple[tuple[Recent, str], ...] = ()  # an example, and the name of the category it is filed under
    simulated: bool = False


def _preview(request: HttpRequest, found: Rule | None, raw: list[dict[str, str]]) -> Preview:
    try:
        conditions = parse_conditions(raw)
    except BadRule as error:
        return Preview(problem=str(error))
    tree, simulated = taxonomy.load(), Scope.of(request.GET).simulated
    chosen = request.POST.get("category", "")
    category = int(chosen) if chosen.isdecimal() and len(chosen) < 10 and int(chosen) in tree.nodes else 0
    value = RuleValue(0, "", category, conditions, request.POST.get("match_any") == "any")
    caught = catch(value, recent.tickets(simulated=simulated), _before(found))
    return Preview(
        catch=caught,
        category=tree.nodes[category].name if category else "",
        rows=tuple(
            (each, tree.nodes[each.category].name if each.category else "") for each in caught.examples
        ),
        simulated=simulated,
    )


def _before(found: Rule | None) -> list[RuleValue]:
    """The rules that are asked before this one; a new rule comes last."""
    asked = rule_values()
    places = [place for place, value in enumerate(asked) if found is not None and value.id == found.pk]
    return asked[: places[0]] if places else asked


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    found = switch_rule(rule=get_object_or_404(Rule, pk=pk), by=signed_in(request))
    messages.success(request, f"“{found.name}” is {'on' if found.enabled else 'off'}.")
    return redirect("routing:rules")


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down; the page comes back at the rule that was moved."""
    found = get_object_or_404(Rule, pk=pk)
    move_rule(rule=found, up=request.POST.get("to") == "up", by=signed_in(request))
    return redirect(f"{reverse('routing:rules')}#rule-{pk}")


def tickets(request: HttpRequest, pk: int) -> HttpResponse:
    """What a rule decided, or only what people corrected of it."""
    found = get_object_or_404(Rule.objects.select_related("category"), pk=pk)
    only = request.GET.get("only") == "overridden"
    rows = decided_by(found, overridden=only, most=TICKETS_SHOWN)
    overridden, share = _share(found, override_counts([found]).get(pk, 0))
    context = {
        "rule": found,
        "only": only,
        "rows": rows,
        "most": TICKETS_SHOWN,
        "overridden": overridden,
        "share": share,
    }
    return render(request, "routing/rules/tickets.html", context)

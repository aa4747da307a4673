"""The reference set: adding cases, labelling them independently, settling disputes."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from routing import reference
from routing.models import ReferenceCase
from routing.reports.shares import agreement
from routing.views.choosing import NoChoice, chosen, leaves
from routing.views.reports import download, frame
from support import permissions
from support.actions.tickets import Refused
from support.csvfiles import as_csv
from support.models import Ticket
from support.people import signed_in

SHOWN = 50


class CaseForm(forms.Form):
    ticket = forms.IntegerField(
        required=False, min_value=1, max_value=2**31, help_text="Its subject and first message."
    )
    text = forms.CharField(
        label="Or a text of your own",
        required=False,
        max_length=reference.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    count = forms.IntegerField(
        label="Or tickets drawn at random",
        required=False,
        min_value=1,
        max_value=reference.MOST_DRAWN,
        help_text=f"How many, up to {reference.MOST_DRAWN}. Drawn from all tickets that are not in the set.",
    )

    def clean(self) -> dict[str, object]:
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if len(given) != 1:
            raise forms.ValidationError("Fill in one of the three.")
        return self.cleaned_data


def overview(request: HttpRequest) -> HttpResponse:
    """How many cases there are, how far people agree, and what is disputed."""
    cases = ReferenceCase.objects.select_related("settled", "settled_by", "ticket").order_by("-id")
    context = {
        **frame(request, "reference"),
        "counts": reference.counts(),
        "agreement": agreement(reference.pairs()),
        "disputes": reference.disputes()[:SHOWN],
        "settled": cases.filter(settled_at__isnull=False)[:SHOWN],
    }
    return render(request, "routing/reference/page.html", context)


def add(request: HttpRequest) -> HttpResponse:
    form = CaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            messages.success(request, _added(request, form))
            return redirect("routing:reference")
        except (Refused, PermissionDenied) as reason:
            form.add_error(None, str(reason))
    context = {**frame(request, "reference"), "form": form}
    return render(request, "routing/reference/add.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, form: CaseForm) -> str:
    values, user = form.cleaned_data, signed_in(request)
    if values["count"]:
        added = reference.draw_cases(by=user, count=values["count"])
        return f"{added} {'case' if added == 1 else 'cases'} added."
    ticket = None
    if values["ticket"]:
        ticket = Ticket.objects.filter(pk=values["ticket"]).first()
        if ticket is None:
            raise Refused(f"There is no ticket #{values['ticket']}.")
    reference.add_case(by=user, text=values["text"], ticket=ticket)
    return "The case is added; two people label it now."


def label(request: HttpRequest) -> HttpResponse:
    """The next case that wants this person's label."""
    waiting = reference.to_label(signed_in(request))
    context = {
        **frame(request, "reference"),
        "case": waiting.first(),
        "left": waiting.count(),
        "choices": leaves(),
    }
    return render(request, "routing/reference/label.html", context)


@require_POST
def give_label(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ReferenceCase, pk=pk)
    try:
        reference.label_case(case=found, category=chosen(request), by=signed_in(request))
        messages.success(request, "Your label is kept.")
    except (Refused, NoChoice, PermissionDenied) as reason:
        messages.error(request, str(reason))
    return redirect("routing:label_case")


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """A disputed or settled case with both labels; one that still wants a label is shown without any."""
    found = get_object_or_404(ReferenceCase.objects.select_related("settled", "settled_by", "ticket"), pk=pk)
    if reference.is_open(found):
        return redirect("routing:label_case")
    context = {
        **frame(request, "reference"),
        "case": found,
        "labels": found.labels.select_related("by", "category"),
        "choices": leaves(),
    }
    return render(request, "routing/reference/case.html", context)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ReferenceCase, pk=pk)
    try:
        reference.settle_case(case=found, category=chosen(request), by=signed_in(request))
        messages.success(request, "Settled; the next version of the classifier is examined on it.")
        return redirect("routing:reference")
    except (Refused, NoChoice) as reason:
        messages.error(request, str(reason))
        return redirect("routing:reference_case", pk)


def export(request: HttpRequest) -> HttpResponse:
    """The set as CSV, without the answers of cases that still wait for their second label."""
    permissions.check(signed_in(request), "see_reports")
    return download(as_csv(reference.rows(), reference.COLUMNS), "reference.csv")

"""Eval cases, their runs and releases: what must hold before a configuration goes live."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from copilot.autonomy import auditing, ladder
from copilot.autonomy.intervals import wilson
from copilot.drafting.context import CUSTOMER
from copilot.evals import cases, configuration, releases, running
from copilot.evals.judging import CASES_FOR_NARROW
from copilot.models import EvalCase, EvalResult, EvalRun, Release
from copilot.tasks import run_evals
from routing.models import Correction, ReferenceCase
from support import permissions, taxonomy
from support.actions.tickets import Refused
from support.jobs import enqueue
from support.models import Category
from support.people import signed_in
from support.texts import MOST_CHARACTERS, clean_line, clean_text

RUNS_SHOWN, OFFERED = 20, 15
LIVE_DAYS = timedelta(days=28)


class Lines(forms.CharField):
    """A list of short texts, one a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}), **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class CaseForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A case; of a longer thread only the customer's last message is edited here."""

    message = forms.CharField(
        label="What the customer writes", max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 6})
    )
    figures = Lines(label="Figures it must give", help_text="One a line: 30 days, €4.95, 14 March.")
    must_say = Lines(label="Words it must say", help_text="One a line; “a | b” asks for one of them.")
    must_not_say = Lines(label="Words it must not say", help_text="One a line.")
    sops = Lines(label="SOPs, one of which it must cite", help_text="Their short names, one a line.")

    class Meta:
        model = EvalCase
        fields = (
            *("name", "kind", "category", "subject", "message", "customer_name", "figures", "must_say"),
            *("must_not_say", "sops", "should_abstain", "blocker", "active"),
        )
        labels = {
            "kind": "What is tried",
            "customer_name": "The customer's name",
            "should_abstain": "Right is: no draft, a person answers",
            "blocker": "Blocker: failing it once blocks a release",
            "active": "Active: tried in every run",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        leaves = [node.id for node in taxonomy.load().routable()]
        here = [self.instance.category_id] if self.instance.pk else []
        self.fields["category"].queryset = Category.objects.filter(pk__in=[*leaves, *here])  # type: ignore[attr-defined]
        if self.instance.thread:
            self.fields["message"].initial = self.instance.thread[-1][1]

    def case(self) -> EvalCase:
        """The instance with what was filled in."""
        found: EvalCase = self.instance
        for name in ("figures", "must_say", "must_not_say", "sops"):
            setattr(found, name, self.cleaned_data[name])
        found.thread = [*(found.thread or [])[:-1], [CUSTOMER, clean_text(self.cleaned_data["message"])]]
        return found


def overview(request: HttpRequest) -> HttpResponse:
    """The cases with their last result, the runs, the releases, and live samples beside them."""
    user = signed_in(request)
    last = EvalRun.objects.filter(state__in=["passed", "blocked"]).first()
    active = running.active_cases()
    shown = _results(last)
    live = configuration.live()
    rows = _narrowed(request, EvalCase.objects.select_related("category", "contributor"))
    context = {
        "tab": "evals",
        "cases": [(case, _tally(shown.get(case.pk))) for case in rows.order_by("category__name", "name")],
        "contributors": sorted({case.contributor for case in active if case.contributor}, key=str),
        "chosen": request.GET.get("by", ""),
        "last": last,
        "runs": EvalRun.objects.select_related("release", "baseline")[:RUNS_SHOWN],
        "releases": [(release, releases.why_not_live(release)) for release in Release.objects.all()],
        "live": live,
        "outdated": sorted({case.category for case in running.outdated(active)}, key=str),
        "uncovered": _uncovered(active),
        "sample": _live_sample(),
        "narrow": CASES_FOR_NARROW,
        "may_run": permissions.allows(user, "run_evals"),
        "may_release": permissions.allows(user, "release"),
    }
    return render(request, "copilot/evals/page.html", context)


def _narrowed(request: HttpRequest, rows: Any) -> Any:
    """One contributor's own hard cases, where asked for."""
    by = clean_line(request.GET.get("by", ""), 254)
    return rows.filter(contributor__email=by) if by else rows


def _results(run: EvalRun | None) -> dict[int, list[EvalResult]]:
    found: dict[int, list[EvalResult]] = {}
    for result in EvalResult.objects.filter(run=run).order_by("repeat") if run else []:
        found.setdefault(result.case_id, []).append(result)
    return found


def _tally(results: list[EvalResult] | None) -> dict[str, int] | None:
    """How often a case passed in a run; None when it was not tried."""
    if not results:
        return None
    errors = sum(one.passed is None for one in results)
    return {"passed": sum(bool(one.passed) for one in results), "tries": len(results), "errors": errors}


def _uncovered(active: list[EvalCase]) -> list[Category]:
    """Categories that draft although no case speaks for them: no run can vouch for those."""
    covered = {case.category_id for case in active}
    return [category for category in ladder.drafting_now().order_by("name") if category.pk not in covered]


def _live_sample() -> dict[str, Any]:
    """What blind audits said of real drafts lately: cases that pass are not yet customers well served."""
    recent = auditing.judged().filter(judged_at__gte=timezone.now() - LIVE_DAYS)
    counts = recent.order_by().aggregate(
        n=Count("pk"),
        good=Count("pk", filter=Q(unacceptable=False)),
        simulated=Count("pk", filter=Q(draft__ticket__simulated=True)),
    )
    low, high = wilson(counts["good"], counts["n"])
    share = counts["good"] / counts["n"] if counts["n"] else None
    return {**counts, "share": share, "low": low, "high": high, "days": LIVE_DAYS.days}


def case(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Write or change a case, and see how it fared."""
    found = get_object_or_404(EvalCase.objects.select_related("category"), pk=pk) if pk else EvalCase()
    before = {name: getattr(found, name) for name in cases.ASKED} if pk else None
    form = CaseForm(request.POST or None, instance=found, initial={"active": True} if not pk else None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = cases.save(case=form.case(), by=signed_in(request), before=before)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Kept. It is tried in the next run.")
            return redirect("copilot:eval_case", pk=saved.pk)
    context = {
        "tab": "evals",
        "case": found if pk else None,
        "form": form,
        "earlier": found.thread[:-1] if pk else [],
        "complaint": cases.complaint(found) if pk and not form.errors else "",
        "results": EvalResult.objects.filter(case=found)
        .select_related("run__release")
        .order_by("-run_id", "repeat")[:12]
        if pk
        else [],
    }
    return render(request, "copilot/evals/case.html", context, status=422 if form.errors else 200)


def sources(request: HttpRequest) -> HttpResponse:
    """What happened lately that could become a case in one press."""
    known = EvalCase.objects.filter(ticket=OuterRef("ticket"), origin=EvalCase.Origin.CORRECTION)
    corrections = Correction.objects.filter(~Exists(known), undone_at=None, from_category__isnull=False)
    settled = ReferenceCase.objects.filter(settled__isnull=False)
    context = {
        "tab": "evals",
        "corrections": corrections.exclude(from_category=None)
        .select_related("ticket", "from_category", "to_category")
        .order_by("-id")[:OFFERED],
        "references": settled.select_related("settled").order_by("-id")[:OFFERED],
    }
    return render(request, "copilot/evals/sources.html", context)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A case from what happened: `of` is outcome, audit, item, correction or reference; `pk` which one."""
    of, number = request.POST.get("of", ""), request.POST.get("pk", "")
    pk = int(number) if number.isdecimal() and len(number) < 18 else 0
    try:
        made = cases.make(of=of, pk=pk, by=signed_in(request))
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("copilot:evals")
    text = "It is tried in the next run." if made.active else cases.complaint(made)
    messages.success(request, f"An eval case was made. {text}")
    return redirect("copilot:eval_case", pk=made.pk)


@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    category = get_object_or_404(Category, key=key)
    held = cases.confirm(category=category, by=signed_in(request))
    messages.success(request, f"{held} case{'' if held == 1 else 's'} of “{category.name}” still hold.")
    return redirect("copilot:evals")


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    name = clean_line(request.POST.get("release", ""), 80)
    release = get_object_or_404(Release, name=name) if name else None
    started = running.start(release=release, by=signed_in(request))
    enqueue(run_evals, started.pk)
    return redirect("copilot:eval_run", pk=started.pk)


def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: what blocks, what changed against the baseline, and every case."""
    found = get_object_or_404(EvalRun.objects.select_related("release", "baseline__release", "by"), pk=pk)
    results = _results(found)
    tried = EvalCase.objects.filter(pk__in=results).select_related("category").in_bulk()
    before = _results(found.baseline) if found.baseline else {}
    rows: list[dict[str, Any]] = [
        {
            "case": tried[pk],
            "tally": _tally(ones),
            "passed": all(one.passed for one in ones),
            "before": _passed(before.get(pk)),
            "reasons": sorted({reason for one in ones for reason in [*one.reasons, one.error] if reason}),
        }
        for pk, ones in results.items()
    ]
    rows.sort(key=lambda row: (row["passed"], row["case"].name))
    context = {"tab": "evals", "run": found, "rows": rows, "narrow": CASES_FOR_NARROW}
    return render(request, "copilot/evals/run.html", context)


def _passed(results: list[EvalResult] | None) -> bool | None:
    return all(one.passed for one in results) if results else None


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    posted = request.POST
    ladder = [step.strip() for step in posted.get("ladder", "").replace(",", " ").split()]
    try:
        releases.propose(
            name=posted.get("name", ""),
            strong=posted.get("strong", ""),
            small=posted.get("small", ""),
            ladder=ladder,
            why=clean_line(posted.get("why", ""), 300),
            by=signed_in(request),
        )
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("copilot:evals")


@require_POST
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a release live; `0` goes back to what is configured."""
    user = signed_in(request)
    try:
        if pk == 0:
            releases.go_back(by=user)
            messages.success(request, "Drafts are made as configured again.")
        else:
            release = releases.go_live(release=get_object_or_404(Release, pk=pk), by=user)
            messages.success(request, f"“{release.name}” is live.")
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("copilot:evals")

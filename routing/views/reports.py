"""The routing report, the tickets behind each of its cells, new topics, and labels to take away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from routing import auditing, labels, reference, topic_scans
from routing.classifier import configured
from routing.models import ClassifierVersion, Path
from routing.reports import confusion, curves, reading
from routing.reports.confusion import Judged
from routing.reports.reading import Scope
from routing.tasks import find_new_topics
from routing.training import PRECISION
from support import permissions, taxonomy
from support.csvfiles import as_csv
from support.jobs import enqueue
from support.models import Ticket
from support.people import signed_in
from support.taxonomy import Taxonomy

CELL_SHOWN = 200


def frame(request: HttpRequest, here: str, scope: Scope | None = None) -> dict[str, Any]:
    """What every page of the report has: its tabs with what waits behind them."""
    user = signed_in(request)
    return {
        "tab": here,
        "audits_waiting": auditing.waiting_for(user).count(),
        "reference_waiting": reference.to_label(user).count(),
        "disputed": reference.disputes().count(),
        "scope": scope or Scope.of(request.GET),
        "windows": reading.WINDOWS,
    }


def report(request: HttpRequest) -> HttpResponse:
    """How routing does: against corrections and audits, by path and branch, and over time."""
    scope = Scope.of(request.GET)
    rows, spoken = reading.judged(scope), reading.spoken_about(scope)
    paths = reading.by_path(scope, rows, spoken)
    tree = taxonomy.load()
    context = {
        **frame(request, "report", scope),
        "left_out": scope.others(),
        "accuracy": reading.accuracy(scope, rows, spoken),
        "paths": paths,
        "machine_share": _machine_percent(paths),
        "filed_after": reading.waiting_minutes(scope),
        "spent": configured().spent(scope.since),
        "mix": reading.mix(scope),
        "mix_shown": reading.MIX_SHOWN,
        "tree": tree,
        "corrected": reading.most_corrected(scope),
        "versions": reading.versions(),
        **_confusion(request, rows, tree),
        **_curves(rows),
    }
    return render(request, "routing/report/page.html", context)


def _machine_percent(paths: list[dict[str, Any]]) -> float:
    own = (Path.RULE, Path.LEARNED, Path.MODEL)
    return 100 * sum(float(path["share"]) for path in paths if path["key"] in own)


def _confusion(request: HttpRequest, rows: list[Judged], tree: Taxonomy) -> dict[str, Any]:
    evidence, branch = _evidence(request), _branch(request, tree)
    kept = [row for row in rows if row.audited or evidence == "all"]
    return {
        "evidence": evidence,
        "branch": branch,
        "branch_path": tree.path(branch) if branch else (),
        "confusion": confusion.matrix(kept, tree, branch),
        "branches": {str(node.id) for node in tree.nodes.values() if node.parent == branch}
        & {str(node.parent) for node in tree.nodes.values()},
    }


def _evidence(request: HttpRequest) -> str:
    return "audits" if request.GET.get("evidence") == "audits" else "all"


def _branch(request: HttpRequest, tree: Taxonomy) -> int | None:
    given = request.GET.get("branch", "")
    return int(given) if given.isdecimal() and len(given) < 10 and int(given) in tree.nodes else None


def _curves(rows: list[Judged]) -> dict[str, Any]:
    live = ClassifierVersion.objects.filter(live=True).defer("artifact").first()
    scores = live.scores if live else {}
    held_out = [(point[0], point[1], point[2]) for point in scores.get("curve", [])]
    audited = curves.audited_curve(rows)
    return {
        "live": live,
        "chart": curves.chart(held_out, audited, PRECISION),
        "held_out_points": held_out,
        "audited_points": audited,
        "audited_n": len(curves.learned_only(rows)),
        "promises": curves.promises(scores.get("coverage", {}), rows, PRECISION),
        "calibration": curves.calibration(rows),
    }


def cell(request: HttpRequest) -> HttpResponse:
    """The tickets behind one cell of the confusion table."""
    scope, tree = Scope.of(request.GET), taxonomy.load()
    said, truth, branch = request.GET.get("said", ""), request.GET.get("truth", ""), _branch(request, tree)
    said_name, truth_name = _name(tree, said, confusion.ANSWERS), _name(tree, truth, confusion.TRUTHS)
    evidence = _evidence(request)
    kept = [row for row in reading.judged(scope) if row.audited or evidence == "all"]
    found = confusion.behind(kept, tree, branch, said, truth)
    tickets = Ticket.objects.in_bulk([row.ticket for row in found[:CELL_SHOWN]])
    context = {
        **frame(request, "report", scope),
        "rows": [(row, tickets[row.ticket]) for row in found[:CELL_SHOWN] if row.ticket in tickets],
        "n": len(found),
        "said": said_name,
        "truth": truth_name,
        "evidence": evidence,
        "branch": branch,
        "tree": tree,
    }
    return render(request, "routing/report/cell.html", context)


def _name(tree: Taxonomy, key: str, names: dict[str, str]) -> str:
    if key in names:
        return names[key]
    if key.isdecimal() and len(key) < 10 and int(key) in tree.nodes:
        return tree.path_name(int(key))
    raise Http404("There is no such cell.")


def topics(request: HttpRequest) -> HttpResponse:
    """Groups of tickets the system put nowhere: categories that may be missing."""
    context = frame(request, "topics")
    context["found"] = topic_scans.shown(context["scope"].simulated)
    return render(request, "routing/report/topics.html", context)


@require_POST
def look_for_topics(request: HttpRequest) -> HttpResponse:
    permissions.check(signed_in(request), "retrain")
    if enqueue(find_new_topics):
        messages.success(request, "Looking; what is found appears here in a minute.")
    else:
        messages.error(request, "The task broker cannot be reached. Nothing is lost; try again in a minute.")
    return redirect("routing:topics")


def labels_file(request: HttpRequest) -> HttpResponse:
    """Every label as CSV; `evaluate_routing` reads it."""
    permissions.check(signed_in(request), "see_reports")
    return download(as_csv([vars(label) for label in labels.given()], labels.COLUMNS), "labels.csv")


def download(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)

"""The value report, as a page and as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from copilot.reports import value as report
from copilot.reports.rates import Rate
from copilot.reports.value import Line, Scope
from copilot.views.exports import csv_file
from support.csvfiles import as_csv

COLUMNS = (
    *("group", "name", "first_replies", "automatic", "automatic_share"),
    *("system_judged", "system_resolved", "people_judged", "people_resolved"),
    *("system_ratings", "system_helpful", "people_ratings", "people_helpful"),
    *("handling_seconds_median", "handling_n", "minutes_saved"),
)


def value(request: HttpRequest) -> HttpResponse:
    """Automation beside what customers got, with n and intervals."""
    scope = Scope.of(request.GET)
    found = report.value(scope)
    tables = (("By category", "Category", found.categories), ("By month", "Month", found.months))
    context = {"report": found, "scope": scope, "windows": report.WINDOWS, "tables": tables}
    return render(request, "copilot/report/value.html", context)


def value_file(request: HttpRequest) -> HttpResponse:
    found = report.value(Scope.of(request.GET))
    groups = (("all", [found.total]), ("category", found.categories), ("month", found.months))
    rows = [_row(group, line) for group, lines in groups for line in lines]
    return csv_file(as_csv(rows, COLUMNS), "value.csv")


def _row(group: str, line: Line) -> dict[str, Any]:
    counts: dict[str, Rate] = {"system": line.system.resolved, "people": line.people.resolved}
    ratings: dict[str, Rate] = {"system": line.system.liked, "people": line.people.liked}
    return {
        "group": group,
        "name": line.name,
        "first_replies": line.automatic.n,
        "automatic": line.automatic.k,
        "automatic_share": line.automatic.share,
        **{f"{side}_judged": rate.n for side, rate in counts.items()},
        **{f"{side}_resolved": rate.k for side, rate in counts.items()},
        **{f"{side}_ratings": rate.n for side, rate in ratings.items()},
        **{f"{side}_helpful": rate.k for side, rate in ratings.items()},
        "handling_seconds_median": line.people.seconds,
        "handling_n": len(line.people.handling),
        "minutes_saved": line.minutes_saved,
    }

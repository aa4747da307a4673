"""Readiness, evidence and resolutions as files for a spreadsheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from copilot.reports import tables
from support.csvfiles import as_csv
from support.models import Category


def readiness_file(request: HttpRequest) -> HttpResponse:
    return csv_file(as_csv(tables.readiness(), tables.READINESS), "readiness.csv")


def evidence_file(request: HttpRequest, key: str) -> HttpResponse:
    category = get_object_or_404(Category, key=key)
    return csv_file(as_csv(tables.evidence_by_day(category), tables.EVIDENCE), f"evidence-{category.key}.csv")


def resolutions_file(request: HttpRequest) -> HttpResponse:
    return csv_file(as_csv(tables.resolutions(), tables.RESOLUTIONS), "resolutions.csv")


def csv_file(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

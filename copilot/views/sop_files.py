"""SOPs out of files and into them: looked at first, then brought in."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from copilot.models import Sop, SopVersion
from copilot.sops import exporting
from copilot.sops.importing import bringing, planning
from copilot.sops.importing.files import MOST_TOGETHER, Fault, NamedFile
from copilot.sops.importing.reading import Candidate
from support import permissions
from support.actions.tickets import Refused
from support.people import signed_in

SALT = "sop-import"
GOOD_FOR_SECONDS = 12 * 3600
# What was looked at travels back with the form, packed; Django takes no larger form than 5 MB.
MOST_PACKED = 4_000_000


def import_sops(request: HttpRequest) -> HttpResponse:
    permissions.check(signed_in(request), "import_sops")
    if request.method != "POST":
        return render(request, "copilot/sop/import.html", {"tab": "import"})
    if "texts" in request.POST:
        return _bring_in(request)
    try:
        plan = planning.plan_files(_given(request))
    except Refused as reason:
        return _again(request, [Fault("", 0, str(reason))])
    if not plan.planned:
        return _again(request, list(plan.faults))
    packed = signing.dumps([asdict(one.candidate) for one in plan.planned], salt=SALT, compress=True)
    if len(packed) > MOST_PACKED:
        return _again(request, [Fault("", 0, "This is too much for one import; bring the files by parts.")])
    return render(request, "copilot/sop/import_preview.html", _preview(plan, packed))


def _given(request: HttpRequest) -> list[NamedFile]:
    uploads = request.FILES.getlist("files")
    if not uploads:
        raise Refused("Choose one or more files.")
    if sum(upload.size or 0 for upload in uploads) > MOST_TOGETHER:
        raise Refused(f"Together the files are larger than {MOST_TOGETHER // 1_000_000} MB.")
    return [NamedFile((upload.name or "file")[:200], upload.read()) for upload in uploads]


def _preview(plan: planning.Plan, packed: str) -> dict[str, Any]:
    steps = {step.value: plan.count(step) for step in planning.Step}
    return {"plan": plan, "steps": steps, "texts": packed, "tab": "import"}


def _again(request: HttpRequest, faults: list[Fault]) -> HttpResponse:
    return render(request, "copilot/sop/import.html", {"tab": "import", "faults": faults}, status=422)


def _bring_in(request: HttpRequest) -> HttpResponse:
    """What was looked at, planned anew: the desk may have changed since."""
    try:
        rows = signing.loads(request.POST["texts"], salt=SALT, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return _again(request, [Fault("", 0, "That look was too long ago; choose the files again.")])
    plan = planning.plan([Candidate(**row) for row in rows])
    skip = request.POST.get("existing") == "skip"
    try:
        brought = bringing.bring_in(plan=plan, by=signed_in(request), skip_existing=skip)
    except Refused as reason:
        messages.error(request, str(reason))
        return render(
            request, "copilot/sop/import_preview.html", _preview(plan, request.POST["texts"]), status=422
        )
    said = f"{len(brought.made)} new, {len(brought.changed)} new versions. None is published yet."
    messages.success(request, said)
    return redirect("copilot:sops")


def export_all(request: HttpRequest) -> HttpResponse:
    """Every published SOP, a Markdown file each."""
    versions = SopVersion.objects.filter(state="published", sop__retired_at=None).select_related("sop")
    return _download("sops.zip", exporting.as_zip(list(versions.order_by("sop__slug"))), "application/zip")


def export(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    get_object_or_404(Sop, slug=slug)
    version = get_object_or_404(SopVersion.objects.select_related("sop"), sop__slug=slug, number=number)
    name, text = exporting.as_file(version)
    return _download(name, text.encode(), "text/markdown; charset=utf-8")


def _download(name: str, content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )

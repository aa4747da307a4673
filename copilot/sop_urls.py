"""Addresses of SOPs, part of `copilot/urls.py`."""

from django.urls import path

from copilot.views import sop_changes, sop_files, sop_use, sops

urlpatterns = [
    path("sops/", sops.sops, name="sops"),
    path("sops/new/", sops.new, name="new_sop"),
    path("sops/uncovered/", sops.uncovered, name="uncovered"),
    path("sops/coverage/", sops.coverage_page, name="sop_coverage"),
    path("sops/preview/", sops.preview, name="preview"),
    path("sops/import/", sop_files.import_sops, name="import_sops"),
    path("sops/export/", sop_files.export_all, name="export_sops"),
    path("sops/<slug:slug>/", sops.sop, name="sop"),
    path("sops/<slug:slug>/edit/", sops.edit, name="edit_sop"),
    path("sops/<slug:slug>/publish/", sop_changes.publish, name="publish"),
    path("sops/<slug:slug>/propose/", sop_changes.propose, name="propose_sop"),
    path("sops/<slug:slug>/discard/", sop_changes.discard, name="discard_sop"),
    path("sops/<slug:slug>/retire/", sop_changes.retire, name="retire"),
    path("sops/<slug:slug>/reinstate/", sop_changes.reinstate, name="reinstate"),
    path("sops/<slug:slug>/compare/", sop_changes.compare, name="compare_sop"),
    path("sops/<slug:slug>/use/", sop_use.use, name="sop_use"),
    path("sops/<slug:slug>/suggest/<int:line>/<int:message>/", sop_use.suggest, name="suggest_sop"),
    path("sops/<slug:slug>/<int:number>/", sops.version, name="sop_version"),
    path("sops/<slug:slug>/<int:number>/markdown/", sop_files.export, name="export_sop"),
    path("sops/<slug:slug>/<int:number>/restore/", sop_changes.restore, name="restore_sop"),
]

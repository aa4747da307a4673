from django.urls import path

from copilot.views import change_sets, drafts, outcomes, readiness, sop_changes, sops, traces

app_name = "copilot"

urlpatterns = [
    path("tickets/<int:number>/draft/", drafts.draft, name="draft"),
    path("tickets/<int:number>/doubts/", drafts.doubts_about, name="doubts"),
    path("drafts/<int:pk>/again/", drafts.again, name="draft_again"),
    path("drafts/<int:pk>/attention/", drafts.attention, name="attention"),
    path("drafts/<int:pk>/rate/", drafts.rate, name="rate"),
    path("sections/<int:pk>/", drafts.section, name="section"),
    path("change-sets/<int:pk>/effects/", change_sets.change_set_effects, name="change_set_effects"),
    path("sops/", sops.sops, name="sops"),
    path("sops/new/", sops.new, name="new_sop"),
    path("sops/uncovered/", sops.uncovered, name="uncovered"),
    path("sops/preview/", sops.preview, name="preview"),
    path("sops/<slug:slug>/", sops.sop, name="sop"),
    path("sops/<slug:slug>/edit/", sops.edit, name="edit_sop"),
    path("sops/<slug:slug>/publish/", sop_changes.publish, name="publish"),
    path("sops/<slug:slug>/propose/", sop_changes.propose, name="propose_sop"),
    path("sops/<slug:slug>/discard/", sop_changes.discard, name="discard_sop"),
    path("sops/<slug:slug>/retire/", sop_changes.retire, name="retire"),
    path("sops/<slug:slug>/reinstate/", sop_changes.reinstate, name="reinstate"),
    path("sops/<slug:slug>/compare/", sop_changes.compare, name="compare_sop"),
    path("sops/<slug:slug>/<int:number>/", sops.version, name="sop_version"),
    path("sops/<slug:slug>/<int:number>/restore/", sop_changes.restore, name="restore_sop"),
    path("reports/outcomes/", outcomes.outcomes, name="outcomes"),
    path("messages/<int:pk>/outcome/", outcomes.outcome, name="outcome"),
    path("messages/<int:pk>/outcome/line/", outcomes.line, name="outcome_line"),
    path("messages/<int:pk>/outcome/tag/", outcomes.tag, name="tag"),
    path("readiness/", readiness.readiness, name="readiness"),
    path("readiness/<slug:key>/", readiness.category, name="readiness_category"),
    path("readiness/<slug:key>/pause/", readiness.pause, name="pause"),
    path("readiness/<slug:key>/level/", readiness.level, name="level"),
    path("stop/", readiness.stop, name="stop"),
    path("traces/", traces.traces, name="traces"),
    path("traces/<int:pk>/", traces.trace, name="trace"),
]

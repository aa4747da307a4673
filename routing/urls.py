from django.urls import path

from routing.views import audits, categories, classifier, reference, reports, route, rules, triage

app_name = "routing"

urlpatterns = [
    path("tickets/<int:number>/route/", route.route, name="route"),
    path("tickets/<int:number>/correct/", route.correct, name="correct"),
    path("corrections/<int:pk>/undo/", route.undo, name="undo"),
    path("triage/", triage.triage, name="triage"),
    path("triage/<int:number>/", triage.file, name="triage_file"),
    path("taxonomy/", categories.taxonomy, name="taxonomy"),
    path("taxonomy/new/", categories.new, name="new_category"),
    path("taxonomy/<slug:key>/", categories.category, name="category"),
    path("rules/", rules.rules, name="rules"),
    path("rules/new/", rules.new, name="new_rule"),
    path("rules/<int:pk>/", rules.rule, name="rule"),
    path("rules/<int:pk>/switch/", rules.switch, name="switch_rule"),
    path("reports/routing/", reports.report, name="report"),
    path("reports/routing/tickets/", reports.cell, name="cell"),
    path("reports/routing/topics/", reports.topics, name="topics"),
    path("reports/routing/topics/look/", reports.look_for_topics, name="look_for_topics"),
    path("reports/routing/labels.csv", reports.labels_file, name="labels_file"),
    path("reports/routing/retrain/", classifier.retrain, name="retrain"),
    path("audits/routes/", audits.audits, name="audits"),
    path("audits/routes/<int:pk>/judge/", audits.judge, name="judge_audit"),
    path("reference/", reference.overview, name="reference"),
    path("reference/add/", reference.add, name="add_case"),
    path("reference/label/", reference.label, name="label_case"),
    path("reference/reference.csv", reference.export, name="reference_file"),
    path("reference/<int:pk>/", reference.case, name="reference_case"),
    path("reference/<int:pk>/label/", reference.give_label, name="give_label"),
    path("reference/<int:pk>/settle/", reference.settle, name="settle_case"),
]

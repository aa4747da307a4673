from django.urls import path

from routing.views import categories, classifier, route, rules

app_name = "routing"

urlpatterns = [
    path("tickets/<int:number>/route/", route.route, name="route"),
    path("tickets/<int:number>/correct/", route.correct, name="correct"),
    path("corrections/<int:pk>/undo/", route.undo, name="undo"),
    path("taxonomy/", categories.taxonomy, name="taxonomy"),
    path("taxonomy/new/", categories.new, name="new_category"),
    path("taxonomy/<slug:key>/", categories.category, name="category"),
    path("rules/", rules.rules, name="rules"),
    path("rules/new/", rules.new, name="new_rule"),
    path("rules/<int:pk>/", rules.rule, name="rule"),
    path("rules/<int:pk>/switch/", rules.switch, name="switch_rule"),
    path("reports/routing/", classifier.report, name="report"),
    path("reports/routing/retrain/", classifier.retrain, name="retrain"),
]

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from support import audit, permissions
from support import taxonomy as trees
from support.actions.categories import OWNERS, create_category, edit_category
from support.actions.tickets import Refused
from support.models import AuditEvent, Category
from support.people import signed_in


class CategoryForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Category
        fields = [
            "name",
            "parent",
            "description",
            "when_to_use",
            "when_not_to_use",
            "risk",
            "owner_team",
            "owner",
            "deputy",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("description", "when_to_use", "when_not_to_use")
        }
        help_texts = {
            "risk": "Sets how few unacceptable drafts are tolerated before the category may move up."
        }

    def without_owners(self) -> None:
        for name in OWNERS:
            del self.fields[name]

    def _get_validation_exclusions(self) -> set[str]:
        # The action refuses circles and double owners in words; a constraint would only tell its name.
        return {*super()._get_validation_exclusions(), "parent", *OWNERS}  # type: ignore[misc]  # not in stubs


def category(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Category.objects.select_related("parent", "owner", "deputy"), key=key)
    user = signed_in(request)
    posted = request.method == "POST"
    if posted:
        permissions.check(user, "edit_taxonomy")
    form = CategoryForm(request.POST if posted else None, instance=found)
    if not permissions.allows(user, "set_owner"):
        form.without_owners()
    if posted and form.is_valid():
        try:
            edit_category(category=found, values=form.cleaned_data, by=user)
            messages.success(request, f"“{form.cleaned_data['name']}” is saved.")
            return redirect("routing:category", key=key)
        except Refused as reason:
            form.add_error(None, str(reason))
    tree = trees.load()
    context = {
        "category": found,
        "form": form,
        "path": tree.path(found.pk)[:-1],
        "other_names": [alias.name for alias in found.aliases.all()],
        "children": tree.children(found.pk),
        "may_edit": permissions.allows(user, "edit_taxonomy"),
        "history": AuditEvent.objects.filter(subject=audit.subject_of(found)).order_by("-id")[:20],
    }
    return render(request, "routing/category/page.html", context, status=422 if form.errors else 200)


def new(request: HttpRequest) -> HttpResponse:
    permissions.check(signed_in(request), "edit_taxonomy")
    form = CategoryForm(request.POST if request.method == "POST" else None)
    form.without_owners()
    if request.method == "POST" and form.is_valid():
        made = create_category(values=form.cleaned_data, by=signed_in(request))
        messages.success(request, f"“{made.name}” is part of the taxonomy.")
        return redirect("routing:category", key=made.key)
    return render(request, "routing/category/new.html", {"form": form}, status=422 if form.errors else 200)

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from support.forms import PreferencesForm
from support.people import signed_in


def preferences(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    posted = request.method == "POST"
    form = PreferencesForm(request.POST if posted else None, initial={"keys_enabled": user.keys_enabled})
    if posted and form.is_valid():
        user.keys_enabled = form.cleaned_data["keys_enabled"]
        user.save(update_fields=["keys_enabled"])
        messages.success(request, "Saved.")
        return redirect("support:preferences")
    return render(request, "support/preferences/page.html", {"form": form})


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with sample content, for those who build on them."""
    return render(request, "support/gallery/page.html")

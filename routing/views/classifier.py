from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from routing.tasks import retrain as retrain_task
from support import permissions
from support.jobs import enqueue
from support.people import signed_in


@require_POST
def retrain(request: HttpRequest) -> HttpResponse:
    permissions.check(signed_in(request), "retrain")
    if enqueue(retrain_task):
        messages.success(request, "Training has started; the new version appears below when it is done.")
    else:
        messages.error(request, "The task broker cannot be reached. Nothing is lost; try again in a minute.")
    return redirect("routing:report")

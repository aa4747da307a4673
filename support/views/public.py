"""What the outside world sees: the contact form and the health of the process."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

import redis
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from support import live
from support.actions import ratings
from support.actions.tickets import receive_ticket
from support.forms import ContactForm
from support.models import Channel


@login_not_required
def contact(request: HttpRequest) -> HttpResponse:
    form = ContactForm(request.POST or None, request.FILES or None, initial={"token": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if values["website"]:
            return redirect("support:contact_thanks")  # a program; thank it and store nothing
        receive_ticket(
            subject=values["subject"],
            body=values["body"],
            email=values["email"],
            name=values["name"],
            channel=Channel.FORM,
            channel_id=_identity(values),
            attachments=values["attachments"],
        )
        return redirect("support:contact_thanks")
    status = 422 if request.method == "POST" else 200
    return render(request, "support/contact/page.html", {"form": form}, status=status)


def _identity(values: dict[str, Any]) -> str:
    """The same form sent twice is one request; gone back to and filled in anew it is another."""
    content = hashlib.sha256(f"{values['email']}\n{values['subject']}\n{values['body']}".encode()).hexdigest()
    return f"form:{values['token'] or uuid.uuid4()}:{content[:16]}"


@login_not_required
def contact_thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "support/contact/thanks.html")


# The signed link is the right to answer, so no cookie is needed, and none is set. Reading the page stores
# nothing: mail scanners open links too.
@csrf_exempt
@login_not_required
def rate(request: HttpRequest, token: str) -> HttpResponse:
    try:
        message = ratings.message_of(token)
    except ratings.UnknownLink:
        return render(request, "support/rating/page.html", status=404)
    answer = {"yes": True, "no": False}.get(request.POST.get("helpful", ""))
    if answer is not None:
        ratings.rate(message=message, helpful=answer)
        return redirect("support:rate", token=token)
    context = {"message": message, "rating": getattr(message, "rating", None)}
    return render(request, "support/rating/page.html", context)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """503 without the database. Without the broker the desk still works, so that alone is 200 and said."""
    database, broker = "ok", "ok"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        database = type(error).__name__
    try:
        live.client().ping()
    except (redis.RedisError, OSError) as error:
        broker = type(error).__name__
    return JsonResponse({"database": database, "broker": broker}, status=200 if database == "ok" else 503)

"""What a page of tickets costs at the least: one indexed query for objects, one template, no layout.

Behind the same middleware as every page, signing in included. As a module of addresses it adds this page to
the product's own.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from support.models import Ticket

ROWS = 51
TEMPLATE = """<!doctype html><html lang="en"><head><title>Tickets</title></head><body><table>
{% for ticket in tickets %}<tr><td><a href="/tickets/{{ ticket.pk }}/">{{ ticket.subject }}</a></td>
<td>{{ ticket.customer.name }}</td><td>{{ ticket.category.name }}</td><td>{{ ticket.assignee.name }}</td>
<td>{{ ticket.status }}</td><td>{{ ticket.last_activity_at|date:"j M H:i" }}</td></tr>{% endfor %}
</table></body></html>"""


def reference(request: HttpRequest) -> HttpResponse:
    tickets = (
        Ticket.objects.filter(status="open")
        .select_related("customer", "category", "assignee")
        .defer("search")
        .order_by("-last_activity_at", "-id")[:ROWS]
    )
    return HttpResponse(template.render({"tickets": tickets}))


template = engines["django"].from_string(TEMPLATE)
urlpatterns = [path("reference/", reference), path("", include("config.urls"))]

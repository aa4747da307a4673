"""What every page of the desk needs."""

from django.conf import settings
from django.http import HttpRequest


def desk(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 (Django's signature)
    return {"demo": settings.DEMO, "events_url": settings.EVENTS_URL}

"""What every page of the desk needs."""

from django.conf import settings
from django.http import HttpRequest


def desk(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    return {
        "demo": settings.DEMO,
        "events_url": events_url(request),
        "keys_off": bool(user and user.is_authenticated and not user.keys_enabled),
    }


def events_url(request: HttpRequest) -> str:
    """Where this page's event stream is: another port of the same host, a path, or nowhere."""
    if not settings.EVENTS_URL.startswith(":"):
        return settings.EVENTS_URL
    host = (
        request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    )
    return f"{request.scheme}://{host}{settings.EVENTS_URL}/events/"

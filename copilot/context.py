"""What every page says about the copilot: that no model is configured, and that drafting is stopped."""

from django.http import HttpRequest

from copilot import gateway
from copilot.notices import notices

OFFLINE = "Offline: no model is configured. Drafts are assembled from the SOPs' own sentences."


def backend_notice(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "htmx", False):
        return {}
    return {
        "backend_notice": OFFLINE if gateway.backend_name() == "offline" else "",
        **notices(user),
    }

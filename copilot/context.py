"""What every page says about the copilot."""

from django.http import HttpRequest

from copilot.autonomy import ladder


def backend_notice(request: HttpRequest) -> dict[str, object]:
    """The running stop of everything, if any: it stands on every page."""
    if (
        not getattr(request, "user", None)
        or not request.user.is_authenticated
        or getattr(request, "htmx", False)
    ):
        return {}
    return {"everything_paused": ladder.running_pause(None)}

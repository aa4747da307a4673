"""What every page says about the copilot: that no model is configured, and that drafting is stopped."""

from django.http import HttpRequest

from copilot import gateway
from copilot.gateway.budget import FINE, Standing
from copilot.gateway.ledger import DatabaseLedger
from copilot.notices import notices
from support import permissions
from support.models import User

OFFLINE = "Offline: no model is configured. Drafts are assembled from the SOPs' own sentences."

ANNOUNCED = frozenset({"support:queue", "support:ticket", "support:write", "copilot:draft"})


def backend_notice(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "htmx", False):
        return {}
    offline = gateway.backend_name() == "offline"
    above = notices(user)
    if not _shows_drafts(request):
        del above["probed_teams"]
    return {
        "backend_notice": OFFLINE if offline else "",
        "budget_notice": None if offline else budget_notice(user),
        **above,
    }


def _shows_drafts(request: HttpRequest) -> bool:
    """The pages on which people meet drafts, and are told that some carry a planted fault."""
    here = request.resolver_match
    return here is not None and here.view_name in ANNOUNCED


def budget_notice(user: User) -> Standing | None:
    """Today's standing for leads once the warning is passed; None for others and before."""
    if not permissions.allows(user, "see_all_traces"):
        return None
    standing = DatabaseLedger().standing()
    return None if standing.level == FINE else standing

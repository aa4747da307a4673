"""Who may do what: one table, read twice. `check` raises with a reason, `allows` answers templates."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from support.models import Category, Role, User

AGENT, ADMIN, MANAGER = Role.AGENT, Role.ADMIN, Role.MANAGER
EVERYONE = frozenset({AGENT, ADMIN, MANAGER})
LEADS = frozenset({ADMIN, MANAGER})

# permission → (roles, what it lets somebody do; completes the sentence “… may not …”)
PERMISSIONS: dict[str, tuple[frozenset[Role], str]] = {
    "work_tickets": (EVERYONE, "work tickets"),
    "correct_routes": (EVERYONE, "correct where tickets are filed"),
    "rate_drafts": (EVERYONE, "rate drafts"),
    "audit_drafts": (EVERYONE, "judge drafts that were drawn for an audit"),
    "calibrate": (EVERYONE, "read calibration sessions and name failure modes"),
    "build_sessions": (LEADS, "build and close calibration sessions"),
    "write_evals": (EVERYONE, "write eval cases"),
    "run_evals": (LEADS, "start eval runs"),
    "release": (frozenset({MANAGER}), "make a release live"),
    "write_sop": (EVERYONE, "write SOP drafts"),
    "publish_sop": (LEADS, "publish SOPs"),
    "import_sops": (LEADS, "import SOPs"),
    "edit_taxonomy": (LEADS, "change the taxonomy"),
    "propose_change_set": (EVERYONE, "propose changes of the taxonomy"),
    "apply_change_set": (LEADS, "approve, apply and revert change sets"),
    "edit_rules": (LEADS, "change routing rules"),
    "retrain": (LEADS, "retrain the classifier"),
    "settle_reference": (LEADS, "settle disputed reference cases"),
    "see_reports": (EVERYONE, "see reports"),
    "see_all_traces": (LEADS, "see traces and costs of other people's tickets"),
    "set_level": (frozenset({MANAGER}), "change a category's level"),
    "switch_probes": (frozenset({MANAGER}), "switch planted faults on or off"),
    "set_owner": (frozenset({MANAGER}), "change a category's owner"),
    "pause_category": (LEADS, "pause this category (its owner may too)"),
    "handle_incidents": (LEADS, "handle incidents of this category (its owner and deputy may too)"),
    "stop_everything": (LEADS, "stop all drafting"),
    "import_tickets": (LEADS, "import tickets"),
    "manage_people": (frozenset({ADMIN}), "manage people and settings"),
}


def allows(user: User, permission: str, category: Category | None = None) -> bool:
    roles, _ = PERMISSIONS[permission]
    if not user.is_active:
        return False
    if permission == "pause_category" and category is not None and user.pk == category.owner_id:
        return True
    if permission == "handle_incidents" and category is not None:
        return user.role in roles or user.pk in (category.owner_id, category.deputy_id)
    return user.role in roles


def check(user: User, permission: str, category: Category | None = None) -> None:
    """Raise PermissionDenied with a sentence naming the person, the deed and who may do it instead."""
    if allows(user, permission, category):
        return
    roles, deed = PERMISSIONS[permission]
    others = " or ".join(sorted(f"{Role(role).label.lower()}s" for role in roles))
    raise PermissionDenied(f"{user.name} ({Role(user.role).label.lower()}) may not {deed}; {others} may.")

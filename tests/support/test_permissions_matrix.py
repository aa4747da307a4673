"""Who may do what: the whole table, role by role. A new permission is red until it has a line here."""

import pytest
from django.core.exceptions import PermissionDenied

from support import permissions
from support.models import Category, Role, User

ROLES = ("agent", "admin", "manager")

MATRIX = {
    # permission:       agent  admin  manager
    "work_tickets": (True, True, True),
    "correct_routes": (True, True, True),
    "rate_drafts": (True, True, True),
    "audit_drafts": (True, True, True),
    "calibrate": (True, True, True),
    "build_sessions": (False, True, True),
    "write_evals": (True, True, True),
    "run_evals": (False, True, True),
    "release": (False, False, True),
    "write_sop": (True, True, True),
    "publish_sop": (False, True, True),
    "import_sops": (False, True, True),
    "edit_taxonomy": (False, True, True),
    "propose_change_set": (True, True, True),
    "apply_change_set": (False, True, True),
    "edit_rules": (False, True, True),
    "retrain": (False, True, True),
    "settle_reference": (False, True, True),
    "see_reports": (True, True, True),
    "see_all_traces": (False, True, True),
    "set_level": (False, False, True),
    "switch_probes": (False, False, True),
    "set_owner": (False, False, True),
    "pause_category": (False, True, True),
    "handle_incidents": (False, True, True),
    "stop_everything": (False, True, True),
    "import_tickets": (False, True, True),
    "manage_people": (False, True, False),
}
CASES = [
    (permission, role, answer)
    for permission, answers in MATRIX.items()
    for role, answer in zip(ROLES, answers, strict=True)
]


def somebody(role, pk=1, **fields):
    return User(pk=pk, name="Ada", role=role, **fields)


def test_the_table_is_whole():
    assert set(MATRIX) == set(permissions.PERMISSIONS)
    assert set(ROLES) == set(Role.values)


@pytest.mark.parametrize(("permission", "role", "answer"), CASES)
def test_the_table(permission, role, answer):
    assert permissions.allows(somebody(role), permission) is answer


@pytest.mark.parametrize(("permission", "role", "answer"), CASES)
def test_check_and_allows_agree(permission, role, answer):
    if answer:
        permissions.check(somebody(role), permission)
    else:
        with pytest.raises(PermissionDenied):
            permissions.check(somebody(role), permission)


@pytest.mark.parametrize("permission", MATRIX)
@pytest.mark.parametrize("role", ROLES)
def test_who_has_left_may_do_nothing(permission, role):
    assert not permissions.allows(somebody(role, is_active=False), permission)


def test_the_owner_may_pause_their_category():
    assert permissions.allows(somebody("agent", pk=7), "pause_category", Category(owner_id=7))


@pytest.mark.parametrize(
    "category", [None, Category(owner_id=8), Category(owner_id=None), Category(deputy_id=7)]
)
def test_no_other_agent_may(category):
    assert not permissions.allows(somebody("agent", pk=7), "pause_category", category)


@pytest.mark.parametrize("category", [Category(owner_id=7), Category(deputy_id=7)])
def test_owner_and_deputy_handle_its_incidents(category):
    assert permissions.allows(somebody("agent", pk=7), "handle_incidents", category)


def test_an_owner_who_has_left_may_not_pause():
    assert not permissions.allows(
        somebody("agent", pk=7, is_active=False), "pause_category", Category(owner_id=7)
    )


def test_owning_a_category_gives_nothing_else():
    may = [name for name in MATRIX if permissions.allows(somebody("agent", pk=7), name, Category(owner_id=7))]
    assert may == [
        "work_tickets",
        "correct_routes",
        "rate_drafts",
        "audit_drafts",
        "calibrate",
        "write_evals",
        "write_sop",
        "propose_change_set",
        "see_reports",
        "pause_category",
        "handle_incidents",
    ]


def test_a_refusal_names_the_person_the_deed_and_who_may():
    with pytest.raises(PermissionDenied) as refusal:
        permissions.check(somebody("agent"), "set_level")
    assert str(refusal.value) == "Ada (agent) may not change a category's level; managers may."


def test_an_unknown_permission_is_an_error_and_not_a_no():
    with pytest.raises(KeyError):
        permissions.allows(somebody("manager"), "set_levels")

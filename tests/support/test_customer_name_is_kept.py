"""One address is one customer, and nobody can rename them by writing to us."""

import pytest

from support.actions.tickets import find_customer
from support.models import Customer
from tests.factories import make_customer

pytestmark = pytest.mark.django_db


def test_a_name_is_never_overwritten():
    make_customer(email="cleo@example.net", name="Cleo Customer")
    assert find_customer("cleo@example.net", "The Boss").name == "Cleo Customer"


def test_a_missing_name_is_added():
    make_customer(email="cleo@example.net", name="")
    find_customer("cleo@example.net", "Cleo\x00 Customer")
    assert Customer.objects.get().name == "Cleo Customer"


def test_capitals_and_spaces_do_not_make_another_person():
    known = make_customer(email="Cleo@Example.net")
    assert find_customer(" cleo@EXAMPLE.net ") == known

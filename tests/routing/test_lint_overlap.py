"""Descriptions that claim the same cases."""

import pytest

from tests.routing.lint_help import found


@pytest.mark.parametrize(
    "siblings",
    [
        "Late delivery | Where the parcel is, since it did not arrive on the promised day\n"
        "Where is it | Where the parcel is and on which day it will arrive",
        "Declined | The card was declined or the payment did not go through at checkout\n"
        "Checkout | The customer cannot finish the checkout because the payment did not go through",
        "Sums | Charges, invoices and payments\nMoney | Payments, charges or invoices",
    ],
)
def test_siblings_that_claim_the_same(siblings):
    assert [kind for kind, *_ in found(siblings)] == ["overlap"]


@pytest.mark.parametrize(
    "siblings",
    [
        "Women's boots | Soles, leather and sizes of women's boots\n"
        "Men's boots | Soles, leather and sizes of men's boots",
        "Domestic | Sending parcels inside the country\nAbroad | Sending parcels outside the country",
        "Invoices | Copies and company details\nVouchers | Codes that do not work",
        "Shoes | Soles, leather and sizes\nWomen's shoes | Soles, leather and sizes",
        "Returns | Sending goods back in time\n"
        "  Labels | Sending goods back: the label\n  Late | Goods back late",
    ],
    ids=[
        "one sentence, two subjects",
        "one word exchanged",
        "nothing shared",
        "told as misplaced",
        "heading",
    ],
)
def test_siblings_with_cases_of_their_own(siblings):
    assert found(siblings, "overlap") == []


def test_a_sentence_that_everybody_fills_in_claims_nothing():
    names = ["Hats", "Ties", "Bags", "Rings", "Belts", "Socks"]
    rows = [f"{name} | Standard process of the support team applies" for name in names]
    assert found("\n".join(rows)) == []


def test_far_apart_only_a_copied_passage_counts():
    same = "asks where an order is or when it will arrive"
    far = (
        f"Orders\n  Status | Somebody {same}\n  Changes\n"
        f"Delivery\n  Late | One {same}, much too late, after the promised day\n  Customs"
    )
    assert found(far, "overlap") == [("overlap", "Status", "Late")]

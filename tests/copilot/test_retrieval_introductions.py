"""Who a customer says they are tells nothing about what they want, even where a procedure is about names."""

import pytest

from copilot.sops.chatter import without_introductions


@pytest.mark.parametrize(
    "text",
    [
        "My name is Ada Banter",
        "my full name's Ada Banter",
        "Name: Ada Banter",
        "account ID is 55xyz",
        "my e-mail address is ada@example.net",
        "Order number: 6693438973",
    ],
)
def test_the_label_goes_and_the_value_stays(text):
    rest = without_introductions(text).strip()
    assert rest in text
    assert len(rest.split()) <= 2


@pytest.mark.parametrize(
    "text",
    [
        "My name is spelled wrong",
        "the address is not mine",
        "I lost my order number",
        "change my name to Ada",
    ],
)
def test_a_wish_about_names_and_numbers_stays(text):
    assert without_introductions(text) == text

"""A person's name in running text, and the ordinary words that look like one."""

import pytest

from support import names


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Ada Lovelace", "I am Ada Lovelace.", "I am _."),
        ("Ada Lovelace", "regards, ada", "regards, _"),
        ("Ada Lovelace", "ADA LOVELACE writes", "_ writes"),
        ("Ada Lovelace", "Ada\n  Lovelace, and Adaeze", "_, and Adaeze"),
        ("Ada King Lovelace", "Mrs Lovelace's order", "Mrs _'s order"),
        ("Will Price", "will the price change? Will", "will the price change? _"),
        ("Bo Li", "Bo wrote to Bob", "_ wrote to Bob"),
        ("José Müller", "josé müller", "_"),
        ("", "nobody", "nobody"),
        ("  ", "nobody", "nobody"),
        ("A. (Ada)", "Ada (x)", "_ (x)"),
    ],
)
def test_a_name_is_left_out(name, text, left):
    assert names.without(text, [name], "_") == left

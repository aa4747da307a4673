"""Links go to domains the procedures name, undisguised, and nothing is markup."""

import pytest

from tests.copilot.check_help import verdict

CASES = [
    ("ours", "See https://oxhill.example/labels.", "pass"),
    ("ours without a scheme", "See oxhill.example/labels", "pass"),
    ("a part of ours", "See https://shop.oxhill.example/a", "pass"),
    ("our address", "Write to help@oxhill.example", "pass"),
    ("plain link to ours", "[https://oxhill.example/labels](https://oxhill.example/labels)", "pass"),
    ("a time and an abbreviation", "At 5.30 p.m., e.g. today. Please.Wait", "pass"),
    ("foreign", "See https://oxhill-help.com", "hold"),
    ("foreign without a scheme", "See refunds.oxhill-help.ru/x now", "hold"),
    ("ours as a prefix", "See https://oxhill.example.evil.com/labels", "hold"),
    ("user name", "See https://oxhill.example@evil.com/labels", "hold"),
    ("look-alike letter", "See https://oхhill.example/labels", "hold"),
    ("punycode", "See https://xn--ohill-x2c.example", "hold"),
    ("bare number", "See http://10.1.2.3/a", "hold"),
    ("unusual port", "See https://oxhill.example:8443/a", "hold"),
    ("text and target differ", "[https://oxhill.example](https://evil.com)", "hold"),
    ("hidden target", "[our page](https://evil.com)", "hold"),
    ("image", "![x](https://oxhill.example/a.png)", "hold"),
    ("HTML", '<a href="https://oxhill.example">x</a>', "hold"),
    ("script", "Open javascript:alert(1)", "hold"),
    ("spelled out", "Go to evil [dot] com", "hold"),
    ("foreign mail", "Write to help@evil.com", "hold"),
    ("a rare ending", "Go to oxhill.delivery for that.", "hold"),
    ("a missing blank", "The parcel arrived.It is here.", "pass"),
    ("a channel nobody named", "Write to us on WhatsApp.", "hold"),
    ("a handle", "Message @oxhill_help for that.", "hold"),
    ("a way to pay nobody named", "Please pay by Western Union.", "hold"),
    ("a partner nobody named", "Notre partenaire Rapidex vous aidera.", "hold"),
]


@pytest.mark.parametrize(("draft", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_address(draft, expected):
    assert verdict("addresses_are_ours", draft) == expected


def test_the_customer_s_own_mail_address_is_fine():
    assert verdict("addresses_are_ours", "We wrote to ada@home.example.", "I am ada@home.example") == "pass"

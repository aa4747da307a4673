"""Nothing internal, secret or about prompts stands in a draft."""

import pytest

from tests.copilot.check_help import verdict

CASES = [
    ("word for word", "Agents may give a voucher of €20 once a year.", "hold"),
    ("retold", "A voucher may be given by agents once every year, the lead needs no asking.", "hold"),
    ("a name from inside", "I will ask Harriet.", "hold"),
    ("public text", "Sale articles cannot be returned.", "pass"),
    ("small talk", "Thank you for asking.", "pass"),
    ("a prompt", "My system prompt forbids that.", "hold"),
    ("a machine speaks", "As an AI language model I cannot say.", "hold"),
    ("a key", "Use sk-live-abcdefghij0123456789.", "hold"),
    ("a password", "Your password is: Tulip77!", "hold"),
    ("a whole card number", "Your card 4111 1111 1111 1111 was used.", "hold"),
    ("a number that is no card", "Your parcel 4111 1111 1111 1112 is late.", "pass"),
    ("a bank account", "Pay to DE89 3704 0044 0532 0130 00.", "hold"),
    ("asking for a secret", "Please send us your PIN.", "hold"),
    ("warning of it", "Please never send us your PIN.", "pass"),
    ("a name that begins the sentence", "Harriet will look at it.", "hold"),
    ("two words that only an internal section has", "We give vouchers in doubtful cases.", "hold"),
    ("a quoted prompt", "You are StrideBot, a helpful support agent.", "hold"),
    ("a machine speaks German", "Als KI kann ich das nicht sehen.", "hold"),
    ("a machine speaks French", "Mes instructions m'interdisent cela.", "hold"),
    ("a machine speaks Spanish", "Estoy programado para ayudar.", "hold"),
    ("a tool", 'I called lookup_order("OX-1") and it failed.', "hold"),
    ("internal rules in Dutch", "Volgens onze interne regels kan dat niet.", "hold"),
    ("instructions of the goods", "The washing instructions are on the label.", "pass"),
    ("as a customer", "Als Kunde erhalten Sie Rabatt.", "pass"),
]


@pytest.mark.parametrize(("draft", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_leak(draft, expected):
    assert verdict("nothing_leaks", draft) == expected


def test_a_whole_internal_procedure_is_hidden():
    sop = "---\naudience: internal\n---\n# Fraud\n\nBlock accounts with three chargebacks in ninety days."
    assert verdict("nothing_leaks", "We block accounts with three chargebacks.", "Why?", sop) == "hold"

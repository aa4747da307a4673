import pytest

from copilot.measuring import measure


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        ("We do not charge", "We charge"),
        ("It can't be posted", "It can be posted"),
        ("You should send it", "You shouldnt send it"),
        ("a non-refundable fare", "a refundable fare"),
        ("You are ineligible", "You are eligible"),
        ("Wir berechnen das nicht", "Wir berechnen das"),
        ("Nous ne facturons pas", "Nous facturons"),
        ("Nunca lo cobramos", "Lo cobramos"),
        ("It is not broken, and it is not late", "It is not broken, and it is late"),
    ],
)
def test_a_denial_that_came_or_went_is_material(draft, final):
    assert "negation" in [change.kind for change in measure(draft, final).facts]


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        ("We don't charge", "We do not charge"),
        ("We dont charge", "We don’t charge"),
        ("We cannot do it", "We are unable to do it"),
        ("No problem, it is done", "It is done"),
        ("No worries! It is done", "It is done"),
        ("Please don't hesitate to write", "Please write"),
        ("Please do not hesitate to write", "Feel free to write"),
        ("no later than noon", "by noon"),
        ("Zögern Sie nicht, uns zu schreiben", "Schreiben Sie uns"),
        ("N’hésitez pas à écrire", "Vous pouvez écrire"),
        ("No dude en escribir", "Puede escribir"),
        ("Order No. 1234", "Order 1234"),
    ],
)
def test_rewording_and_politeness_deny_nothing(draft, final):
    assert measure(draft, final).facts == ()


def test_a_denial_beside_an_idiom_still_counts():
    assert measure("No problem, we do not charge", "No problem, we charge").material

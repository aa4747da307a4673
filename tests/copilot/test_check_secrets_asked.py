"""Nobody is asked for a password, a card's figures or papers, in any language; talking of them is fine."""

import pytest

from tests.copilot.check_help import SOP, verdict


@pytest.mark.parametrize(
    "draft",
    [
        "What is your password?",
        "Just reply with the full card number and the CVV.",
        "Please confirm your date of birth.",
        "Please reply with the full API key.",
        "Please send me the first twelve words of your recovery phrase.",
        "Just mail a scan of your passport to us.",
        "Let me know the verification code you received by text.",
        "Könnten Sie uns Ihr Kennwort mitteilen?",
        "Wie lautet Ihre PIN?",
        "Merci de nous indiquer le numéro de votre carte bancaire et le cryptogramme.",
        "Envoyez-nous une copie de votre pièce d'identité.",
        "Mándanos por favor tu contraseña actual.",
        "Ci mandi una foto della carta d'identità.",
        "Kunt u ons uw pincode doorgeven?",
        "Pode indicar-nos o número do seu cartão?",
        "Proszę podać hasło do konta.",
    ],
)
def test_asking_for_a_secret_is_held(draft):
    assert verdict("nothing_leaks", draft) == "hold"


@pytest.mark.parametrize(
    "draft",
    [
        "Never send us your password.",
        "Please reset your password and let us know whether it works.",
        "Please send us the last four digits of your card number.",
        "Please send us your gift card number.",
        "Bitte senden Sie uns kein Passwort.",
        "Vous pouvez réinitialiser votre mot de passe.",
        "Puede restablecer su contraseña y decirnos si funciona.",
        "U kunt uw wachtwoord wijzigen.",
        "Please have your passport ready.",
    ],
)
def test_speaking_of_a_secret_passes(draft):
    assert verdict("nothing_leaks", draft) == "pass"


def test_papers_that_a_procedure_asks_for_may_be_asked_for():
    sop = SOP.replace("## Damage", "## Age\nWe need a copy of the customer's passport.\n\n## Damage")
    assert verdict("nothing_leaks", "Please send us a copy of your passport.", sop=sop) == "pass"
    never = SOP.replace("## Damage", "## Age\nWe never ask for a passport.\n\n## Damage")
    assert verdict("nothing_leaks", "Please send us a copy of your passport.", sop=never) == "hold"

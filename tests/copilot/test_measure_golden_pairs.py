"""The reference pairs: a 57-word reply edited in eight ways; rates are exact fractions."""

import pytest

from copilot.measuring import measure

SORRY = "I am sorry that the boots arrived in the wrong size."
RETURN = "You can send them back within 30 days of delivery."
LABEL = "We do not charge for the return label."
POLICY = "Our policy covers boots worn only indoors."
REFUND = "Once the parcel reaches us you will receive a full refund to your card."
WHERE = "The label is in your account now."
BODY = f"{SORRY} {RETURN} {LABEL} {POLICY} {REFUND} {WHERE}"


def mail(body, greeting="Hi Anna,", closing="Kind regards,\nSam"):
    return f"{greeting}\n\n{body}\n\n{closing}"


TONE = (
    BODY.replace("I am sorry that the boots arrived", "I am so very sorry that your boots came")
    .replace("You can send", "Please simply send")
    .replace("Once the parcel reaches us", "As soon as the parcel gets to us")
)
OTHER = (
    "Thanks for getting in touch about this order! I have asked our warehouse team to check what happened, "
    "and somebody from there will ring tomorrow afternoon with more news about the boots. Please keep "
    "everything safe, including its box, until a colleague is in contact."
)
PAIRS = {
    "greeting and signature rewritten": (
        mail(BODY, "Dear Ms Jones,", "Best wishes,\nSamantha Lee\nCustomer Care Team"),
        (0, 1, "as-is", False),
    ),
    "30 to 14 days": (BODY.replace("30 days", "14 days"), (1 / 57, 56 / 57, "material", True)),
    "do not charge to charge": (BODY.replace("do not charge", "charge"), (2 / 57, 55 / 57, "material", True)),
    "refund to credit": (BODY.replace("full refund", "store credit"), (2 / 57, 55 / 57, "material", True)),
    "sentences swapped": (
        BODY.replace(f"{RETURN} {LABEL}", f"{LABEL} {RETURN}"),
        (1 / 57, 1, "cosmetic", False),
    ),
    "tone edit": (TONE, (11 / 62, 51 / 57, "light", False)),
    "policy sentence deleted": (BODY.replace(f"{POLICY} ", ""), (7 / 57, 50 / 57, "material", True)),
}


@pytest.mark.parametrize(("final", "expected"), PAIRS.values(), ids=PAIRS)
def test_golden_pair(final, expected):
    result = measure(mail(BODY), final if final.startswith("Dear") else mail(final))
    assert (result.edit_class, result.unacceptable) == expected[2:]
    assert (result.eer, result.used) == pytest.approx(expected[:2])


def test_a_discarded_draft_is_material_and_unacceptable():
    result = measure(mail(BODY), mail(OTHER))
    assert (result.edit_class, result.unacceptable) == ("material", True)
    assert result.eer == pytest.approx(0.93, abs=0.03)
    assert result.used == pytest.approx(0.09, abs=0.03)
    assert result.reasons == ("material", "rewritten", "discarded")


def test_the_changed_facts_are_named():
    (change,) = measure(BODY, PAIRS["30 to 14 days"][0]).facts
    assert (change.kind, change.draft, change.final) == ("duration", "30 days", "14 days")

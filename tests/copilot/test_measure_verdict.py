import pytest

from copilot.measuring import Signals, measure
from copilot.measuring.verdict import REASON_TEXT, edit_class

TEXT = "Your parcel left our warehouse this morning and will be with you soon"


@pytest.mark.parametrize(
    ("eer", "material", "expected"),
    [
        (0, False, "as-is"),
        (0.001, False, "cosmetic"),
        (0.10, False, "cosmetic"),
        (0.101, False, "light"),
        (0.30, False, "light"),
        (0.301, False, "rewrite"),
        (0, True, "material"),
        (1, True, "material"),
    ],
)
def test_class(eer, material, expected):
    assert edit_class(eer, material) == expected


@pytest.mark.parametrize(
    "signals",
    [
        Signals(discarded=True),
        Signals(regenerated=True),
        Signals(rerouted=True),
        Signals(thumbs_down=True),
        *(Signals(reason=code) for code in ("wrong_fact", "wrong_policy", "wrong_customer", "unsafe")),
    ],
)
def test_a_signal_alone_makes_an_unchanged_draft_unacceptable(signals):
    result = measure(TEXT, TEXT, signals)
    assert (result.edit_class, result.unacceptable) == ("as-is", True)
    assert set(result.reasons) <= REASON_TEXT.keys()


def test_other_reasons_do_not():
    assert not measure(TEXT, TEXT, Signals(reason="tone")).unacceptable


def test_a_rewrite_is_unacceptable_without_any_fact():
    result = measure(TEXT, "Your parcel is on its way from us and should arrive with you quite shortly now")
    assert (result.edit_class, result.material, result.reasons) == ("rewrite", False, ("rewritten",))


def test_nothing_sent_is_a_discarded_draft():
    result = measure(TEXT, "  \n")
    assert (result.eer, result.used, result.reasons) == (1, 0, ("rewritten", "discarded"))


def test_writing_where_there_was_no_draft_discards_none():
    result = measure("", TEXT)
    assert (result.eer, result.added, result.reasons) == (1, 1, ("rewritten",))


def test_two_empty_texts_are_unchanged():
    assert measure("", "").edit_class == "as-is"


@pytest.mark.parametrize(
    "text",
    [
        "\x00\ud800",
        "€",
        "+",
        "(",
        "£.",
        "0-0-0",
        "1.2.3.4",
        "'''",
        "٣٠ يوم",
        "½ month",
        "a" * 9999,
        "9" * 5000,
        "two " + "million " * 5000,
    ],
)
def test_odd_texts_are_measured(text):
    assert measure(text, text).edit_class == "as-is"
    assert measure(text, TEXT).unacceptable

from copilot.sops.synonyms import SYNONYMS, alike


def test_words_of_a_line_stand_for_one_another_but_not_for_themselves():
    found = alike({"parcel": "parcel", "package": "packag", "shipment": "shipment"})
    assert found["packag"] == {"parcel", "shipment"}


def test_lines_are_not_joined():
    found = alike({word: word for word in SYNONYMS.split()})
    assert "purchase" in found["order"]
    assert "bought" not in found["order"]


def test_words_of_one_stem_are_one_word():
    assert alike({"extend": "extens", "extension": "extens"}) == {"extens": frozenset()}

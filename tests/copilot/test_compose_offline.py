"""Without a model the reply is the SOP's own sentences, filled with what is known."""

import pytest

from copilot.drafting.compose import compose
from copilot.drafting.composed import Unknown
from tests.copilot.compose_help import SALE, WINDOW, Model, context, section


def assembled(text="Can I send my shoes back?", **changes):
    return compose(context(text, **changes), routes=("offline",), complete=Model())


def test_known_facts_are_filled_in():
    assert assembled().body.startswith("Hello Ada Lovelace,\n\nYou can return shoes within 30 days")


def test_a_missing_fact_is_asked_for_and_told():
    composed = assembled()
    assert composed.body.endswith("\n\nCould you tell me your order number?")
    assert Unknown("order_id", "Could you tell me your order number?") in composed.unknown


def test_a_known_fact_is_not_asked_for():
    body = assembled("My order is MK-10423").body
    assert "Your order MK-10423 is in our records." in body
    assert "Could you tell me" not in body


def test_a_sentence_with_an_unknown_fact_is_left_out():
    composed = assembled()
    assert "kept" not in composed.body
    assert "shoe_width" in [unknown.slot for unknown in composed.unknown]


@pytest.mark.parametrize(
    ("text", "used"),
    [("It was on SALE.", True), ("a discount?", True), ("wholesale", False), ("for sales", False)],
)
def test_a_condition_looks_for_whole_words(text, used):
    assert ("store credit" in assembled(text).body) is used


def test_what_the_agent_wrote_meets_no_condition():
    thread = (("customer", "hi"), ("agent", "We have a sale."), ("customer", "ok"))
    assert "store credit" not in assembled(thread=thread).body


def test_a_sentence_cites_the_section_its_line_names():
    composed = assembled()
    cited = {sentence.text: sentence.sources for sentence in composed.sentences}
    assert cited["You can return shoes within 30 days of delivery."] == (1,)
    assert cited["Hello Ada Lovelace,"] == ()
    assert (composed.sources[0].section, composed.sources[0].version) == (WINDOW.key, 3)


def test_the_best_sop_alone_supplies_the_sentences():
    other = section(21, "reply", "We sell socks.", sop_slug="socks", sop_title="Socks", is_reply=True)
    composed = assembled(sections=(SALE, other))
    assert composed.kind == "findings"
    assert "“Returns” has no reply sentences" in composed.body


def test_our_records_go_before_the_customers_words():
    assert "order MK-1" in assembled("My order is MK-99999", facts={"order_id": "MK-1"}).body

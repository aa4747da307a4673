"""The context fits its budget of tokens, and the log says what did not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.drafting.asking import draft_request
from copilot.drafting.fitting import fit
from copilot.gateway import tokens
from tests.copilot.compose_help import MARGINS, SALE, WINDOW, WORDING, context, section

LONG = section(15, "long", "word " * 2000)


def names(fitted):
    return [one.anchor for one in fitted.context.sections]


def test_a_section_over_the_budget_is_dropped_with_its_size():
    fitted = fit(context(sections=(WINDOW, LONG, SALE)), 500)
    assert names(fitted) == ["return-window", "sale-items"]
    [line] = fitted.left_out
    assert line.name == "Returns › Long"
    assert line.tokens == tokens.count(LONG.text)
    assert line.why.startswith("too long: 2001 tokens, and ")


def test_reply_sentences_of_the_leading_sop_come_before_other_sections():
    size = tokens.count(WORDING.text) + tokens.count("Can I send my shoes back?")
    assert names(fit(context(sections=(WINDOW, SALE, WORDING)), size)) == ["reply"]


def test_internal_sections_are_never_used():
    fitted = fit(context(sections=(WINDOW, MARGINS)), 6000)
    assert names(fitted) == ["return-window"]
    assert [line.why for line in fitted.left_out] == ["internal: customers must not see it"]


def test_of_a_long_conversation_the_latest_messages_are_kept():
    thread = tuple(("customer", f"message {n} " + "word " * 100) for n in range(1, 11))
    fitted = fit(context(thread=thread), 800)
    assert [line.what for line in fitted.kept if "Message" in line.what] == [
        "Message 8", "Message 9", "Message 10",
    ]  # fmt: skip
    assert fitted.context.earlier == 7
    sent = draft_request(fitted.context, fitted.context.sections, {}).user
    assert "[7 earlier messages left out]" in sent
    assert "message 7 " not in sent
    assert "message 8 " in sent


def test_one_endless_message_leaves_room_for_the_sections():
    fitted = fit(context("word " * 20_000, sections=(WINDOW,)), 1000)
    assert names(fitted) == ["return-window"]
    assert fitted.context.earlier == 0


@settings(max_examples=30)
@given(st.lists(st.integers(1, 400), max_size=8), st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_what_is_kept_never_goes_past_the_budget(sections, messages):
    parts = tuple(section(n, f"part-{n}", "word " * size) for n, size in enumerate(sections))
    thread = tuple(("customer", "word " * size) for size in messages)
    fitted = fit(context(sections=parts, thread=thread, facts={"order_id": "MK-10423"}), 500)
    assert fitted.tokens <= 500 + tokens.count("order_id: MK-10423")
    assert len(fitted.lines) == 1 + len(sections) + len(messages)


def test_tokens_of_a_text():
    assert tokens.count("") == 1
    assert tokens.count("You can return unworn shoes within 30 days.") == 10
    assert tokens.count("返金は5営業日以内") == 10

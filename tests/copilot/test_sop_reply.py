import pytest

from copilot.sops.parsing import parse

SOP = "# Returns\n## Window\n30 days.\n## Fraud (internal)\nsecret\n## Reply\n"


def replies(lines):
    return parse(SOP + lines).reply


def mistakes(lines):
    return [(error.line, error.sentence) for error in parse(SOP + lines).errors]


def test_a_sentence_with_its_section_and_facts():
    (reply,) = replies("You have 30 days, {customer_name}. [^window]")
    assert (reply.text, reply.cites, reply.slots) == (
        "You have 30 days, {customer_name}.",
        "window",
        ("customer_name",),
    )


def test_an_empty_line_starts_a_paragraph():
    assert [reply.paragraph for reply in replies("One.\nTwo.\n\n\nThree.")] == [0, 0, 1]


def test_a_question_asks_for_a_fact():
    (reply,) = replies("? {order_id}: Could you tell me your order number?")
    assert (reply.question_for, reply.text) == ("order_id", "Could you tell me your order number?")


def test_a_condition_names_words():
    (reply,) = replies("if Late, not  arrived: We are sorry. [^window]")
    assert (reply.condition_words, reply.text) == (("late", "not arrived"), "We are sorry.")


def test_a_sentence_that_starts_with_if_is_a_sentence():
    (reply,) = replies("If it is late: write to us.")
    assert reply.condition_words == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("A. [^nowhere]", "no section “nowhere”"),
        ("A. [^fraud-internal]", "internal"),
        ("A. [^reply]", "cannot support itself"),
        ("A. [^window] [^window]", "cites one section"),
        ("Hello {Customer Name}.", "not a fact's name"),
        ("? order: which?", "A question starts"),
        ("[^window]", "no sentence"),
    ],
)
def test_a_mistake_is_named_with_its_line(line, says):
    assert any(number == 7 and says in sentence for number, sentence in mistakes(line))


def test_a_second_reply_section_is_a_mistake():
    assert any("already a Reply" in sentence for _, sentence in mistakes("A.\n## Reply\nB."))


def test_a_reply_without_mistakes_has_none():
    assert mistakes("Hello {customer_name}.\n\nYou have 30 days. [^window]") == []

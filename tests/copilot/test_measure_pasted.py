"""Copied out to another program and back: layout, entities and markup are no edit."""

import textwrap

import pytest

from copilot.measuring import measure

SENTENCES = [
    "Thank you for telling us about the broken lamp.",
    "You can return it within 30 days of delivery.",
    "Please print the label in your account.",
    "We will pay the postage for you.",
    "The money reaches your bank in five working days.",
]
TEXT = " ".join(SENTENCES)


@pytest.mark.parametrize(
    "pasted",
    [
        "\n\n".join(SENTENCES),
        "\r\n".join(SENTENCES),
        textwrap.fill(TEXT, 40),
        TEXT.replace(" ", "\u00a0"),
        TEXT.replace(" ", "&nbsp;"),
        TEXT.replace("30 days", "30\u202fdays"),
        TEXT.replace("delivery", "deli\u00advery"),
        TEXT.replace(". ", ".<br>"),
        TEXT.replace(". ", ".<br />\n"),
        "".join(f"<p>{sentence}</p>" for sentence in SENTENCES),
        "<ul>" + "".join(f'<li class="x">{sentence}</li>' for sentence in SENTENCES) + "</ul>",
        TEXT.replace("30 days", "<b>30 days</b>").replace("label", "<em>label</em>"),
        TEXT.replace("30 days", "**30 days**").replace("label", "_label_"),
        "\n".join(f"- {sentence}" for sentence in SENTENCES),
        "\n".join(f"• {sentence}" for sentence in SENTENCES),
        "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(SENTENCES, 1)),
        "\n".join(f"{number}) {sentence}" for number, sentence in enumerate(SENTENCES, 1)),
        "\n".join(f"{number}\ufe0f\u20e3 {sentence}" for number, sentence in enumerate(SENTENCES, 1)),
        TEXT.upper(),
        f"{TEXT} :-)",
    ],
)
def test_a_text_that_was_copied_is_as_is(pasted):
    assert measure(TEXT, pasted).edit_class == "as-is"


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        ("We don't charge for it, so it's free.", "We don&#39;t charge for it, so it&rsquo;s free."),
        ("the lamp & its shade", "the lamp &amp; its shade"),
        ('He said "it\'s fine" - really.', "He said “it’s fine” – really."),
        ("Wait... we are on it.", "Wait… we are on it."),
        ("takes 1½ hours", "takes 1.5 hours"),
        ("See example.com/r?id=4&copy=2", "See example.com/r?id=4&amp;copy=2"),
    ],
)
def test_entities_and_typography_change_no_fact(draft, final):
    result = measure(draft, final)
    assert (result.edit_class, result.facts) == ("as-is", ())


@pytest.mark.parametrize("emoji", ["🙂", "🎉🎉", "👍🏽", "👨‍👩‍👧"])
def test_an_emoji_is_cosmetic(emoji):
    assert measure(TEXT, f"{TEXT} {emoji}").edit_class == "cosmetic"
    assert measure(f"{TEXT} {emoji}", TEXT).edit_class == "cosmetic"


@pytest.mark.parametrize(
    "final",
    [
        " ".join([SENTENCES[0], SENTENCES[2], SENTENCES[1], *SENTENCES[3:]]),
        " ".join([SENTENCES[-1], *SENTENCES[:-1]]),
        TEXT.replace("delivery. Please", "delivery, and please"),
        TEXT.replace("delivery. Please", "delivery; please"),
    ],
)
def test_sentences_moved_merged_or_split_are_at_most_cosmetic(final):
    assert measure(TEXT, final).edit_class in {"as-is", "cosmetic"}
    assert measure(final, TEXT).edit_class in {"as-is", "cosmetic"}


def test_an_address_between_angle_brackets_stays():
    assert measure("Write to us", "Write to <help@example.com>").material


@pytest.mark.parametrize(
    ("draft", "final", "expected"),
    [
        ("Yes", "yes!", "as-is"),
        ("Yes", "No", "material"),
        ("Yes", "Absolutely", "rewrite"),
        ("", "", "as-is"),
        ("...", "!!!", "as-is"),
        (SENTENCES[0], "", "rewrite"),
        ("", SENTENCES[0], "rewrite"),
        (TEXT, "", "material"),
    ],
)
def test_the_shortest_texts_have_a_class(draft, final, expected):
    assert measure(draft, final).edit_class == expected

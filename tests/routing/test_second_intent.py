"""A customer who wants two things: each is noticed, and doubt about one thing is not taken for two."""

import pytest

from routing.deciding import Guess
from routing.second_intent import second_intent, sentences

WORDS = {"parcel": "delivery", "refund": "refunds", "size": "sizes"}


def guess(text):
    found = [key for word, key in WORDS.items() if word in text]
    if not found:
        return Guess((("delivery", 0.2),), out_of_scope=True)
    return Guess(tuple((key, 0.9 / len(found)) for key in found))


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Where is my parcel with the boots? And please send the refund for the old ones.", "refunds"),
        ("Where is my parcel with the boots? It should have come on Monday.", None),
        ("Where is my parcel with the boots? Thanks!", None),
        ("Where is my parcel and where is my refund for it", None),
        ("Please send the refund for the old ones. And which size fits me best here?", None),
        ("", None),
    ],
)
def test_a_second_wish_needs_a_sentence_of_its_own(text, second):
    assert second_intent(text, "delivery", lambda texts: [guess(text) for text in texts], sure=0.8) == second


def test_short_sentences_and_the_end_of_a_novel_say_nothing():
    assert sentences("Hi. Thanks! Where is my new parcel now?") == ["Where is my new parcel now?"]
    assert len(sentences("This is a long sentence.\n" * 50)) == 12

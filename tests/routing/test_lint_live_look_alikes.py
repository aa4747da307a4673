"""Two categories are alike when the words of their tickets do not tell them apart, and only then."""

import random

from routing.taxonomy.look_alikes import FEWEST, look_alikes

PARCEL = [
    "parcel",
    "tracking",
    "carrier",
    "driver",
    "neighbour",
    "lost",
    "missing",
    "nowhere",
    "depot",
    "scan",
]
SHOES = ["sole", "leather", "lace", "heel", "glue", "polish", "stitching", "worn", "cobbler", "repair"]


def texts(words, count, seed):
    chance = random.Random(seed)
    return [" ".join(chance.choices(words, k=6)) for _ in range(count)]


def test_the_same_words_are_alike():
    found = look_alikes({1: texts(PARCEL, 60, 1), 2: texts(PARCEL, 60, 2), 3: texts(SHOES, 60, 3)})
    assert list(found) == [frozenset({1, 2})]
    seen = found[frozenset({1, 2})]
    assert (seen.n, 40 < seen.right < 75) == (120, True)


def test_other_words_are_not():
    assert look_alikes({1: texts(PARCEL, 30, 1), 2: texts(SHOES, 30, 2)}) == {}


def test_a_shift_of_the_words_is_enough_to_tell_apart():
    leaning = [*PARCEL[:5] * 4, *PARCEL[5:]]
    assert look_alikes({1: texts(leaning, 60, 1), 2: texts([*PARCEL[:5], *PARCEL[5:] * 4], 60, 2)}) == {}


def test_few_tickets_say_nothing():
    assert look_alikes({1: texts(PARCEL, FEWEST - 1, 1), 2: texts(PARCEL, 60, 2)}) == {}


def test_more_tickets_on_one_side_decide_nothing():
    assert look_alikes({1: texts(PARCEL, 25, 1), 2: texts(SHOES, 60, 2)}) == {}
    assert list(look_alikes({1: texts(PARCEL, 30, 1), 2: texts(PARCEL, 60, 2)})) == [frozenset({1, 2})]


def test_texts_without_words():
    assert look_alikes({1: ["?"] * 30, 2: ["!"] * 30}) == {}
    assert look_alikes({1: ["?"] * 30, 2: texts(SHOES, 30, 2)}) == {}
    assert look_alikes({}) == {}

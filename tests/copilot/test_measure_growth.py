"""Work grows with the length of the text, not with its square: operations are counted, not timed."""

from itertools import chain

import pytest

from copilot.measuring import alignment


class Counted(str):
    """A word that counts how often it is hashed or compared."""

    __slots__ = ()
    operations = 0

    def __hash__(self):
        Counted.operations += 1
        return str.__hash__(self)

    def __eq__(self, other):
        Counted.operations += 1
        return str.__eq__(self, other)


def repeated(size):
    return ["again"] * size, ["again"] * size


def periodic(size):
    return ["we", "thank", "you", "so"] * (size // 4), ["you", "so", "we", "thank"] * (size // 4)


def reversed_sentences(size):
    sentences = [[f"w{n}", "you", "may", "send", "it"] for n in range(size // 5)]
    return list(chain.from_iterable(sentences)), list(chain.from_iterable(reversed(sentences)))


def operations(make, size):
    draft, final = ([Counted(word) for word in words] for words in make(size))
    Counted.operations = 0
    alignment.common_runs(draft, final)
    return Counted.operations


@pytest.mark.parametrize("make", [repeated, periodic, reversed_sentences])
def test_twice_the_words_is_at_most_about_twice_the_work(make):
    assert operations(make, 2000) <= 2.2 * operations(make, 1000)


@pytest.mark.parametrize("make", [repeated, periodic, reversed_sentences])
def test_the_queue_of_candidates_stays_short(make, monkeypatch):
    popped = []
    real = alignment.heapq.heappop
    monkeypatch.setattr(alignment.heapq, "heappop", lambda queue: popped.append(1) or real(queue))
    alignment.common_runs(*make(4000))
    assert len(popped) <= 9 * 4000

"""The learned classifier learns toy categories, says why, knows strangers and survives being stored."""

import numpy as np
import pytest

from routing.learned import OOS, Model, NotEnoughLabels, train
from routing.learned.training import folds_of
from routing.learned.words import Words

THINGS = ["card", "wallet", "phone", "ring", "ticket", "watch"]
PHRASES = {
    "lost": "i lost my {} somewhere yesterday",
    "refund": "please refund the money for the {}",
    "delivery": "when will the {} parcel arrive",
}
STRANGE = ["sing me a song", "who won the football", "what is the capital of peru", "tell a joke about cats"]


class Bags:
    """Counts of letters: as poor an embedding as can be, but one that repeats itself."""

    def __init__(self, name="bags"):
        self.name = name

    def __call__(self, texts):
        return np.array([[text.count(letter) + 0.1 for letter in "abcdefghijklmnop"] for text in texts])


def examples():
    rows = [(phrase.format(thing), label) for label, phrase in PHRASES.items() for thing in THINGS]
    return [text for text, _ in rows], [label for _, label in rows]


@pytest.fixture(scope="module")
def model():
    return train(*examples())


@pytest.mark.parametrize("label", PHRASES)
def test_new_texts_find_their_label(model, label):
    [prediction] = model.predict([PHRASES[label].format("umbrella")])
    assert prediction.label == label


def test_probabilities_share_one_and_lead_with_the_label(model):
    [prediction] = model.predict(["please refund my umbrella"])
    assert sum(prediction.probabilities.values()) == pytest.approx(1)
    assert prediction.probabilities["refund"] == prediction.confidence
    assert [name for name, _ in prediction.runners_up] == sorted(
        {"lost", "delivery"}, key=lambda name: -prediction.probabilities[name]
    )


def test_the_deciding_words_are_words_of_the_text(model):
    [prediction] = model.predict(["Please refund the umbrella!"])
    assert "refund" in prediction.words
    assert set(prediction.words) <= {"please", "refund", "the", "umbrella"}


def test_a_text_without_known_words_still_gets_an_answer(model):
    [empty, odd] = model.predict(["", "\U0001f600 \u4f60\u597d"])
    assert empty.words == odd.words == ()
    assert 0 <= empty.confidence <= 1


def test_strangers_score_higher_than_residents(model):
    home, stranger = model.predict(["i lost my umbrella somewhere", "zzz qqq xxx"])
    assert stranger.out_of_scope_score > home.out_of_scope_score


def test_examples_of_strangers_are_learned_from_but_never_answered():
    texts, labels = examples()
    model = train(texts + STRANGE, labels + [OOS] * len(STRANGE))
    home, stranger = model.predict(["i lost my umbrella somewhere", "sing a joke song about football"])
    assert OOS not in model.labels
    assert (home.out_of_scope, stranger.out_of_scope) == (False, True)


def test_same_input_same_model():
    texts, labels = examples()
    first, second = (train(texts, labels, seed=3).predict(["refund it"])[0] for _ in range(2))
    assert first == second


def test_a_stored_model_predicts_the_same(model):
    texts = ["when will it arrive", "refund"]
    assert Model.loads(model.dumps()).predict(texts) == model.predict(texts)


def test_bytes_of_something_else_are_refused():
    with pytest.raises(ValueError, match="not a routing model"):
        Model.loads(b"PK\x03\x04")


def test_bytes_of_another_format_are_refused(model):
    model.format, kept = 99, model.format
    stored = model.dumps()
    model.format = kept
    with pytest.raises(ValueError, match="format 99"):
        Model.loads(stored)


def test_an_embedder_counts_and_its_absence_is_survived():
    texts, labels = examples()
    model = train(texts, labels, embedder=Bags())
    stored = model.dumps()
    assert Model.loads(stored, Bags()).predict(texts) == model.predict(texts)
    alone = Model.loads(stored).predict(texts)
    assert [prediction.label for prediction in alone] == labels
    assert alone != model.predict(texts)


def test_a_different_embedder_is_left_unused():
    texts, labels = examples()
    stored = train(texts, labels, embedder=Bags()).dumps()
    assert Model.loads(stored, Bags("another")).predict(texts) == Model.loads(stored).predict(texts)


def test_paths_let_a_doubtful_answer_stop_at_the_parent():
    texts, labels = examples()
    paths = {"lost": ("things", "lost"), "refund": ("money", "refund"), "delivery": ("things", "delivery")}
    model = train(texts, labels, paths=paths)
    for prediction in model.predict(["refund", "parcel lost"]):
        assert prediction.node == paths[prediction.label][: len(prediction.node)]


def test_a_label_without_a_path_is_refused():
    with pytest.raises(ValueError, match="no path is given for the label 'delivery'"):
        train(*examples(), paths={"lost": ("lost",), "refund": ("refund",)})


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        ([], []),
        (["a thing", "b thing"], ["one", "one"]),
        (["a thing", "b thing", "c thing"], ["one", "one", "two"]),
        (["a thing", "b thing", "c", "d"], ["one", "one", OOS, OOS]),
        (["", " ", "!", "?"], ["one", "one", "two", "two"]),
    ],
    ids=["nothing", "one label", "a label of one", "only strangers beside", "no words"],
)
def test_too_little_is_refused_with_a_sentence(texts, labels):
    with pytest.raises(NotEnoughLabels, match=r"needed|no words"):
        train(texts, labels)


def test_two_texts_a_label_are_enough():
    model = train(
        ["lost card", "card gone", "refund now", "money back"], ["lost", "lost", "refund", "refund"]
    )
    assert model.predict(["my card is lost"])[0].label == "lost"


def test_the_readable_name_of_a_label_counts_as_a_text():
    texts, labels = examples()
    paths = {"lost": ("misplaced_belongings",), "refund": ("refund",), "delivery": ("delivery",)}
    asked = ["misplaced belongings"]
    named, plain = train(texts, labels, paths=paths).predict(asked), train(texts, labels).predict(asked)
    assert named[0].label == "lost"
    assert named[0].probabilities["lost"] > plain[0].probabilities["lost"]


def test_one_text_is_weighed_as_scikit_learn_weighs_it():
    words, _ = Words.fitted(examples()[0])
    text = "I lost the lost ring, caf\u00e9 zzz"
    ours = words([text]).toarray()[0]
    theirs = [part.vectorizer.transform([text]).toarray()[0] for part in (words.whole, words.pieces)]
    assert ours == pytest.approx(np.concatenate(theirs), abs=1e-6)


def test_the_rows_learned_from_are_those_asked_about_later():
    texts = examples()[0]
    words, rows = Words.fitted(texts)
    assert rows.toarray() == pytest.approx(words(texts).toarray(), abs=1e-6)


def test_folds_leave_every_label_something_to_learn_from():
    truth = np.array([0, 0, 1, 1, 1, 2])
    folds = folds_of(truth, 3, seed=0)
    assert folds[5] == -1
    for fold in range(3):
        assert set(truth[folds != fold]) == {0, 1, 2}

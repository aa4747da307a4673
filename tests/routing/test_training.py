"""Learning from what people said, and going live only when it is no worse."""

import pytest

from routing import training
from routing.models import ClassifierVersion, Correction
from support.models import Message, Ticket
from tests.factories import make_category, make_customer, make_user

pytestmark = pytest.mark.django_db

THINGS = ["card", "wallet", "phone", "ring", "ticket", "watch"]
PHRASES = {
    "lost": "i lost my {} somewhere",
    "refund": "please refund the {}",
    "delivery": "when will the {} come",
}


@pytest.fixture(autouse=True)
def _nothing_kept():
    training.forget()
    yield
    training.forget()


@pytest.fixture(autouse=True)
def _words_alone(monkeypatch):
    monkeypatch.setattr("routing.embeddings.configured", lambda: None)


def label(texts, category, by=None):
    """Tickets with these texts, filed by a person."""
    by, customer = by or make_user(), make_customer()
    for text in texts:
        ticket = Ticket.objects.create(subject=text, channel="form", customer=customer, category=category)
        Message.objects.create(ticket=ticket, kind="inbound", origin="customer", body=text)
        Correction.objects.create(ticket=ticket, to_category=category, by=by)


@pytest.fixture
def labelled(db):
    for key, phrase in PHRASES.items():
        label([phrase.format(thing) for thing in THINGS], make_category(key))


def test_without_labels_there_is_nothing_to_learn():
    assert training.retrain() is None
    assert training.live() is None


def test_one_category_is_too_little():
    label(["a thing", "b thing"], make_category("One"))
    assert training.retrain() is None


def test_the_first_version_goes_live_and_guesses(labelled):
    version = training.retrain()
    training.forget()  # the commit would
    assert (version.live, version.trained_on, version.classes) == (True, 18, 3)
    assert training.live().guess("please refund my umbrella").ranked[0][0] == "refund"


def test_with_nothing_new_it_is_not_trained_again(labelled):
    training.retrain()
    assert training.retrain() is None
    assert ClassifierVersion.objects.count() == 1


def test_a_new_label_makes_a_new_version_and_one_is_live(labelled):
    training.retrain()
    label(["please refund the umbrella"], first_category("refund"))
    second = training.retrain()
    assert list(ClassifierVersion.objects.filter(live=True)) == [second]


def first_category(key):
    from support.models import Category

    return Category.objects.get(key=key)


def test_a_worse_one_is_kept_aside_and_says_why(labelled):
    first = training.retrain()
    ClassifierVersion.objects.update(scores={**first.scores, "accuracy": 1.5})
    label(["please refund the umbrella"], first_category("refund"))
    second = training.retrain()
    assert second.live is False
    assert "worse" in second.reason
    assert ClassifierVersion.objects.get(live=True) == first


def test_bytes_that_were_altered_are_not_loaded(labelled):
    version = training.retrain()
    ClassifierVersion.objects.filter(pk=version.pk).update(artifact=bytes(version.artifact) + b"x")
    training.forget()
    assert training.live() is None


def test_bytes_this_version_cannot_read_are_not_used(labelled):
    import hashlib

    version, artifact = training.retrain(), b"another format"
    digest = hashlib.sha256(artifact).hexdigest()
    ClassifierVersion.objects.filter(pk=version.pk).update(artifact=artifact, artifact_digest=digest)
    training.forget()
    assert training.live() is None


def test_with_so_few_labels_nothing_is_decided_alone(labelled):
    training.retrain()
    training.forget()
    assert training.live().thresholds.sure > 1


def test_the_live_version_is_asked_for_at_most_every_few_seconds(labelled, django_assert_num_queries):
    training.retrain()
    training.forget()
    training.live()
    with django_assert_num_queries(0):
        training.live()

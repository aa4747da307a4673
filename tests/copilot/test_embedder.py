"""Whose sentence vectors are used is a setting; where they fail, words do, and no ticket waits."""

import pytest

from copilot.embedder import GatewayEmbedder, choose
from copilot.models import ModelCall, Section
from copilot.sops import embedding, retrieval
from routing import embeddings, training
from routing.embeddings import EmbeddingUnavailable
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import use
from tests.factories import make_category, make_sop
from tests.routing.test_training import PHRASES, THINGS, label


@pytest.fixture(autouse=True)
def _nothing_kept(settings):
    settings.OPENAI_EMBEDDING_MODEL = "letters"
    embeddings.configured.cache_clear()
    training.forget()
    yield
    embeddings.configured.cache_clear()
    training.forget()


@pytest.fixture
def labelled(db):
    for key, phrase in PHRASES.items():
        label([phrase.format(thing) for thing in THINGS], make_category(key))


@pytest.mark.parametrize(
    ("model", "server", "name"),
    [
        ("letters", "http://127.0.0.1:1/v1", "endpoint:letters"),
        ("", "http://127.0.0.1:1/v1", "local"),
        ("letters", "", "local"),
    ],
)
def test_the_server_s_where_named_else_the_local_one(settings, monkeypatch, model, server, name):
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL, settings.OPENAI_EMBEDDING_MODEL = "", server, model
    monkeypatch.setattr(embeddings, "load", lambda: type("Local", (), {"name": "local"})())
    assert choose().name == name


def test_a_dotted_path_names_what_gives_it(settings):
    settings.ROUTING_EMBEDDER = "tests.copilot.test_embedder.none_at_all"
    assert embeddings.configured() is None


def none_at_all():
    return None


def test_a_failure_is_one_that_routing_knows(db, settings):
    with running("401") as server:
        use(settings, server)
        with pytest.raises(EmbeddingUnavailable, match="did not accept our key"):
            GatewayEmbedder("letters")(["a"])


def test_a_version_learned_with_it_guesses_by_words_while_it_is_away(labelled, settings, caplog):
    with running("normal") as server:
        use(settings, server)
        training.retrain()
        training.forget()
        live = training.live()
        by_both = live.guess("please refund my umbrella")
        server.script = ["401"]
        by_words = live.guess("please refund my umbrella")
        server.script = ["normal"]
        assert live.guess("please refund my umbrella") == by_both
    assert live.model.embedder_name == "endpoint:letters"
    assert by_words.ranked[0][0] == by_both.ranked[0][0] == "refund"
    assert by_words != by_both
    assert "Routing by words alone" in caplog.text
    assert set(ModelCall.objects.values_list("purpose", flat=True)) == {"embed"}


def test_other_vectors_under_the_same_name_are_not_mixed_in(labelled, settings, caplog):
    with running("normal") as server:
        use(settings, server)
        training.retrain()
        training.forget()
        server.script = ["wide"]
        assert training.live().guess("please refund my umbrella").ranked[0][0] == "refund"
    assert "gives 26 numbers a text and gave 16" in caplog.text


def test_learning_goes_on_without_it_and_says_so_on_the_version(labelled, settings):
    with running("401", "normal") as server:
        use(settings, server)
        first = training.retrain()
        second = training.retrain()
    assert "words alone: The model server did not accept our key (401)." in first.reason
    assert first.live
    assert "words alone" not in second.reason


def test_while_it_stays_away_nothing_new_is_learned_from_words(labelled, settings):
    with running("401") as server:
        use(settings, server)
        training.retrain()
        assert training.retrain() is None


def test_sentences_of_a_ticket_are_asked_about_at_once(labelled, settings):
    with running("normal") as server:
        use(settings, server)
        training.retrain()
        training.forget()
        live, before = training.live(), len(server.seen)
        live.guesses(["where is it", "and the refund"])
        assert len(server.seen) == before + 1


def test_sections_wait_for_their_vectors_while_it_is_away(db, settings, caplog):
    make_sop(make_category())
    with running("401", "normal") as server:
        use(settings, server)
        assert embedding.embed_missing() == 0
        assert embedding.embed_missing() == 2
    assert "2 sections wait" in caplog.text
    assert set(Section.objects.values_list("embedded_with", flat=True)) == {"endpoint:letters"}


@pytest.mark.parametrize("mode", ["401", "wide", "fewer"])
def test_retrieval_without_it_is_retrieval_by_words(db, settings, mode):
    make_sop(make_category())
    with running("normal", mode) as server:
        use(settings, server)
        embedding.embed_missing()
        embedder = embeddings.configured()
        found = retrieval.search("return shoes", embed=embedder, embedded_with=embedder.name)
    assert found == retrieval.search("return shoes")
    assert found

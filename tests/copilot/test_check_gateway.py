"""`check_gateway` tells which configured models work, and its status says whether all do."""

import json

import pytest
from django.core.management import CommandError, call_command

from copilot.models import ModelRoute
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import use

pytestmark = pytest.mark.django_db


def run(capsys, fails=False):
    if fails:
        with pytest.raises(CommandError) as caught:
            call_command("check_gateway", "--json", "-")
        assert caught.value.returncode == 1
    else:
        call_command("check_gateway", "--json", "-")
    return json.loads(capsys.readouterr().out)


def test_both_models_work(settings, capsys):
    with running() as server:
        use(settings, server)
        result = run(capsys)
    assert result["backend"] == "openai"
    assert [row["name"] for row in result["models"]] == ["gpt-5-mini-test", "small-test"]
    assert all(row["ok"] and row["schema"] and row["stream"] and row["ms"] > 0 for row in result["models"])
    assert "error" not in result["models"][0]


def test_a_key_that_is_refused(settings, capsys):
    with running("401") as server:
        use(settings, server)
        result = run(capsys, fails=True)
    assert [row["ok"] for row in result["models"]] == [False, False]
    assert "did not accept our key" in result["models"][0]["error"]


def test_a_server_that_streams_and_ignores_shapes(settings, capsys):
    with running("prose") as server:
        use(settings, server)
        row = run(capsys, fails=True)["models"][0]
    assert (row["schema"], row["stream"], row["ok"]) == (False, True, False)


def test_a_stream_that_breaks(settings, capsys):
    with running("cut-off") as server:
        use(settings, server)
        row = run(capsys, fails=True)["models"][0]
    assert not row["stream"]


def test_offline_has_no_models(settings, capsys):
    settings.OPENAI_API_KEY = settings.OPENAI_BASE_URL = ""
    assert run(capsys) == {"backend": "offline", "models": []}


def test_the_table_is_for_people(settings, capsys):
    settings.OPENAI_API_KEY = settings.OPENAI_BASE_URL = ""
    call_command("check_gateway")
    assert "Drafts are assembled from SOPs" in capsys.readouterr().out


def test_an_embedding_model_is_asked_for_vectors(settings, capsys):
    settings.OPENAI_EMBEDDING_MODEL = "letters"
    with running() as server:
        use(settings, server)
        row = run(capsys)["embeddings"]
    assert (row["name"], row["ok"], row["width"]) == ("letters", True, 16)
    assert row["ms"] > 0


def test_an_embedding_model_that_fails(settings, capsys):
    settings.OPENAI_EMBEDDING_MODEL = "letters"
    with running(*["normal"] * 4, "pointless") as server:
        use(settings, server)
        row = run(capsys, fails=True)["embeddings"]
    assert not row["ok"]
    assert "points nowhere" in row["error"]


def test_a_model_of_one_route_is_asked_too(settings, capsys):
    ModelRoute.objects.create(name="judge", model="house-judge")
    with running() as server:
        use(settings, server)
        names = [row["name"] for row in run(capsys)["models"]]
    assert names == ["gpt-5-mini-test", "small-test", "house-judge"]

"""Servers differ: what one refuses is learned once, and not asked of it again."""

from tests.copilot.fault_server import running
from tests.copilot.gateway_help import Client


def formats(server):
    return [(body.get("response_format") or {}).get("type") for body in server.seen]


def test_the_schema_goes_along_where_it_is_taken():
    with running() as server:
        Client(server).ask()
        asked = server.seen[0]["response_format"]["json_schema"]
        assert asked["strict"] is True
        assert asked["schema"]["required"] == ["sum", "word"]


def test_a_server_without_schemas_is_asked_for_json_and_remembered():
    with running("no-schema") as server:
        client = Client(server)
        client.ask()
        client.ask()
        assert formats(server) == ["json_schema", "json_object", "json_object"]


def test_a_server_without_formats_is_asked_in_words():
    with running("no-format") as server:
        client = Client(server)
        assert client.ask().value.sum == 42
        client.ask()
        assert formats(server) == ["json_schema", "json_object", None, None]
        assert '"sum"' in server.seen[-1]["messages"][0]["content"]


def test_a_server_that_ignores_the_schema_is_asked_in_words_too():
    with running("prose", "normal") as server:
        assert Client(server).ask().value.sum == 42
        assert formats(server) == ["json_schema", "json_object"]


def test_a_refused_parameter_is_left_out():
    with running("no-temperature") as server:
        client = Client(server)
        client.ask(temperature=0.0)
        client.ask(temperature=0.0)
        assert ["temperature" in body for body in server.seen] == [True, False, False]


def test_what_one_model_refuses_is_still_asked_of_another():
    with running("no-schema") as server:
        client = Client(server)
        client.ask(model="one")
        client.ask(model="two")
        assert formats(server) == ["json_schema", "json_object"] * 2


def test_a_reasoning_model_gets_room_to_think_and_no_temperature():
    with running() as server:
        Client(server).ask(model="gpt-5-mini", temperature=0.0, max_tokens=100)
        body = server.seen[0]
        assert body["max_completion_tokens"] > 1000
        assert not {"temperature", "max_tokens"} & body.keys()


def test_no_request_offers_tools():
    with running() as server:
        Client(server).ask()
        assert not {"tools", "functions", "tool_choice"} & server.seen[0].keys()

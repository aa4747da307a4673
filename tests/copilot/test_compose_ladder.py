"""Strong model, small model, the SOP's own sentences, no draft: each step down is told."""

import json
from functools import partial

import pytest

from copilot import gateway
from copilot.drafting.compose import LADDER, compose
from copilot.drafting.composed import NoDraft
from tests.copilot.compose_help import Model, answer, context
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import MemoryLedger, use

GOOD = answer(("Shoes come back within 30 days.", [1]))
SILENT = gateway.Unavailable("The model server did not answer within 20 s.")


def draft(ladder=LADDER, **routes):
    return compose(context(), routes=ladder, complete=Model(**routes))


def test_the_strong_model_is_asked_first():
    composed = draft(strong=GOOD)
    assert (composed.model, composed.degraded) == ("strong-model", "")
    assert composed.prompt == "draft_reply"


def test_the_small_model_steps_in():
    composed = draft(strong=SILENT, small=GOOD)
    assert composed.model == "small-model"
    assert composed.degraded == (
        "The model server did not answer within 20 s; this was written by the smaller model."
    )


def test_the_sop_steps_in():
    composed = draft(strong=SILENT, small=gateway.OverBudget("Today's model budget of $20 is used up."))
    assert composed.backend == "offline"
    assert composed.degraded == "Today's model budget of $20 is used up; this is assembled from the SOP."
    assert composed.prompt_hash == ""


@pytest.mark.parametrize(
    "failure", [gateway.Refused("No."), gateway.UnusableAnswer("No."), gateway.SwitchedOff("No.")]
)
def test_every_typed_failure_goes_on_down(failure):
    assert draft(strong=failure, small=failure).backend == "offline"


def test_assembly_alone_is_not_degraded():
    assert draft(ladder=("offline",)).degraded == ""


def test_when_nothing_is_left_there_is_no_draft():
    with pytest.raises(NoDraft, match="did not answer"):
        draft(ladder=("strong",), strong=SILENT)


def test_the_ladder_follows_the_settings(settings):
    settings.OPENAI_API_KEY = settings.OPENAI_BASE_URL = ""
    model = Model()
    compose(context(), complete=model)
    assert [request.route for request in model.requests] == ["offline"]


def test_the_steps_tell_what_happened():
    composed = draft(strong=SILENT, small=GOOD)
    assert [step.name for step in composed.steps] == ["context", "facts", "ask strong", "ask small", "cite"]
    assert composed.steps[2].detail == {"result": "unavailable", "reason": str(SILENT)}
    assert composed.steps[3].detail["cost_usd"] == "0.01"
    json.dumps([step.detail for step in composed.steps])


@pytest.mark.parametrize("mode", ["slow", "500", "prose", "refuses", "empty"])
def test_a_real_server_that_fails_ends_in_the_sops_own_sentences(settings, mode):
    with running(mode) as server:
        use(settings, server, seconds=0.3)
        ledger = MemoryLedger()
        composed = compose(context(), complete=partial(gateway.complete, ledger=ledger))
    assert composed.backend == "offline"
    assert composed.degraded.endswith("this is assembled from the SOP.")
    assert [line.result == "ok" for line in ledger.lines] == [False, False, True]


def test_a_real_server_that_answers(settings):
    with running() as server:
        use(settings, server)
        server.answers = [GOOD.model_dump_json()]
        composed = compose(context(), complete=partial(gateway.complete, ledger=MemoryLedger()))
    assert composed.backend == "openai"
    assert composed.sources[0].quote == "Shoes come back within **30 days** of delivery."

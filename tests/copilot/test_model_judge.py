"""A model's opinion on a draft: off unless asked for, advice only, and nobody waits for it."""

import json

import pytest

from copilot.drafting import judging
from copilot.drafting.judging import Opinion, told
from copilot.models import ModelCall
from tests.copilot.draft_help import ready_draft
from tests.copilot.fault_server import running
from tests.copilot.gateway_help import use

DOUBT = {"fine": False, "doubt": "Only unworn shoes can be returned.", "span": "within 30 days"}


def asked(draft, settings, mode="normal", answer=DOUBT):
    settings.MODEL_JUDGE = True
    with running(mode) as server:
        server.answers = [json.dumps(answer)]
        use(settings, server, seconds=3.0)
        judged = judging.judge(draft.pk)
    draft.refresh_from_db()
    return judged


@pytest.mark.django_db
def test_it_is_off_by_default(settings):
    draft = ready_draft()
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    assert not judging.wanted()
    assert judging.judge(draft.pk) is False


@pytest.mark.django_db
def test_a_doubt_is_kept_and_shown_as_an_opinion(settings, as_agent):
    draft = ready_draft()
    assert asked(draft, settings)
    assert draft.opinion["doubt"] == DOUBT["doubt"]
    page = as_agent.get(f"/tickets/{draft.ticket_id}/draft/").content.decode()
    assert "A model's opinion" in page or "A model&#x27;s opinion" in page
    assert DOUBT["doubt"] in page


@pytest.mark.django_db
def test_an_opinion_changes_no_check(settings):
    draft = ready_draft()
    before = draft.checks
    asked(draft, settings)
    assert draft.checks == before
    assert ModelCall.objects.first().purpose == "judge"


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["500", "refuses", "prose"])
def test_a_failing_model_gives_none(settings, mode):
    draft = ready_draft()
    assert asked(draft, settings, mode) is False
    assert draft.opinion == {}


@pytest.mark.parametrize(
    ("opinion", "expected"),
    [
        (Opinion(fine=True, doubt="but", span="x"), {"fine": True, "doubt": "", "span": ""}),
        (Opinion(fine=False, doubt=" "), {"fine": True, "doubt": "", "span": ""}),
        (Opinion(fine=False, doubt="Hm", span="gone"), {"fine": False, "doubt": "Hm", "span": ""}),
        (Opinion(fine=False, doubt="Hm", span="here"), {"fine": False, "doubt": "Hm", "span": "here"}),
    ],
)
def test_only_what_means_something_is_kept(opinion, expected):
    assert told(opinion, "judge-1", "It is here.") == {"model": "judge-1", **expected}

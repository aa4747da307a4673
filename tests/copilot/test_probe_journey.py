"""A draft with a planted fault: shown, stopped at the send button, put right, counted."""

import pytest

from copilot import outcomes
from copilot.autonomy import facts, probing
from copilot.autonomy.eprocess import Tally
from copilot.models import Draft, Probe
from support.models import AuditEvent, Message, UnsentText
from tests.copilot.draft_help import answered
from tests.copilot.probe_help import how, planted_text, probed_draft
from tests.factories import make_user, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(monkeypatch):
    return probed_draft(monkeypatch)


@pytest.fixture
def desk(client):
    client.force_login(make_user())
    return client


def form(draft, body, **fields):
    values = {"kind": "reply", "send_key": "2e4ab1f0-3f5e-4d8a-9a8c-111111111111", "last_seen": 10**9}
    return {**values, "body": body, "then": "wait", **fields}


def send(desk, draft, body, **fields):
    return desk.post(f"/tickets/{draft.ticket_id}/write/", form(draft, body, **fields))


def panel(desk, draft):
    return desk.get(f"/tickets/{draft.ticket_id}/draft/", headers={"HX-Request": "true"}).content.decode()


def test_the_fault_is_shown_and_nothing_gives_it_away(desk, draft):
    page = panel(desk, draft)
    assert draft.probe.planted in page
    assert draft.probe.right not in page
    assert "planted fault" not in page
    assert Draft.objects.get(pk=draft.pk).body == draft.body


def test_doubts_about_the_text_do_not_give_it_away(desk, draft):
    answer = desk.post(f"/tickets/{draft.ticket_id}/doubts/", {"body": planted_text(draft), "kind": "reply"})
    assert "Worth a look" not in answer.content.decode()


def test_ticket_and_queue_announce_it(desk, draft):
    for page in (f"/tickets/{draft.ticket_id}/", "/queue/"):
        assert "carry a planted fault while probes are on" in desk.get(page).content.decode()
    assert "carry a planted fault" not in desk.get("/readiness/").content.decode()


def test_sending_it_is_stopped_and_the_text_kept(desk, draft):
    answer = send(desk, draft, planted_text(draft))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This draft carried a planted fault" in page
    assert "Put the right text in" in page
    assert draft.probe.planted in page
    assert not Message.objects.filter(kind="outbound").exists()
    assert how(draft) == "intercepted"


def test_one_press_puts_the_right_text_in(desk, draft):
    text = planted_text(draft).replace("Hello", "Good morning")
    send(desk, draft, text)
    assert send(desk, draft, text, then="repair").status_code == 302
    kept = UnsentText.objects.get(ticket=draft.ticket).body
    assert kept.splitlines() == draft.body.replace("Hello", "Good morning").splitlines()
    assert send(desk, draft, kept).status_code == 302
    assert Message.objects.filter(kind="outbound").count() == 1


def test_a_second_try_is_stopped_too(desk, draft):
    for _ in range(2):
        assert send(desk, draft, planted_text(draft)).status_code == 409
    assert probing.by_team()[0].tally == Tally(1, 1)


def test_the_panel_tells_afterwards(desk, draft):
    send(desk, draft, planted_text(draft))
    page = panel(desk, draft)
    assert "This draft carried a planted fault" in page
    assert "Well spotted" not in page


def test_changed_before_sending_is_caught(draft):
    outcomes.measure_reply(answered(draft).pk)
    assert how(draft) == "changed"
    assert probing.by_team()[0].tally == Tally(1, 0)


def test_a_reply_without_the_draft_says_nothing(draft):
    outcomes.measure_reply(answered(draft, "Please call us, we would like to hear more about it.").pk)
    assert how(draft) == "unused"
    assert probing.by_team()[0].tally == Tally()


def test_thumbs_down_is_caught(desk, draft):
    desk.post(f"/drafts/{draft.pk}/rate/", {"thumb": "down"})
    assert how(draft) == "rated"
    assert "Well spotted" in panel(desk, draft)


def test_thumbs_up_is_not(desk, draft):
    desk.post(f"/drafts/{draft.pk}/rate/", {"thumb": "up"})
    assert how(draft) == ""


@pytest.mark.parametrize(("wish", "word"), [("again", "again"), ("shorter", "")])
def test_asking_for_another_one_is_caught(desk, draft, wish, word):
    desk.post(f"/drafts/{draft.pk}/revise/", {"how": wish})
    assert how(draft) == word


def test_the_gate_reads_the_teams_count(draft):
    assert facts.gather(draft.category, "canary").probes == Tally()
    with pytest.raises(Exception, match="planted fault"):
        reply(draft.ticket, make_user(), planted_text(draft))
    assert facts.gather(draft.category, "canary").probes == Tally(1, 1)


def test_nobody_is_named(desk, draft):
    send(desk, draft, planted_text(draft))
    assert not [each for each in Probe._meta.get_fields() if each.related_model is type(make_user())]
    assert not AuditEvent.objects.filter(subject=f"probe:{draft.probe.pk}").exists()

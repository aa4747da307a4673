"""A category climbs all four levels, becomes worse, is taken back, puts its answers right and climbs again.

Weeks pass by moving the clock. The evidence of those weeks is written as rows; everything people and the
system decide on it happens on screen or in the product's own tasks.
"""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from copilot import versions
from copilot.autonomy.assignment import draw_of
from copilot.evals import running
from copilot.models import CategoryAutonomy, Incident, Level, LevelChange, Remedy, Resolution
from copilot.tasks import send_due_resolutions, watch_categories
from routing.ruling import save_rule
from support.actions.tickets import receive_ticket
from support.models import Ticket
from tests.copilot.calibration_help import read_session
from tests.copilot.eval_help import case_of
from tests.copilot.evidence_help import audited, verdicts
from tests.factories import make_category, make_sop, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = 60 * 60 * 24 * 365


@pytest.fixture
def clock(settings):
    """Everybody's clock: `clock.shift(timedelta(days=14))`. Signed-in people stay signed in meanwhile."""
    settings.SESSION_COOKIE_AGE = LONG
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(timezone.now(), tick=True) as traveller:
        yield traveller


@pytest.fixture
def returns(db):
    admin = make_user("admin")
    category = make_category("Returns", owner=make_user(name="Olga Owner"), deputy=admin)
    make_sop(category, by=admin)
    save_rule(
        rule=None,
        values={"name": "Returns", "category": category.pk, "match_any": False, "note": ""},
        conditions=[{"field": "text", "operator": "contains", "value": "return"}],
        by=admin,
    )
    return category


def customer_writes(number):
    return receive_ticket(
        subject=f"Shoes too small {number}",
        body="Hello, can I return the shoes? They are too small.",
        email=f"mara{number}@example.net",
        name="Mara Lind",
        channel="form",
        channel_id=f"form:{number}",
    )


def evals_pass(category):
    case_of(category)
    run = running.carry_out(running.start(release=None, by=None).pk)
    assert run.passed, run.blocked_by


def a_good_month(category, clock, reviewers):
    """Three people judge three hundred drafts, others audit some, and two packs are read without surprise."""
    version = customer_writes(f"before {timezone.now()}").drafts.get().version
    parts = {"parts": version}
    verdicts(category, 300, 1, at=timezone.now(), reviewers=reviewers, **parts)
    verdicts(category, 130, 0, at=timezone.now(), source="audit", reviewers=reviewers, **parts)
    key = versions.key_of(version)
    for _ in range(3):
        clock.shift(timedelta(days=7))
        read_session(category, 40, version=key)
    evals_pass(category)
    customer_writes(f"after {timezone.now()}")  # the newest draft says what version is in force


def sign(page, category, level):
    page.goto(f"/readiness/{category.key}/")
    assert page.locator("button:has-text('ove to')").is_enabled(), page.inner_text("main")
    page.fill("#why-up", "The figures say so.")
    if page.locator("#typed").count():
        page.fill("#typed", category.name)
    page.click(f"button:has-text('ove to {level}')")
    page.wait_for_selector(f"text=is at level {level} now")


def draw_in_favour(category):
    """A salt under which the next ticket falls into the tenth that canary answers."""
    following = Ticket.objects.latest("id").pk + 1
    salt = next(str(salt) for salt in range(1000) if 0.10 <= draw_of(str(salt), following) < 0.19)
    CategoryAutonomy.objects.filter(category=category).update(salt=salt)


def test_up_and_down_and_up_again(window, clock, returns):
    manager, agent = make_user("manager"), make_user("agent")
    reviewers = [make_user() for _ in range(3)]
    page = window(manager)

    evals_pass(returns)
    sign(page, returns, "suggest")
    a_good_month(returns, clock, reviewers)
    sign(page, returns, "canary")
    change = LevelChange.objects.first()
    assert (change.by, change.evidence["facts"]["edits"]["n"]) == (manager, 300)

    draw_in_favour(returns)
    waiting = customer_writes("drawn for the canary").resolutions.get(state="scheduled")
    desk = window(agent)
    desk.goto(f"/tickets/{waiting.ticket_id}/")
    desk.wait_for_selector("text=Understudy will send its draft")
    send_due_resolutions()
    assert not mail.outbox
    clock.shift(timedelta(seconds=901))
    send_due_resolutions()
    assert [sent.to for sent in mail.outbox] == [[waiting.ticket.customer.email]]
    assert Ticket.objects.get(pk=waiting.ticket_id).status == "closed"

    clock.shift(timedelta(days=15))
    evals_pass(returns)
    sign(page, returns, "auto")
    row = CategoryAutonomy.objects.get(category=returns)
    assert row.auto_share == 1.0

    for number in range(10):
        customer_writes(number)
    clock.shift(timedelta(seconds=901))
    send_due_resolutions()
    assert lights_while_it_fails(returns, clock) == ["amber", "red"]
    row.refresh_from_db()
    assert (row.level, row.attempt) == (Level.SUGGEST, 2)
    assert not Resolution.objects.filter(state="scheduled").exists()

    incident = Incident.objects.get(cause="red")
    assert set(incident.told.all()) == {returns.owner, returns.deputy}
    put_right(window(returns.owner), incident)

    page.goto(f"/readiness/{returns.key}/")
    assert page.locator("button:has-text('ove to canary')").is_disabled()
    a_good_month(returns, clock, reviewers)
    sign(page, returns, "canary")
    assert LevelChange.objects.first().evidence["facts"]["attempt"] == 2


def lights_while_it_fails(category, clock):
    """Audits find what was sent to be wrong, one a day, until the system has taken its level back."""
    shown = []
    for resolution in Resolution.objects.filter(state="sent").order_by("id").select_related("draft"):
        clock.shift(timedelta(days=1))
        audited(resolution.draft, bad=True, kind="sent")
        watch_categories()
        row = CategoryAutonomy.objects.get(category=category)
        if row.light == "amber" and not shown:
            shown.append("amber")
        if row.level == Level.SUGGEST:
            return [*shown, "red"]
    return shown


def put_right(page, incident):
    """The owner has seen it, sends the customers a correction, and says what it was."""
    page.goto(f"/incidents/{incident.pk}/")
    page.click("button:has-text('I have seen it')")
    page.click("a:has-text('Review') >> nth=0")
    text = page.locator("#body").input_value()
    page.fill("#body", text.replace("[", "").replace("]", ""))
    page.click("button:has-text('Send')")
    page.wait_for_url("**/corrections/**")
    assert Remedy.objects.filter(incident=incident, state="sent").count() == 1
    for remedy in Remedy.objects.filter(incident=incident, state="suggested"):
        page.goto(f"/corrections/{remedy.pk}/")
        page.fill("#why", "Wrote to them by telephone.")
        page.click("button:has-text('Dismiss')")
        page.wait_for_load_state()
    page.goto(f"/incidents/{incident.pk}/")
    page.fill("#conclusion", "The SOP was out of date; it has been corrected.")
    page.click("button:has-text('Close the incident')")
    page.wait_for_selector("text=The SOP was out of date")

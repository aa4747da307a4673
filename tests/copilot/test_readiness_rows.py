"""A row a category: facts from the daily counts, judged by the gate's own functions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from copilot.autonomy import eprocess, ladder, missing, readiness
from copilot.models import CategoryAutonomy, Draft, EvidenceDay
from tests.copilot.draft_help import drafting_category, outcome_of, ready_draft
from tests.copilot.sent_help import at_level, verdict
from tests.factories import make_category, make_ticket, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def category():
    return make_category("Returns")


def drafted(category, version="now", **fields):
    """A ready draft of a version, with just enough for a row."""
    ticket = make_ticket(category=category)
    values = {"ticket": ticket, "message": ticket.messages.get(), "category": category, "state": "ready"}
    return Draft.objects.create(**values, ready_at=timezone.now(), version_key=version, **fields)


def day(category, n, bad=0, ago=0, **fields):
    """A day's counts."""
    values = {"version_key": "now", "day": TODAY - timedelta(days=ago), "as_is": n - bad, "material": bad}
    counts = {"outcomes": n, "unacceptable": bad}
    return EvidenceDay.objects.create(category=category, **{**values, **counts, **fields})


def row_of(category):
    [row] = readiness.rows([category])
    return row


def test_a_category_nobody_drafted_for():
    row = row_of(make_category("Praise"))
    assert (row.tally.n, row.rate, row.eer_mean, row.level) == (0, None, None, "route")
    assert row.bar["text"] == "nothing reviewed yet"


@pytest.mark.parametrize(("n", "bad"), [(1, 0), (74, 0), (100, 0), (123, 1), (300, 40)])
def test_what_is_missing_is_the_gates_own_sentence(category, n, bad):
    drafted(category)
    day(category, n, bad)
    row = row_of(category)
    assert row.missing == missing.sentence(n, bad, tau=0.05)
    assert row.e_value == pytest.approx(eprocess.Tally(n, bad).e_value(0.05))
    assert row.interval == eprocess.Tally(n, bad).interval()


@pytest.mark.parametrize(("risk", "tau"), [("low", 0.10), ("normal", 0.05), ("money", 0.02)])
def test_what_is_tolerated_depends_on_the_risk(category, risk, tau):
    category.risk = risk
    CategoryAutonomy.objects.create(category=category, level="suggest")
    assert row_of(category).missing == missing.sentence(0, 0, tau=tau)


def test_where_nothing_is_drafted_no_edit_is_missing(category):
    assert row_of(category).missing == "no drafts yet: needs an owner and a deputy first"
    category.owner, category.deputy = make_user(), make_user()
    assert row_of(category).missing == "no drafts yet: a manager may switch them on"


def test_days_of_one_version_add_up(category):
    drafted(category)
    day(category, 10, 1, ago=1, eer_sum=1.0, used_sum=9.0, excluded=2)
    day(category, 20, 0, eer_sum=2.0, used_sum=18.0)
    row = row_of(category)
    assert (row.tally.n, row.tally.unacceptable, row.counts.excluded) == (30, 1, 2)
    assert (row.eer_mean, row.used_mean) == (pytest.approx(0.1), pytest.approx(0.9))
    assert row.counts.first_day == TODAY - timedelta(days=1)


def test_the_mean_of_a_recount():
    """From real outcomes: mean and half width as computed by hand."""
    category = drafting_category()
    bodies = [lambda b: b, lambda b: b.replace("You can", "You may of course")]
    outcomes = [outcome_of(draft := ready_draft(category), bodies[i % 2](draft.body)) for i in range(4)]
    eers = [outcome.eer for outcome in outcomes]
    mean = sum(eers) / 4
    spread = (sum((eer - mean) ** 2 for eer in eers) / 3) ** 0.5
    row = row_of(category)
    assert row.eer_mean == pytest.approx(mean)
    assert row.eer_half_width == pytest.approx(1.96 * spread / 2)


def test_a_new_version_leaves_old_outcomes_behind():
    category = drafting_category()
    outcome_of(ready_draft(category))
    assert row_of(category).tally.n == 1
    category.when_to_use = "Only for shoes."
    category.save()
    ready_draft(category)
    row = row_of(category)
    assert (row.tally.n, row.older) == (0, 1)
    assert row.missing == missing.sentence(0, 0)


def test_a_fallback_of_an_hour_does_not_start_the_evidence_anew(category):
    """The model server was away for one draft; what people reviewed before still counts."""
    drafted(category)
    drafted(category, version="fallback", degraded="The server was busy.")
    day(category, 100)
    assert row_of(category).tally.n == 100


def test_where_only_fallbacks_were_made_their_version_counts(category):
    drafted(category, degraded="The server was busy.")
    day(category, 7)
    assert row_of(category).tally.n == 7


def test_volume_of_thirty_days(category):
    drafted(category)
    make_ticket(category=category, at=timezone.now() - timedelta(days=31))
    assert row_of(category).tickets == 1


def test_a_pause_of_everything_shows_in_each_row(category, manager):
    ladder.pause(category=None, by=manager)
    assert row_of(category).paused.by == manager


def test_simulated_evidence_counts_for_nothing_outside_the_demo(category):
    drafted(category)
    day(category, 10, simulated=True)
    assert row_of(category).tally.n == 0


def test_in_the_demo_it_is_counted_and_said(category, as_manager, settings):
    settings.DEMO = True
    drafted(category)
    day(category, 10, simulated=True)
    assert row_of(category).counts.simulated == 10
    assert "simulated" in as_manager.get("/readiness/").content.decode()


def test_busiest_first_and_only_leaves(category):
    parent = make_category("Orders")
    quiet = make_category("Late parcels", parent=parent)
    drafted(category)
    assert [row.category for row in readiness.rows()] == [category, quiet]


def test_retired_categories_are_left_out():
    make_category("Old", retired_at=timezone.now())
    assert readiness.rows() == []


def queries_for_the_page(client):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get("/readiness/").status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow(as_manager):
    category = drafting_category()
    outcome_of(ready_draft(category))
    few = queries_for_the_page(as_manager)
    for _ in range(3):
        outcome_of(ready_draft(category))
    for name in ("Exchanges", "Sizes"):
        day(drafted(make_category(name)).category, 5)
    assert queries_for_the_page(as_manager) == few


def test_a_red_begins_the_evidence_anew(category):
    draft = drafted(category)
    day(category, 200)
    red = timezone.now() - timedelta(hours=2)
    at_level(category, "suggest", version_key="now", evidence_since=red, attempt=2)
    verdict(draft, at=red - timedelta(hours=1))
    assert row_of(category).tally.n == 0
    verdict(drafted(category), at=red + timedelta(hours=1), unacceptable=True)
    row = row_of(category)
    assert (row.tally.n, row.tally.unacceptable) == (1, 1)
    assert row.missing == missing.sentence(1, 1, 40.0)


def test_at_canary_the_evidence_for_auto_is_asked_for(category):
    drafted(category)
    day(category, 120)
    at_level(category, "canary", version_key="now")
    assert row_of(category).missing == missing.sentence(120, 0, 100.0)


def test_the_forecast_rests_on_four_weeks(category):
    drafted(category)
    day(category, 28, ago=3)
    day(category, 500, ago=40, version_key="before")
    assert row_of(category).forecast.sentence == "about 95 days at this volume"

"""The daily sums of verdicts are what the verdicts add up to, whatever is done to them."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from copilot.autonomy import verdict_days
from copilot.autonomy.counting import EVER, count
from copilot.models import Verdict, VerdictDay
from tests.copilot.evidence_help import key_of, verdicts
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def category():
    return make_category("Returns")


@pytest.fixture
def days(category):
    """Four days of verdicts by two people, edits and audits."""
    people = [make_user(), make_user()]
    for number in range(4):
        at = NOON + timedelta(days=number)
        verdicts(category, 5, 2, reviewers=people, at=at)
        verdicts(category, 2, 1, source="audit", reviewers=people, at=at, critical=True)
    return people


def test_stored_one_by_one_and_together(category, days):
    assert verdict_days.differing() == 0
    assert VerdictDay.objects.count() == 4 * 2 * 2
    row = VerdictDay.objects.get(day=NOON.date(), source="edit", reviewer_number=days[0].pk)
    assert (row.reviewed, row.unacceptable, row.critical, row.first_at) == (3, 1, 0, NOON)


def changes(dice, chosen, people):
    return dice.choice(
        [
            lambda: chosen.update(unacceptable=True, reasons=["wrong_fact"]),
            lambda: chosen.update(excluded="made in shadow, shown to nobody"),
            lambda: chosen.update(at=NOON + timedelta(days=dice.randrange(6), hours=dice.randrange(9))),
            lambda: chosen.update(version_key="another"),
            lambda: chosen.update(critical=True, simulated=True),
            lambda: chosen.delete(),
            lambda: people[dice.randrange(2)].delete() if people[0].pk and people[1].pk else None,
            lambda: chosen.first() and chosen.first().ticket.messages.all().delete(),
        ]
    )


def test_changed_moved_deleted_with_their_drafts_and_their_people(category, days):
    dice = random.Random(3)
    for _ in range(25):
        numbers = list(Verdict.objects.order_by("id").values_list("pk", flat=True))
        chosen = Verdict.objects.filter(pk__in=dice.sample(numbers, min(3, len(numbers))))
        changes(dice, chosen, days)()
        assert verdict_days.differing() == 0
    assert Verdict.objects.exists()


def test_nothing_is_left_of_what_is_gone(days):
    Verdict.objects.all().delete()
    assert not VerdictDay.objects.exists()


def counted_singly(category, since, until, last):
    rows = Verdict.objects.filter(
        category=category, at__gte=since, at__lte=until, pk__lte=last, source="edit"
    )
    return rows.count(), rows.filter(unacceptable=True).count()


@pytest.mark.parametrize("began", [EVER, NOON + timedelta(days=1, minutes=2), NOON + timedelta(days=3)])
@pytest.mark.parametrize("until", [NOON + timedelta(days=2, minutes=3), NOON + timedelta(days=9)])
@pytest.mark.parametrize("stored_later", [0, 9])
def test_a_window_is_counted_as_if_verdict_by_verdict(category, days, began, until, stored_later):
    last = list(Verdict.objects.order_by("id").values_list("pk", flat=True))[-1 - stored_later]
    found = count({category.pk: key_of(category)}, {category.pk: began}, until=until, last=last)[category.pk]
    n, bad = counted_singly(category, began, until, last)
    assert (found.edits.n, found.edits.unacceptable, sum(found.reviewers.values())) == (n, bad, n)
    assert found.last <= last


def test_when_the_first_came(category, days):
    since = {category.pk: NOON + timedelta(days=1, minutes=1)}
    found = count({category.pk: key_of(category)}, since, until=timezone.now())[category.pk]
    assert found.first == since[category.pk]


def test_sums_written_by_hand_are_found_and_mended(days, capsys):
    VerdictDay.objects.filter(source="edit").update(reviewed=99)
    assert verdict_days.differing() == 8
    verdict_days.mend()
    assert verdict_days.differing() == 0


def test_the_command_tells_and_mends(category, capsys):
    VerdictDay.objects.create(
        category=category,
        version_key="x",
        day=NOON.date(),
        source="edit",
        reviewed=1,
        unacceptable=0,
        critical=0,
        first_at=NOON,
        last_id=1,
    )
    with pytest.raises(SystemExit, match="1"):
        call_command("recount_evidence", check=True)
    call_command("recount_evidence", category=category.key)
    assert "1 daily sums mended." in capsys.readouterr().out
    assert not VerdictDay.objects.exists()

"""Judging a drawn ticket without a mouse."""

import pytest
from django.utils import timezone

from routing import auditing
from routing.models import Decision, RouteAudit
from tests.factories import make_category, make_ticket, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_choose_and_judge_with_keys(window):
    returns, refunds = make_category("Returns"), make_category("Refunds")
    for subject in ("Boots", "Laces"):
        ticket = make_ticket(subject=subject)
        decision = Decision.objects.filter(ticket=ticket).first() or Decision(
            ticket=ticket, message=ticket.messages.get()
        )
        decision.state, decision.path, decision.category = "decided", "learned", returns
        decision.decided_at = timezone.now()
        decision.save()
    auditing.draw(share=1)
    page = window(make_user())
    page.goto("/audits/routes/")
    page.keyboard.press("c")
    page.keyboard.type("Refu")
    page.keyboard.press("Control+Enter")
    page.get_by_text("routing had said “Returns”").first.wait_for()
    page.keyboard.press("n")
    page.get_by_text("Nothing to judge").wait_for()
    assert list(RouteAudit.objects.values_list("truth", flat=True)) == [refunds.pk, None]

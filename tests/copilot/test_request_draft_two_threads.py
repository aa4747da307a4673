"""Two processes asking for the same draft at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from copilot.drafting import requesting
from copilot.models import Draft
from tests.copilot.draft_help import waiting_ticket


@pytest.mark.django_db(transaction=True)
def test_there_is_one_live_draft():
    ticket, together = waiting_ticket(), Barrier(2)
    Draft.objects.all().delete()  # the pipeline has asked already: this test really commits

    def ask(_):
        together.wait(5)
        try:
            return requesting.request_draft(ticket=ticket)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(ask, range(2)))
    assert sorted(draft is None for draft in made) == [False, True]
    assert Draft.objects.filter(message=ticket.messages.get()).count() == 1


@pytest.mark.django_db
def test_the_database_refuses_a_second_live_one():
    draft = requesting.request_draft(ticket=waiting_ticket())
    with pytest.raises(IntegrityError, match="one_live_draft_a_message"):
        Draft.objects.create(ticket=draft.ticket, message=draft.message, category=draft.category)

"""Two processes writing about one subject at the same moment: the second waits, and the chain stays one."""

import threading

import pytest
from django.db import connection, transaction

from support import audit
from support.models import AuditEvent
from tests.factories import make_customer


def waits_for_a_lock(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s", [pid])
        row = cursor.fetchone()
    return bool(row and row[0])


class SecondWriter(threading.Thread):
    def __init__(self, customer):
        super().__init__(daemon=True)
        self.customer, self.pid, self.ready = customer, None, threading.Event()

    def run(self):
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_backend_pid()")
                    self.pid = cursor.fetchone()[0]
                self.ready.set()
                audit.record(self.customer, "customer_renamed", by="second")
        finally:
            self.ready.set()
            connection.close()


@pytest.mark.django_db(transaction=True)
def test_the_second_follows_the_first():
    customer = make_customer()
    second = SecondWriter(customer)
    with transaction.atomic():
        first = audit.record(customer, "customer_renamed", by="first")
        second.start()
        assert second.ready.wait(10)
        waited = any(waits_for_a_lock(second.pid) or second.join(0.01) for _ in range(500))
        assert AuditEvent.objects.count() == 1
    second.join(10)
    assert waited
    assert [event.actor_name for event in AuditEvent.objects.order_by("id")] == ["first", "second"]
    assert AuditEvent.objects.get(actor_name="second").previous_hash == first.hash
    assert audit.broken_links(audit.subject_of(customer)) == []

"""How work travels."""

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from config import queues
from config.celery import app


@pytest.mark.parametrize(
    ("address", "broker"),
    [
        ("unix:///srv/valkey.sock?db=0", "redis+socket:///srv/valkey.sock?virtual_host=0"),
        ("redis://broker:6379/1", "redis://broker:6379/1"),
    ],
)
def test_celery_spells_a_socket_its_own_way(address, broker):
    assert queues.broker_address(address) == broker


def test_shared_tasks_find_our_application():
    assert current_app.main == "understudy"


def test_a_task_reaches_its_own_queue_only():
    with app.connection_for_write("memory://") as connection:
        channel = connection.default_channel
        for queue in app.amqp.queues.values():
            queue.bind(channel).declare()
        app.send_task("anything", queue="delivery", connection=connection)
        sent = [name for name, queue in app.amqp.queues.items() if queue.bind(channel).get(no_ack=True)]
    assert sent == ["delivery"]


def test_clockwork_names_tasks_that_exist():
    app.loader.import_default_modules()
    assert {line["task"] for line in queues.beat_schedule.values()} <= set(app.tasks)


def test_late_acknowledged_tasks_end_before_they_would_be_delivered_again():
    app.loader.import_default_modules()
    ours = [task for task in app.tasks.values() if not task.name.startswith("celery.")]
    late = [task for task in ours if getattr(task, "queue", "") != queues.COMPUTING_QUEUE]
    assert late
    assert all(task.time_limit < queues.VISIBILITY_SECONDS for task in late)


def test_asking_for_work_fails_at_once_when_the_broker_is_away(tmp_path, monkeypatch):
    monkeypatch.setattr("kombu.utils.functional.sleep", lambda seconds: pytest.fail("it waits to try again"))
    options = queues.broker_transport_options
    away = app.connection_for_write(f"redis+socket://{tmp_path}/gone.sock", transport_options=options)
    with away, pytest.raises(OperationalError):
        app.send_task("support.tasks.deliver_due", connection=away, retry=False)

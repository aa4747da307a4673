"""Every task says its queue and its time limits; a task without them can starve the others for ever."""

import pytest

from config import queues
from config.celery import app

app.loader.import_default_modules()
OURS = {name: task for name, task in sorted(app.tasks.items()) if not name.startswith("celery.")}


def test_there_are_tasks():
    assert "copilot.tasks.sweep_missing" in OURS


@pytest.mark.parametrize("name", OURS)
def test_its_queue_exists(name):
    assert getattr(OURS[name], "queue", None) in {queue.name for queue in queues.task_queues}


@pytest.mark.parametrize("name", OURS)
def test_it_ends(name):
    task = OURS[name]
    assert task.soft_time_limit, "no soft_time_limit"
    assert task.time_limit > task.soft_time_limit


@pytest.mark.parametrize("name", OURS)
def test_it_lives_in_its_apps_tasks_file(name):
    assert OURS[name].run.__module__.split(".")[1:] == ["tasks"]

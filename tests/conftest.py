"""What every test shares: a database server of the tests' own, and nothing that reaches a running demo.

Background work in tests
- Nothing runs by itself. Enqueued tasks go to a broker in this process's memory that nobody reads, which is
  quick and is what a day without workers looks like; rows stay `pending`.
- Inside a test's transaction `on_commit` never comes, so the pipeline is silent too. `committed()` (in
  `tests.factories`) runs what waited for the commit; `django_db(transaction=True)` really commits and then
  empties every table, so keep it for what needs two connections.
- With the fixture `worker`, each enqueued task runs at once, in place. Together with `committed()` a whole
  journey runs: received, routed, drafted, measured. An error in a listener is logged by Django and goes on
  (as in the product), so look at the rows, and at pytest's captured log when they are missing.
- With the fixture `broker_away`, enqueueing fails as it does without Redis.

People: `agent`, `admin` and `manager` work here, `outsider` no longer does. `as_agent`, `as_admin` and
`as_manager` are their browsers, `client` is anybody's.
"""

import gc
import os
import shutil
import threading

import pytest
from django.conf import settings
from django.test import Client, override_settings
from pytest_django.plugin import blocking_manager_key

# Read at the first connection, so it is early enough here; child processes of tests inherit it, which keeps
# the commands they run away from the demo's database.
os.environ["UNDERSTUDY_TESTING"] = "1"


def pytest_configure(config):
    from config import celery_app

    # Tests say themselves what runs when: no broker, no live events, as on a day without Redis.
    celery_app.conf.broker_url = "memory://"
    settings.REDIS_URL = "unix:///nonexistent/valkey.sock?db=0"
    # A database a run, so that two runs at once (two terminals) do not take each other's.
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_understudy_{os.getpid()}"
    # Without `collectstatic` there is no folder of files with hashes in their names.
    settings.STATIC_ROOT = settings.STATICFILES_DIRS[0]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # A slow hash protects real passwords; a hundred test users have none.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_sessionstart(session):
    """Have the database ready when the workers have read the tests; an error comes up again there."""
    if session.config.getoption("numprocesses", None) and not hasattr(session.config, "workerinput"):
        threading.Thread(
            target=migrated, args=[session.config.stash[blocking_manager_key]], daemon=True
        ).start()


def migrated(blocker):
    from tests import database

    with blocker.unblock():
        return database.template()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = migrated(django_db_blocker)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    from config import embedded

    embedded.postgres().leave()


def pytest_collection_finish(session):
    """What has been read stays until the end: do not look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 20)


@pytest.fixture(scope="session")
def _folder_of_this_run(tmp_path_factory):
    folder = tmp_path_factory.getbasetemp() / "understudy"
    with override_settings(MEDIA_ROOT=folder / "media", EMAIL_FILE_PATH=folder / "mail"):
        yield folder


@pytest.fixture(autouse=True)
def _files_of_this_test(_folder_of_this_run):
    """Few tests write any, so there is one folder, emptied after those that did."""
    yield
    if _folder_of_this_run.exists():
        shutil.rmtree(_folder_of_this_run)


@pytest.fixture(autouse=True)
def _nothing_waits_from_another_test():
    from kombu.transport.memory import Channel

    for queue in Channel.queues.values():
        queue.queue.clear()


@pytest.fixture
def worker():
    """Enqueued tasks run at once, in place; their errors are the caller's."""
    from config import celery_app

    celery_app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    celery_app.conf.update(task_always_eager=False, task_eager_propagates=False)


@pytest.fixture
def broker_away(monkeypatch):
    """Redis is gone: every attempt to enqueue fails."""
    from celery import Task
    from kombu.exceptions import OperationalError

    def refuse(self, *args, **options):
        raise OperationalError("no broker in this test")

    monkeypatch.setattr(Task, "apply_async", refuse)


@pytest.fixture
def agent(db):
    return make_user("agent", name="Ada Agent", email="ada@example.com")


@pytest.fixture
def admin(db):
    return make_user("admin", name="Amos Admin", email="amos@example.com")


@pytest.fixture
def manager(db):
    return make_user("manager", name="Mona Manager", email="mona@example.com")


@pytest.fixture
def outsider(db):
    return make_user("agent", name="Olaf Outsider", email="olaf@example.com", is_active=False)


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_agent(agent):
    return browser_of(agent)


@pytest.fixture
def as_admin(admin):
    return browser_of(admin)


@pytest.fixture
def as_manager(manager):
    return browser_of(manager)


def make_user(role, **fields):
    from tests import factories  # models can be imported only once Django is set up

    return factories.make_user(role, **fields)


@pytest.fixture
def proven(monkeypatch):
    """Calibration and evals, which have tests of their own, have passed for every category."""
    from copilot.autonomy import facts

    def everything(categories):
        return {category.pk for category in categories}

    monkeypatch.setattr(facts.state, "complete_categories", everything)
    monkeypatch.setattr(facts.release, "green_categories", everything)

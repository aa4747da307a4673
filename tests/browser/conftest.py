"""A real Chromium against the live server; background work runs in place: nothing waits for a worker."""

import os
import threading
from collections import defaultdict

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection
from playwright.sync_api import sync_playwright

from tests import chromium
from tests.conftest import browser_of

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright's synchronous interface runs an event loop in this thread; Django would refuse it the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="session")
def _left_alone(django_db_setup, django_db_blocker):
    """The live server and Playwright's loop leave connections behind; a database in use cannot be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(OTHERS)


@pytest.fixture(scope="session")
def chrome(_left_alone):
    if chromium.find() is None:
        pytest.skip(chromium.MISSING)
    arguments = ARGUMENTS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=arguments)
        yield browser
        browser.close()


class InFlight:
    """How many requests are being answered."""

    def __init__(self):
        self.count, self.changed = 0, threading.Condition()

    def add(self, number):
        with self.changed:
            self.count += number
            self.changed.notify_all()

    def started(self, **_):
        self.add(1)

    def finished(self, **_):
        self.add(-1)


@pytest.fixture
def in_flight():
    """A page that has gone may have asked for something; the tables are emptied when that is answered."""
    requests = InFlight()
    request_started.connect(requests.started)
    request_finished.connect(requests.finished)
    yield requests
    with requests.changed:
        requests.changed.wait_for(lambda: requests.count <= 0, timeout=10)
    request_started.disconnect(requests.started)
    request_finished.disconnect(requests.finished)


class Profiles:
    """Windows that remember nothing of another test. Making one takes a second, so they are used again."""

    def __init__(self, browser, address):
        self.browser, self.address, self.idle = browser, address, defaultdict(list)

    def take(self, **options):
        kind = repr(options)
        if self.idle[kind]:
            return kind, self.idle[kind].pop()
        return kind, self.browser.new_context(base_url=self.address, **options).new_page()

    def give_back(self, kind, page):
        used, fresh = page.context.pages, page.context.new_page()
        for page in used:
            page.close()
        fresh.context.clear_cookies()
        storage = {"origin": self.address, "storageTypes": "all"}
        fresh.context.new_cdp_session(fresh).send("Storage.clearDataForOrigin", storage)
        self.idle[kind].append(fresh)


@pytest.fixture(scope="session")
def profiles(chrome, live_server):
    return Profiles(chrome, live_server.url)


@pytest.fixture
def window(profiles, live_server, worker, in_flight):
    """Opens a signed-in page: `window(user)`, `window(user, width=360)`, `window(None)` for anybody.

    A message in the console or a broken script fails the test.
    """
    taken, complaints = [], []

    def open_window(user=None, width=1440, height=900, **options):
        kind, page = profiles.take(viewport={"width": width, "height": height}, **options)
        taken.append((kind, page))
        page.set_default_timeout(20_000)  # a busy machine is slow, not broken
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
        if user is not None:
            session = browser_of(user).cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
            page.context.add_cookies([cookie])
            page.goto("/queue/")
        return page

    yield open_window
    for kind, page in taken:
        profiles.give_back(kind, page)
    assert not [text for text in complaints if "409" not in text and "422" not in text and "403" not in text]


def sign_in(page, user):
    page.goto("/accounts/login/")
    page.fill("[name=username]", user.email)
    page.fill("[name=password]", "a long password")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/queue/")


@pytest.fixture
def shop():
    """One category with a rule, an SOP and level suggest; an agent and a manager."""
    from routing.ruling import save_rule
    from tests.factories import make_category, make_sop, make_user, open_drafting

    returns = make_category("Returns")
    admin, manager = make_user("admin"), make_user("manager")
    make_sop(returns, by=admin)
    open_drafting(returns, by=manager)
    save_rule(
        rule=None,
        values={"name": "Returns", "category": returns.pk, "match_any": False, "note": ""},
        conditions=[{"field": "text", "operator": "contains", "value": "return"}],
        by=admin,
    )
    return {"agent": make_user("agent"), "manager": manager, "category": returns}

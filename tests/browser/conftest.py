"""A real Chromium against the live server; background work runs in place: nothing waits for a worker."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests import chromium

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


@pytest.fixture(scope="session")
def chrome():
    if chromium.find() is None:
        pytest.skip(chromium.MISSING)
    arguments = ARGUMENTS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def window(chrome, live_server, worker):
    """Opens a signed-in page: `window(user)`, `window(user, width=360)`, `window(None)` for anybody.

    A message in the console or a broken script fails the test.
    """
    contexts, complaints = [], []

    def open_window(user=None, width=1440, height=900, **options):
        context = chrome.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)  # a busy machine is slow, not broken
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
        if user is not None:
            sign_in(page, user)
        return page

    yield open_window
    for context in contexts:
        context.close()
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

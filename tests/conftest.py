"""What every test shares: a PostgreSQL of the tests' own, stopped by the last process that used it."""

import os

import pytest

# Read at the first connection, so it is early enough here; child processes of tests inherit it, which keeps
# the commands they run away from the demo's database.
os.environ["UNDERSTUDY_TESTING"] = "1"


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    from config import embedded

    embedded.postgres().leave()

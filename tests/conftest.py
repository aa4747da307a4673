"""What every test shares: a database server of the tests' own, and nothing that reaches a running demo."""

import os

import pytest
from django.conf import settings

# Read at the first connection, so it is early enough here; child processes of tests inherit it, which keeps
# the commands they run away from the demo's database.
os.environ["UNDERSTUDY_TESTING"] = "1"


def pytest_configure(config):
    from config import celery_app

    # Tests say themselves what runs when: no broker, no live events, as on a day without Redis.
    celery_app.conf.broker_url = "memory://"
    settings.REDIS_URL = "unix:///nonexistent/valkey.sock?db=0"
    # Without `collectstatic` there are no file names with hashes.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # A slow hash protects real passwords; a hundred test users have none.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    from config import embedded

    embedded.postgres().leave()


@pytest.fixture(autouse=True)
def _files_of_this_test(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"

"""A wrong setting ends in one sentence, and each kind of process gets the connections it needs."""

import os
import subprocess
import sys

import pytest

from config.embedded.places import CHECKOUT


def read_settings(print_what="''", **environment):
    return subprocess.run(
        [sys.executable, "-c", f"import config.settings as s; print({print_what})"],
        cwd=CHECKOUT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEBUG", "perhaps"),
        ("UNDO_SECONDS", "soon"),
        ("DATABASE_URL", "mysql://desk@db/tickets"),
        ("EMAIL_URL", "pigeon://loft"),
        ("UNDERSTUDY_PROCESS", "dancer"),
    ],
)
def test_a_wrong_setting_is_one_sentence(variable, value):
    answer = read_settings(**{variable: value})
    assert answer.returncode == 1
    assert answer.stderr.startswith("Settings: ")
    assert variable in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("process", "kept_seconds", "pool"), [("worker", "0", "10"), ("live", "0", "10"), ("web", "600", "None")]
)
def test_workers_share_connections_and_pages_keep_theirs(process, kept_seconds, pool):
    question = (
        "s.DATABASES['default']['CONN_MAX_AGE'],"
        "s.DATABASES['default'].get('OPTIONS', {}).get('pool', {}).get('max_size')"
    )
    answer = read_settings(question, UNDERSTUDY_PROCESS=process)
    assert answer.stdout.split() == [kept_seconds, pool]

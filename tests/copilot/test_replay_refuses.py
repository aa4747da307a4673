"""Bad input to a replay: one line, naming file, row and cause."""

import pytest
from django.core.management import CommandError

from tests.copilot.replay_help import SOP, replay, rows, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"body": None}, "'body' is missing"),
        ({"reply": 5}, "'reply' must be text"),
        ({"created_at": "soon"}, "'created_at' must be a time"),
        ({"id": "t0"}, "in row 1 already"),
    ],
)
def test_a_bad_row(tmp_path, change, cause):
    one, two = rows(2)
    path = write(tmp_path / "a.jsonl", [one, {**two, **change}])
    with pytest.raises(CommandError, match=r"a\.jsonl: row 2: .*" + cause) as refused:
        replay(path)
    assert refused.value.returncode == 2
    assert not list(tmp_path.glob("replay/*"))


def test_a_bad_sop(tmp_path):
    sops = write(tmp_path / "sops.jsonl", [SOP, {**SOP, "id": "b", "text": 5}])
    with pytest.raises(CommandError, match=r"sops\.jsonl: row 2"):
        replay(write(tmp_path / "a.jsonl", rows(1)), sops=sops)


def test_no_file(tmp_path):
    with pytest.raises(CommandError, match="no such file"):
        replay(tmp_path / "a.jsonl")


def test_no_rows_at_all(tmp_path):
    with pytest.raises(CommandError, match="--limit must be at least 1"):
        replay(write(tmp_path / "a.jsonl", rows(1)), limit=0)

"""A replay that was killed goes on where it was, and comes out the same."""

from io import StringIO

import pytest
from django.core.management import CommandError

from copilot.replaying import running
from copilot.replaying.journal import Busy, Journal
from tests.copilot.replay_help import SOP, replay, rows, write
from tests.factories import make_category

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path):
    return write(tmp_path / "a.jsonl", rows(70)), write(tmp_path / "sops.jsonl", [SOP])


def journal_in(tmp_path):
    [path] = tmp_path.glob("replay/*.jsonl")
    return path


def without_time(result):
    return {name: value for name, value in result.items() if name != "seconds"}


@pytest.fixture
def count(monkeypatch):
    """How many rows were worked on, rather than remembered."""
    worked = []
    real = running._line
    monkeypatch.setattr(running, "_line", lambda row, *rest: worked.append(row.id) or real(row, *rest))
    return worked


def test_an_interrupted_run_ends_like_a_whole_one(tmp_path, files, count):
    path, sops = files
    whole = replay(path, sops=sops)
    journal = journal_in(tmp_path)
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:64]) + lines[64][:20])  # killed while writing a line
    count.clear()
    said = StringIO()
    assert without_time(replay(path, sops=sops, stderr=said)) == without_time(whole)
    assert (len(count), count[0]) == (6, "t64")
    assert "64 of 70 rows were replayed before" in said.getvalue()


def test_a_finished_run_is_not_done_again(files, count):
    path, sops = files
    first = replay(path, sops=sops)
    count.clear()
    assert replay(path, sops=sops) == first
    assert count == []


def test_fresh_starts_over(files, count):
    path, sops = files
    replay(path, sops=sops, limit=5)
    replay(path, sops=sops, limit=5, fresh=True)
    assert count == ["t0", "t1", "t2", "t3", "t4"] * 2


def test_a_longer_limit_goes_on(files, count):
    path, sops = files
    replay(path, sops=sops, limit=5)
    assert replay(path, sops=sops, limit=8)["tickets"] == 8
    assert len(count) == 8
    assert replay(path, sops=sops, limit=5)["tickets"] == 5


def test_another_taxonomy_begins_anew(files, count):
    path, sops = files
    replay(path, sops=sops, limit=2)
    make_category("New")
    replay(path, sops=sops, limit=2)
    assert count == ["t0", "t1"] * 2


def test_one_process_at_a_time(tmp_path):
    with Journal(tmp_path / "a.jsonl"), pytest.raises(Busy), Journal(tmp_path / "a.jsonl"):
        pass


def test_ctrl_c_says_that_it_goes_on(files, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "_line", stop)
    with pytest.raises(CommandError, match="goes on") as stopped:
        replay(files[0], sops=files[1])
    assert stopped.value.returncode == 130

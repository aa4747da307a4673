"""The demo refuses clearly before it starts anything."""

import fcntl
import os
import socket
import subprocess
import sys

import pytest

from config.demo import __main__ as demo
from config.demo import children


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_named(taken_port):
    with pytest.raises(demo.Refused, match=rf"Port {taken_port} \(for pages\).*make demo PORT="):
        demo.check_free(taken_port)


def test_the_port_of_live_events_counts_too(taken_port):
    with pytest.raises(demo.Refused, match=rf"Port {taken_port} \(for live events\)"):
        demo.check_free(taken_port - 1)


@pytest.mark.parametrize("text", ["eighty", "0", "65535", "-1"])
def test_a_port_must_be_a_port(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(demo.Refused, match="PORT must be a number"):
        demo.wanted_port()


def test_a_checkout_has_one_demo(monkeypatch, tmp_path):
    monkeypatch.setattr(demo, "VAR", tmp_path)
    first = demo.lock_demo("http://127.0.0.1:8000")
    with pytest.raises(demo.Refused, match=r"already runs at http://127\.0\.0\.1:8000"):
        demo.lock_demo("http://127.0.0.1:9000")
    fcntl.flock(first, fcntl.LOCK_UN)
    os.close(demo.lock_demo("http://127.0.0.1:9000"))
    os.close(first)


@pytest.fixture
def own_var(monkeypatch, tmp_path):
    monkeypatch.setattr(children, "LOGS", tmp_path / "log")
    monkeypatch.setattr(children, "RECORD", tmp_path / "demo.children")


def test_a_child_that_ends_by_itself_is_named_with_its_last_words(own_var):
    child = children.start("beat", ["no_such_module"])
    child.process.wait()
    assert "beat ended with status 1" in child.obituary()
    assert "no_such_module" in child.obituary()


def test_stopping_leaves_no_process(own_var):
    child = children.start("beat", ["timeit", "-n", "1", "import time; time.sleep(60)"])
    children.stop([child])
    assert child.process.returncode is not None
    assert not children.RECORD.exists()


def test_only_our_own_leftovers_are_ended(own_var):
    ours = children.start("beat", ["timeit", "-n", "1", "import time; time.sleep(60)"])
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    with children.RECORD.open("a") as record:
        record.write(f"{stranger.pid}\tanother program\n")
    while not children.command_line(ours.process.pid):
        pass  # the kernel shows it a moment after the start
    children.end_leftovers()
    assert ours.process.wait(5) < 0
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()

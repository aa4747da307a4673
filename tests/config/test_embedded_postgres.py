"""A server starts for its first user and stops with its last one."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time

import psycopg
import pytest

from config.embedded import places, service
from config.embedded import postgres_server as postgres

# The folder of the trial lies where the server's owner can enter, which pytest's own does not for root.
USER = """
import sys
from pathlib import Path
from config.embedded.postgres_server import Postgres
server = Postgres(Path(sys.argv[1]), durable=False)
server.ensure()
print("using", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def server():
    home = places.base() / f"trial-{os.getpid()}"
    trial = postgres.Postgres(home, durable=False)
    yield trial
    trial.leave()
    until(lambda: not trial.running())
    shutil.rmtree(home)


@pytest.fixture
def other_user(server):
    """Another process that uses the same server until its standard input ends."""
    process = start_user(server)
    assert process.stdout.readline() == "using\n"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def start_user(server):
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(server.home)],
        cwd=places.CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def connect(server):
    return psycopg.connect(
        host=str(server.socket_folder), user=postgres.NAME, dbname=postgres.NAME, autocommit=True
    )


def ask(server, question):
    with connect(server) as connection:
        return connection.execute(question).fetchone()[0]


def test_it_runs_while_it_is_used_and_stops_afterwards(server):
    server.ensure()
    assert ask(server, "SELECT 1") == 1
    server.leave()
    assert not server.running()
    assert service.command_line(server.server_pid()) == ""


def test_the_last_one_out_stops_it(server, other_user):
    server.ensure()
    server.leave()
    assert ask(server, "SELECT 1") == 1
    other_user.stdin.close()
    other_user.wait()
    until(lambda: not server.running())


def test_many_starters_at_once_share_one_server(server):
    users = [start_user(server) for _ in range(3)]
    assert [user.stdout.readline() for user in users] == ["using\n"] * 3
    assert ask(server, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'checkpointer'") == 1
    for user in users:
        user.communicate()
    until(lambda: not server.running())


def test_a_user_killed_outright_leaves_nothing_running(server, other_user):
    other_user.kill()
    other_user.wait()
    until(lambda: not server.running())


def test_it_is_started_again_after_a_crash(server):
    server.ensure()
    crash(server)
    server.ensure(again=True)
    assert ask(server, "SELECT 1") == 1


def test_the_server_of_a_killed_keeper_is_replaced(server):
    server.ensure()
    keeper = int((server.home / "keeper.lock").read_text())
    orphan = server.server_pid()
    os.kill(keeper, signal.SIGKILL)
    until(lambda: not server.running())
    server.ensure(again=True)
    assert ask(server, "SELECT 1") == 1
    assert service.command_line(orphan) == ""


def test_a_stale_process_id_of_a_living_stranger_is_no_obstacle(server):
    server.leave()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    (server.home / "server.pid").write_text(str(os.getpid()))
    server.ensure()
    assert ask(server, "SELECT 1") == 1


def test_its_socket_lies_in_a_folder_for_its_owner_alone(server):
    server.ensure()
    found = server.socket_folder.stat()
    assert stat.S_IMODE(found.st_mode) == 0o700
    assert found.st_uid == places.owner().uid


def test_it_listens_on_no_port(server):
    server.ensure()
    assert ask(server, "SHOW listen_addresses") == ""


def test_nobody_is_let_in_without_the_kernels_word(server):
    server.ensure()
    rules = (server.data / "pg_hba.conf").read_text().splitlines()
    assert rules == ["local all all peer map=desk"]


def test_vectors_and_letters_beyond_ascii_work(server):
    server.ensure()
    ask(server, "SELECT 1")
    with connect(server) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    assert ask(server, "SELECT '[0,0]'::vector <-> '[3,4]'") == 5
    assert ask(server, "SELECT lower('ÄRGER')") == "ärger"


def crash(server):
    postmaster = server.server_pid()
    os.kill(postmaster, signal.SIGKILL)
    until(lambda: not server.running())


# Asks the keeper to stop at the worst moment: while it holds the lock of its child's end.
ASKED_WHILE_WAITING = """
import os, signal, subprocess
from config.embedded import keeper
plain = subprocess.Popen.wait
def wait(self, timeout=None):
    self._waitpid_lock.acquire()
    os.kill(os.getpid(), signal.SIGTERM)
    self._waitpid_lock.release()
    return plain(self, timeout)
subprocess.Popen.wait = wait
keeper.main()
"""


def test_a_keeper_ends_whenever_it_is_asked_to(tmp_path):
    plan = {"home": str(tmp_path), "folder": str(tmp_path), "command": ["sleep", "60"]}
    plan |= {"environment": {"PATH": os.environ["PATH"]}, "stop_signal": signal.SIGTERM}
    plan |= {"uid": os.geteuid(), "gid": os.getegid()}
    done = subprocess.run([sys.executable, "-c", ASKED_WHILE_WAITING, json.dumps(plan)], timeout=15)
    assert done.returncode == 0

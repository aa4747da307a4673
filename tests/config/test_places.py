"""Where the embedded services live."""

import stat
from pathlib import Path

import pytest

from config.embedded import places


def test_a_short_path_keeps_the_socket_at_home():
    home = Path("/srv/desk/var/postgres")
    assert places.socket_folder(home, ".s.PGSQL.5432") == home / "socket"


def test_a_long_path_gets_a_short_folder_for_its_socket():
    home = Path("/srv") / ("deep/" * 40) / "var/postgres"
    folder = places.socket_folder(home, ".s.PGSQL.5432")
    assert len(str(folder / ".s.PGSQL.5432")) <= places.LONGEST_SOCKET_PATH
    assert folder != places.socket_folder(home / "other", ".s.PGSQL.5432")


def test_a_socket_folder_that_others_can_enter_is_refused(tmp_path):
    laid_out = tmp_path / "socket"
    laid_out.mkdir()
    laid_out.chmod(0o755)
    with pytest.raises(places.ServiceFailed, match="mode 0700"):
        places.make_socket_folder(laid_out)


def test_a_kept_text_is_written_once_and_for_us_alone(tmp_path):
    path = tmp_path / "new" / "key"
    assert places.kept_once(path, "first") == "first"
    assert places.kept_once(path, "second") == "first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_existing_folder_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o750)
    places.make_folder(tmp_path, 0o700)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750

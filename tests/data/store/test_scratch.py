import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from data.engine import directories
from data.privacy.scratch import scratch_directory
from data.schema import InputError
from tests.builders import new_shop

KILLED = """
import os
from data.engine.directories import passing_directory
from data.privacy.scratch import scratch_directory
with scratch_directory(), passing_directory():
    os.kill(os.getpid(), 9)
"""


def test_without_a_key_text_stands_on_the_shops_disk(tmp_path, monkeypatch):
    monkeypatch.delenv("BUNDLEWISE_KEY", raising=False)
    shop = new_shop(tmp_path)

    with scratch_directory(shop) as directory:
        assert directory.parent == shop.directory / "tmp"
        (directory / "text").write_text("x")

    assert list((shop.directory / "tmp").iterdir()) == []


def test_with_a_key_text_stands_in_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_KEY", "k")

    with scratch_directory() as directory:
        assert directory.parent == Path("/dev/shm")
        assert directory.stat().st_mode & 0o077 == 0

    assert not directory.exists()


def test_too_little_memory_is_one_sentence(monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_KEY", "k")

    with pytest.raises(InputError, match="no room in memory"), scratch_directory():
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_machine_without_memory_files_is_told_so(monkeypatch, tmp_path):
    monkeypatch.setenv("BUNDLEWISE_KEY", "k")
    monkeypatch.setattr("data.privacy.scratch.MEMORY", tmp_path / "nothing")

    with pytest.raises(InputError, match="this machine has no"), scratch_directory():
        pass


def test_what_a_killed_process_left_goes_when_the_shop_is_next_opened(tmp_path, monkeypatch):
    monkeypatch.delenv("BUNDLEWISE_KEY", raising=False)
    shop = new_shop(tmp_path)
    shop.close()
    subprocess.run(
        [sys.executable, "-c", KILLED],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"BUNDLEWISE_KEY": "k"},
        check=False,
    )
    (shop.directory / "tmp" / "duckdb_temp_storage_0.tmp").write_text("spilled")
    homes = [Path("/dev/shm"), Path(tempfile.gettempdir())]
    found = [path for home in homes for path in home.glob("bundlewise-*") if path.is_dir()]
    found = [path for path in found if not path.name.startswith(directories.HOME)]
    left = [path for path in found if not directories.is_held(path)]
    assert {path.parent for path in left} == set(homes)

    with scratch_directory() as ours:
        shop.fingerprint  # noqa: B018  opening is what is asked for

        assert [path for path in left if path.exists()] == []
        assert ours.exists()
    assert list((shop.directory / "tmp").iterdir()) == []


def test_a_home_that_another_process_just_made_is_no_leftover(tmp_path, monkeypatch):
    """Homes are listed before what lies in them: one may come in between."""
    monkeypatch.setattr(directories, "MEMORY", tmp_path / "memory")
    home = directories.MEMORY / f"{directories.HOME}late"
    (home / directories.unused_name()).mkdir(parents=True)
    own = tmp_path / "own"
    own.mkdir()
    glob = Path.glob
    monkeypatch.setattr(
        Path, "glob", lambda self, what: [] if what.startswith(directories.HOME) else glob(self, what)
    )

    directories.remove_leftovers(own)

    assert home.is_dir()

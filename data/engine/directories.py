"""Directories for the time of a block: held by their process, so that another one knows what is left over."""

import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  directories in it are private and named at random
PREFIX = "bundlewise-"
HOME = f"{PREFIX}shop-"  # of a shop's scratch directories in memory


def home_in_memory(shop_directory: Path) -> Path:
    """Return where the scratch directories of a shop with a key lie; no other shop's lie there."""
    named = hashlib.sha256(os.fsencode(shop_directory.resolve())).hexdigest()[:12]
    return MEMORY / f"{HOME}{named}"


@contextmanager
def passing_directory(home: Path | None = None) -> Iterator[Path]:
    """Give an empty directory for the time of the block, on the system's temporary disk by default.

    What a killed process left of one is removed when a shop is next opened.
    """
    home = home or Path(tempfile.gettempdir())
    directory = home / unused_name()
    draft = directory.with_name("." + directory.name)
    try:
        _make(draft)
        with held_directory(draft):
            draft.rename(directory)  # named once it is held: no other process takes it for a leftover
            yield directory
    finally:
        for path in (draft, directory):
            shutil.rmtree(path, ignore_errors=True)
        if home.name.startswith(HOME):
            with suppress(OSError):  # others' directories lie there
                home.rmdir()


def _make(directory: Path) -> None:
    """Make a directory, and its home where that has gone with what last lay there."""
    for _ in range(9):
        directory.parent.mkdir(0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            directory.mkdir(0o700)
            return
    directory.mkdir(0o700)


def remove_leftovers(own: Path) -> None:
    """Remove what killed processes left in a directory that is this process's alone, and in shared places."""
    homes = (Path(tempfile.gettempdir()), MEMORY, *MEMORY.glob(HOME + "*"))
    # by name: a shop's home may have been made since they were listed, and nobody holds a home
    shared = [p for home in homes for p in home.glob(PREFIX + "*") if not p.name.startswith(HOME)]
    for file in filter(Path.is_file, own.iterdir()):
        with suppress(OSError):
            file.unlink()
    remove_unheld((*own.iterdir(), *shared), only_mine=True)


def remove_unheld(directories: Iterable[Path], *, only_mine: bool = False) -> None:
    """Remove those directories, of this user only or of any, in which no living process works."""
    for path in directories:
        with suppress(OSError):  # another process may be removing it
            is_ours = path.is_dir() and (not only_mine or path.stat().st_uid == os.getuid())
            if is_ours and not is_held(path):
                shutil.rmtree(path)


def unused_name() -> str:
    """Return a name that no other directory has."""
    return PREFIX + secrets.token_hex(6)


@contextmanager
def held_directory(directory: Path) -> Iterator[None]:
    """Lock a directory for as long as the block runs or the process lives."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def is_held(directory: Path) -> bool:
    """Whether a living process works in a directory."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def sync(path: Path) -> None:
    """Return once a file, or the names in a directory, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Where text of a shop may stand for the time of an import: its disk, or memory where a key is set."""

import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from data.engine.room import NO_ROOM_NUMBERS
from data.privacy.key import VARIABLE, is_encrypting
from data.schema import InputError

if TYPE_CHECKING:
    from data.store.shop import Shop

MEMORY = Path("/dev/shm")  # noqa: S108  directories in it are private and named at random
PREFIX = "bundlewise-"
HOME = f"{PREFIX}shop-"  # of a shop's scratch directories in memory


@contextmanager
def scratch_directory(shop: "Shop | None" = None) -> Iterator[Path]:
    """Give an empty directory for the time of the block, in memory where BUNDLEWISE_KEY is set.

    Without a key it lies on the shop's disk (the system's temporary directory where there is no shop yet).
    Raises InputError where what is written inside has no room.
    """
    home = _home(shop)
    try:
        with _directory_in(home) as directory:
            yield directory
    except OSError as error:
        if error.errno in NO_ROOM_NUMBERS:
            raise _no_room(home) from error
        raise


@contextmanager
def passing_directory() -> Iterator[Path]:
    """Give an empty directory on disk for the time of the block, for a shop or a run that nobody keeps.

    What a killed process left of one is removed when a shop is next opened.
    """
    with _directory_in(Path(tempfile.gettempdir())) as directory:
        yield directory


@contextmanager
def _directory_in(home: Path) -> Iterator[Path]:
    directory = home / unused_name()
    draft = directory.with_name("." + directory.name)
    try:
        _make(draft)
        with held_directory(draft):
            draft.rename(
                directory
            )  # it has its final name once it is held: no other process takes it for a leftover
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
    for path in (*own.iterdir(), *shared):
        with suppress(OSError):  # another process may be removing it
            if path.is_file() and path.parent == own:
                path.unlink()
            elif path.is_dir() and path.stat().st_uid == os.getuid() and not is_held(path):
                shutil.rmtree(path)


def unused_name() -> str:
    """Return a name that no other directory has."""
    return PREFIX + secrets.token_hex(6)


def home_of_scratch(shop_directory: Path) -> Path:
    """Return where the scratch directories of a shop lie; no other shop's lie there."""
    if not is_encrypting():
        return shop_directory / "tmp"
    named = hashlib.sha256(os.fsencode(shop_directory.resolve())).hexdigest()[:12]
    return MEMORY / f"{HOME}{named}"


def _home(shop: "Shop | None") -> Path:
    if not is_encrypting():
        return home_of_scratch(shop.directory) if shop else Path(tempfile.gettempdir())
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        raise InputError(
            f"with {VARIABLE} set, files are read in memory, and this machine has no {MEMORY}",
            f"Mount a tmpfs at {MEMORY}, or unset {VARIABLE}",
        )
    return home_of_scratch(shop.directory) if shop else MEMORY


def _no_room(home: Path) -> InputError:
    if home == MEMORY or home.parent == MEMORY:
        return InputError(
            f"there is no room in memory ({MEMORY}): with {VARIABLE} set, no file touches the disk in plain",
            f"Give the machine a larger {MEMORY}, or import a smaller file",
        )
    return InputError("there is no room to import it", "Free disk space and import again")


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

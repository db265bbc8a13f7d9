"""Where text of a shop may stand for the time of an import: its disk, or memory where a key is set."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.engine.directories import MEMORY, home_in_memory, passing_directory
from data.engine.protection import KEY_VARIABLE
from data.engine.room import NO_ROOM_NUMBERS
from data.privacy.key import is_encrypting
from data.schema import InputError
from data.store.shop import Shop


@contextmanager
def scratch_directory(shop: Shop | None = None) -> Iterator[Path]:
    """Give an empty directory for the time of the block, in memory where BUNDLEWISE_KEY is set.

    Without a key it lies on the shop's disk (the system's temporary directory where there is no shop yet).
    Raises InputError where what is written inside has no room.
    """
    home = _home(shop)
    try:
        with passing_directory(home) as directory:
            yield directory
    except OSError as error:
        if error.errno in NO_ROOM_NUMBERS:
            raise _no_room(home) from error
        raise


def _home(shop: Shop | None) -> Path:
    if not is_encrypting():
        return shop.directory / "tmp" if shop else Path(tempfile.gettempdir())
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        raise InputError(
            f"with {KEY_VARIABLE} set, files are read in memory, and this machine has no {MEMORY}",
            f"Mount a tmpfs at {MEMORY}, or unset {KEY_VARIABLE}",
        )
    return home_in_memory(shop.directory) if shop else MEMORY


def _no_room(home: Path) -> InputError:
    if home == MEMORY or home.parent == MEMORY:
        return InputError(
            f"there is no room in memory ({MEMORY}): with {KEY_VARIABLE} set, "
            "no file touches the disk in plain",
            f"Give the machine a larger {MEMORY}, or import a smaller file",
        )
    return InputError("there is no room to import it", "Free disk space and import again")

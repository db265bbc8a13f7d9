"""A file opened, whatever its name and whatever lies there: nothing is waited for, nothing read beyond it."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from data.schema import InputError

FAULTY = (errno.EIO, errno.ESTALE, errno.EAGAIN)  # of the disk or the network that a file lies on
PATTERN = re.compile(r"[*?[\ud800-\udfff]")  # DuckDB reads every file that fits one, and only UTF-8


@contextmanager
def open_file(path: Path, name: str) -> Iterator[BinaryIO]:
    """Open a file as it lies on disk; raises InputError where it is none that can be read."""
    try:
        raw = path.open("rb", opener=_open_at_once)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError("there is no such file", "Check the path", file=name) from error
    except (OSError, ValueError) as error:
        raise InputError(
            "it cannot be opened as a file", "Name a file that you may read", file=name
        ) from error
    with raw:
        if not stat.S_ISREG(os.fstat(raw.fileno()).st_mode):
            raise InputError(
                "it is a pipe or a device, not a file", "Write the table into a file first", file=name
            )
        try:
            yield raw
        except OSError as error:
            if error.errno not in FAULTY:
                raise
            raise InputError("it cannot be read to its end", "Copy it anew", file=name) from error


def is_folder(path: Path) -> bool:
    """Say whether a path is a folder, whatever its name."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def own_path(path: Path, directory: Path) -> Path:
    """Return a path that DuckDB takes for this file alone: a link in the directory where its name is more.

    A file may be called `sales*.csv`, which is a pattern to DuckDB, or have a name that is not UTF-8.
    """
    if not PATTERN.search(str(path.absolute())):
        return path
    link = directory / f"file {len(list(directory.iterdir()))}"
    link.symlink_to(path.absolute())
    return link


def name_of(path: Path) -> str:
    """Return what to call a file: its last part, as text whatever its encoding."""
    return os.fsencode(path.name or str(path)).decode(errors="replace")


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting for whoever might write into it, if it is a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)

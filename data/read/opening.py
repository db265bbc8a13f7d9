"""A file opened, whatever its name and whatever lies there: nothing is waited for, nothing read beyond it."""

import errno
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from data.schema import InputError

FAULTY = (errno.EIO, errno.ESTALE, errno.EAGAIN)  # of the disk or the network that a file lies on
PATTERN = re.compile(r"[*?[]")  # DuckDB reads every file that fits one
NO_TEXT = re.compile(r"[\ud800-\udfff]")  # what Python makes of a name that is not UTF-8


@contextmanager
def open_file(path: Path, name: str) -> Iterator[BinaryIO]:
    """Open a file as it lies on disk; raises InputError where it is none that can be read."""
    check_name(path)
    try:
        raw = open(path, "rb", opener=_open_at_once)  # noqa: SIM115  Path.open takes no opener
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


def check_name(path: Path) -> None:
    """Raise InputError where a path is not UTF-8, which no database opens."""
    if NO_TEXT.search(str(path.absolute())):
        raise InputError(
            "the name of the file or of its folder is not UTF-8", "Rename it", file=name_of(path)
        )


def is_folder(path: Path) -> bool:
    """Say whether a path is a folder, whatever its name."""
    return os.path.isdir(path)  # noqa: PTH112  Path.is_dir raises where a folder above it is closed


def own_path(path: Path, directory: Path) -> Path:
    """Return a path that DuckDB takes for this file alone: a link in the directory where its name is more.

    A file may be called `sales*.csv`, which is a pattern to DuckDB.
    """
    if not PATTERN.search(str(path.absolute())):
        return path
    link = directory / f"file {len(list(directory.iterdir()))}"
    link.symlink_to(path.absolute())
    return link


@contextmanager
def own_paths(path: Path, files: list[str]) -> Iterator[tuple[list[str], list[Path]]]:
    """Give paths that DuckDB takes for these files alone, and the folders of links that it needs for them.

    Parameters
    ----------
    path : the file, or the folder that the files lie in; folders below it may name values (`year=2024`)
    """
    for file in files:
        check_name(Path(file))
    if not any(PATTERN.search(str(Path(file).absolute())) for file in files):
        yield files, []
        return
    with tempfile.TemporaryDirectory() as name:
        links = []
        for place, target in enumerate(map(Path, files)):
            above = target.relative_to(path).parts[:-1]
            folder = Path(name).joinpath(*(PATTERN.sub("_", part) for part in above))
            folder.mkdir(parents=True, exist_ok=True)
            links.append(folder / f"{place}.parquet")
            links[-1].symlink_to(target.absolute())
        yield [str(link) for link in links], [Path(name)]


def name_of(path: Path) -> str:
    """Return what to call a file: its last part, as text whatever its encoding."""
    return os.fsencode(path.name or str(path)).decode(errors="replace")


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting for whoever might write into it, if it is a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)

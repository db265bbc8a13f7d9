"""The files of a run as they are read: whole, or one named error that says which run and which file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from data.privacy import digests
from data.privacy.encrypted_files import Filters, WrongKeyError, read_frame, read_text
from data.schema import InputError

Shape = type | tuple[type, ...] | Mapping[str, Any]  # of a JSON value; of an object, by its keys
NUMBER = (int, float)
RUN_NAME = "%Y%m%d-%H%M%S"


class DamagedRunError(InputError):
    """A run cannot be read: one of its files is missing, cut, or not what the run wrote.

    Parameters
    ----------
    directory : of the run, or of a model kept beside a price book
    file : the file at fault, by its name in the directory
    """

    def __init__(self, directory: Path, file: str) -> None:
        super().__init__(
            f"{_called(directory)} cannot be read: {file} is missing or damaged", "Delete it, or train again"
        )
        self.run_id, self.damaged_file = directory.name, file


@contextmanager
def reading(directory: Path, file: str) -> Iterator[Path]:
    """Give a file of a run to read and to make sense of; raises DamagedRunError where either fails.

    What is read here was written by us, so whatever goes wrong is damage, whichever library notices it. That
    the key is missing or another one says so itself.
    """
    noted = {} if file == digests.FILE else _noted(directory)
    try:
        if not digests.is_as_noted(directory, file, noted):
            raise ValueError("other bytes than the run wrote")
        yield directory / file
    except WrongKeyError as error:
        if _key_fits(directory):
            raise DamagedRunError(directory, file) from error
        raise
    except InputError:
        raise
    except Exception as error:
        raise DamagedRunError(directory, file) from error


def check_whole(directory: Path) -> None:
    """Raise DamagedRunError where any file that the run wrote is gone or another one; a check's aside."""
    for name in _noted(directory):
        if not name.startswith(digests.OF_A_CHECK):
            with reading(directory, name):
                pass


def job_directories(shop_directory: Path) -> list[Path]:
    """Return where the long work of a shop has left files: its runs, and other models by kind of work."""
    found = (*shop_directory.glob("runs/*/"), *shop_directory.glob("models/*/*/"))
    return [directory for directory in found if directory.is_dir()]


def has(directory: Path, file: str) -> bool:
    """Whether a run has written a file, there or lost."""
    return (directory / file).exists() or file in _noted(directory)


def frame_of(
    directory: Path,
    name: str,
    columns: Sequence[str] | None = None,
    filters: Filters | None = None,
    needed: Sequence[str] = (),
) -> pd.DataFrame:
    """Return a table of a run; raises DamagedRunError where it cannot be read or lacks a needed column."""
    with reading(directory, f"{name}.parquet") as path:
        frame = read_frame(path, columns, filters)
        if missing := [column for column in needed if column not in frame]:
            raise KeyError(*missing)
    return frame


def document_of(directory: Path, file: str, shape: Mapping[str, Any]) -> dict[str, Any]:
    """Return a JSON object of a run; raises DamagedRunError where it cannot be read or has another shape."""
    with reading(directory, file) as path:
        found = json.loads(read_text(path))
        if not fits(found, shape):
            raise TypeError("another shape")
    return dict(found)


def fits(value: Any, shape: Shape) -> bool:
    """Whether a value of JSON has a shape: a type, or an object with at least these keys."""
    if isinstance(shape, Mapping):
        return isinstance(value, dict) and all(k in value and fits(value[k], s) for k, s in shape.items())
    return isinstance(value, shape) and (not isinstance(value, bool) or shape is bool)


def _noted(directory: Path) -> dict[str, str]:
    with reading(directory, digests.FILE):
        return digests.read_digests(directory)


def _key_fits(directory: Path) -> bool:
    """Whether the key reads what the run noted of its files: then it is the run's key."""
    try:
        return bool(digests.read_digests(directory))
    except (InputError, ValueError, OSError):
        return False


def _called(directory: Path) -> str:
    """Return what people call a run: by when it began, else by where it lies."""
    try:
        began = datetime.strptime(directory.name[:15], RUN_NAME)
    except ValueError:
        return f"the training in {directory}"
    return f"the training of {began:%Y-%m-%d %H:%M} UTC"

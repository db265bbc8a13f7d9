"""Many customers at once taken out of what runs and models keep: a list of refusers may be long."""

import json
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from data.privacy.artifacts import DamagedRunError, job_directories, reading
from data.privacy.encrypted_files import read_bytes, read_frame, write_frame
from data.privacy.formats import FORMATS, Arrays
from data.privacy.stale import rewrite_marked

REASON = "a customer whose data it learned from does not agree to personal prices"


def refuse_in_artifacts(shop_directory: Path, names: Collection[str]) -> int:
    """Remove customers from what runs and models keep, each file read once; return how many saw them.

    A file that cannot be read may name them, and goes as a whole.
    """
    wanted = frozenset(names)
    return sum(_refuse_in(directory, wanted) for directory in job_directories(shop_directory))


def _refuse_in(directory: Path, names: frozenset[str]) -> bool:
    """Rewrite the files that name one of them; say whether there were any."""
    found = (
        (file, _named_in(directory, file, names)) for file in sorted(directory.rglob("*")) if file.is_file()
    )
    changes = ((file, partial(_rewrite, file, named)) for file, named in found if named is None or named)
    return rewrite_marked(directory, REASON, changes)


def _named_in(directory: Path, file: Path, names: frozenset[str]) -> set[str] | None:
    """Return whom of them a file names; None where it cannot be read."""
    if file.name.startswith("."):  # what a process that was killed left half-written
        return None
    try:
        with reading(directory, file.relative_to(directory).as_posix()):
            return _named(file, names)
    except DamagedRunError:
        return None if file.suffix in FORMATS else set()


def _named(file: Path, names: frozenset[str]) -> set[str]:
    if file.suffix == ".parquet":
        frame = read_frame(file)
        return set(frame["customer_id"].astype("str")) & names if "customer_id" in frame else set()
    if file.suffix == ".npz":
        arrays = Arrays(file.name).read(file.parent).values()
        return {
            name for array in arrays if array.dtype.kind == "U" for name in names.intersection(array.flat)
        }
    if file.suffix == ".json":
        return set(_texts(json.loads(read_bytes(file).decode(errors="replace")))) & names
    text = read_bytes(file).decode(errors="replace") if file.suffix == ".txt" else ""
    return {name for name in names if name in text}


def _texts(noted: Any) -> Iterator[str]:
    """Yield every text in what JSON holds."""
    if isinstance(noted, dict):
        yield from noted
        noted = list(noted.values())
    if isinstance(noted, list):
        for entry in noted:
            yield from _texts(entry)
    elif isinstance(noted, str):
        yield noted


def _rewrite(file: Path, named: set[str] | None) -> None:
    if named is None:
        file.unlink()
    elif file.suffix == ".parquet":
        frame = read_frame(file)
        left = frame[~frame["customer_id"].astype("str").isin(named)]
        write_frame(file, left.reset_index(drop=True))
    else:
        for name in sorted(named):
            if rewrite := FORMATS[file.suffix].forgetting(file, name):
                rewrite()

"""Old rows taken out of the tables of runs and models, and a mark on those that knew them."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import pandas as pd

from data.privacy.artifacts import DamagedRunError, job_directories, reading
from data.privacy.encrypted_files import read_frame, write_frame
from data.privacy.stale import rewrite_marked

REASON = "rows that it learned from are older than the shop keeps them"


def erase_in_artifacts(shop_directory: Path, before: datetime) -> int:
    """Remove rows of customers from before a moment from what runs and models keep; return how many did."""
    return sum(_erase_in(directory, pd.Timestamp(before)) for directory in job_directories(shop_directory))


def _erase_in(directory: Path, before: pd.Timestamp) -> bool:
    """Rewrite the tables that hold such rows; say whether there were any."""
    old = _tables_with_old(directory, before)
    return rewrite_marked(directory, REASON, ((file, partial(write_frame, file, kept)) for file, kept in old))


def _tables_with_old(directory: Path, before: pd.Timestamp) -> Iterator[tuple[Path, pd.DataFrame]]:
    """Give each table with old rows of customers, and what is left of it."""
    for file in sorted(directory.rglob("*.parquet")):
        with suppress(DamagedRunError), reading(directory, file.relative_to(directory).as_posix()):
            frame = read_frame(file)
            if "customer_id" not in frame:
                continue
            is_old = (frame.select_dtypes("datetime") < before).all(
                axis=1
            )  # of a customer: the last time too
            if is_old.any() and frame.select_dtypes("datetime").shape[1]:
                yield file, frame[~is_old].reset_index(drop=True)

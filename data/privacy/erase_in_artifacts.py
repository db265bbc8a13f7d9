"""Old rows taken out of the tables of runs and models, and a mark on those that knew them."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pandas as pd

from data.privacy.artifacts import DamagedRunError, job_directories, reading
from data.privacy.digests import FILE as DIGESTS
from data.privacy.digests import forget_digest, renew_digests
from data.privacy.encrypted_files import read_frame, write_frame, write_text
from data.privacy.forget_in_artifacts import STALE

REASON = "rows that it learned from are older than the shop keeps them"


def erase_in_artifacts(shop_directory: Path, before: datetime) -> int:
    """Remove rows of customers from before a moment from what runs and models keep; return how many did."""
    return sum(_erase_in(directory, pd.Timestamp(before)) for directory in job_directories(shop_directory))


def _erase_in(directory: Path, before: pd.Timestamp) -> bool:
    """Rewrite the tables that hold such rows; the mark comes first, as the disk may be full at any file."""
    has_known = False
    for file, kept in _tables_with_old(directory, before):
        if not has_known:
            write_text(directory / STALE, json.dumps({"reason": REASON, "at": time.time()}))
        has_known = True
        with suppress(DamagedRunError), reading(directory, DIGESTS):
            forget_digest(directory, file)
        write_frame(file, kept)
        with suppress(DamagedRunError), reading(directory, DIGESTS):
            renew_digests(directory, [file])
    return has_known


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

"""A run of the command line kept in its shop, as one that the app started: pages show it like any other."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from analytics.runs.process import new_run_id
from analytics.runs.progress import Cancelled, read_state, write_state
from data.engine.directories import passing_directory
from data.engine.room import needing_room
from data.schema import InputError
from data.store import Shop

WORK = "train"


@contextmanager
def run_directory(shop: Shop, is_kept: bool) -> Iterator[Path]:
    """Give a directory for a run in this process; it is a run of the shop once the block has ended well.

    Parameters
    ----------
    is_kept : whether the shop keeps it; it passes with the block else

    Raises
    ------
    InputError
        Somebody cancelled it in the app, or the disk is full.
    """
    if is_kept:
        with _kept(shop) as directory:
            yield directory
    else:
        with _passing() as directory:
            yield directory


@contextmanager
def _passing() -> Iterator[Path]:
    with needing_room(Path(tempfile.gettempdir()), WORK), passing_directory() as directory:
        yield directory


@contextmanager
def _kept(shop: Shop) -> Iterator[Path]:
    directory = shop.directory / "runs" / new_run_id()
    started = {"state": "running", "stage": "starting", "share": 0.0, "started_at": time.time()}
    try:
        with needing_room(shop.directory, WORK):
            directory.mkdir(parents=True)
            write_state(directory, started)
            (directory / "pid").write_text(f"{os.getpid()} {psutil.Process().create_time()}")
            yield directory
            ended = {"state": "done", "share": 1.0, "stage": "finished", "finished_at": time.time()}
            write_state(directory, (read_state(directory) or started) | ended)
    except BaseException as error:
        shutil.rmtree(directory, ignore_errors=True)
        if isinstance(error, Cancelled):
            raise InputError("the training was cancelled in the app", "Start it again") from None
        raise

"""The explanation of a finished run in this process, as the command line makes it."""

import shutil
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from analytics.jobs import process as jobs
from analytics.jobs.state import Cancelled, Progress
from analytics.runs.explaining.batch import explain
from analytics.runs.explaining.work import EXPLAIN, ExplainConfig, asking
from analytics.runs.kinds import EXPLAINING
from data.engine.room import needing_room
from data.schema import InputError


def explain_in_process(run_directory: Path, config: ExplainConfig, say: Callable[[StrEnum], None]) -> None:
    """Explain a finished run in this process; others follow and cancel it like any other.

    Parameters
    ----------
    say : called with the code of each stage that begins

    Raises
    ------
    InputError
        It is at work elsewhere, was cancelled there, or the disk is full.
    """
    directory = EXPLAIN.directory(run_directory)
    if EXPLAIN.is_active(run_directory):
        raise InputError("this training is being explained at the moment", "Wait until that has ended")
    shutil.rmtree(directory, ignore_errors=True)
    try:
        with needing_room(run_directory, "explain"), jobs.in_this_process(directory):
            asking(config)(directory)
            explain(run_directory, config, Progress(directory, EXPLAINING.stages, say))
    except Cancelled:
        raise InputError("the explanation was cancelled in the app", "Start it again") from None

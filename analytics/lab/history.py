"""How a training goes, epoch by epoch: told while it runs, in a small file that a page reads."""

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from analytics.lab.files import HISTORY
from analytics.lab.models.contract import Step

_SECONDS_BETWEEN = 1.0  # a page looks no more often


class LiveHistory:
    """Steps of a training, written as they come.

    Parameters
    ----------
    report : of the stage; raises where the work was cancelled
    """

    def __init__(self, directory: Path, report: Callable[[float], None]) -> None:
        self.directory, self.report = directory, report
        self.steps: list[Step] = []
        self._written_at = 0.0

    def watch(self, step: Step) -> None:
        """Take a step in."""
        self.report(step.share)
        if step.epoch:
            self.steps.append(step)
            if time.monotonic() - self._written_at >= _SECONDS_BETWEEN:
                self.write()

    def table(self) -> pd.DataFrame:
        """Return epoch, share, train_loss, validation_loss."""
        rows = [asdict(step) for step in self.steps]
        table = pd.DataFrame(rows, columns=list(HISTORY.needed))
        return table.astype({"epoch": "int64"} | dict.fromkeys(HISTORY.needed[1:], "float64"))

    def write(self) -> None:
        """Write the steps so far, whole or not at all."""
        HISTORY.write(self.directory, self.table())
        self._written_at = time.monotonic()

"""A kind of long work that a test steers by files in its directory: it goes on until there is `enough`."""

import time
from enum import StrEnum
from pathlib import Path

from analytics.jobs.kinds import JobKind, register
from analytics.jobs.state import Progress


class Step(StrEnum):
    FIRST = "first"
    SECOND = "second"


KIND = register(JobKind("steered", __name__, f"{__name__}:work", {Step.FIRST: 0.25, Step.SECOND: 0.75}))


def work(directory: Path) -> None:
    progress = Progress(directory, KIND.stages)
    with progress.stage(Step.FIRST):
        pass
    with progress.stage(Step.SECOND) as report:
        while not (directory / "enough").exists():
            if not (directory / "deaf").exists():
                report(0.5)
            time.sleep(0.02)

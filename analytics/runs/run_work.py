"""Long work on a finished run, in a directory of its own within the run's; what it finds lies beside it."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.jobs import process as jobs
from analytics.jobs.kinds import JobKind
from analytics.jobs.state import ACTIVE, STATE_FILE, JobStatus
from data.privacy.digests import renew_digests
from data.privacy.formats import Document, Frame


@dataclass(frozen=True)
class RunWork:
    """A kind of long work on a finished run.

    Parameters
    ----------
    kind : of the job
    folder : of the job, in the run's directory; the files that it leaves beside begin with its name, so that
        damage to them is not taken for damage to the run (`OF_A_CHECK`)
    """

    kind: JobKind
    folder: str

    def start(self, run_directory: Path, fill: Callable[[Path], object]) -> None:
        """Start the work on a run; nothing happens where it is at work already.

        Parameters
        ----------
        fill : writes what is asked, and what the work reads, into a directory
        """
        if not self.is_active(run_directory):
            jobs.launch(self.kind, self.prepared(run_directory, fill))

    def prepared(self, run_directory: Path, fill: Callable[[Path], object]) -> Path:
        """Return a fresh directory, filled; what an earlier job left there is gone."""
        directory = self.directory(run_directory)
        if directory.is_dir():
            shutil.rmtree(directory)
        else:
            directory.unlink(missing_ok=True)
        directory.mkdir()
        try:
            fill(directory)
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise
        return directory

    def directory(self, run_directory: Path) -> Path:
        """Return where the job works."""
        return run_directory / self.folder

    def status(self, run_directory: Path) -> JobStatus | None:
        """Return how the work on a run is doing, None where none was started."""
        directory = self.directory(run_directory)
        return jobs.status(self.kind, directory) if (directory / STATE_FILE).exists() else None

    def is_active(self, run_directory: Path) -> bool:
        """Say whether the run is being worked on now."""
        found = self.status(run_directory)
        return found is not None and found.state in ACTIVE

    def cancel(self, run_directory: Path) -> None:
        """Stop the work; what an earlier one found stays."""
        jobs.cancel(self.directory(run_directory))


def keep_results(
    run_directory: Path,
    tables: Iterable[tuple[Frame, pd.DataFrame]],
    report: Document,
    facts: dict[str, Any],
) -> None:
    """Write what was found beside a run, the facts last: who sees them finds the tables."""
    written: list[Frame | Document] = []
    for frame, table in tables:
        frame.write(run_directory, table.reset_index(drop=True))
        written.append(frame)
    report.write(run_directory, facts, indent=2)
    renew_digests(run_directory, [run_directory / one.name for one in (*written, report)])

"""The explanation of many customers of a finished run: start, follow, cancel, and where its results lie."""

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from analytics.jobs import process as jobs
from analytics.jobs.state import ACTIVE, STATE_FILE, JobStatus
from analytics.jobs.typed_json import from_plain
from analytics.runs.artifacts import EXPLAIN_ASKED, EXPLAINED, RECORD
from analytics.runs.kinds import EXPLAINING
from data.privacy.artifacts import reading

FOLDER = "explained"  # of the job, in the run's directory
N_ROWS, N_BACKGROUND = 1_000, 64
_SECONDS_A_ROW = 0.3  # of one core: 0.1 without customer attributes, 0.5 with many


@dataclass(frozen=True)
class ExplainConfig:
    """An explanation of many customers.

    Parameters
    ----------
    n_rows : predictions taken apart, of as many different customers as there are
    n_background : held-out predictions that "on average" refers to
    """

    n_rows: int = N_ROWS
    n_background: int = N_BACKGROUND
    seed: int = 0


def expected_seconds(run_directory: Path) -> float:
    """Return how long it will take: as an earlier time, else by what testing the model took in the run."""
    if EXPLAINED.is_in(run_directory):
        return float(EXPLAINED.read(run_directory)["seconds"])
    with reading(run_directory, RECORD.name):
        return float(RECORD.read(run_directory)["seconds"]["testing"]) + _SECONDS_A_ROW * N_ROWS


def start(run_directory: Path, config: ExplainConfig | None = None) -> None:
    """Start explaining a finished run; nothing happens where it is at work already."""
    found = status(run_directory)
    if found is None or found.state not in ACTIVE:
        jobs.launch(EXPLAINING, prepared(run_directory, config or ExplainConfig()))


def prepared(run_directory: Path, config: ExplainConfig) -> Path:
    """Return a fresh directory that asks for an explanation; what an earlier one left there is gone."""
    directory = run_directory / FOLDER
    if directory.is_dir():
        shutil.rmtree(directory)
    else:
        directory.unlink(missing_ok=True)
    directory.mkdir()
    EXPLAIN_ASKED.write(directory, asdict(config))
    return directory


def status(run_directory: Path) -> JobStatus | None:
    """Return how the explanation of a run is doing, None where none was started."""
    directory = run_directory / FOLDER
    return jobs.status(EXPLAINING, directory) if (directory / STATE_FILE).exists() else None


def cancel(run_directory: Path) -> None:
    """Stop it; what an earlier one found stays."""
    jobs.cancel(run_directory / FOLDER)


def asked_of(directory: Path) -> ExplainConfig:
    """Return what the job's directory asks for."""
    with reading(directory, EXPLAIN_ASKED.name):
        return from_plain(ExplainConfig, EXPLAIN_ASKED.read(directory))

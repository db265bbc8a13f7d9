"""The explanation of many customers of a finished run: what is asked, and how long it takes."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from analytics.jobs.typed_json import from_plain
from analytics.runs.artifacts import EXPLAIN_ASKED, EXPLAINED, RECORD
from analytics.runs.kinds import EXPLAINING
from analytics.runs.run_work import RunWork
from data.privacy.artifacts import reading

EXPLAIN = RunWork(EXPLAINING, "explained")
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
    EXPLAIN.start(run_directory, asking(config or ExplainConfig()))


def asking(config: ExplainConfig) -> Callable[[Path], None]:
    """Return what lets a directory ask for an explanation."""
    return lambda directory: EXPLAIN_ASKED.write(directory, asdict(config))


def asked_of(directory: Path) -> ExplainConfig:
    """Return what the job's directory asks for."""
    with reading(directory, EXPLAIN_ASKED.name):
        return from_plain(ExplainConfig, EXPLAIN_ASKED.read(directory))

"""The validation of a finished run: what is asked, and what it found."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.evidence.validation.folds import SplitBy
from analytics.jobs.kinds import JobKind, WorkStage, register
from analytics.jobs.typed_json import from_plain
from analytics.pricing.ranges import check_ranges
from analytics.runs.run_work import RunWork
from data.privacy.artifacts import NUMBER, reading
from data.privacy.formats import Document, Frame
from data.schema import InputError

ASKED = Document("validation.in.json")
FOLDS = Frame("validation_folds.parquet", ("by", "fold", "way", "auc", "log_loss", "brier", "ece"))
LEAKS = Frame("validation_leaks.parquet", ("check", "subject", "verdict", "value", "low", "high", "n"))
LEARNING = Frame(
    "validation_learning.parquet", ("share", "n_customers", "auc", "auc_low", "auc_high", "auc_fit")
)
REPORT = Document("validation.json", {"own": dict, "means": list, "verdict": str, "seconds": NUMBER})
TABLES = (FOLDS, LEAKS, LEARNING)
OUTPUTS = (*TABLES, REPORT)
FEWEST_FOLDS, MOST_FOLDS, MOST_MEMBERS = 2, 10, 12


class ValidationStage(WorkStage):
    """What a validation does, in order, and its work: refits."""

    READING = "reading_validation", 0.3
    BY_TIME = "folds_by_time", 3
    BY_CUSTOMER = "folds_by_customer", 3
    LEAKS = "checking_leaks", 1.2
    LEARNING = "learning_curve", 3


@dataclass(frozen=True)
class ValidationConfig:
    """A validation.

    Parameters
    ----------
    folds : of each split
    by : `time` or `customer`; both where None
    members : of the ensemble of each refit: one is enough for figures of its fit
    most_cells, most_visits : that a refit learns from; larger shops are thinned to whole customers
    """

    folds: int = 3
    by: str | None = None
    members: int = 1
    most_cells: int = 30_000
    most_visits: int = 8_000
    seed: int = 0

    def __post_init__(self) -> None:
        check_ranges(self, folds=(FEWEST_FOLDS, MOST_FOLDS), members=(1, MOST_MEMBERS))
        if self.by is not None and self.by not in tuple(SplitBy):
            raise InputError(f"there is no split by {self.by}", f"Use one of {', '.join(SplitBy)}")

    @property
    def splits(self) -> tuple[SplitBy, ...]:
        """The splits to make."""
        return (SplitBy(self.by),) if self.by else tuple(SplitBy)


@dataclass(frozen=True)
class Validated:
    """What a validation found: figures of the whole, and one table each of folds, leaks and learning."""

    report: dict[str, Any]
    folds: pd.DataFrame
    leaks: pd.DataFrame
    learning: pd.DataFrame

    @property
    def tables(self) -> tuple[pd.DataFrame, ...]:
        """The tables in the order of `TABLES`."""
        return self.folds, self.leaks, self.learning


def start(run_directory: Path, config: ValidationConfig | None = None) -> None:
    """Start the validation of a finished run; nothing happens where it is at work already."""
    VALIDATION.start(run_directory, asking(config or ValidationConfig()))


def asking(config: ValidationConfig) -> Callable[[Path], None]:
    """Return what lets a directory ask for a validation."""
    return lambda directory: ASKED.write(directory, asdict(config))


def read_validated(run_directory: Path) -> Validated | None:
    """Return what the last finished validation found, None where there is none."""
    if not REPORT.is_in(run_directory):
        return None
    return Validated(REPORT.read(run_directory), *(table.read(run_directory) for table in TABLES))


def asked_of(directory: Path) -> ValidationConfig:
    """Return what a validation's directory asks for."""
    with reading(directory, ASKED.name):
        return from_plain(ValidationConfig, ASKED.read(directory))


VALIDATION = RunWork(
    register(
        JobKind(
            name="validation",
            home=__name__,
            entry="analytics.runs.validation_work:do_validation",
            stages=ValidationStage.shares(),
        )
    ),
    "validation",
)

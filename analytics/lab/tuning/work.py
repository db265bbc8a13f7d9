"""A search as long work: rows in, trials and a winner out; what was broken off can be gone on with."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from analytics.jobs import process as jobs
from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import FACTS, FOLDER, ShopWork, shop_work
from analytics.jobs.state import ACTIVE, CANCEL_FILE, JobState, JobStatus, Progress
from analytics.lab.config import TrainConfig
from analytics.lab.device import Device, chosen_device, training_on
from analytics.lab.files import EXAMPLES
from analytics.lab.settings import check_settings
from analytics.lab.subjects.config import SubjectConfig
from analytics.lab.subjects.kept import KeptRows, read_examples, write_examples
from analytics.lab.tuning.config import TuneConfig
from analytics.lab.tuning.files import RECORD, TRIED
from analytics.lab.tuning.tune import tune, winning_config
from analytics.lab.work import LabConfig, needs_keras
from analytics.lab.work import write_snapshot as write_rows
from data.privacy.digests import write_digests
from data.schema import InputError
from data.store import Shop


class TuneStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    READING = "reading_examples", 0.02
    SEARCHING = "searching_settings", 0.98


@dataclass(frozen=True)
class TuningConfig:
    """What is searched for, on which rows."""

    subject: SubjectConfig = field(default_factory=SubjectConfig)
    tune: TuneConfig = field(default_factory=TuneConfig)
    device: str = Device.AUTO.value

    def __post_init__(self) -> None:
        check_settings(self.tune.train)


def write_snapshot(shop: Shop, config: TuningConfig, directory: Path) -> None:
    """Write the rows to learn from; raises InputError where the shop has too few."""
    write_rows(shop, LabConfig(config.subject, config.tune.train), directory)


def tune_settings(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Search what a directory asks for, and write the trials and what came of them beside it."""
    config, progress = TUNING.asked(directory), Progress(directory, TUNING.kind.stages, say)
    with progress.stage(TuneStage.READING):
        examples = read_examples(directory)
        told = {
            "subject": config.subject.kind.value,
            "about": asdict(config.subject),
            "fingerprint": config.subject.fingerprint or str(FACTS.read(directory)["fingerprint"]),
        }
    with progress.stage(TuneStage.SEARCHING) as report, _device(config):
        tune(config.tune, examples, directory, report, told)
    write_digests(directory)


TUNING = shop_work("tuning", tune_settings, TuneStage.shares(), TuningConfig, write_snapshot, keeps_all=True)


def tuning_of(rows: KeptRows) -> ShopWork[TuningConfig]:
    """Return the work on rows that no shop holds, as those of a table."""
    return replace(TUNING, snapshot=lambda shop, config, directory: write_examples(directory, rows))


def broken_off(shop_directory: Path) -> JobStatus | None:
    """Return the newest search where it ended before its end and has tried something."""
    newest = next(iter(TUNING.jobs(shop_directory)), None)
    if newest is None or newest.state not in (JobState.INTERRUPTED, JobState.CANCELLED):
        return None
    return newest if TRIED.is_in(shop_directory / FOLDER / TUNING.kind.name / newest.job_id) else None


def go_on(shop_directory: Path, job_id: str) -> None:
    """Go on with a search that was broken off, on the rows that it began with."""
    directory = shop_directory / FOLDER / TUNING.kind.name / job_id
    if jobs.status(TUNING.kind, directory).state in ACTIVE:
        return
    (directory / CANCEL_FILE).unlink(missing_ok=True)
    jobs.launch(TUNING.kind, directory)


def winner_of_search(directory: Path) -> LabConfig:
    """Return the training that a search advises; raises InputError where the winner is the default."""
    config, record = TUNING.asked(directory), RECORD.read(directory)
    if record["winner"]["trial"] == 0:
        raise InputError("The search found nothing better than the default", "Train the default")
    train: TrainConfig = winning_config(record, config.tune.train)
    return LabConfig(config.subject, train, config.device, parent=directory.name)


def rows_of_search(directory: Path) -> KeptRows:
    """Return the rows that a search has learned from, for a training on the same."""
    table, examples = EXAMPLES.read(directory), read_examples(directory)
    if "customer_id" not in table:
        return KeptRows(examples)
    ids = np.full(int(examples.customer.max()) + 1, None, object)
    ids[examples.customer] = table["customer_id"].to_numpy(object)
    return KeptRows(examples, ids)


def _device(config: TuningConfig) -> AbstractContextManager[None]:
    if not needs_keras(config.tune.train):
        return nullcontext()
    return training_on(chosen_device(Device(config.device)))

"""The lab runs of a shop as the registry lists them, which is in use, and which are put away."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.lab.files import RECORD
from data.privacy.artifacts import DamagedRunError
from data.privacy.formats import Document
from data.schema import InputError

PLACE = Path("models") / "lab"  # of runs, in the shop's directory
_NOTES = Document("registry.json", {"in_use": dict, "archived": list})
METRICS = ("auc", "log_loss", "brier", "ece", "recall", "precision")


@dataclass(frozen=True)
class LabRun:
    """A finished run.

    Attributes
    ----------
    record : what lab_run.json says; None where that cannot be read
    is_in_use : pinned for its subject
    """

    run_id: str
    directory: Path
    record: Mapping[str, Any] | None
    is_in_use: bool
    is_archived: bool

    def metric(self, part: str, name: str) -> float | None:
        """Return a figure of the validation or the test rows, None where there is none."""
        value = (self.record or {"metrics": {}})["metrics"].get(part, {}).get(name)
        return None if value is None else float(value)

    def told(self, name: str) -> Any:
        """Return what the record says under a name, None where it says nothing."""
        return (self.record or {}).get(name)


def lab_runs(shop_directory: Path, *, with_archived: bool = True) -> list[LabRun]:
    """Return the finished runs of a shop, newest first; those that cannot be read are among them."""
    notes = _notes(shop_directory)
    places = sorted((shop_directory / PLACE).glob("*/"), reverse=True)
    runs = [_run(place, notes) for place in places if RECORD.is_in(place)]
    return [run for run in runs if with_archived or not run.is_archived]


def lab_run(shop_directory: Path, run_id: str) -> LabRun:
    """Return a run by its id; raises InputError where there is none."""
    found = next((run for run in lab_runs(shop_directory) if run.run_id == run_id), None)
    if found is None:
        raise InputError(f"There is no lab run {run_id[:80]}", "Use the id of one that is listed")
    return found


def readable_run(shop_directory: Path, run_id: str) -> LabRun:
    """Return a run by its id; raises DamagedRunError where its record cannot be read."""
    run = lab_run(shop_directory, run_id)
    if run.record is None:
        raise DamagedRunError(run.directory, RECORD.name)
    return run


def run_in_use(shop_directory: Path, subject: str) -> LabRun | None:
    """Return the run that is in use for a subject, if any."""
    runs = lab_runs(shop_directory)
    return next((run for run in runs if run.is_in_use and run.told("subject") == subject), None)


def pin(shop_directory: Path, run_id: str) -> None:
    """Put a run to use for its subject, in place of the one before; an archived one comes back."""
    run, notes = readable_run(shop_directory, run_id), _notes(shop_directory)
    notes["in_use"][str(run.told("subject"))] = run_id
    _write(shop_directory, notes | {"archived": [one for one in notes["archived"] if one != run_id]})


def unpin(shop_directory: Path, run_id: str) -> None:
    """Put a run to use no longer."""
    lab_run(shop_directory, run_id)
    notes = _notes(shop_directory)
    in_use = {subject: one for subject, one in notes["in_use"].items() if one != run_id}
    _write(shop_directory, notes | {"in_use": in_use})


def archive(shop_directory: Path, run_id: str, is_archived: bool = True) -> None:
    """Put a run away, or back; raises InputError where it is in use."""
    run, notes = lab_run(shop_directory, run_id), _notes(shop_directory)
    _refuse_in_use(run)
    rest = [one for one in notes["archived"] if one != run_id]
    _write(shop_directory, notes | {"archived": [*rest, run_id] if is_archived else rest})


def delete(shop_directory: Path, run_id: str) -> None:
    """Remove a run with all its files; raises InputError where it is in use."""
    run = lab_run(shop_directory, run_id)
    _refuse_in_use(run)
    archive(shop_directory, run_id, is_archived=False)
    shutil.rmtree(run.directory)


def runs_frame(runs: list[LabRun]) -> pd.DataFrame:
    """Return a row of each run: its id, when and what was trained, on what, and figures of the test."""
    rows = [
        {
            "run_id": run.run_id,
            "trained_at": trained_at(run.run_id),
            "subject": run.told("subject"),
            "method": run.told("method"),
            "fingerprint": run.told("fingerprint"),
            "seed": run.told("seed"),
            "seconds": run.told("seconds"),
            "device": run.told("device"),
            "parent": run.told("parent") or "",
            "is_in_use": run.is_in_use,
            "is_archived": run.is_archived,
            "is_readable": run.record is not None,
        }
        | {name: run.metric("test", name) for name in METRICS}
        for run in runs
    ]
    return pd.DataFrame(rows)


def trained_at(run_id: str) -> datetime | None:
    """Return when a run began, by its id."""
    try:
        return datetime.strptime(run_id[:15], "%Y%m%d-%H%M%S")
    except ValueError:
        return None


def _run(place: Path, notes: Mapping[str, Any]) -> LabRun:
    try:
        record: Mapping[str, Any] | None = RECORD.read(place)
    except DamagedRunError:
        record = None
    is_in_use = place.name in notes["in_use"].values()
    return LabRun(place.name, place, record, is_in_use, place.name in notes["archived"])


def _refuse_in_use(run: LabRun) -> None:
    if run.is_in_use:
        raise InputError(f"The lab run {run.run_id} is in use", "Put another one to use, or unpin it, first")


def _notes(shop_directory: Path) -> dict[str, Any]:
    place = shop_directory / PLACE
    return _NOTES.read(place) if (place / _NOTES.name).exists() else {"in_use": {}, "archived": []}


def _write(shop_directory: Path, notes: Mapping[str, Any]) -> None:
    _NOTES.write(shop_directory / PLACE, notes)

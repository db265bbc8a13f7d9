"""The work of a validation: refits by fold, the leak check, and the learning curve."""

import time
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.evidence.validation import leaks
from analytics.evidence.validation.folds import Fold, SplitBy, customer_folds, time_folds
from analytics.evidence.validation.inputs import single_inputs
from analytics.evidence.validation.refit import FIGURES, Judged, Material, Way, refitted
from analytics.findings import worst
from analytics.jobs.state import Progress, part_of
from analytics.numerics import random_stream
from analytics.runs.artifacts import EVIDENCE, VISITS
from analytics.runs.config import read_config
from analytics.runs.run_work import keep_results
from analytics.runs.snapshot import Snapshot, read_snapshot, tested_products
from analytics.runs.validation import (
    LEAKS,
    REPORT,
    TABLES,
    VALIDATION,
    Validated,
    ValidationConfig,
    ValidationStage,
    asked_of,
)
from analytics.runs.validation_figures import learning_of, means_of
from data.schema import InputError

_STAGES = {SplitBy.TIME: ValidationStage.BY_TIME, SplitBy.CUSTOMER: ValidationStage.BY_CUSTOMER}


def do_validation(directory: Path) -> None:
    """Do the validation that a directory asks for; its results go into the run's directory around it."""
    run = directory.parent
    found = validate(run, asked_of(directory), Progress(directory, VALIDATION.kind.stages))
    keep_results(run, zip(TABLES, found.tables, strict=True), REPORT, found.report)


def validate(run: Path, config: ValidationConfig, progress: Progress) -> Validated:
    """Return how good the run's model is on other weeks and other customers.

    Raises
    ------
    InputError
        The run was kept without the visits that it learned from.
    NotEnoughDataError
        Visits or customers are too few for the folds.
    """
    started = time.perf_counter()
    with progress.stage(ValidationStage.READING):
        material, has_segments = material_of(run, config)
        evidence = EVIDENCE.read(run)
        own = {figure.value: evidence["model"].get(figure.value) for figure in FIGURES}
        split = {
            SplitBy.TIME: time_folds(material.log.visited_at, config.folds),
            SplitBy.CUSTOMER: customer_folds(material.log.customer, config.folds),
        }
    folds, found = _folds(material, {by: split[by] for by in config.splits}, progress)
    with progress.stage(ValidationStage.LEAKS) as report:
        checks = _leaks(material, split, found, report)
    with progress.stage(ValidationStage.LEARNING) as report:
        learning, gain = learning_of(material, split[SplitBy.TIME][-1], report)
    facts = {
        "own": own,
        "means": means_of(folds, own, config.seed),
        "verdict": str(worst(checks["verdict"])),
        "gain": gain,
        "has_segments": has_segments,
        "is_private": "privacy" in evidence,
        "n_visits": len(material.log),
        "n_customers": len(np.unique(material.log.customer)),
        "n_products": material.log.n_products,
        "config": asdict(config),
        "seconds": round(time.perf_counter() - started, 1),
    }
    return Validated(facts, folds, checks, learning)


def _folds(
    material: Material, split: dict[SplitBy, list[Fold]], progress: Progress
) -> tuple[pd.DataFrame, Judged]:
    """Return the figures of every fold, and the refit of the latest fold by time, else of the last."""
    rows: list[dict[str, Any]] = []
    latest: dict[SplitBy, Judged] = {}
    for by, folds in split.items():
        with progress.stage(_STAGES[by]) as report:
            for k, fold in enumerate(folds):
                found = refitted(material, fold, part_of(report, k / len(folds), (k + 1) / len(folds)))
                rows += _fold_rows(by, k, fold, found, material)
                latest[by] = found
    return pd.DataFrame(rows), next(latest[by] for by in SplitBy if by in latest)


def _leaks(
    material: Material,
    split: dict[SplitBy, list[Fold]],
    found: Judged,
    report: Callable[[float], None],
) -> pd.DataFrame:
    """Return every check with its figure and verdict."""
    latest = split[SplitBy.TIME][-1]
    checks = [
        leaks.later_rows(material.log, split[SplitBy.TIME]),
        leaks.shared_customers(material.log, split[SplitBy.CUSTOMER]),
        leaks.future_inputs(found, material),
        leaks.shuffled(material, latest, report),
        *single_inputs(found, material, material.log.visited_at[latest.judged].min()),
    ]
    told = pd.DataFrame([asdict(check) for check in checks])[list(LEAKS.needed)]
    return told.assign(check=told["check"].astype(str), verdict=told["verdict"].astype(str))


def material_of(run: Path, config: ValidationConfig) -> tuple[Material, bool]:
    """Return what refits learn from, and whether they know the customers' segments.

    Segments are known only where they are a column of the file: those by rule or learned were made of visits
    that some fold judges by.
    """
    if not VISITS.is_in(run):
        raise InputError(
            "this model was kept without the visits that it learned from", "Give --workspace and --shop"
        )
    asked = read_config(run)
    snapshot = read_snapshot(run, asked)
    snapshot = snapshot.of_products(tested_products(snapshot.log))
    has_segments, customers = asked.segments.kind == "attribute", snapshot.customers_before
    if not has_segments:
        customers = customers.assign(segment="all")
    return _material(snapshot, customers, config), has_segments


def _material(snapshot: Snapshot, customers: pd.DataFrame, config: ValidationConfig) -> Material:
    log = snapshot.log
    share = config.most_visits / max(len(log), 1)
    if share < 1:
        kept = random_stream(config.seed, "customers of a validation").random(len(log.customer_ids)) < share
        log = log.where(kept[log.customer])
    return Material(
        log,
        customers,
        snapshot.reference_price,
        snapshot.columns,
        snapshot.category,
        config.members,
        config.most_cells,
        config.seed,
    )


def _fold_rows(by: SplitBy, k: int, fold: Fold, found: Judged, material: Material) -> list[dict[str, Any]]:
    """Return the figures of every way in one fold."""
    times = material.log.visited_at[fold.judged]
    about = {
        "by": by.value,
        "fold": k + 1,
        "judged_from": times.min(),
        "judged_to": times.max(),
        "n_train_visits": int(fold.train.sum()),
        "n_judged_visits": int(fold.judged.sum()),
        "n_cells": len(found.cells),
    }
    return [{**about, "way": way.value, **{f.value: v for f, v in found.figures(way).items()}} for way in Way]


def quiet_progress(directory: Path, say: Callable[[StrEnum], None]) -> Progress:
    """Return the progress of a validation in this process."""
    return Progress(directory, VALIDATION.kind.stages, say)

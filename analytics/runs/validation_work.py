"""The work of a validation: refits by fold, the leak check, and the learning curve."""

import time
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.evidence.curves.resamples import Resamples, band_limits
from analytics.evidence.curves.summary import Figure
from analytics.evidence.validation import leaks
from analytics.evidence.validation.folds import Fold, SplitBy, customer_folds, time_folds
from analytics.evidence.validation.inputs import single_inputs
from analytics.evidence.validation.learning import gain_of_doubling, power_law
from analytics.evidence.validation.refit import FIGURES, Judged, Material, Way, judged_cells, refitted
from analytics.findings import worst
from analytics.jobs.state import Progress, part_of
from analytics.numerics import mean_with_band, random_stream
from analytics.runs.artifacts import EVIDENCE, VISITS
from analytics.runs.config import read_config
from analytics.runs.snapshot import Snapshot, read_snapshot, tested_products
from analytics.runs.validation import (
    OUTPUTS,
    REPORT,
    TABLES,
    VALIDATION,
    Validated,
    ValidationConfig,
    ValidationStage,
    asked_of,
)
from data.privacy.digests import renew_digests
from data.schema import InputError

SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)  # of the customers learned from
_STAGES = {SplitBy.TIME: ValidationStage.BY_TIME, SplitBy.CUSTOMER: ValidationStage.BY_CUSTOMER}


def do_validation(directory: Path) -> None:
    """Do the validation that a directory asks for; its results go into the run's directory around it."""
    run = directory.parent
    found = validate(run, asked_of(directory), Progress(directory, VALIDATION.stages))
    for table, rows in zip(TABLES, found.tables, strict=True):
        table.write(run, rows)
    REPORT.write(run, found.report, indent=2)  # last: who sees it finds the tables
    renew_digests(run, [run / file.name for file in OUTPUTS])


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
        own = {figure.value: EVIDENCE.read(run)["model"].get(figure.value) for figure in FIGURES}
        split = {
            SplitBy.TIME: time_folds(material.log.visited_at, config.folds),
            SplitBy.CUSTOMER: customer_folds(material.log.customer, config.folds),
        }
    rows: list[dict[str, Any]] = []
    last: Judged | None = None
    for by in config.splits:
        with progress.stage(_STAGES[by]) as report:
            for k, fold in enumerate(split[by]):
                part = part_of(report, k / config.folds, (k + 1) / config.folds)
                found = refitted(material, fold, part)
                rows += _fold_rows(by, k, fold, found, material)
                last = found if by is SplitBy.TIME or last is None else last
    assert last is not None  # noqa: S101  there is one split at least
    latest = split[SplitBy.TIME][-1]
    with progress.stage(ValidationStage.LEAKS) as report:
        checks = [leaks.later_rows(material.log, split[SplitBy.TIME])]
        checks += [leaks.shared_customers(material.log, split[SplitBy.CUSTOMER])]
        checks += [leaks.future_inputs(last, material), leaks.shuffled(material, latest, report)]
        checks += single_inputs(last, material)
    with progress.stage(ValidationStage.LEARNING) as report:
        learning, gain = _learning(material, latest, report)
    folds, told = pd.DataFrame(rows), pd.DataFrame([asdict(check) for check in checks])
    told = told[["check", "subject", "verdict", "value", "low", "high", "n"]]
    told = told.assign(check=told["check"].astype(str), verdict=told["verdict"].astype(str))
    report_ = {
        "own": own,
        "means": _means(folds, own, config.seed),
        "verdict": str(worst(told["verdict"])),
        "gain": gain,
        "has_segments": has_segments,
        "n_visits": len(material.log),
        "n_customers": len(np.unique(material.log.customer)),
        "n_products": material.log.n_products,
        "config": asdict(config),
        "seconds": round(time.perf_counter() - started, 1),
    }
    return Validated(report_, folds, told, learning)


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


def _means(folds: pd.DataFrame, own: dict[str, float | None], seed: int) -> list[dict[str, Any]]:
    """Return the mean of every figure over folds with its band, and how far the run's own lies from it."""
    names, told = [figure.value for figure in FIGURES], []
    for (by, way), rows in folds.groupby(["by", "way"], sort=False):
        mean, low, high = mean_with_band(rows[names].to_numpy(float), random_stream(seed, "folds"))
        for at, name in enumerate(names):
            known = own[name] if way == Way.MODEL else None
            off = None if known is None else known - float(mean[at])
            ends = {"mean": float(mean[at]), "low": float(low[at]), "high": float(high[at])}
            told.append({"by": by, "way": way, "figure": name, **ends, "own_less_mean": off})
    return told


def _learning(
    material: Material, fold: Fold, report: Callable[[float], None]
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Return the AUC on the same chances by how many customers were learned from, and the gain of twice."""
    cells = judged_cells(material, fold.judged)
    order = random_stream(material.seed, "customers learned from").permutation(
        np.unique(material.log.customer[fold.train])
    )
    rows, samples = [], []
    drawn = Resamples.of(cells.log.customer[cells.visit], seed=material.seed)
    for k, share in enumerate(SHARES):
        some = order[: max(round(share * len(order)), 1)]
        known = Fold(fold.train & np.isin(material.log.customer, some), fold.judged)
        part = part_of(report, k / len(SHARES), (k + 1) / len(SHARES))
        found = refitted(material, known, part, cells)
        samples.append(found.auc_samples(Way.MODEL, drawn))
        low, high = (float(end) for end in band_limits(samples[-1]))
        auc = found.figures(Way.MODEL)[Figure.AUC]
        rows.append({"share": share, "n_customers": len(some), "auc": auc, "auc_low": min(low, auc)})
        rows[-1]["auc_high"] = max(high, auc)
    table = pd.DataFrame(rows)
    law = power_law(table["n_customers"], table["auc"])
    gain, low, high = gain_of_doubling(table["n_customers"], table["auc"], np.column_stack(samples))
    law_of = {"a": law.a, "b": law.b, "c": law.c, "n_scale": law.n_scale}
    return table.assign(auc_fit=law.at(table["n_customers"])), law_of | {
        "auc": gain,
        "low": low,
        "high": high,
    }


def quiet_progress(directory: Path, say: Callable[[StrEnum], None]) -> Progress:
    """Return the progress of a validation in this process."""
    return Progress(directory, VALIDATION.stages, say)

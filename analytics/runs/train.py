"""A run from snapshot to price book: the same journey from the app and from the command line."""

import platform
import resource
import time
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analytics.demand.model_files import save_choice
from analytics.jobs.state import Progress, part_of
from analytics.runs import artifacts
from analytics.runs.advise import write_advice
from analytics.runs.config import RunConfig, read_config
from analytics.runs.decisions.record import note_advice
from analytics.runs.demand_model import new_model, privacy_of
from analytics.runs.described_products import describe_products
from analytics.runs.evaluate import write_evidence
from analytics.runs.kinds import PRICING, RunStage
from analytics.runs.snapshot import read_snapshot
from data.privacy.digests import write_digests

PACKAGES = ("numpy", "pandas", "keras", "tensorflow", "scikit-learn", "shap", "duckdb")


def train(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Train on the snapshot in a run's directory and write the run's artifacts beside it.

    Parameters
    ----------
    directory : holds config.json and the snapshot's Parquet files
    say : called with the code of each stage that begins
    """
    started = time.perf_counter()
    config = read_config(directory)
    progress = Progress(directory, PRICING.stages, say)
    with progress.stage(RunStage.READING) as report:
        snapshot = read_snapshot(directory, config)
        report(0.3)
        snapshot = describe_products(directory, snapshot, config.seed, part_of(report, 0.3, 1.0))
    with progress.stage(RunStage.TESTING) as report:
        tested = write_evidence(directory, config, snapshot, report)
    with progress.stage(RunStage.TRAINING) as report:
        model = new_model(config).fit(*snapshot.fit_arguments(report))
        with artifacts.MODEL.filling(directory) as folder:
            save_choice(folder, model)
    private = privacy_of(model)
    artifacts.EVIDENCE.write_rows(directory, artifacts.EVIDENCE.read(directory) | private)
    with progress.stage(RunStage.PRICING) as report:
        write_advice(directory, config, snapshot, model, report)
        tested.write_plain_advice(directory, config)
    with progress.stage(RunStage.EXPLAINING) as report:
        tested.write_explanation(directory, lambda share: report(0.7 * share))
        tested.write_past_sales(directory, model, lambda share: report(0.7 + 0.3 * share))
    log, cells = snapshot.log, snapshot.cells
    size = {"n_purchases": len(log.bought), "n_products": log.n_products, "n_cells": len(cells)}
    seconds = progress.seconds | {"total": round(time.perf_counter() - started, 3)}
    _write_record(directory, config, size, seconds, private)
    write_digests(directory)
    note_advice(directory)


def _write_record(
    directory: Path,
    config: RunConfig,
    size: dict[str, int],
    seconds: dict[str, float],
    private: dict[str, Any],
) -> None:
    facts = artifacts.FACTS.read(directory)
    record = {
        "fingerprint": facts["fingerprint"],
        "scope": facts.get("scope", {}),
        "seed": config.seed,
        "config": asdict(config),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
        "size": size,
        "seconds": seconds,
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    artifacts.RECORD.write(directory, record | private, indent=2)

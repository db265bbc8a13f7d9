"""All that may be done where one outcome is rare, side by side: recall, and whether shares stay true."""

import time
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import FACTS, shop_work
from analytics.jobs.state import Progress
from analytics.lab.config import Imbalance, Reduction, TrainConfig
from analytics.lab.figures import best_threshold, figures
from analytics.lab.reduction import plane
from analytics.lab.splits import Parts, split_examples
from analytics.lab.subjects.kept import read_examples
from analytics.lab.variant import fit_variant
from analytics.lab.work import LabConfig, write_snapshot
from analytics.numerics import random_stream
from data.privacy.digests import write_digests
from data.privacy.formats import Document, Frame
from data.schema import NotEnoughDataError

COMPARED = Frame("imbalance.parquet", ("imbalance", "is_recalibrated", "auc", "recall", "ece"))
MAP = Frame("input_map.parquet", ("reduction", "x", "y", "outcome"))
RECORD = Document("imbalance.json", {"method": str, "n_rows": dict, "yes_share": dict, "explained": dict})
WRITTEN = (COMPARED, MAP, RECORD)
_MOST_POINTS = 2_000  # of a map
Report = Callable[[float], None]


class ImbalanceStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    READING = "reading_examples", 0.04
    COMPARING = "comparing_imbalance", 0.9
    MAPPING = "mapping_inputs", 0.06


def compared(parts: Parts, config: TrainConfig, report: Report | None = None) -> pd.DataFrame:
    """Return what each way comes to on the test rows, before and after recalibration.

    Every way is recalibrated, doing nothing among them, so that they differ in nothing else.

    Returns
    -------
    a row per way and recalibration, whose figures are missing where rows are too few: imbalance,
    is_recalibrated, auc, pr_auc, log_loss, brier, ece, recall and precision of rows called yes from
    `threshold` on (the best of the validation rows by F1), recall_half and precision_half of those from
    one half on
    """
    rows: list[dict[str, object]] = []
    for i, way in enumerate(Imbalance):
        rows += _of_way(parts, replace(config, imbalance=way, is_recalibrated=True))
        if report:
            report((i + 1) / len(Imbalance))
    return pd.DataFrame(rows)


def _of_way(parts: Parts, config: TrainConfig) -> list[dict[str, object]]:
    try:
        variant = fit_variant(config, parts)
    except NotEnoughDataError:
        return [{"imbalance": config.imbalance.value, "is_recalibrated": is_} for is_ in (False, True)]
    raw = variant.predict_raw(parts.validation), variant.predict_raw(parts.test)
    made = variant.predict(parts.validation), variant.predict(parts.test)
    return [
        {"imbalance": config.imbalance.value, "is_recalibrated": is_recalibrated, **_figures(parts, *shares)}
        for is_recalibrated, shares in ((False, raw), (True, made))
    ]


def _figures(parts: Parts, of_validation: Doubles, of_test: Doubles) -> dict[str, float]:
    outcome, threshold = parts.test.outcome, best_threshold(parts.validation.outcome, of_validation)
    half = figures(outcome, of_test, 0.5)
    told = figures(outcome, of_test, threshold) | {"threshold": threshold}
    return told | {f"{name}_half": half[name] for name in ("recall", "precision")}


def input_map(parts: Parts, seed: int = 0) -> tuple[pd.DataFrame, dict[str, list[float]]]:
    """Return where test rows lie in two dimensions, by each projection, and what its two axes explain.

    Returns
    -------
    reduction, x, y, outcome; reduction → shares of the variance of the inputs
    """
    n = len(parts.test)
    chosen = random_stream(seed, "map").permutation(n)[:_MOST_POINTS]
    shown = parts.test.rows(np.sort(chosen))
    maps, explained = [], {}
    for way in (Reduction.PCA, Reduction.LDA, Reduction.RANDOM):
        points, told = plane(parts.train, shown, way, seed)
        told_rows = {"reduction": way.value, "x": points[:, 0], "y": points[:, 1], "outcome": shown.outcome}
        maps.append(pd.DataFrame(told_rows))
        explained[way.value] = [float(share) for share in told]
    return pd.concat(maps, ignore_index=True), explained


def compare_imbalance(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Compare the ways on the rows of a directory, and write what came of it beside them.

    Raises
    ------
    InputError
        The rows cannot be split as asked.
    """
    started = time.perf_counter()
    config, progress = IMBALANCE.asked(directory), Progress(directory, IMBALANCE.kind.stages, say)
    with progress.stage(ImbalanceStage.READING):
        parts = split_examples(read_examples(directory), config.train)
    with progress.stage(ImbalanceStage.COMPARING) as report:
        COMPARED.write(directory, compared(parts, config.train, report))
    with progress.stage(ImbalanceStage.MAPPING):
        points, explained = input_map(parts, config.train.seed)
        MAP.write(directory, points)
    every = {"train": parts.train, "validation": parts.validation, "test": parts.test}
    record = {
        "method": config.train.method.value,
        "subject": config.subject.kind.value,
        "fingerprint": config.subject.fingerprint or str(FACTS.read(directory)["fingerprint"]),
        "seed": config.train.seed,
        "n_rows": {name: len(part) for name, part in every.items()},
        "yes_share": {name: float(part.outcome.mean()) for name, part in every.items()},
        "explained": explained,
        "seconds": round(time.perf_counter() - started, 3),
    }
    RECORD.write(directory, record, indent=2)
    write_digests(directory)


IMBALANCE = shop_work("imbalance", compare_imbalance, ImbalanceStage.shares(), LabConfig, write_snapshot)

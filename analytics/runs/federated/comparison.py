"""How shops do alone, together and pooled, on their latest visits, which none of the three has seen."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.visit_log import VisitLog
from analytics.evidence.curves.summary import Figure, summary
from analytics.jobs.state import part_of
from analytics.numerics import expit, random_stream
from analytics.runs.cells import sampled_cells
from analytics.runs.config import RunConfig
from analytics.runs.federated.config import JointConfig
from analytics.runs.federated.pooled import before_boundaries, pooled
from analytics.runs.federated.together import earlier, fit_together
from analytics.runs.snapshot import Snapshot

_CELLS, _MEMBERS = 100_000, 1  # judged of a shop; the fit alone is judged
_JUDGED = (Figure.AUC, Figure.LOG_LOSS, Figure.BRIER)


class Way(StrEnum):
    """How a shop's model was trained, by its code."""

    ALONE = "alone"
    FEDERATED = "federated"
    POOLED = "pooled"


def compare(
    names: Sequence[str],
    snapshots: Sequence[Snapshot],
    directories: Sequence[Path],
    configs: tuple[RunConfig, JointConfig],
    report: Callable[[float], None],
) -> pd.DataFrame:
    """Return one row per shop and way: n_cells judged, and figures; those of one outcome have none.

    Parameters
    ----------
    directories : of the snapshots
    configs : of the shops' snapshots, and of the training
    """
    of_shops, config = configs
    known = [earlier(snapshot, config.seed) for snapshot in snapshots]
    rows = []
    for i, (snapshot, one) in enumerate(zip(snapshots, known, strict=True)):
        model = _alone(one, config, part_of(report, 0.3 * i / len(known), 0.3 * (i + 1) / len(known)))
        rows.append(_judged(names[i], Way.ALONE, model, snapshot.log, _later(snapshot), snapshot, config))
    together = fit_together(known, config, part_of(report, 0.3, 0.7))
    for name, snapshot, shared in zip(names, snapshots, together.models, strict=True):
        rows.append(_judged(name, Way.FEDERATED, shared, snapshot.log, _later(snapshot), snapshot, config))
    every, shop = pooled(directories, of_shops)
    before, is_later = before_boundaries(every, shop, [s.boundary for s in snapshots], config.seed)
    model = _alone(before, config, part_of(report, 0.7, 1.0))
    for i, name in enumerate(names):
        rows.append(_judged(name, Way.POOLED, model, every.log, is_later & (shop == i), every, config))
    return pd.DataFrame(rows)


def _alone(snapshot: Snapshot, config: JointConfig, report: Callable[[float], None]) -> BasketChoice:
    return BasketChoice(ChoiceConfig(n_members=_MEMBERS, seed=config.seed)).fit(
        *snapshot.fit_arguments(report)
    )


def _later(snapshot: Snapshot) -> np.ndarray:
    return np.asarray(snapshot.log.visited_at >= snapshot.boundary)


def _judged(
    name: str,
    way: Way,
    model: BasketChoice | None,
    log: VisitLog,
    is_later: np.ndarray,
    snapshot: Snapshot,
    config: JointConfig,
) -> dict[str, object]:
    """Return how a model does on a shop's later visits."""
    cells = sampled_cells(log, is_later, _CELLS, random_stream(config.seed))
    row: dict[str, object] = {"shop": name, "way": way.value, "n_cells": len(cells)}
    if model is None or not 0 < cells.is_bought.sum() < len(cells):
        return row | {figure.value: None for figure in _JUDGED}
    found = summary(cells.is_bought, expit(model.logits(cells, snapshot.customers_before).astype(float)))
    return row | {figure.value: found[figure.value] for figure in _JUDGED}

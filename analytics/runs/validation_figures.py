"""What a validation's refits add up to: means over folds, and the learning curve."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analytics.evidence.curves.resamples import Resamples, band_limits
from analytics.evidence.curves.summary import Figure
from analytics.evidence.validation.folds import Fold
from analytics.evidence.validation.learning import gain_of_doubling, power_law
from analytics.evidence.validation.refit import FIGURES, Material, Way, judged_cells, refitted
from analytics.jobs.state import part_of
from analytics.numerics import mean_with_band, random_stream
from data.schema import NotEnoughDataError

SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)  # of the customers learned from


def means_of(folds: pd.DataFrame, own: dict[str, float | None], seed: int) -> list[dict[str, Any]]:
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


def learning_of(
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
        try:
            found = refitted(material, known, part, cells)
        except NotEnoughDataError:  # so few bought nothing: the curve begins with more
            continue
        samples.append(found.auc_samples(Way.MODEL, drawn))
        low, high = (float(end) for end in band_limits(samples[-1]))
        auc = found.figures(Way.MODEL)[Figure.AUC]
        rows.append({"share": share, "n_customers": len(some), "auc": auc, "auc_low": min(low, auc)})
        rows[-1]["auc_high"] = max(high, auc)
    if not rows:
        raise NotEnoughDataError("Too little was bought to learn from", "Upload a longer history")
    table = pd.DataFrame(rows)
    law = power_law(table["n_customers"], table["auc"])
    gain, low, high = gain_of_doubling(table["n_customers"], table["auc"], np.column_stack(samples))
    law_of = {"a": law.a, "b": law.b, "c": law.c, "n_scale": law.n_scale}
    return table.assign(auc_fit=law.at(table["n_customers"])), law_of | {
        "auc": gain,
        "low": low,
        "high": high,
    }

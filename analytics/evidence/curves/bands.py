"""ROC and precision–recall curves on a fixed grid, each with a bootstrap band and the area below."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Doubles
from analytics.evidence.curves.ranking import (
    Ranking,
    band_limits,
    check_both_outcomes,
    rank_cells,
    resampled_weights,
)

N_GRID = 101
GRID = np.linspace(0.0, 1.0, N_GRID)
Curve = tuple[Doubles, float]  # (n_grid,) and the area


@dataclass(frozen=True)
class CurveWithBand:
    """A curve, its band, and the area below it.

    Parameters
    ----------
    points : one row per grid point: the x and y of the curve, low and high
    area : AUC of a ROC curve, average precision of a precision–recall curve
    """

    points: pd.DataFrame
    area: float


def curve_with_band(
    kind: Literal["roc", "precision_recall"],
    bought: npt.ArrayLike,
    score: npt.ArrayLike,
    seed: int = 0,
    n_bootstrap: int = 200,
    groups: npt.ArrayLike | None = None,
) -> CurveWithBand:
    """Outcomes and scores → the ROC or the precision–recall curve with its bootstrap band.

    Parameters
    ----------
    bought : (n,) 0 or 1
    score : (n,) higher means likelier bought
    groups : (n,) customer of each cell; whole customers are resampled where given

    Returns
    -------
    CurveWithBand
        points of a ROC curve: false_positive_rate (0, 0.01 … 1), true_positive_rate (the highest reached
        there), low, high; of the other one: recall (0, 0.01 … 1), precision (of the fewest cells that reach
        this recall), low, high.
    """
    curve, x, y = {
        "roc": (_roc, "false_positive_rate", "true_positive_rate"),
        "precision_recall": (_precision_recall, "recall", "precision"),
    }[kind]
    ranking = rank_cells(bought, score)
    check_both_outcomes(ranking.bought)
    heights, area = curve(ranking, np.ones(len(ranking.order)))
    samples = [curve(ranking, weight)[0] for weight in resampled_weights(ranking, groups, n_bootstrap, seed)]
    low, high = band_limits(np.array(samples).reshape(-1, N_GRID))
    return CurveWithBand(pd.DataFrame({x: GRID, y: heights, "low": low, "high": high}), area)


def _roc(ranking: Ranking, weight: Doubles) -> Curve:
    bought, left = (np.append(0.0, counts) for counts in ranking.counts(weight))
    if bought[-1] == 0 or left[-1] == 0:  # a resample without one of the outcomes
        return np.full(N_GRID, np.nan), float("nan")
    true_share, false_share = bought / bought[-1], left / left[-1]
    area = float(np.sum(np.diff(false_share) * (true_share[1:] + true_share[:-1])) / 2)
    return np.interp(GRID, false_share, true_share), area


def _precision_recall(ranking: Ranking, weight: Doubles) -> Curve:
    bought, left = ranking.counts(weight)
    if bought[-1] == 0 or left[-1] == 0:
        return np.full(N_GRID, np.nan), float("nan")
    selected = bought + left
    precision = np.divide(bought, selected, out=np.ones_like(bought), where=selected > 0)
    area = float(np.sum(np.diff(bought, prepend=0.0) * precision) / bought[-1])
    # Purchases are whole numbers: 1e-9 keeps 0.29 × 100 = 28.999… from asking for one cell more.
    wanted = np.maximum(GRID * bought[-1] - 1e-9, 1e-9)
    return precision[np.searchsorted(bought, wanted)], area

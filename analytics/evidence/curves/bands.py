"""Curves of a ranking on a fixed grid, each with a bootstrap band: ROC, precision–recall, gain, lift."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.evidence.curves.areas import area_under_roc, average_precision
from analytics.evidence.curves.ranking import Ranking, check_both_outcomes
from analytics.evidence.curves.resamples import band_limits

N_GRID = 101
GRID = np.linspace(0.0, 1.0, N_GRID)
TENTH = 10  # the place of 10 % on the grid


class CurveKind(StrEnum):
    """A curve: what is drawn over what."""

    ROC = "roc"  # share of purchases found, over the share of false alarms
    PRECISION_RECALL = "precision_recall"  # share bought of those picked, over the share of purchases found
    GAIN = "gain"  # share of purchases found, over the share picked
    LIFT = "lift"  # how many times as often those picked buy as all do, over the share picked


@dataclass(frozen=True)
class CurveWithBand:
    """A curve, its band, and the figure that sums it up.

    Attributes
    ----------
    points : x (0, 0.01 … 1; a lift begins at 0.01), y, low, high
    headline : AUC of a ROC curve, average precision of a precision–recall curve, else y of the first tenth
    """

    points: pd.DataFrame
    headline: float


def curve_with_band(
    kind: CurveKind, ranking: Ranking, resampled: tuple[Doubles, Doubles] | None = None
) -> CurveWithBand:
    """Return a curve with its band.

    A ROC curve has the highest share found at each share of false alarms; a precision–recall curve the
    precision of the fewest cells that reach each recall. Between scores, gain and lift are those of cells
    picked at random among equals.

    Parameters
    ----------
    resampled : as `Ranking.resampled_counts` returns it; without, there is no band
    """
    check_both_outcomes(ranking.bought)
    heights = _HEIGHTS[kind]
    y = heights(*ranking.counts)
    found, left = resampled or (np.empty((1, 0)),) * 2
    columns = [
        heights(*of) if of[0][-1] and of[1][-1] else _NOWHERE for of in zip(found.T, left.T, strict=True)
    ]
    low, high = band_limits(np.stack(columns, axis=1) if columns else np.empty((N_GRID, 0)))
    headline = _HEADLINES[kind](*ranking.counts) if kind in _HEADLINES else y[TENTH]
    points = pd.DataFrame({"x": GRID, "y": y, "low": low, "high": high})
    return CurveWithBand(points.dropna(subset="y").reset_index(drop=True), float(headline))


def _roc(found: Doubles, left: Doubles) -> Doubles:
    return np.asarray(np.interp(GRID, left / left[-1], found / found[-1]))


def _precision_recall(found: Doubles, left: Doubles) -> Doubles:
    found, picked = found[1:], found[1:] + left[1:]
    precision = np.divide(found, picked, out=np.ones_like(found), where=picked > 0)
    # Purchases are whole numbers: 1e-9 keeps 0.29 × 100 = 28.999… from asking for one cell more.
    wanted = np.maximum(GRID * found[-1] - 1e-9, 1e-9)
    return np.asarray(precision[np.searchsorted(found, wanted)])


def _gain(found: Doubles, left: Doubles) -> Doubles:
    picked = found + left
    return np.asarray(np.interp(GRID, picked / picked[-1], found / found[-1]))


def _lift(found: Doubles, left: Doubles) -> Doubles:
    return np.append(np.nan, _gain(found, left)[1:] / GRID[1:])  # of nobody picked there is none


_NOWHERE = np.full(N_GRID, np.nan)  # of a sample without one of the outcomes
_HEIGHTS: dict[CurveKind, Callable[[Doubles, Doubles], Doubles]] = {
    CurveKind.ROC: _roc,
    CurveKind.PRECISION_RECALL: _precision_recall,
    CurveKind.GAIN: _gain,
    CurveKind.LIFT: _lift,
}
_HEADLINES: dict[CurveKind, Callable[[Doubles, Doubles], Doubles]] = {
    CurveKind.ROC: area_under_roc,
    CurveKind.PRECISION_RECALL: average_precision,
}

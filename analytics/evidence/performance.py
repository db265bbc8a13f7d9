"""Tables of how well purchases are predicted, one row per way and what its name says."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.evidence.curves.bands import CurveKind, CurveWithBand, curve_with_band
from analytics.evidence.curves.calibration import calibration
from analytics.evidence.curves.decisions import figures_with_bands
from analytics.evidence.curves.differences import auc_difference
from analytics.evidence.curves.money import ThresholdProfits, profit_at_thresholds
from analytics.evidence.curves.ranking import rank_cells
from analytics.evidence.curves.recalibration import Recalibrated, recalibrated
from analytics.evidence.curves.summary import Band, summary_with_bands
from analytics.evidence.held_out import MAJORITY, MODEL, HeldOut
from analytics.threads import side_by_side

_USUAL_FALSE_ALARM = 0.5  # of what an average cell brings: then neither nobody nor everybody is addressed


@dataclass(frozen=True)
class ErrorCosts:
    """What errors cost.

    Attributes
    ----------
    false_alarm : of addressing one cell that is not bought [currency]
    miss : of leaving one cell that would be bought [currency]; None: what this purchase contributes after
        all costs, less what it would have taken to address it
    """

    false_alarm: float
    miss: float | None = None

    def of_misses(self, contribution: Doubles) -> Doubles:
        """Return what a miss of each cell costs, (n,) [currency]."""
        if self.miss is not None:
            return np.full(len(contribution), self.miss)
        return contribution - self.false_alarm


def usual_false_alarm(held: HeldOut) -> float:
    """Return a cost of false alarms at which a threshold matters, to begin with [currency]."""
    return round(_USUAL_FALSE_ALARM * max(float((held.bought * held.contribution).mean()), 0.0), 3)


def figures_table(held: HeldOut) -> pd.DataFrame:
    """Return way, figure, value, low, high of predicted shares, of every way and of the majority."""
    share = np.full(len(held.bought), held.bought_share)
    ranking = rank_cells(held.bought, share)
    rankings = held.rankings | {MAJORITY: ranking}
    resampled = held.resampled | {MAJORITY: ranking.resampled_counts(held.drawn)}
    told = side_by_side(
        lambda way: summary_with_bands(
            held.bought, held.scores.get(way, share), rankings[way], resampled[way], held.drawn
        ),
        rankings,
    )
    return _with_bands(zip(rankings, told, strict=True))


def threshold_table(held: HeldOut, threshold: float) -> pd.DataFrame:
    """Return way, figure, value, low, high of who is selected at a threshold; counts are figures too."""
    ways = (*held.scores, MAJORITY)
    picked = ((way, held.selected(way, threshold)) for way in ways)
    return _with_bands((way, figures_with_bands(held.bought, of, held.drawn)) for way, of in picked)


def curves_of(held: HeldOut, kind: CurveKind, ways: Iterable[str]) -> dict[str, CurveWithBand]:
    """Return the curve of each way."""
    return {way: curve_with_band(kind, held.rankings[way], held.resampled[way]) for way in ways}


def curves_table(held: HeldOut) -> pd.DataFrame:
    """Return way, curve, x, y, low, high of every way and kind of curve."""
    parts = [
        curve.points.assign(way=way, curve=kind.value)
        for kind in CurveKind
        for way, curve in curves_of(held, kind, held.scores).items()
    ]
    return pd.concat(parts, ignore_index=True)[["way", "curve", "x", "y", "low", "high"]]


def calibrations(held: HeldOut, ways: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return what each way predicts and what was bought, in bins."""
    chosen = list(ways)
    tables = side_by_side(lambda way: calibration(held.bought, held.scores[way], drawn=held.drawn), chosen)
    return dict(zip(chosen, tables, strict=True))


def recalibration_of(held: HeldOut, way: str) -> Recalibrated:
    """Return what recalibration does to the scores of a way."""
    return recalibrated(held.bought, held.scores[way], held.customer, held.seed)


def profits_of(held: HeldOut, costs: ErrorCosts, ways: Iterable[str]) -> dict[str, ThresholdProfits]:
    """Return what thresholds earn by the scores of each way; the model's with bands."""
    miss = costs.of_misses(held.contribution)
    return {
        way: profit_at_thresholds(
            held.rankings[way], miss, costs.false_alarm, held.drawn if way == MODEL else None
        )
        for way in ways
    }


def differences_table(held: HeldOut) -> pd.DataFrame:
    """Return how far the model's AUC lies above that of every other way, tested in two ways."""
    model, samples = held.rankings[MODEL], held.aucs
    others = [way for way in held.scores if way != MODEL]
    told = side_by_side(
        lambda way: auc_difference(model, held.rankings[way], samples[MODEL], samples[way]), others
    )
    rows = [{"way": way} | asdict(of) for way, of in zip(others, told, strict=True)]
    columns = ["way", "difference", "low", "high", "error", "p", "delong_error", "delong_p"]
    return pd.DataFrame(rows, columns=columns)


def _with_bands(rows: Iterable[tuple[str, Mapping[Any, Band]]]) -> pd.DataFrame:
    return pd.DataFrame(
        [(way, str(figure), *band) for way, figures in rows for figure, band in figures.items()],
        columns=["way", "figure", "value", "low", "high"],
    )

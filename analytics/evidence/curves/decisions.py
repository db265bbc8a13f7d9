"""What follows when everyone above a threshold is addressed: who is right, and how right that is."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from analytics.arrays import Bools, Doubles
from analytics.evidence.curves.ranking import check_cells
from analytics.evidence.curves.resamples import Resamples
from analytics.evidence.curves.summary import Band, with_band


class ThresholdFigure(StrEnum):
    """A figure of who is selected at a threshold."""

    ACCURACY = "accuracy"
    BALANCED_ACCURACY = "balanced_accuracy"
    PRECISION = "precision"
    RECALL = "recall"
    F1 = "f1"
    MCC = "mcc"


@dataclass(frozen=True)
class Confusion:
    """Cells by what the threshold says (positive: selected) and what happened (true: it was right)."""

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int

    @property
    def figures(self) -> dict[ThresholdFigure, float]:
        """Return the figures of these counts."""
        counts = np.array([[float(count)] for count in vars(self).values()])
        return {figure: float(value[0]) for figure, value in figures_of(*counts).items()}


def confusion(bought: npt.ArrayLike, is_selected: npt.ArrayLike) -> Confusion:
    """Count the cells by outcome and by whether they are selected, (n,) each."""
    outcomes, selected = check_cells(bought, is_selected)
    left, missed, false_alarm, found = np.bincount(
        (2 * selected + outcomes).astype(np.int64), minlength=4
    ).tolist()
    return Confusion(found, false_alarm, missed, left)


def figures_with_bands(
    bought: Doubles, is_selected: Bools, drawn: Resamples
) -> dict[ThresholdFigure | str, Band]:
    """Return the figures of who is selected, and the four counts by their names, each with its band."""
    counted = confusion(bought, is_selected)
    is_bought = bought == 1
    found, alarms, missed, left = samples = drawn.sums(
        [
            is_bought & is_selected,
            ~is_bought & is_selected,
            is_bought & ~is_selected,
            ~(is_bought | is_selected),
        ]
    )
    figures = figures_of(found, alarms, missed, left)
    counts = {name: with_band(value, samples[i]) for i, (name, value) in enumerate(vars(counted).items())}
    return {f: with_band(value, figures[f]) for f, value in counted.figures.items()} | counts


def figures_of(
    found: Doubles, alarms: Doubles, missed: Doubles, left: Doubles
) -> dict[ThresholdFigure, Doubles]:
    """Return the figures of counts, (n,) each: true and false positives, false and true negatives.

    What nobody tells is NaN: the precision where nobody is selected, the recall where nobody bought. The
    balanced accuracy is over the outcomes that are there; Matthews' correlation is 0 where one of the two is
    constant. All are as scikit-learn has them, with `zero_division=nan`.
    """
    recall, specificity = _share(found, found + missed), _share(left, left + alarms)
    n, is_known = found + alarms + missed + left, np.stack([~np.isnan(recall), ~np.isnan(specificity)])
    both = np.nan_to_num(np.stack([recall, specificity]))
    spread = (
        np.sqrt(found + alarms) * np.sqrt(found + missed) * np.sqrt(left + alarms) * np.sqrt(left + missed)
    )
    together = found * left - alarms * missed
    return {
        ThresholdFigure.ACCURACY: _share(found + left, n),
        ThresholdFigure.BALANCED_ACCURACY: _share(both.sum(0), is_known.sum(0)),
        ThresholdFigure.PRECISION: _share(found, found + alarms),
        ThresholdFigure.RECALL: recall,
        ThresholdFigure.F1: _share(2 * found, 2 * found + alarms + missed),
        ThresholdFigure.MCC: np.divide(together, spread, out=np.zeros_like(n), where=spread > 0),
    }


def _share(part: Doubles, whole: Doubles) -> Doubles:
    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0))

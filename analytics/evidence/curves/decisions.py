"""What follows when everyone above a threshold is contacted: who is right, and what it earns."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.evidence.curves.ranking import band_limits, check_cells, rank_cells, resampled_weights

MAX_THRESHOLDS = 200  # more steps than a chart has pixels to show


@dataclass(frozen=True)
class Confusion:
    """Cells by what the threshold says (positive: selected) and what happened (true: it was right)."""

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int

    @property
    def precision(self) -> float:
        """Share of the selected that bought; NaN where none was selected."""
        return _share(self.true_positive, self.true_positive + self.false_positive)

    @property
    def recall(self) -> float:
        """Share of the purchases that were selected; NaN where nothing was bought."""
        return _share(self.true_positive, self.true_positive + self.false_negative)


def confusion(bought: npt.ArrayLike, score: npt.ArrayLike, threshold: float) -> Confusion:
    """Count the cells by outcome and by whether their score reaches the threshold."""
    outcomes, scores = check_cells(bought, score)
    cell = 2 * (scores >= threshold) + (outcomes == 1)
    left, missed, false_alarm, found = np.bincount(cell, minlength=4).tolist()
    return Confusion(found, false_alarm, missed, left)


def profit_at_thresholds(
    bought: npt.ArrayLike,
    score: npt.ArrayLike,
    margin: npt.ArrayLike,
    contact_cost: float,
    *,
    seed: int = 0,
    n_bootstrap: int = 200,
    groups: npt.ArrayLike | None = None,
) -> pd.DataFrame:
    """Outcomes, scores and margins → the profit of contacting everyone whose score reaches each threshold.

    Parameters
    ----------
    bought : (n,) 0 or 1
    score : (n,) predicted purchase share
    margin : (n,) or one number
        Margin of a cell when it is bought [currency].
    contact_cost : of one cell selected [currency]
    groups : (n,) customer of each cell; whole customers are resampled where given

    Returns
    -------
    DataFrame
        threshold (rising; the last lies just above the highest score and selects nobody), n_selected,
        selected_share, profit, low, high [currency; bootstrap band].
    """
    ranking = rank_cells(bought, score)
    margins = np.broadcast_to(np.asarray(margin, dtype=np.float64), ranking.order.shape)[ranking.order]
    gain = ranking.bought * margins - contact_cost  # of each cell if selected
    ends = ranking.ends
    if len(ends) > MAX_THRESHOLDS:  # evenly, the last among them
        ends = ends[np.linspace(0, len(ends) - 1, MAX_THRESHOLDS).round().astype(np.int64)]
    samples = [
        _cumulative(gain * weight, ends) for weight in resampled_weights(ranking, groups, n_bootstrap, seed)
    ]
    low, high = band_limits(np.array(samples).reshape(-1, len(ends) + 1))
    above = np.nextafter(ranking.score[0], np.inf)
    table = pd.DataFrame(
        {
            "threshold": np.append(above, ranking.score[ends]),
            "n_selected": np.append(0, ends + 1),
            "profit": _cumulative(gain, ends),
            "low": low,
            "high": high,
        }
    )
    table.insert(2, "selected_share", table["n_selected"] / len(gain))
    return table.iloc[::-1].reset_index(drop=True)


def _cumulative(values: Doubles, ends: Ints) -> Doubles:
    return np.append(0.0, np.cumsum(values)[ends])


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")

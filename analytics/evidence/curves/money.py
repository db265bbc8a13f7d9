"""What each threshold earns, when a miss and a false alarm have their price."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Doubles
from analytics.evidence.curves.ranking import Ranking, cumulated
from analytics.evidence.curves.resamples import Resamples, band_limits

MOST_THRESHOLDS = 100  # evenly over cells, and as many over purchases: more than a chart has pixels to show


@dataclass(frozen=True)
class ThresholdProfits:
    """What thresholds earn, and the best of them.

    Attributes
    ----------
    table : threshold (rising; the last lies just above the highest score and selects nobody), n_selected,
        selected_share, profit, low, high [currency; over addressing nobody]
    best : the threshold that earns most
    best_low, best_high : where the best lies in nine of ten samples of customers; NaN without samples
    """

    table: pd.DataFrame
    best: float
    best_low: float
    best_high: float

    @property
    def most(self) -> dict[str, float]:
        """Return the row of the best threshold."""
        return self.at(self.best)

    def at(self, threshold: float) -> dict[str, float]:
        """Return the row of the threshold that lies nearest."""
        nearest = int(np.abs(self.table["threshold"].to_numpy() - threshold).argmin())
        return {str(name): float(value) for name, value in self.table.iloc[nearest].items()}


def profit_at_thresholds(
    ranking: Ranking, miss_cost: npt.ArrayLike, false_alarm_cost: float, drawn: Resamples | None = None
) -> ThresholdProfits:
    """Return what addressing all cells whose score reaches a threshold earns over addressing nobody.

    That is the cost of the misses that it spares, less the cost of its false alarms.

    Parameters
    ----------
    miss_cost : (n,) in the order that was ranked, or one number
        What is lost where a cell that would be bought is not addressed [currency].
    false_alarm_cost : of one cell addressed in vain [currency]

    References
    ----------
    Elkan (2001), The foundations of cost-sensitive learning, IJCAI.
    """
    n = len(ranking.order)
    miss = np.broadcast_to(np.asarray(miss_cost, float), (n,))[ranking.order]
    gain = np.where(ranking.bought == 1, miss, -false_alarm_cost)
    every = np.cumsum(gain)[ranking.ends]
    best = int(np.argmax(np.append(0.0, every)))
    ends = np.union1d(ranking.coarse_ends(MOST_THRESHOLDS), ranking.ends[max(best - 1, 0)])
    profit = np.append(0.0, np.cumsum(gain)[ends])
    samples = _samples(ranking, ends, gain, drawn)
    threshold = np.append(np.nextafter(ranking.score[0], np.inf), ranking.score[ends])
    low, high = band_limits(samples)
    best_low, best_high = band_limits(threshold[samples.argmax(0)])
    picked = np.append(0, ends + 1)
    table = pd.DataFrame(
        {"threshold": threshold, "n_selected": picked, "selected_share": picked / n}
        | {"profit": profit, "low": low, "high": high}
    )
    rising = table.iloc[::-1].reset_index(drop=True)
    return ThresholdProfits(rising, float(threshold[profit.argmax()]), float(best_low), float(best_high))


def _samples(
    ranking: Ranking, ends: npt.NDArray[np.int64], gain: Doubles, drawn: Resamples | None
) -> Doubles:
    """Return profits of samples at thresholds, (1 + n_thresholds, n_samples)."""
    if drawn is None:
        return np.empty((1 + len(ends), 0))
    in_order = np.empty_like(gain)
    in_order[ranking.order] = gain
    return cumulated(drawn.sums_by(ranking.steps(ends), len(ends), in_order))

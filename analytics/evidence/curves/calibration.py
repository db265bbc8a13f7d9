"""Whether a score of 10 % means that one in ten buys."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.evidence.curves.ranking import check_cells
from analytics.evidence.curves.resamples import Resamples
from analytics.numerics import Z_90

N_BINS = 10


def calibration(
    bought: npt.ArrayLike, score: npt.ArrayLike, n_bins: int = N_BINS, drawn: Resamples | None = None
) -> pd.DataFrame:
    """Outcomes and scores → predicted and observed purchase shares in bins of equally many cells.

    Parameters
    ----------
    bought : (n,) 0 or 1
    score : (n,) predicted purchase share [0–1]
    n_bins : equal scores share a bin, so there may be fewer
    drawn : samples of customers, whose cells are alike; without, each cell is a witness of its own

    Returns
    -------
    DataFrame
        predicted, observed [share], low, high (90 % interval of observed), n; by rising score. The interval
        is Wilson's, for as many independent cells as would vary as much as the bin does in samples.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22.
    Kish (1965), Survey Sampling, section 8.2: the effect of clusters on the variance.
    """
    outcomes, scores = check_cells(bought, score)
    bins = bins_of(scores, n_bins)
    n = np.bincount(bins)
    predicted, observed = (np.bincount(bins, of) / n for of in (scores, outcomes))
    low, high = _wilson(observed, n / (1.0 if drawn is None else _effects(outcomes, bins, observed, drawn)))
    return pd.DataFrame({"predicted": predicted, "observed": observed, "low": low, "high": high, "n": n})


def bins_of(score: Doubles, n_bins: int = N_BINS) -> Ints:
    """Return the bin of each cell, by rising score; each of them holds some."""
    edges = np.unique(np.quantile(score, np.linspace(0, 1, n_bins + 1)[1:-1]))
    bins = np.searchsorted(edges, score, side="left")  # a score on an edge belongs below it
    is_filled = np.bincount(bins) > 0
    return np.asarray((np.cumsum(is_filled) - 1)[bins])


def expected_calibration_error(bought: npt.ArrayLike, score: npt.ArrayLike, n_bins: int = N_BINS) -> float:
    """Return the mean distance between predicted and observed shares over cells [share, 0–1]."""
    outcomes, scores = check_cells(bought, score)
    return mean_distance(outcomes, scores, bins_of(scores, n_bins))


def mean_distance(bought: Doubles, score: Doubles, bins: Ints) -> float:
    """Return the mean distance between predicted and observed shares of bins over cells [share, 0–1]."""
    return float(np.abs(np.bincount(bins, score) - np.bincount(bins, bought)).sum() / len(bins))


def _effects(bought: Doubles, bins: Ints, observed: Doubles, drawn: Resamples) -> Doubles:
    """Return how many times as much each bin's share varies as that of independent cells, at least once."""
    n_bins = len(observed)
    n, found = drawn.sums_by(bins, n_bins), drawn.sums_by(bins, n_bins, bought)
    shares = np.divide(found, n, out=np.repeat(observed[:, None], drawn.n_samples, 1), where=n > 0)
    usual = observed * (1 - observed) / np.bincount(bins)
    effects = np.divide(shares.var(1, ddof=1), usual, out=np.ones(n_bins), where=usual > 0)
    return np.asarray(np.maximum(effects, 1.0))


def _wilson(share: Doubles, n: Doubles) -> tuple[Doubles, Doubles]:
    middle = (share + Z_90**2 / (2 * n)) / (1 + Z_90**2 / n)
    half = Z_90 / (1 + Z_90**2 / n) * np.sqrt(share * (1 - share) / n + Z_90**2 / (4 * n**2))
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)

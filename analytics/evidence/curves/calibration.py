"""Whether a score of 10 % means that one in ten buys."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.evidence.curves.ranking import check_cells
from analytics.numerics import Z_90


def calibration(bought: npt.ArrayLike, score: npt.ArrayLike, n_bins: int = 10) -> pd.DataFrame:
    """Outcomes and scores → predicted and observed purchase shares in bins of equally many cells.

    Parameters
    ----------
    bought : (n,) 0 or 1
    score : (n,) predicted purchase share [0–1]
    n_bins : equal scores share a bin, so there may be fewer

    Returns
    -------
    DataFrame
        predicted, observed [share], low, high (90 % Wilson interval of observed), n; by rising score.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22.
    """
    outcomes, scores = check_cells(bought, score)
    edges = np.unique(np.quantile(scores, np.linspace(0, 1, n_bins + 1)[1:-1]))
    bins = np.searchsorted(edges, scores, side="left")  # a score on an edge belongs below it
    cells = pd.DataFrame({"bin": bins, "predicted": scores, "observed": outcomes})
    table = cells.groupby("bin").mean().reset_index(drop=True)
    n = np.asarray(cells.groupby("bin").size(), dtype=np.int64)
    low, high = _wilson(table["observed"].to_numpy(), n)
    return table.assign(low=low, high=high, n=n)


def expected_calibration_error(bought: npt.ArrayLike, score: npt.ArrayLike, n_bins: int = 10) -> float:
    """Return the mean distance between predicted and observed shares over cells [share, 0–1]."""
    table = calibration(bought, score, n_bins)
    distance = (table["predicted"] - table["observed"]).abs()
    return float((distance * table["n"]).sum() / table["n"].sum())


def _wilson(share: Doubles, n: Ints) -> tuple[Doubles, Doubles]:
    middle = (share + Z_90**2 / (2 * n)) / (1 + Z_90**2 / n)
    half = Z_90 / (1 + Z_90**2 / n) * np.sqrt(share * (1 - share) / n + Z_90**2 / (4 * n**2))
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)

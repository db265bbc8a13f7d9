"""The default forecast of every customer, with its bands."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.interests.bands import expected_purchases, share_bands
from analytics.interests.baselines import Method
from analytics.interests.comparison import Comparison, Forecaster
from analytics.interests.counts import InterestCounts
from analytics.interests.periods import HORIZONS
from analytics.interests.smoothing import popularity, smoothed_shares
from analytics.interests.vae.estimator import TemporalVAE

MOST_FORECAST = 20_000  # customers: of more, those who bought last
_ASKED = 1_000  # at a time
_USUAL_PRIOR = 60.0  # purchases that everybody's shares are worth in a usual share


@dataclass(frozen=True)
class _Part:
    """Forecasts of some customers: shares and the ends of their bands, (n, n_horizons, n_categories)."""

    shares: Doubles
    low: Doubles
    high: Doubles
    usual: Doubles  # (n, n_categories) of the whole past but the last window
    n_expected: Doubles  # (n,) purchases in a window


@dataclass(frozen=True)
class Ahead(_Part):
    """Forecasts of customers by their codes, and how far all of them err together.

    Attributes
    ----------
    common_sd : (n_horizons,) of the log ratio of what all buy to their forecast
    """

    customers: Ints
    common_sd: Doubles


def forecast_customers(
    counts: InterestCounts,
    forecasters: dict[Method, Forecaster],
    comparison: Comparison,
    report: Callable[[float], None] = lambda share: None,
) -> Ahead:
    """Return the default forecast of those who bought last, with 90 % bands."""
    customers = latest_customers(counts)
    chosen = [comparison.spreads[method, h] for h, method in enumerate(comparison.defaults)]
    common_sd = np.array([spread.common_sd for spread in chosen])
    parts = []
    for first in range(0, len(customers), _ASKED):
        parts.append(_ahead(counts, customers[first : first + _ASKED], forecasters, comparison))
        report(min(first + _ASKED, len(customers)) / len(customers))
    names = ("shares", "low", "high", "usual", "n_expected")
    joined = [np.concatenate([getattr(part, name) for part in parts]) for name in names]
    shares, low, high, usual, n_expected = joined
    return Ahead(shares, low, high, usual, n_expected, customers, common_sd)


def latest_customers(counts: InterestCounts, most: int = MOST_FORECAST) -> Ints:
    """Return the codes of those who bought last, at most so many, in order of their ids."""
    last = np.zeros(len(counts), np.int64)
    np.maximum.at(last, counts.customer, counts.place)
    return np.sort(np.argsort(-last, kind="stable")[:most])


def _ahead(
    counts: InterestCounts, customers: Ints, forecasters: dict[Method, Forecaster], comparison: Comparison
) -> _Part:
    w, dense = counts.period.per_window, counts.dense(customers)
    expected = expected_purchases(dense, w)
    before = counts.totals[:-w] if counts.n_periods > w else counts.totals
    usual = smoothed_shares(dense[:, : len(before)].sum(1), popularity(before, 1.0), _USUAL_PRIOR)
    told = [_horizon(counts, customers, expected, forecasters, comparison, h) for h in range(len(HORIZONS))]
    shares, low, high = (np.stack([one[i] for one in told], 1) for i in range(3))
    return _Part(shares, low, high, usual, expected)


def _horizon(
    counts: InterestCounts,
    customers: Ints,
    expected: Doubles,
    forecasters: dict[Method, Forecaster],
    comparison: Comparison,
    horizon: int,
) -> tuple[Doubles, Doubles, Doubles]:
    method = comparison.defaults[horizon]
    forecaster, variance = forecasters[method], np.zeros(())
    shares = forecaster.forecast(counts, customers, counts.n_periods, horizon)
    if isinstance(forecaster, TemporalVAE):
        variance = forecaster.variances(counts, customers, counts.n_periods, horizon)
    concentration = comparison.spreads[method, horizon].concentration
    return shares, *share_bands(shares, variance, expected[:, None], concentration)

"""Forecasts of interests judged on the last windows, and which of them is used."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints
from analytics.interests.bands import expected_purchases, fit_concentration, is_covered
from analytics.interests.baselines import BASELINES, Method
from analytics.interests.category_memory import window
from analytics.interests.counts import InterestCounts
from analytics.interests.periods import HORIZONS
from analytics.interests.scores import Interval, brier, log_loss, ndcg, ratio_interval

CHALLENGERS = (Method.CATEGORY_MEMORY, Method.TEMPORAL_VAE)  # the simpler first
_BANDS_FROM = 500  # customers that a concentration is fitted to


class Forecaster(Protocol):
    """What forecasts the shares of a window ahead."""

    def forecast(self, counts: InterestCounts, customers: Ints, origin: int, horizon: int) -> Doubles:
        """Return the shares of a window ahead, (n, n_categories)."""


@dataclass(frozen=True)
class Spread:
    """How far what is seen lies from a forecast.

    Attributes
    ----------
    concentration : of a customer's taste around it
    common_sd : of the log ratio of what all customers bought to what was forecast of them, by category
    """

    concentration: float
    common_sd: float


@dataclass(frozen=True)
class Judged:
    """Scores of one method at one horizon, by customer, summed over windows; all (n_customers,)."""

    log_loss: Doubles
    brier: Doubles
    ndcg: Doubles
    n_purchases: Doubles
    n_ranked: Doubles
    coverage: float
    spread: Spread


@dataclass(frozen=True)
class Comparison:
    """What forecasts are worth.

    Attributes
    ----------
    table : one row per horizon and method, as `compare_forecasts` describes it
    defaults : the method used for each horizon
    spreads : by which bands are told, by method and horizon
    """

    table: pd.DataFrame
    defaults: tuple[Method, ...]
    spreads: dict[tuple[Method, int], Spread]


def judge(forecaster: Forecaster, counts: InterestCounts, customers: Ints, horizon: int) -> Judged:
    """Judge a method on the windows that judge; its bands are fitted on those that tune."""
    concentration = _concentration(forecaster, counts, customers, horizon)
    dense, timeline, w = counts.dense(customers), counts.timeline, counts.period.per_window
    sums = {
        name: np.zeros(len(customers)) for name in ("log_loss", "brier", "ndcg", "n_purchases", "n_ranked")
    }
    n_covered, n_judging, common = 0, 0, []
    for start in timeline.tested:
        origin = timeline.origin(start, horizon)
        if origin < 1:
            continue
        shares = forecaster.forecast(counts, customers, origin, horizon)
        seen = window(counts, dense, start, 0)
        ranked = ndcg(shares, seen)
        sums["log_loss"] += log_loss(shares, seen)
        sums["brier"] += brier(shares, seen)
        sums["ndcg"] += np.nan_to_num(ranked)
        sums["n_ranked"] += ~np.isnan(ranked)
        sums["n_purchases"] += seen.sum(1)
        expected = expected_purchases(dense[:, :origin], w)
        covered = is_covered(shares, expected, seen, concentration)
        n_covered, n_judging = n_covered + int(covered.sum()), n_judging + len(covered)
        common.append(_common_variance(shares, expected, seen))
    spread = Spread(concentration, float(np.sqrt(np.mean(common))) if common else 0.0)
    return Judged(**sums, coverage=n_covered / max(n_judging, 1), spread=spread)


def compare_forecasts(
    forecasters: dict[Method, Forecaster],
    counts: InterestCounts,
    customers: Ints,
    seed: int = 0,
    report: Callable[[float], None] = lambda share: None,
) -> Comparison:
    """Judge methods on the last windows of the history, at every horizon.

    The default is the best simple method until a challenger beats it, customer by customer, with a 95 %
    interval that excludes zero; the autoencoder has to beat the category memory that it builds on too.

    Returns
    -------
    Comparison
        Its table: horizon_days, method, log_loss [nats a purchase] with low and high, ndcg, brier, coverage,
        gain [nats a purchase less than the best simple method] with gain_low and gain_high (95 %,
        bootstrap over customers), gain_over_memory with its ends, is_default, n_customers, n_purchases.
    """
    rows, defaults, spreads = [], [], {}
    for horizon, days in enumerate(HORIZONS):
        judged = {}
        for method, forecaster in forecasters.items():
            judged[method] = judge(forecaster, counts, customers, horizon)
            spreads[method, horizon] = judged[method].spread
            report((horizon + len(judged) / len(forecasters)) / len(HORIZONS))
        default = _default(judged, seed)
        defaults.append(default)
        best = best_baseline(judged)
        rows += [_row(days, method, judged, best, method is default, seed) for method in judged]
    return Comparison(pd.DataFrame(rows), tuple(defaults), spreads)


def best_baseline(judged: dict[Method, Judged]) -> Method:
    """Return the simple method of lowest log-loss."""
    simple = [method for method in judged if method in BASELINES]
    return min(simple, key=lambda method: float(judged[method].log_loss.sum()))


def _default(judged: dict[Method, Judged], seed: int) -> Method:
    default = best_baseline(judged)
    for challenger in CHALLENGERS:
        if challenger in judged and _gain(judged, challenger, default, seed).low > 0:
            default = challenger
    return default


def _gain(judged: dict[Method, Judged], method: Method, over: Method, seed: int) -> Interval:
    less = judged[over].log_loss - judged[method].log_loss
    return ratio_interval(less, judged[method].n_purchases, seed)


def _row(
    days: int, method: Method, judged: dict[Method, Judged], best: Method, is_default: bool, seed: int
) -> dict[str, object]:
    own = judged[method]
    loss, gain = ratio_interval(own.log_loss, own.n_purchases, seed), _gain(judged, method, best, seed)
    memory = Method.CATEGORY_MEMORY if Method.CATEGORY_MEMORY in judged else best
    over = _gain(judged, method, memory, seed)
    n = max(own.n_purchases.sum(), 1.0)
    return {
        **{"horizon_days": days, "method": method.value},
        **{"log_loss": loss.value, "log_loss_low": loss.low, "log_loss_high": loss.high},
        "ndcg": own.ndcg.sum() / max(own.n_ranked.sum(), 1),
        "brier": own.brier.sum() / n,
        "coverage": own.coverage,
        **{"gain": gain.value, "gain_low": gain.low, "gain_high": gain.high},
        **{"gain_over_memory": over.value, "over_memory_low": over.low, "over_memory_high": over.high},
        "is_best_simple": method is best,
        "is_default": is_default,
        "n_customers": int((own.n_purchases > 0).sum()),
        "n_purchases": float(own.n_purchases.sum()),
    }


def _common_variance(shares: Doubles, expected: Doubles, seen: Floats) -> float:
    """Return the squared log ratio of everybody's purchases to their forecast, averaged by forecast share."""
    forecast = expected @ shares / expected.sum()
    bought = (seen.sum(0) + 0.5) / (seen.sum() + 0.5 * seen.shape[1])
    return float(forecast @ np.log(bought / forecast) ** 2)


def _concentration(forecaster: Forecaster, counts: InterestCounts, customers: Ints, horizon: int) -> float:
    timeline = counts.timeline
    start = timeline.validated[-1]
    origin = max(timeline.origin(start, horizon), 1)
    some = customers[:: max(len(customers) // _BANDS_FROM, 1)]
    dense = counts.dense(some)
    shares = forecaster.forecast(counts, some, origin, horizon)
    expected = expected_purchases(dense[:, :origin], counts.period.per_window)
    return fit_concentration(shares, expected, window(counts, dense, start, 0))

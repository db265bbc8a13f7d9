"""How much of what was shown was taken, by the arm that it came from."""

from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles
from analytics.numerics import Z_90
from analytics.recommend.exposures import NEVER, TAKEN_DAYS, days_of, taken_on

COLUMNS = (
    *("arm", "is_all", "n_customers", "n_shown", "n_looked", "n_bought", "n_taken"),
    *("rate", "rate_low", "rate_high"),
)


def taken_rates(exposures: pd.DataFrame, end: int) -> pd.DataFrame:
    """Return how much of what was shown was taken, of all and of each arm.

    Parameters
    ----------
    exposures : the mart of this name; each row counts once
    end : the first day that is not told; an exposure counts once its seven days are over

    Returns
    -------
    DataFrame
        arm (missing where none is named), is_all (the row of all arms together), n_customers, n_shown,
        n_looked, n_bought, n_taken (either), rate (n_taken ÷ n_shown), and its 90 % band. Empty where nothing
        is settled.
    """
    settled = exposures[is_settled(exposures, end)]
    if settled.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    arms = settled.groupby("arm", dropna=False, sort=True)
    rows = [_row(settled, None, True), *(_row(of, arm, False) for arm, of in arms)]
    return pd.DataFrame(rows if len(rows) > 2 or settled["arm"].notna().any() else rows[:1])


def is_settled(exposures: pd.DataFrame, end: int) -> Bools:
    """Say of which exposures it is known whether they were taken."""
    return np.asarray(days_of(exposures["day"]) + TAKEN_DAYS < end)


def _row(shown: pd.DataFrame, arm: object, is_all: bool) -> dict[str, object]:
    is_taken = days_of(taken_on(shown)) < NEVER
    rate, low, high = rate_band(is_taken.astype(float), shown["customer_id"].to_numpy())
    return {
        "arm": arm if isinstance(arm, str) else None,
        "is_all": is_all,
        "n_customers": shown["customer_id"].nunique(),
        "n_shown": len(shown),
        "n_looked": int(shown["looked_day"].notna().sum()),
        "n_bought": int(shown["bought_day"].notna().sum()),
        "n_taken": int(is_taken.sum()),
        **{"rate": rate, "rate_low": low, "rate_high": high},
    }


def rate_band(is_taken: Doubles, customers: np.ndarray) -> tuple[float, float, float]:
    """Return a rate and its 90 % band: Wilson's, of fewer exposures where those of a customer are alike.

    Parameters
    ----------
    is_taken : (n,) 0 or 1
    customers : (n,) whom each was shown to

    References
    ----------
    Korn & Graubard (1998), Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data.
    """
    n, rate = len(is_taken), float(is_taken.mean())
    of_customers = np.bincount(pd.factorize(customers)[0], is_taken - rate)
    spread, plain = float(of_customers @ of_customers) / n**2, rate * (1 - rate) / n
    n_alike = n * min(plain / spread, 1.0) if spread > 0 else float(n)
    middle = (rate + Z_90**2 / (2 * n_alike)) / (1 + Z_90**2 / n_alike)
    half = np.sqrt(rate * (1 - rate) / n_alike + (Z_90 / (2 * n_alike)) ** 2)
    half *= Z_90 / (1 + Z_90**2 / n_alike)
    return rate, max(middle - half, 0.0), min(middle + half, 1.0)


def feedback_of(exposures: pd.DataFrame, end: int, gain: Any) -> dict[str, Any] | None:
    """Return what is told of exposures beside their rates, and whether they helped; None without any.

    Parameters
    ----------
    gain : `GainOfShown` of the comparison
    """
    if exposures.empty:
        return None
    settled = int(is_settled(exposures, end).sum())
    helped = None if gain is None else asdict(gain) | {"is_used": gain.is_used}
    return {"n_shown": len(exposures), "n_settled": settled, "hybrid": helped}

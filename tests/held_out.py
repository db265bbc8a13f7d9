"""Held-out chances whose true purchase shares are known, for tests of the error analysis."""

import json
from collections.abc import Callable

import numpy as np
import pandas as pd

from analytics.arrays import Bools
from analytics.evidence.errors.chances import Chances

FIRST_DAY = pd.Timestamp("2025-01-06")  # a Monday
COLUMNS = {"predicted": "score_model", "week": "visited_on"}  # of features that are called otherwise
Planted = Callable[[pd.DataFrame], Bools]


def held_out(
    seed: int = 0,
    *,
    n_customers: int = 600,
    n_each: int = 20,
    planted: Planted | None = None,
    ratio: float = 1.0,
    scatter: float = 0.0,
    **columns: object,
) -> pd.DataFrame:
    """Return chances that a model predicted rightly, but where `planted` says they come true by a ratio.

    Parameters
    ----------
    scatter : variance of what a customer's own share is multiplied by, 1 on average
    columns : of these values in place of drawn ones

    Returns
    -------
    the columns of `runs.errors.held_out_chances`, and `true_share`
    """
    rng, n = np.random.default_rng(seed), n_customers * n_each
    customer = np.repeat(np.arange(n_customers), n_each)
    frame = pd.DataFrame(
        {
            "row": np.arange(n),
            "customer_row": customer,
            "product_id": rng.integers(0, 12, n).astype(str),
            "segment": np.array(["A", "B", "C"])[rng.integers(0, 3, n_customers)[customer]],
            "category": np.array(["Tea", "Coffee", "Cups"])[rng.integers(0, 3, n)],
            "price": rng.uniform(2, 40, n).round(2),
            "relative_price": rng.choice([0.7, 0.9, 1.0, 1.1, 1.3], n),
            "past_visits": rng.integers(0, 20, n_customers)[customer].astype(float),
            "past_share": rng.choice([0.0, 0.0, 0.1, 0.3], n),
            "rest_of_basket": rng.integers(0, 3, n).astype(float),
            "visited_on": FIRST_DAY + pd.to_timedelta(rng.integers(0, 28, n), unit="D"),
            "score_model": np.clip(rng.beta(1, 9, n), 1e-4, 0.6),
        }
    ).assign(**columns)
    share = frame["score_model"].to_numpy(float)
    if planted is not None:
        share = np.where(planted(frame), ratio * share, share)
    if scatter:
        share = share * rng.gamma(1 / scatter, scatter, n_customers)[customer]
    share = np.minimum(share, 0.99)
    return frame.assign(true_share=share, bought=rng.random(n) < share)


def satisfies(frame: pd.DataFrame, conditions: str) -> Bools:
    """Say which rows are in a slice, by its conditions as they are stored."""
    is_in = np.ones(len(frame), bool)
    for one in json.loads(conditions):
        values = frame[COLUMNS.get(one["feature"], one["feature"])]
        if "is" in one:
            is_in &= values == one["is"]
        if "is_not" in one:
            is_in &= ~values.isin(one["is_not"])
        if "from" in one:
            is_in &= values >= one["from"]
        if "below" in one:
            is_in &= values < one["below"]
    return is_in


def chances_of(frame: pd.DataFrame) -> Chances:
    return Chances.of(frame, "score_model")

"""Whether a shop's customers behave as the models of lifetime value assume."""

from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.findings import Verdict
from analytics.numerics import Z_90
from analytics.segments.lifetime.histories import DAYS_PER_WEEK, Histories
from analytics.segments.lifetime.purchases import expected_purchases
from analytics.segments.lifetime.value import LifetimeModel

MOST_REPEATS = 7  # own classes below, one class from here on
AT_START_SHARE = 0.1  # of the history is its start
_RANKS_SPREAD = 1.03  # of a rank correlation's Fisher z, a little wider than of a plain one


class Assumption(StrEnum):
    """What the models take for granted."""

    HOLDOUT = "holdout"  # figure: expected ÷ actual repeat purchases of the held-out days
    INDEPENDENT_VALUE = "independent_value"  # rank correlation of repeats and their mean value
    REPEAT_PURCHASES = "repeat_purchases"  # share of customers who bought on one day only
    SEEN_FROM_THE_START = "seen_from_the_start"  # share of customers first seen in the history's first tenth


# The figure up to which an assumption holds, and up to which it holds with a reservation. Sums that are a
# quarter off still order customers well; twice or half of what comes is no forecast. CDNOW, on which the
# models were made, has 60 % one-time buyers and a correlation of 0.2. Of arrivals at an even pace a tenth
# would come in the first tenth of the history.
LIMITS: dict[Assumption, tuple[float, float]] = {
    Assumption.HOLDOUT: (1.25, 2.0),
    Assumption.INDEPENDENT_VALUE: (0.3, 0.6),
    Assumption.REPEAT_PURCHASES: (0.8, 0.95),
    Assumption.SEEN_FROM_THE_START: (0.5, np.inf),
}


def holdout_table(model: LifetimeModel, before: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """Return actual beside expected repeat purchases of the days held out, by how often customers had bought.

    Parameters
    ----------
    model : fitted on `before`
    before : customer_id, n_repeats, t_x_days, age_days as of the day from which on days are held out
    later : customer_id, n_repeats, age_days at the end

    Returns
    -------
    DataFrame
        n_repeats (`MOST_REPEATS` stands for more, too), n_customers, actual and expected [purchases per
        customer], actual_low, actual_high (90 % band of the mean). One row per class that has customers.
    """
    both = before.merge(later, on="customer_id", suffixes=("", "_later"), validate="1:1")
    weeks = float((both["age_days_later"] - both["age_days"]).iloc[0]) / DAYS_PER_WEEK
    actual = (both["n_repeats_later"] - both["n_repeats"]).astype(float)
    expected = expected_purchases(model.purchases_.parameters_, Histories.of(both), weeks)
    columns = {
        "actual": actual,
        "expected": expected,
        "n_repeats": both["n_repeats"].clip(upper=MOST_REPEATS),
    }
    classes = pd.DataFrame(columns).groupby("n_repeats")
    table = classes.agg(
        n_customers=("actual", "size"), actual=("actual", "mean"), expected=("expected", "mean")
    )
    error = Z_90 * classes["actual"].std(ddof=1).fillna(0) / np.sqrt(table["n_customers"])
    low = (table["actual"] - error).clip(lower=0)
    return table.assign(actual_low=low, actual_high=table["actual"] + error).reset_index()


def check_assumptions(customers: pd.DataFrame, holdout: pd.DataFrame | None) -> pd.DataFrame:
    """Return each assumption with what was found.

    Parameters
    ----------
    customers : first_day, n_repeats, age_days, mean_repeat_value
    holdout : as of `holdout_table`; None where the history is too short to hold days out

    Returns
    -------
    DataFrame
        assumption (code), figure, low, high (90 % band of the figure, missing where it has none), verdict.
    """
    rows = [
        (Assumption.INDEPENDENT_VALUE, *_correlation(customers)),
        (Assumption.REPEAT_PURCHASES, float((customers["n_repeats"] == 0).mean()), np.nan, np.nan),
        (Assumption.SEEN_FROM_THE_START, _share_at_start(customers), np.nan, np.nan),
    ]
    if holdout is not None:
        rows.insert(0, (Assumption.HOLDOUT, *_ratio(holdout)))
    table = pd.DataFrame(rows, columns=["assumption", "figure", "low", "high"])
    return table.assign(verdict=[_verdict(Assumption(row[0]), row[1]) for row in rows])


def _ratio(holdout: pd.DataFrame) -> tuple[float, float, float]:
    """Return expected ÷ actual purchases of all customers, with its band by how the actual ones scatter."""
    n = holdout["n_customers"].to_numpy(float)
    actual, expected = float(n @ holdout["actual"]), float(n @ holdout["expected"])
    error = float(np.sqrt((n**2) @ (holdout["actual_high"] - holdout["actual"]) ** 2))
    if actual <= 0:
        return np.inf, np.nan, np.nan
    return expected / actual, expected / (actual + error), expected / max(actual - error, 1e-9)


def _correlation(customers: pd.DataFrame) -> tuple[float, float, float]:
    repeaters = customers[customers["n_repeats"] > 0]
    ranks = repeaters[["n_repeats", "mean_repeat_value"]].rank()
    if len(ranks) < 5 or (ranks.std() == 0).any():
        return 0.0, np.nan, np.nan
    figure = float(ranks.corr().to_numpy()[0, 1])
    z, error = (
        np.arctanh(np.clip(figure, -0.999999, 0.999999)),
        Z_90 * _RANKS_SPREAD / np.sqrt(len(ranks) - 3),
    )
    return figure, float(np.tanh(z - error)), float(np.tanh(z + error))


def _share_at_start(customers: pd.DataFrame) -> float:
    length = float(customers["age_days"].max())
    return float((customers["age_days"] >= (1 - AT_START_SHARE) * length).mean()) if length > 0 else 1.0


def _verdict(assumption: Assumption, figure: float) -> Verdict:
    size = max(figure, 1 / max(figure, 1e-9)) if assumption == Assumption.HOLDOUT else abs(figure)
    good, bearable = LIMITS[assumption]
    return Verdict.PASS if size <= good else Verdict.WARN if size <= bearable else Verdict.FAIL

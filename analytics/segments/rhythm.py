"""How late customers are by the shop's own rhythm: a month away is long for a baker, nothing for a tailor."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints

LATE = float(np.log(10))  # expected gaps: one in ten gaps is longer where orders come at random
GONE = float(np.log(100))  # one in a hundred is
SHOP_WEIGHT = 2.0  # gaps of the shop's middle customer that count beside a customer's own
LEAST_REPEATING = 10  # customers with a second order, fewer of whom show no rhythm
DAY = np.timedelta64(1, "D")


def lateness(customers: pd.DataFrame) -> Doubles | None:
    """Return days since the last order in gaps that the customer would usually leave; None without a rhythm.

    A customer's gap is the mean of the own ones, drawn toward the shop's the more the fewer there are. Where
    orders come at random, exp(−lateness) of the gaps are longer still.

    Parameters
    ----------
    customers : DataFrame
        recency_days, n_orders, first_order_at, last_order_at; without the times there is no rhythm.

    Returns
    -------
    (n_customers,)
        Lateness, >= 0; 1 is a usual gap.

    References
    ----------
    Schmittlein, Morrison & Colombo (1987), Counting Your Customers.
    """
    if not {"first_order_at", "last_order_at"} <= set(customers.columns):
        return None
    n_gaps = customers["n_orders"].to_numpy(np.float64) - 1
    first, last = (pd.to_datetime(customers[name]) for name in ("first_order_at", "last_order_at"))
    active_days = ((last - first) / DAY).to_numpy(np.float64)
    is_told = (n_gaps > 0) & (active_days > 0)
    if is_told.sum() < LEAST_REPEATING:
        return None
    of_shop = float(np.median(active_days[is_told] / n_gaps[is_told]))
    own, n_own = np.where(is_told, active_days, 0), np.where(is_told, n_gaps, 0)
    gap = (own + SHOP_WEIGHT * of_shop) / (n_own + SHOP_WEIGHT)
    return np.asarray(customers["recency_days"].to_numpy(np.float64) / gap, np.float64)


def rows_in_rhythm(r_score: Ints, late: Doubles | None) -> Ints:
    """Return recency scores that say what the rhythm does: 4 and 5 lately, 3 slowing, 1 and 2 late."""
    if late is None:
        return r_score
    least = np.select([late <= 1, late <= LATE, late <= GONE], [4, 3, 2], 1)
    return np.asarray(np.clip(r_score, least, np.where(late <= LATE, 5, 2)), np.int64)

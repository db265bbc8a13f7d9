"""New customers of whom it is known how well anyone could tell what they become."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import nbinom

from analytics.segments.new_customers.classifier import AMOUNTS, SHARES
from analytics.segments.new_customers.outcomes import FIRST_DAYS, Outcomes

PRICE = 10.0  # of every purchase
HISTORY_DAYS = 900


@dataclass(frozen=True)
class Newcomers:
    """Customers who buy, and look, at a constant rate of their own; rates are gamma over customers.

    Parameters
    ----------
    shape, scale_days : of the rate of purchases a day
    views : looks per purchase
    """

    shape: float = 0.7
    scale_days: float = 25.0
    views: float = 4.0

    def first_days(self, n: int, seed: int = 0, horizon: int = 180) -> pd.DataFrame:
        """Return the mart of n customers who came at an even pace."""
        rng = np.random.default_rng(seed)
        rate = rng.gamma(self.shape, 1 / self.scale_days, n)
        early, looks = rng.poisson(FIRST_DAYS * rate), rng.poisson(FIRST_DAYS * self.views * rate)
        later = rng.poisson((horizon - FIRST_DAYS) * rate)
        came = np.sort(rng.uniform(0, HISTORY_DAYS, n))
        table = dict.fromkeys(AMOUNTS, 0.0) | dict.fromkeys(SHARES, 0.5)
        return pd.DataFrame(
            table
            | {
                "customer_id": [f"c{row}" for row in range(n)],
                "first_order_at": pd.Timestamp("2022-01-01") + pd.to_timedelta(came, unit="D"),
                "known_days": HISTORY_DAYS - came,
                "n_orders": 1.0 + early,
                "revenue": PRICE * (1 + early),
                "mean_hour": rng.uniform(8, 20, n),
                "n_views": looks.astype(float),
                **{f"later_revenue_{days}": PRICE * later for days in (60, 90, 180)},
            }
        )

    def chances(self, first_days: pd.DataFrame, outcomes: Outcomes, horizon: int = 180) -> np.ndarray:
        """Return the chances of each segment that follow from what is seen, by Bayes, (n, 3).

        Given the counts, the rate is gamma again and later purchases are negative binomial.
        """
        seen = first_days["n_orders"].to_numpy() - 1 + first_days["n_views"].to_numpy()
        shape, days = self.shape + seen, self.scale_days + FIRST_DAYS * (1 + self.views)
        longer = horizon - FIRST_DAYS
        edges = [max(np.ceil(edge / PRICE), 1) for edge in (outcomes.high_from, outcomes.potential_from)]
        high, potential = (nbinom.sf(edge - 1, shape, days / (days + longer)) for edge in edges)
        return np.column_stack([high, potential - high, 1 - potential])

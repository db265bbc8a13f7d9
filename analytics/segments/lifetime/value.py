"""What each customer will buy and be worth in the coming days, with bands."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.numerics import Z_90
from analytics.segments.lifetime.histories import DAYS_PER_WEEK, Histories
from analytics.segments.lifetime.purchases import PurchaseModel, chance_alive, expected_purchases
from analytics.segments.lifetime.spending import SpendingModel
from data.schema import NotEnoughDataError

YEAR_DAYS = 365
N_DRAWS = 100  # of the parameters: the ends of a band then err by a tenth of its half width
LEAST_REPEATERS = 10  # customers with a repeat purchase; of fewer nothing is learned but the priors


class LifetimeModel:
    """BG/NBD for purchases and Gamma-Gamma for their value, both by MAP.

    Parameters
    ----------
    seed : of the draws that bands are made of

    Attributes
    ----------
    purchases_ : `PurchaseModel`
    spending_ : `SpendingModel`
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, customers: pd.DataFrame) -> "LifetimeModel":
        """Learn from customers.

        Parameters
        ----------
        customers : DataFrame
            n_repeats, t_x_days, age_days, mean_repeat_value [currency], missing without a repeat purchase.

        Raises
        ------
        NotEnoughDataError
            Hardly anyone has bought again.
        """
        repeaters = repeaters_of(customers)
        self.purchases_ = PurchaseModel().fit(Histories.of(customers))
        counts, values = (repeaters[name].to_numpy(float) for name in ("n_repeats", "mean_repeat_value"))
        self.spending_ = SpendingModel().fit(counts, values)
        return self

    def predict(
        self,
        customers: pd.DataFrame,
        horizon_days: float = YEAR_DAYS,
        margin_share: Doubles | float = 1.0,
    ) -> pd.DataFrame:
        """Return what is to be expected of each customer.

        Bands are of what customers like this one do on average: they say how well the model knows its
        parameters. A single customer's purchases scatter far more.

        Parameters
        ----------
        customers : DataFrame
            As in `fit`, with customer_id.
        horizon_days : days to come, > 0
        margin_share : (n_customers,) contribution ÷ revenue of a customer's purchases

        Returns
        -------
        DataFrame
            customer_id, alive_chance [0–1], expected_purchases, value_per_purchase [currency, revenue],
            expected_value [currency, contribution], and `_low`, `_high` of both. Rows as given.
        """
        histories, which = Histories.of(customers).distinct()
        weeks = horizon_days / DAYS_PER_WEEK
        mode = self.purchases_.parameters_
        purchases = expected_purchases(mode, histories, weeks)
        each = self._value(self.spending_.posterior_.mode, customers)
        spread = self.purchases_.posterior_.spread(lambda p: expected_purchases(p, histories, weeks))
        spread_of_value = self.spending_.posterior_.spread(lambda p: self._value(p, customers))
        wide = np.exp(Z_90 * spread[which])
        wider = np.exp(Z_90 * np.hypot(spread[which], spread_of_value))  # the posteriors are independent
        value = purchases[which] * each * margin_share
        ends = np.sort([value / wider, value * wider], axis=0)  # a margin may be negative
        return pd.DataFrame(
            {
                "customer_id": customers["customer_id"].to_numpy(),
                "alive_chance": chance_alive(mode, histories)[which],
                "expected_purchases": purchases[which],
                "expected_purchases_low": purchases[which] / wide,
                "expected_purchases_high": purchases[which] * wide,
                "value_per_purchase": each,
                "expected_value": value,
                "expected_value_low": ends[0],
                "expected_value_high": ends[1],
            }
        )

    def expected_value(
        self, customers: pd.DataFrame, horizon_days: float, margin_share: Doubles | float = 1.0
    ) -> Doubles:
        """Return the expected value of each customer as `predict` does, without bands, (n_customers,)."""
        histories, which = Histories.of(customers).distinct()
        purchases = expected_purchases(self.purchases_.parameters_, histories, horizon_days / DAYS_PER_WEEK)
        each = self._value(self.spending_.posterior_.mode, customers)
        return np.asarray(purchases[which] * each * margin_share)

    def group_draws(
        self,
        customers: pd.DataFrame,
        groups: Ints,
        horizon_days: float = YEAR_DAYS,
        margin_share: Doubles | float = 1.0,
        n_draws: int = N_DRAWS,
    ) -> Doubles:
        """Return the mean expected value of groups of customers as it may be, (n_draws, n_groups) [currency].

        Parameters
        ----------
        groups : (n_customers,) 0, 1, …
        """
        histories, which = Histories.of(customers).distinct()
        sizes = np.bincount(groups)
        draws = zip(
            self.purchases_.posterior_.draws(n_draws, self.seed, "purchases"),
            self.spending_.posterior_.draws(n_draws, self.seed, "spending"),
            strict=True,
        )
        rows = []
        for of_purchases, of_spending in draws:
            purchases = expected_purchases(of_purchases, histories, horizon_days / DAYS_PER_WEEK)[which]
            value = purchases * self._value(of_spending, customers) * margin_share
            rows.append(np.bincount(groups, value) / np.maximum(sizes, 1))
        return np.array(rows)

    def _value(self, parameters: Doubles, customers: pd.DataFrame) -> Doubles:
        counts, values = (customers[name].to_numpy(float) for name in ("n_repeats", "mean_repeat_value"))
        return self.spending_.expected_value(parameters, counts, np.maximum(values, 0))


def repeaters_of(customers: pd.DataFrame) -> pd.DataFrame:
    """Return who has bought again for money; raises NotEnoughDataError where hardly anyone has."""
    found = customers[(customers["n_repeats"] > 0) & (customers["mean_repeat_value"] > 0)]
    if len(found) < LEAST_REPEATERS:
        problem = f"only {len(found)} customers have bought again, on another day, for money"
        raise NotEnoughDataError(problem, "Upload a longer history")
    return found

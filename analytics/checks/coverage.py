"""Which products of a shop can be priced: enough purchases, and prices that moved from day to day."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.checks.gates.product import ALL_MIXED, LEAST_SOLD, LEAST_SPREAD

MOST_PRODUCTS = 20_000  # of a training


class Covered(StrEnum):
    """What a product's data allow."""

    PRICED = "priced"
    TOO_FEW_PURCHASES = "too_few_purchases"
    PRICE_NEVER_MOVED = "price_never_moved"
    SEVERAL_PRICES_A_DAY = "several_prices_a_day"


@dataclass(frozen=True)
class Coverage:
    """How many products can be priced and how much of the revenue they are, and the same of the others.

    Attributes
    ----------
    n_products, revenue_share : by `Covered`; shares of the revenue of all products sold [0-1]
    """

    n_products: dict[Covered, int]
    revenue_share: dict[Covered, float]

    @classmethod
    def of(cls, covered: pd.Series, revenue: pd.Series) -> "Coverage":
        """Return the coverage of products sold, by what their data allow and what they brought."""
        total = max(float(revenue.sum()), 1e-12)
        return cls(
            {one: int((covered == one).sum()) for one in Covered},
            {one: float(revenue[covered == one].sum() / total) for one in Covered},
        )


def covered_products(products: pd.DataFrame) -> pd.Series:
    """Return what each product's data allow, `Covered`, by the limits of the gates.

    Parameters
    ----------
    products : n_sold (orders), n_views, log_price_spread (standard deviation of the log price), and
        within_day_share (of that variance, 0–1), which is not looked at where views tell each visitor's price
    """
    is_one_price = (products["within_day_share"] < ALL_MIXED) | (products["n_views"] >= products["n_sold"])
    found = np.select(
        [products["n_sold"] < LEAST_SOLD, products["log_price_spread"] < LEAST_SPREAD, ~is_one_price],
        [Covered.TOO_FEW_PURCHASES, Covered.PRICE_NEVER_MOVED, Covered.SEVERAL_PRICES_A_DAY],
        Covered.PRICED,
    )
    return pd.Series(found, products.index)

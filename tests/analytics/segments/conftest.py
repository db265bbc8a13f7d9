"""Customers with keyword overrides for the segments room."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest


@pytest.fixture
def customers() -> Callable[..., pd.DataFrame]:
    def build(**columns: list[float]) -> pd.DataFrame:
        n_customers = len(next(iter(columns.values())))
        table = {"recency_days": [10.0] * n_customers, "n_orders": [2] * n_customers} | {
            "monetary": [50.0] * n_customers
        }
        ids = [f"c{row}" for row in range(n_customers)]
        return pd.DataFrame({"customer_id": ids, **table, **columns})

    return build


@pytest.fixture
def shop_customers() -> Callable[[int], pd.DataFrame]:
    """A shop with spread-out figures, as shops have them."""

    def build(n_customers: int, seed: int = 0) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        n_orders = rng.geometric(0.2, n_customers)
        return pd.DataFrame(
            {
                "customer_id": [f"c{row}" for row in range(n_customers)],
                "recency_days": rng.exponential(60, n_customers).round(),
                "n_orders": n_orders,
                "monetary": (n_orders * rng.lognormal(3, 0.6, n_customers)).round(2),
            }
        )

    return build

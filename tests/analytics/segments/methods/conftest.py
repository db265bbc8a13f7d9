"""Customers whose segments are planted: the methods must find them."""

import numpy as np
import pandas as pd
import pytest

from analytics.segments.methods.contract import CustomerData


class Planted:
    """Customers around centers, and whose center each has."""

    def __init__(self, n_customers: int, n_segments: int, apart: float = 6.0, seed: int = 0) -> None:
        rng = np.random.default_rng(seed)
        self.truth = rng.integers(0, n_segments, n_customers)
        # corners of a simplex: all as far apart
        centers = apart * np.eye(max(n_segments, 4))[:n_segments] / np.sqrt(2)
        features = centers[self.truth] + rng.normal(size=(n_customers, max(n_segments, 4)))
        customers = pd.DataFrame(
            {
                "customer_id": [f"c{n}" for n in range(n_customers)],
                "recency_days": rng.integers(0, 300, n_customers).astype(float),
                "n_orders": rng.integers(1, 30, n_customers),
                "monetary": (100.0 * (self.truth + 1)).round(2),
            }
        )
        self.data = CustomerData(customers, features)


@pytest.fixture(scope="session")
def planted() -> type[Planted]:
    return Planted

"""A shop whose customers' interests move: each goes through stages of life at a steady pace."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.numerics import random_stream

_DAYS = 28  # of a period
_FIRST_DAY = np.datetime64("2023-01-02")


@dataclass(frozen=True)
class DriftConfig:
    """Sizes of the shop.

    Parameters
    ----------
    turn : radians that a customer's stage moves on in a period, on average
    pointedness : how far purchases are of the stage's categories; 0 is not at all
    """

    n_customers: int = 600
    n_periods: int = 14
    n_categories: int = 16
    purchases_a_period: float = 30.0
    turn: float = 0.4
    turn_sd: float = 0.05
    pointedness: float = 2.0
    seed: int = 0


@dataclass(frozen=True)
class DriftingShop:
    """Purchases, and the shares that they were drawn from.

    Attributes
    ----------
    counts : (n_customers, n_periods, n_categories)
    shares : (n_customers, n_periods + 3, n_categories); the last three periods lie ahead
    """

    counts: Doubles
    shares: Doubles

    @property
    def purchases(self) -> pd.DataFrame:
        """Return the purchases as the mart `interests` does."""
        customer, place, category = np.nonzero(self.counts)
        start = (_FIRST_DAY + place * _DAYS).astype("datetime64[us]")
        return pd.DataFrame(
            {
                "customer_id": [f"c{code:05d}" for code in customer],
                "period_start": start,
                "category": [f"stage {code:02d}" for code in category],
                "period_end": start + np.timedelta64(_DAYS, "D"),
                "is_complete": True,
                "n_purchases": self.counts[customer, place, category].astype(np.int64),
            }
        )


def drifting_shop(config: DriftConfig | None = None) -> DriftingShop:
    """Return a shop whose categories lie on a circle that its customers walk along.

    A customer at angle a buys the category at angle b with a share ∝ exp(pointedness · cos(a − b)). What was
    bought long ago then tells of another stage: to know where customers are going is worth more than to
    remember where they have been.
    """
    c = config or DriftConfig()
    rng = random_stream(c.seed, "drifting shop")
    place = 2 * np.pi * np.arange(c.n_categories) / c.n_categories
    pace = rng.normal(c.turn, c.turn_sd, c.n_customers)
    angle = rng.uniform(0, 2 * np.pi, c.n_customers)[:, None] + pace[:, None] * np.arange(c.n_periods + 3)
    weight = np.exp(c.pointedness * np.cos(angle[..., None] - place))
    shares = weight / weight.sum(-1, keepdims=True)
    totals = 1 + rng.poisson(c.purchases_a_period - 1, (c.n_customers, c.n_periods))
    return DriftingShop(rng.multinomial(totals, shares[:, : c.n_periods]).astype(np.float64), shares)

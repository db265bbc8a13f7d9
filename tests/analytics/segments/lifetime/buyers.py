"""Customers whose purchases follow the models' own story, and the published sample of CDNOW."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

CDNOW = Path(__file__).parent / "cdnow" / "customers.csv.gz"
HOLDOUT_WEEKS = 39


def cdnow() -> pd.DataFrame:
    """Return the customers of CDNOW as the mart has customers, and what they bought later."""
    known = pd.read_csv(CDNOW)
    return pd.DataFrame(
        {
            "customer_id": [f"c{row}" for row in range(len(known))],
            "n_repeats": known["n_repeats"],
            "t_x_days": 7 * known["t_x"],
            "age_days": 7 * known["age"],
            "mean_repeat_value": known["mean_repeat_value"].where(known["n_repeats"] > 0),
            "n_later": known["n_later"],
        }
    )


@dataclass(frozen=True)
class Buyers:
    """Parameters of a shop's customers; purchases in weeks, values in currency."""

    r: float = 0.6
    alpha: float = 4.0
    a: float = 0.9
    b: float = 2.5
    p: float = 6.0
    q: float = 4.0
    gamma: float = 15.0

    def purchases(self, n: int, weeks: float, seed: int = 0) -> pd.DataFrame:
        """Return every repeat purchase (customer, week since the first one, value) of n customers."""
        rng = np.random.default_rng(seed)
        rate, leaving = rng.gamma(self.r, 1 / self.alpha, n), rng.beta(self.a, self.b, n)
        scale = 1 / rng.gamma(self.q, 1 / self.gamma, n)
        customer, week, value = np.arange(n), np.zeros(n), []
        rows = []
        while len(customer):
            week = week + rng.exponential(1 / rate[customer])
            comes = week <= weeks
            customer, week = customer[comes], week[comes]
            value = rng.gamma(self.p, scale[customer])
            rows.append(pd.DataFrame({"customer": customer, "week": week, "value": value}))
            stays = rng.random(len(customer)) >= leaving[customer]
            customer, week = customer[stays], week[stays]
        return pd.concat(rows, ignore_index=True)


def histories(purchases: pd.DataFrame, n: int, weeks: float) -> pd.DataFrame:
    """Return customers as of an age, as the mart has them (times not rounded to days)."""
    known = purchases[purchases["week"] <= weeks].groupby("customer")
    figures = known.agg(n_repeats=("week", "size"), last=("week", "max"), value=("value", "mean"))
    figures = figures.reindex(range(n))
    return pd.DataFrame(
        {
            "customer_id": [f"c{row}" for row in range(n)],
            "n_repeats": figures["n_repeats"].fillna(0).astype(int),
            "t_x_days": 7 * figures["last"].fillna(0),
            "age_days": 7.0 * weeks,
            "mean_repeat_value": figures["value"],
        }
    )

"""Tastes → histories of purchases, counted like those of real customers."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats
from analytics.interests.counts import InterestCounts
from analytics.numerics import random_stream

_ID = "synthetic-"


class Generator(StrEnum):
    """What draws customers."""

    VAE = "vae"
    GAN = "gan"


@dataclass(frozen=True)
class Volume:
    """How many purchases customers make in a period.

    Attributes
    ----------
    log_mean, log_sd : of a customer's mean, log-normal over customers
    size : of the negative binomial around it; smaller is more uneven
    """

    log_mean: float
    log_sd: float
    size: float

    @classmethod
    def of(cls, totals: Floats) -> "Volume":
        """Return the volume of customers by their purchases, (n_customers, n_periods)."""
        mean = np.maximum(totals.mean(1, dtype=np.float64), 1e-2)
        logs = np.log(mean)
        beyond = max(float((totals.var(1) - mean).mean()), 1e-6)
        return cls(float(logs.mean()), float(logs.std()), float((mean**2).mean() / beyond))

    def draw(self, n: int, n_periods: int, rng: np.random.Generator) -> Doubles:
        """Return purchases of new customers, (n, n_periods); each buys at least once."""
        mean = np.exp(rng.normal(self.log_mean, self.log_sd, (n, 1)))
        rate = rng.gamma(self.size, 1 / self.size, (n, n_periods)) * mean
        totals = rng.poisson(rate)
        totals[np.arange(n), rng.integers(0, n_periods, n)] += totals.sum(1) == 0
        return np.asarray(totals, np.float64)


def drawn_counts(like: InterestCounts, shares: Doubles, volume: Volume, seed: int) -> InterestCounts:
    """Return purchases of customers with the tastes given, over the periods of real ones.

    Parameters
    ----------
    like : whose periods and categories they have
    shares : (n, n_periods, n_categories)
    """
    rng = random_stream(seed, "synthetic purchases")
    n, n_periods, _ = shares.shape
    totals = volume.draw(n, n_periods, rng).astype(np.int64)
    counts = rng.multinomial(totals, shares / shares.sum(-1, keepdims=True))
    customer, place, category = np.nonzero(counts)
    width = len(str(n))
    ids = np.array([f"{_ID}{i + 1:0{width}d}" for i in range(n)])
    n_bought = counts[customer, place, category].astype(np.float32)
    periods = (like.categories, like.starts, like.ends)
    return InterestCounts(ids, *periods, customer, place, category, n_bought, like.period)


def synthetic_frame(counts: InterestCounts, generator: Generator) -> pd.DataFrame:
    """Return synthetic customers: generator, customer_id, period, category, n_purchases."""
    return pd.DataFrame(
        {
            "generator": generator.value,
            "customer_id": counts.customer_ids[counts.customer],
            "period": counts.starts[counts.place],
            "category": np.array(counts.categories, object)[counts.category],
            "n_purchases": counts.n.astype(np.int64),
        }
    )

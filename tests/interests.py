"""Worlds of interests for tests: histories with a known taste, and shops whose customers move on."""

from contextlib import contextmanager
from functools import cache, partial

import numpy as np
import pandas as pd
import pytest

from analytics.interests.counts import InterestCounts, count_interests
from analytics.interests.periods import Period
from analytics.interests.synthetic import from_gan
from analytics.interests.vae import estimator, training
from analytics.interests.vae.training import DRIFTING, VAEConfig
from analytics.simulation.drifting import DriftConfig, drifting_shop
from tests.builders import event

FIRST = pd.Timestamp("2024-01-01")
HASTY = {
    "corrections": (DRIFTING,),
    "most_epochs": 2,
    "fewest_steps": 4,
    "n_members": 1,
    "n_draws": 2,
    "network": {"n_units": 4, "n_hidden": 8},
}
QUICK = VAEConfig(**HASTY)
ONE_STEP = {"most_epochs": 1, "fewest_steps": 1}


def purchases(shape=(40, 8, 3), n=5, **overrides):
    """Return rows of the mart: every customer buys n of every category in every four weeks."""
    customer, place, category = (a.ravel() for a in np.indices(shape))
    start = FIRST + pd.to_timedelta(28 * place, "D")
    frame = pd.DataFrame(
        {
            "customer_id": [f"c{code:03d}" for code in customer],
            "period_start": start,
            "category": [f"k{code}" for code in category],
            "period_end": start + pd.Timedelta(days=28),
            "is_complete": True,
            "n_purchases": np.broadcast_to(n, shape).ravel(),
        }
    ).assign(**overrides)
    return frame[frame["n_purchases"] > 0].reset_index(drop=True)


def stable_counts(n_customers=60, n_periods=10, n_categories=6, volume=20, seed=0) -> InterestCounts:
    """Return customers with a taste of their own that never moves."""
    rng = np.random.default_rng(seed)
    taste = rng.dirichlet(np.full(n_categories, 0.5), n_customers)
    n = rng.multinomial(volume, taste[:, None].repeat(n_periods, 1))
    return count_interests(purchases(n.shape, n), Period.FOUR_WEEKS, n_categories)


@cache
def drifting(n_customers=240, n_periods=12, n_categories=10, seed=0):
    """Return a shop whose customers move on, and its counts."""
    shop = drifting_shop(DriftConfig(n_customers, n_periods, n_categories, 25.0, turn=0.5, seed=seed))
    return shop, count_interests(shop.purchases, Period.FOUR_WEEKS, n_categories)


def interest_events(n_customers=40, n_days=230, n_kinds=6, seed=0):
    """Return orders of customers with a taste of their own, three lines every eight days."""
    rng = np.random.default_rng(seed)
    taste = rng.dirichlet(np.full(n_kinds, 0.7), n_customers)
    first = pd.Timestamp("2024-01-01 10:00")
    return [
        event(
            customer_id=f"c{customer:03d}",
            event_time=str(first + pd.Timedelta(days=day)),
            order_id=f"o{customer}-{day}",
            product_id=f"p{kind}",
            category=f"k{kind}",
            net_price="5",
        )
        for customer in range(n_customers)
        for day in range(customer % 8, n_days, 8)
        for kind in rng.choice(n_kinds, 3, p=taste[customer])
    ]


@contextmanager
def quick_training():
    """Train hardly: what is tested is what becomes of the results."""
    assert estimator.VAEConfig is training.VAEConfig  # it has its annotations by now
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "VAEConfig", partial(training.VAEConfig, **HASTY | ONE_STEP))
        patch.setattr(from_gan, "_EPOCHS", 1)
        with untraced():
            yield


@contextmanager
def untraced():
    """Run networks step by step: to trace one takes longer than the few steps of a hasty training."""
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(False)

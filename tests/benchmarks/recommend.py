"""EASE and ALS on a million events: 100,000 customers, 20,000 products.

python tests/benchmarks/recommend.py

`value` is the slower one's seconds of learning and of scoring a thousand customers; the peer is NumPy's bare
inverse of a matrix of as many products as EASE inverts.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.recommend.models.als import Als
from analytics.recommend.models.ease import MOST_EXACT, Ease
from analytics.recommend.purchases import Purchases

N_EVENTS, N_CUSTOMERS, N_PRODUCTS, N_TASTES, N_DAYS = 1_000_000, 100_000, 20_000, 50, 365


def million(seed: int = 0) -> Purchases:
    """Return purchases by customers of one of fifty tastes, some products bought far more than others."""
    draws = np.random.default_rng(seed)
    customer = np.sort(draws.integers(0, N_CUSTOMERS, N_EVENTS))
    taste = draws.integers(0, N_TASTES, N_CUSTOMERS)
    rank = np.minimum(draws.pareto(1.0, N_EVENTS) * 20, N_PRODUCTS // N_TASTES - 1).astype(int)
    own = draws.random(N_EVENTS) < 0.8
    kind = np.where(own, taste[customer], draws.integers(0, N_TASTES, N_EVENTS))
    product, day = rank * N_TASTES + kind, np.sort(draws.integers(0, N_DAYS, N_EVENTS))
    order = np.lexsort((day, customer))
    names = [np.array([f"{i:06d}" for i in range(n)], object) for n in (N_CUSTOMERS, N_PRODUCTS)]
    ones = np.ones(N_EVENTS, np.int64)
    return Purchases(*names, customer[order], product[order], day[order], ones, 0 * ones, N_DAYS)


def seconds_of(model: Ease | Als, purchases: Purchases) -> float:
    """Return how long a recommender learns, and scores a thousand customers."""
    started = time.perf_counter()
    fitted = model.fit(purchases, pd.DataFrame({"product_id": purchases.product_ids}))
    fitted.scores(np.arange(1_000))
    return time.perf_counter() - started


def bare_seconds() -> float:
    """Return how long NumPy takes to invert as many products as EASE does at most."""
    draws = np.random.default_rng(0)
    x = draws.random((MOST_EXACT, MOST_EXACT)) + MOST_EXACT * np.eye(MOST_EXACT)
    started = time.perf_counter()
    np.linalg.inv(x)
    return time.perf_counter() - started


if __name__ == "__main__":
    purchases = million()
    found = {"ease": seconds_of(Ease(), purchases), "als": seconds_of(Als(), purchases)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    peer = bare_seconds()
    told = {
        "name": "recommend",
        "value": round(max(found.values()), 1),
        "unit": "s",
        "peer": "np.linalg.inv",
        "peer_value": round(peer, 1),
        "ratio": round(found["ease"] / peer, 2),
        "peak_gib": round(peak, 2),
    }
    print(json.dumps(told | {name: round(value, 1) for name, value in found.items()}))

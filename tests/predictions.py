"""Held-out cells by hand: shares that come true, and ways that tell them more or less well."""

import numpy as np

from analytics.evidence.held_out import HeldOut
from analytics.numerics import expit

CONTRIBUTION = 3.0


def held_out(n: int = 3_000, n_customers: int = 300, seed: int = 0, n_samples: int = 100) -> HeldOut:
    """Return cells of which the model tells most, the textbook network the same at wrong shares."""
    rng = np.random.default_rng(seed)
    utility = rng.normal(-2, 1, n)
    bought = (rng.random(n) < expit(utility)).astype(float)
    scores = {
        "model": expit(utility),
        "textbook": expit(3 * utility + 3),
        "logit": expit(utility + rng.normal(0, 1, n)),
        "frequency": np.full(n, 0.2),
    }
    customer = np.append(np.arange(n_customers), rng.integers(0, n_customers, n - n_customers))
    return HeldOut(bought, customer, scores, np.full(n, CONTRIBUTION), n_samples)

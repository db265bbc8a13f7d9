"""Seconds of each view of Evidence ▸ Performance at 100,000 customers and a million cells, with all bands.

python tests/benchmarks/performance.py

The value is the slowest view. The peer is scikit-learn's AUC, average precision, log-loss and Brier of the
same five ways, without a band: less than the first view shows.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn import metrics

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.evidence import performance
from analytics.evidence.curves.bands import CurveKind
from analytics.evidence.held_out import HeldOut
from analytics.evidence.performance import ErrorCosts
from analytics.numerics import expit

N_CELLS, N_CUSTOMERS = 1_000_000, 100_000
WAYS = ("model", "textbook", "boosting", "logit", "frequency")


def cells() -> HeldOut:
    """Return cells of which each way tells a little less than the one before."""
    rng = np.random.default_rng(0)
    customer = rng.integers(0, N_CUSTOMERS, N_CELLS)
    utility = rng.normal(-3, 1.2, N_CELLS) + rng.normal(0, 0.5, N_CUSTOMERS)[customer]
    bought = (rng.random(N_CELLS) < expit(utility)).astype(float)
    scores = {way: expit(utility + rng.normal(0, 0.3 * n, N_CELLS)) for n, way in enumerate(WAYS)}
    return HeldOut(bought, customer, scores, np.full(N_CELLS, 3.0))


def seconds(do: Callable[[], object]) -> float:
    """Return how long something takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def plainly(held: HeldOut) -> None:
    """Work out what scikit-learn has of the first view."""
    of = (metrics.roc_auc_score, metrics.average_precision_score, metrics.log_loss, metrics.brier_score_loss)
    for score in held.scores.values():
        for figure in of:
            figure(held.bought, score)


def main() -> None:
    held, costs = cells(), ErrorCosts(0.2)
    views: dict[str, Callable[[], object]] = {
        "ranking and drawing, once": lambda: (held.drawn, held.rankings, held.resampled),
        "overview": lambda: (performance.figures_table(held), performance.differences_table(held)),
        "curves": lambda: [performance.curves_of(held, kind, WAYS) for kind in CurveKind],
        "calibration": lambda: performance.calibrations(held, WAYS),
        "recalibration": lambda: performance.recalibration_of(held, "model"),
        "profits": lambda: performance.profits_of(held, costs, WAYS),
        "threshold": lambda: performance.threshold_table(held, 0.1),
    }
    taken = {name: round(seconds(view), 2) for name, view in views.items()}
    value, peer = max(taken.values()), seconds(lambda: plainly(held))
    result = {"name": "performance", "value": value, "unit": "s", "views": taken}
    result |= {"peer": "scikit-learn without bands", "peer_value": round(peer, 2)}
    print(json.dumps(result | {"ratio": round(value / peer, 2)}))


if __name__ == "__main__":
    main()

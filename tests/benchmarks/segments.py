"""Segments: seconds for a hierarchy of 200,000 customers, beside SciPy's full tree of a tenth of them.

python tests/benchmarks/segments.py

Segments are planted. `agreement_with_full` is of the two trees, cut, on the same 20,000 customers; the peer's
cost grows with the square. On a busy machine the seconds of processors say more than those on the clock.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.segments.methods.contract import CustomerData
from analytics.segments.methods.evaluate import rand_index
from analytics.segments.methods.hierarchical import HierarchicalSegments

MANY, FEW, N_SEGMENTS, N_FEATURES = 200_000, 20_000, 6, 20
GOAL_SECONDS, GOAL_AGREEMENT = 60, 0.95


def customers(n: int, seed: int = 0) -> tuple[CustomerData, np.ndarray]:
    """Return customers around centers that overlap a little, and whose center each has."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, N_SEGMENTS, n)
    features = rng.normal(0, 1.5, (N_SEGMENTS, N_FEATURES))[truth] + rng.normal(size=(n, N_FEATURES))
    return CustomerData(pd.DataFrame({"customer_id": np.arange(n)}), features), truth


def main() -> None:
    data, truth = customers(MANY)
    started, worked = time.perf_counter(), time.process_time()
    labels = HierarchicalSegments(N_SEGMENTS).fit_predict(data)
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    few, few_truth = customers(FEW)
    ours = HierarchicalSegments(N_SEGMENTS).fit_predict(few)
    started = time.perf_counter()
    full = fcluster(linkage(few.features, "ward"), N_SEGMENTS, "maxclust")
    peer = time.perf_counter() - started
    facts = {
        "name": "segments",
        "value": round(seconds, 2),
        "unit": "s for a hierarchy of 200,000 customers",
        "peer": "SciPy's Ward linkage of 20,000",
        "peer_value": round(peer, 2),
        "processor_seconds": round(work, 2),
        "ratio": round(peer / seconds, 2),
        "agreement_with_full": round(rand_index(full, ours), 4),
        "agreement_with_planted": round(rand_index(truth, labels), 4),
        "full_with_planted": round(rand_index(few_truth, full), 4),
        "is_met": bool(seconds < GOAL_SECONDS and rand_index(full, ours) >= GOAL_AGREEMENT),
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main()

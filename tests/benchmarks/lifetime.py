"""Seconds to score customers with their lifetime value, bands counted, and to fit the models before.

python tests/benchmarks/lifetime.py [customers, default 1,000,000]

Histories of up to two years, to the day, as the mart has them. `value` is `predict` alone: the budget is ten
seconds for a million customers. The peer is pandas, grouping and sorting the same table once by customer.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.segments.lifetime.histories import Histories
from analytics.segments.lifetime.value import LifetimeModel
from tests.analytics.segments.lifetime.buyers import Buyers

MOST_WEEKS = 104.0


def shop(n: int) -> pd.DataFrame:
    """Return customers who came at an even pace over two years, to the day."""
    age = np.random.default_rng(1).integers(1, int(7 * MOST_WEEKS), n)
    bought = Buyers(alpha=8.0).purchases(n, MOST_WEEKS)
    bought["day"] = np.ceil(7 * bought["week"]).astype(int)
    bought = bought[bought["day"] <= age[bought["customer"]]]
    days = bought.groupby(["customer", "day"])["value"].sum().reset_index().groupby("customer")
    found = days.agg(n=("day", "size"), last=("day", "max"), value=("value", "mean")).reindex(range(n))
    return pd.DataFrame(
        {
            "customer_id": [f"c{row}" for row in range(n)],
            "n_repeats": found["n"].fillna(0).astype(int),
            "t_x_days": found["last"].fillna(0).astype(int),
            "age_days": age,
            "mean_repeat_value": found["value"],
        }
    )


def seconds_of(compute, *arguments):
    started, worked = time.perf_counter(), time.process_time()
    answer = compute(*arguments)
    return answer, time.perf_counter() - started, time.process_time() - worked


def main(n: int) -> None:
    customers = shop(n)
    different = len(Histories.of(customers).distinct()[0])
    model, fitting, _ = seconds_of(LifetimeModel().fit, customers)
    scored, scoring, work = seconds_of(model.predict, customers)
    _, peer, _ = seconds_of(lambda: customers.groupby("customer_id", sort=True)["mean_repeat_value"].mean())
    assert len(scored) == n and np.isfinite(scored["expected_value"]).all()
    result = {
        "name": "lifetime",
        "value": round(scoring, 2),
        "unit": "s",
        "peer": "pandas, one sorted group-by of the same customers",
        "peer_value": round(peer, 2),
        "ratio": round(scoring / peer, 2),
        "customers": n,
        "different_histories": different,
        "processor_seconds": round(work, 2),
        "fit_seconds": round(fitting, 2),
        "customers_per_second": round(n / scoring),
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

"""Seconds to find where a model is wrong, and how often nothing stands out, or a planted error is found.

python tests/benchmarks/errors.py [customers, default 100,000]

The time is of ten chances per customer: every group, slices, single predictions. The shares are over 100
draws of shops of 600 customers each: predicted rightly (`quiet`: nothing stands out), and with one slice, a
segment at prices above today's, in which twice as much is bought as predicted (`found`: a slice of mostly its
rows stands out). The peer is what scikit-learn and pandas take for the log-loss of every group alone.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.evidence.errors.dimensions import NEEDED
from analytics.runs.errors import analyze
from tests.held_out import held_out, satisfies

N_DRAWS = 100


def is_planted(frame: pd.DataFrame) -> pd.Series:
    return (frame["segment"] == "B") & (frame["relative_price"] > 1.02)


def seconds_of_peer(frame: pd.DataFrame) -> float:
    """Return the seconds that the log-loss of groups takes by the plainest means."""
    from sklearn.metrics import log_loss

    started = time.perf_counter()
    for column in NEEDED.values():
        for _, rows in frame.groupby(column):
            log_loss(rows["bought"], rows["score_model"], labels=[0, 1])
    return time.perf_counter() - started


def is_quiet(seed: int) -> bool:
    found = analyze(held_out(seed), seed=seed)
    return not (found.groups["stands_out"].any() or found.slices["stands_out"].any())


def is_found(seed: int) -> bool:
    """Say whether a slice stands out of which most rows are of the planted one."""
    frame = held_out(seed, planted=is_planted, ratio=2.0)
    slices = analyze(frame, seed=seed).slices
    planted = is_planted(frame)
    told = slices.loc[slices["stands_out"], "conditions"]
    return any(planted[satisfies(frame, conditions)].mean() > 0.5 for conditions in told)


def main(n_customers: int) -> None:
    frame = held_out(n_customers=n_customers, n_each=10)
    analyze(held_out())  # imports
    started, worked = time.perf_counter(), time.process_time()
    analyze(frame)
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    peer = seconds_of_peer(frame)
    result = {
        "name": "errors",
        "value": round(seconds, 2),
        "unit": "s",
        "peer": "log-loss of every group alone",
        "peer_value": round(peer, 2),
        "ratio": round(seconds / peer, 2),
        "processor_seconds": round(worked, 2),
        "chances": len(frame),
        "quiet": float(np.mean([is_quiet(seed) for seed in range(N_DRAWS)])),
        "found": float(np.mean([is_found(seed) for seed in range(N_DRAWS)])),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

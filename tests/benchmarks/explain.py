"""Seconds to take 1,000 predictions of the demand model apart, beside the calls of the model alone.

python tests/benchmarks/explain.py [rows, default 1,000]
"""

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pandas as pd

from analytics.demand.cells import learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.reference_prices import reference_prices
from analytics.evidence.shapley import explain_scores
from analytics.runs.cells import FlatModel, sampled_cells
from tests.logs import log_of
from tests.simulated import simulate_shop
from tests.worlds import customers_of

BACKGROUND, ROWS_AT_ONCE = 40, 20  # as a run does it


def fitted_cells() -> tuple[FlatModel, pd.DataFrame]:
    """Return a trained demand model as a function of flat rows, and rows to explain."""
    world = simulate_shop()
    log, customers = log_of(world), customers_of(world)
    price = reference_prices(learned_cells(log, 0), world.products["list_price"].to_numpy(float))
    model = BasketChoice(ChoiceConfig(n_members=1)).fit(log, customers, price)
    cells = sampled_cells(log, np.ones(len(log), bool), 5_000, np.random.default_rng(0))
    flat = FlatModel.of(model, cells, customers)
    return flat, flat.frame()


class Timed:
    """A model that counts the seconds and rows of its own calls."""

    def __init__(self, cells: FlatModel) -> None:
        self.cells, self.seconds, self.n_rows = cells, 0.0, 0

    def predict(self, frame: pd.DataFrame) -> np.ndarray:
        started = time.perf_counter()
        scores = self.cells.predict(frame)
        self.seconds += time.perf_counter() - started
        self.n_rows += len(frame)
        return scores


def main(n_rows: int) -> None:
    cells, frame = fitted_cells()
    background, rows = frame.head(BACKGROUND), frame.tail(n_rows)
    explain_scores(cells.predict, background, rows.head(ROWS_AT_ONCE), cells.groups)  # compiles
    model, gaps = Timed(cells), []
    started = time.perf_counter()
    for at in range(0, n_rows, ROWS_AT_ONCE):
        part = rows.iloc[at : at + ROWS_AT_ONCE]
        values, base_value = explain_scores(model.predict, background, part, cells.groups)
        gaps.append(np.abs(base_value + values.sum(axis=1) - cells.predict(part)).max())
    seconds = time.perf_counter() - started
    result = {
        "name": "explain",
        "value": round(seconds, 2),
        "unit": "s",
        "peer": "the model's calls alone",
        "peer_value": round(model.seconds, 2),
        "ratio": round(seconds / model.seconds, 2),
        "rows": n_rows,
        "groups": len(cells.groups),
        "rows_scored": model.n_rows,
        "largest_gap": float(max(gaps)),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)

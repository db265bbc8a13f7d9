"""Seconds to take one customer's prediction apart, into inputs and their parts, and those of every view.

python tests/benchmarks/explain.py [customers, default 1,000]

A shop is trained, and so many held-out predictions are taken apart beside the calls of the model alone. Views
are those of the page on 100,000 predictions, as Streamlit's own test runner draws them: seconds of the first
time and of again, and how many of the latter the processor worked.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.pop(0)  # this folder has a coverage.py, which numba would import
sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pandas as pd

from analytics.evidence.explanation.nested import explain_nested
from analytics.evidence.shapley import explain_scores
from analytics.jobs import worker
from analytics.runs.artifacts import EXPLAINED_ROWS
from analytics.runs.cells import FlatModel
from analytics.runs.config import read_config
from analytics.runs.explaining.work import EXPLAIN, N_BACKGROUND, ExplainConfig, asking
from analytics.runs.snapshot import read_snapshot
from analytics.runs.tested import fit_under_test
from components.explanation.parts import TABS
from data.privacy.digests import renew_digests
from tests.app_driver import open_app
from tests.journeys.conftest import train_shop
from tests.pricing_driver import EXPLANATION, open_tab

VIEWED, SEEN = 100_000, 200  # predictions on the page, and those that they are copies of
WHOLE = 50  # predictions that shap takes apart into whole groups


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


def seconds_of(work, clock=time.perf_counter) -> float:
    started = clock()
    work()
    return clock() - started


def shares(run: Path, n_rows: int) -> dict[str, object]:
    """Return what it takes to take predictions apart, and how exact that is."""
    config = read_config(run)
    flat = fit_under_test(config, read_snapshot(run, config), lambda share: None).flat()
    frame = flat.frame()
    model, background, rows = Timed(flat), frame.head(N_BACKGROUND), frame.tail(n_rows)
    started = time.perf_counter()
    found = explain_nested(model.predict, background, rows, flat.parts)
    seconds = time.perf_counter() - started
    by_shap = seconds_of(lambda: explain_scores(flat.predict, background, rows.head(WHOLE), flat.groups))
    return {
        "value": round(seconds / len(rows), 4),
        "peer_value": round(model.seconds / len(rows), 4),
        "ratio": round(seconds / model.seconds, 2),
        "rows": len(rows),
        "groups": len(flat.groups),
        "parts": len(found.parts.columns),
        "rows_scored": model.n_rows,
        "largest_gap": found.gap,
        "whole_groups_by_shap": round(by_shap / WHOLE, 4),
    }


def views(run: Path) -> dict[str, list[float]]:
    """Return the seconds of every tab on very many predictions, first and again."""
    assert worker.main(EXPLAIN.kind, EXPLAIN.prepared(run, asking(ExplainConfig(n_rows=SEEN)))) == 0
    rows = EXPLAINED_ROWS.read(run)
    copies = pd.concat([rows] * (VIEWED // len(rows)), ignore_index=True)
    copies["customer_id"] = [f"c{i}" for i in range(len(copies))]
    EXPLAINED_ROWS.write(run, copies)
    renew_digests(run, [run / EXPLAINED_ROWS.name])
    found = {}
    for code, (label, _) in TABS.items():
        app = open_app(EXPLANATION)
        first = seconds_of(lambda app=app, label=label: open_tab(app, label, "explanation-tabs"))
        again = seconds_of(app.run)
        assert not app.exception, app.exception
        processor = seconds_of(app.run, time.process_time)
        found[code.value] = [round(first, 2), round(again, 2), round(processor, 2)]
    return found


@contextmanager
def trained_run() -> Iterator[Path]:
    """Give the finished run of a shop in a workspace of its own."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["BUNDLEWISE_WORKSPACE"] = str(Path(place) / "workspace")
        train_shop(Path(place))
        yield next(Path(place).glob("workspace/*/runs/*"))


def main(n_rows: int) -> None:
    with trained_run() as run:
        result = {"name": "explain", "unit": "s a customer", "peer": "the model's calls alone"}
        result |= shares(run, n_rows)
        seen = views(run)
        result |= {"views": seen, "slowest_view": max(max(each) for each in seen.values())}
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)

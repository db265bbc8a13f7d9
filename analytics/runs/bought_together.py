"""How often products were bought in one visit, counted from what a run has kept."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.pricing.bundles import lift
from data.privacy.artifacts import frame_of, reading


def bought_together(directory: Path, product_ids: tuple[str, ...]) -> tuple[float, float, float, float]:
    """Return support, lift and its 90 % interval of products in the visits of a run."""
    columns = ["visit_id", "product_id", "n_bought"]
    bought_lines = [("product_id", "in", list(product_ids)), ("n_bought", ">", 0)]
    lines = frame_of(directory, "visit_lines", columns=columns, filters=bought_lines)
    visits = pd.Index(frame_of(directory, "visits", columns=["visit_id"])["visit_id"])
    bought = np.zeros((len(visits), len(product_ids)), bool)
    with reading(directory, "visit_lines.parquet"):  # whose visits are among those
        rows = visits.get_indexer(pd.Index(lines["visit_id"]))
        bought[rows, pd.Index(product_ids).get_indexer(pd.Index(lines["product_id"]))] = True
    return lift(bought)

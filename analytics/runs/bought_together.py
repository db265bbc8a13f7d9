"""How often products were bought in one visit, counted from what a run has kept."""

from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from analytics.arrays import Ints
from analytics.pricing.bundles.effects import lift
from analytics.runs.artifacts import TOGETHER
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


def write_counts(directory: Path, n_both: sparse.csr_array) -> None:
    """Write how many visits bought pairs of products, and each product, as a market counts them."""
    upper = sparse.triu(n_both).tocoo()
    columns = {"a": upper.row.astype(np.int32), "b": upper.col.astype(np.int32), "n": upper.data}
    TOGETHER.write(directory, pd.DataFrame(columns))


def read_counts(directory: Path, a: Ints, b: Ints, n: Ints, n_bought: Ints) -> sparse.csr_array:
    """Return how many visits bought pairs of products, (n_products, n_products).

    Parameters
    ----------
    a, b, n : (n_pairs,) the pairs with a cross effect: all that runs from before this file kept
    n_bought : (n_products,) of each product
    """
    if TOGETHER.is_in(directory):
        counts = TOGETHER.read(directory)
        a, b, n = (counts[name].to_numpy(np.int64) for name in ("a", "b", "n"))
        is_pair = a != b
        a, b, n = a[is_pair], b[is_pair], n[is_pair]
    own = np.arange(len(n_bought))
    at = np.concatenate([a, b, own]), np.concatenate([b, a, own])
    return sparse.csr_array((np.concatenate([n, n, n_bought]), at), (len(own), len(own)))

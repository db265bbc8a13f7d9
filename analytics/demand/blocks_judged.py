"""What each block of columns tells of products that never sold, and which blocks the model is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.demand.cells import Cells
from analytics.demand.product_columns import VECTOR_COLUMNS, Blocks, ProductBlock, appeal_of, joined
from analytics.numerics import logit, mean_with_band, random_stream

ON_TRIAL = tuple(VECTOR_COLUMNS)  # the model is given them only where they help
LEAST_PRODUCTS = 20  # of which errors say something
COLUMNS = ("block", "is_used", "n_products", "error", "error_without", "less", "less_low", "less_high")
_FOLDS = 10


def judged_blocks(blocks: Blocks, cells: Cells, seed: int) -> pd.DataFrame:
    """Return what each block tells of how well a product sells whose own sales are hidden.

    One tenth of the products after another is taken for new: how often a visit buys one is predicted by what
    columns tell of the others. A block on trial is used where it surely brings the forecasts nearer.

    Parameters
    ----------
    blocks : of all products
    cells : what the demand model learns from
    seed : of the tenths and of the bands

    Returns
    -------
    DataFrame
        block, is_used, n_products (that it tells of), error (mean distance of forecasts to what was sold, by
        the used blocks with this one [log ratio]), error_without it, less (what it takes off) with its 90 %
        band by bootstrap over products; no row where products are too few.
    """
    sales = _Sales.of(cells, seed)
    if len(sales.rate) < LEAST_PRODUCTS:
        return pd.DataFrame(columns=list(COLUMNS))
    used = [block for block in blocks if block not in ON_TRIAL]
    for block in (block for block in ON_TRIAL if block in blocks):
        if _row(sales, blocks, block, used)["less_low"] > 0:
            used.append(block)
    rows = [{**_row(sales, blocks, block, used), "is_used": block in used} for block in blocks]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def used_blocks(blocks: Blocks, judged: pd.DataFrame) -> Blocks:
    """Return the blocks that the model is given: those that are used, or not on trial."""
    used = set(judged.loc[judged["is_used"].astype(bool), "block"])
    return {block: of for block, of in blocks.items() if block not in ON_TRIAL or block.value in used}


@dataclass(frozen=True)
class _Sales:
    """How well products sold.

    Attributes
    ----------
    rate : (n_products,) share of considered visits that buy
    n_considered : (n_products,)
    fold : (n_products,) which are hidden together
    seed : of the bands
    """

    rate: Doubles
    n_considered: Doubles | Ints
    fold: Ints
    seed: int

    @classmethod
    def of(cls, cells: Cells, seed: int) -> "_Sales":
        n_products = cells.log.n_products
        n, sold = (
            np.bincount(cells.product, of, n_products)
            for of in (cells.weight, cells.weight * cells.is_bought)
        )
        fold = random_stream(seed, "products taken for new").permutation(n_products) % _FOLDS
        return cls((sold + 0.5) / (n + 1.0), n, fold, seed)

    def errors(self, blocks: Iterable[Doubles]) -> Doubles:
        """Return how far the forecast of each product is off that knows blocks alone, (n_products,)."""
        columns = joined([np.zeros((len(self.rate), 1)), *blocks])
        found = np.zeros(len(self.rate))
        for fold in range(_FOLDS):
            hidden = self.fold == fold
            usual, tower, _ = appeal_of(self.rate[~hidden], self.n_considered[~hidden], columns[~hidden])
            found[hidden] = usual + columns[hidden] @ tower
        return np.asarray(np.abs(logit(self.rate) - found))


def _row(sales: _Sales, blocks: Blocks, block: ProductBlock, used: Iterable[ProductBlock]) -> dict[str, Any]:
    others = [blocks[other] for other in used if other is not block]
    whole, without = sales.errors([*others, blocks[block]]), sales.errors(others)
    rng = random_stream(sales.seed, "products judged by")
    less, low, high = (float(end[0]) for end in mean_with_band((without - whole)[:, None], rng))
    is_told = np.any(blocks[block] != 0, axis=1) | (block is ProductBlock.PRICE_LEVEL)
    return {
        "block": block.value,
        "n_products": int(is_told.sum()),
        "error": float(whole.mean()),
        "error_without": float(without.mean()),
        "less": less,
        "less_low": low,
        "less_high": high,
    }

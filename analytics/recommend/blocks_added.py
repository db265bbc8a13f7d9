"""What each block of what describes products adds to finding the buyers of products that hardly sold."""

from collections.abc import Collection, Mapping

import pandas as pd

from analytics.arrays import Bools
from analytics.numerics import mean_with_band, random_stream
from analytics.recommend.cold import Newcomers, new_products
from analytics.recommend.described import Block, is_told
from analytics.recommend.models.content import Content
from analytics.recommend.purchases import Purchases
from analytics.recommend.sets_judged import Set, judged_sets

FIGURES = ("recall", "ndcg")
COLUMNS = (
    *("block", "is_used", "n_products", "n_customers"),
    *("recall_alone", "ndcg_alone", "recall_without", "ndcg_without"),
    *("recall_added", "recall_added_low", "recall_added_high"),
    *("ndcg_added", "ndcg_added_low", "ndcg_added_high"),
)


def blocks_added(
    past: Purchases,
    later: Purchases,
    content: Content,
    is_known: Bools,
    used: Collection[Block],
    seed: int = 0,
) -> pd.DataFrame:
    """Return each block's worth, one row per block that there is.

    The products that had too few buyers are ranked alone, for those who then bought one of them. What a block
    adds is the difference between those used with it and those used without it.

    Parameters
    ----------
    past, later : of all products, before and after the moment of the answer
    content : fitted to the past
    is_known : (n_products,) which have enough buyers
    used : blocks that are used together
    seed : of the customers drawn for the bands

    Returns
    -------
    DataFrame
        block, is_used, n_products (new ones that it tells of), n_customers (judged by), recall and ndcg of
        the first ten _alone and _without, and _added with its 90 % band by bootstrap over customers; no row
        where nobody bought a new product.
    """
    new = new_products(past, later, is_known)
    if not len(new.customers):
        return pd.DataFrame(columns=list(COLUMNS))
    pairs = {block: _with_and_without(block, content, used) for block in content.blocks_}
    alone = [(block,) for block in pairs]
    judged = judged_sets(new, content, {*alone, *(some for pair in pairs.values() for some in pair)})
    rows = [_row(block, new, content, *pair, judged, seed) for block, pair in pairs.items()]
    return pd.DataFrame([{**row, "is_used": row["block"] in used} for row in rows], columns=list(COLUMNS))


def _with_and_without(block: Block, content: Content, used: Collection[Block]) -> tuple[Set, Set]:
    """Return the blocks used with one of them, and without it, in their order."""
    both = tuple(other for other in content.blocks_ if other in used or other is block)
    return both, tuple(other for other in both if other is not block)


def _row(
    block: Block,
    new: Newcomers,
    content: Content,
    both: Set,
    others: Set,
    judged: Mapping[Set, pd.DataFrame],
    seed: int,
) -> dict[str, object]:
    alone, without, whole = judged[(block,)], judged[others], judged[both]
    told = is_told(content.blocks_[block])[new.is_ranked]
    row: dict[str, object] = {
        "block": block.value,
        "n_products": int(told.sum()),
        "n_customers": len(new.customers),
    }
    added = (whole - without)[list(FIGURES)].to_numpy(float)
    bands = mean_with_band(added, random_stream(seed, "customers judged by"))
    for figure, mean, low, high in zip(FIGURES, *bands, strict=True):
        row |= {
            f"{figure}_alone": float(alone[figure].mean()),
            f"{figure}_without": float(without[figure].mean()),
            f"{figure}_added": float(mean),
            f"{figure}_added_low": float(low),
            f"{figure}_added_high": float(high),
        }
    return row

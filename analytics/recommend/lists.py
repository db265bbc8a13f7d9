"""What each customer is recommended, and with which chance."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Ints
from analytics.recommend.comparison import Comparison
from analytics.recommend.fitted import blocks
from analytics.recommend.judged import LISTED
from analytics.recommend.metrics import NOBODY, top_k
from analytics.recommend.models.recommender import Method

ON_SALE_DAYS = 84  # in which nobody bought what is no longer sold
COLUMNS = ("customer_id", "method", "place", "product_id", "chance", "is_new")


def listed(
    comparison: Comparison,
    methods: tuple[Method, ...],
    report: Callable[[float], None] = lambda share: None,
) -> pd.DataFrame:
    """Return the first products of every customer by each method, one row per customer, method and place.

    A product that nobody bought or looked at for twelve weeks is recommended to nobody.

    Returns
    -------
    DataFrame
        customer_id, method, place (1 is best), product_id, chance (of a purchase within the horizon, 0–1),
        is_new (the customer has not bought it before).
    """
    past = comparison.fitted.purchases
    gone = np.bincount(past.since(past.end - ON_SALE_DAYS).product, minlength=past.n_products) == 0
    everyone, frames = blocks(np.arange(past.n_customers)), []
    for n, method in enumerate(methods):
        for m, block in enumerate(everyone):
            frames.append(_of_block(comparison, method, block, gone))
            report((n + (m + 1) / len(everyone)) / len(methods))
    return pd.concat(frames, ignore_index=True)


def _of_block(comparison: Comparison, method: Method, block: Ints, gone: Bools) -> pd.DataFrame:
    past = comparison.fitted.purchases
    scores = np.where(gone, -np.inf, comparison.scores(method, block))
    ranked = top_k(scores, min(LISTED, past.n_products))
    rows, places = np.nonzero(ranked != NOBODY)
    products = ranked[rows, places]
    chance = comparison.chances[method][places]
    if method is Method.HYBRID:  # its scores are chances, but of what no model names
        chance = np.where(scores[rows, products] >= 0, scores[rows, products], chance.min(initial=1.0))
    had = np.asarray(past.bought[block[rows], products]).ravel() > 0
    columns = (past.customer_ids[block[rows]], method.value, places + 1, past.product_ids[products])
    return pd.DataFrame(dict(zip(COLUMNS, (*columns, chance, ~had), strict=True)))

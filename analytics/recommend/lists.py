"""What each customer is recommended, and with which chance."""

from collections.abc import Callable, Collection

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Floats, Ints
from analytics.recommend.comparison import Comparison
from analytics.recommend.fitted import blocks
from analytics.recommend.metrics import NOBODY, top_k
from analytics.recommend.models.recommender import Method
from analytics.recommend.shown import LISTED

ON_SALE_DAYS = 84  # in which nobody bought what is no longer sold
COLUMNS = ("customer_id", "method", "place", "product_id", "chance", "is_new", "is_in_stock")


def listed(
    comparison: Comparison,
    methods: tuple[Method, ...],
    sold_out: Collection[str] = (),
    report: Callable[[float], None] = lambda share: None,
) -> pd.DataFrame:
    """Return the first products of every customer by each method, one row per customer, method and place.

    A product that nobody bought or looked at for twelve weeks is recommended to nobody. Where some of the
    first products are sold out, as many others follow them from place `LISTED` + 1 on: see `shown`.

    Parameters
    ----------
    sold_out : ids of products that cannot be sold now

    Returns
    -------
    DataFrame
        customer_id, method, place (1 is best), product_id, chance (of a purchase within the horizon, 0–1),
        is_new (the customer has not bought it before), is_in_stock (not known to be sold out).
    """
    past = comparison.fitted.purchases
    gone = np.bincount(past.since(past.end - ON_SALE_DAYS).product, minlength=past.n_products) == 0
    is_out = np.isin(past.product_ids.astype(str), list(sold_out))
    everyone, frames = blocks(np.arange(past.n_customers)), []
    for n, method in enumerate(methods):
        for m, block in enumerate(everyone):
            frames.append(_of_block(comparison, method, block, gone, is_out))
            report((n + (m + 1) / len(everyone)) / len(methods))
    return pd.concat(frames, ignore_index=True)


def _of_block(
    comparison: Comparison, method: Method, block: Ints, gone: Bools, is_out: Bools
) -> pd.DataFrame:
    past = comparison.fitted.purchases
    scores = np.where(gone, -np.inf, comparison.scores(method, block))
    ranked = _ranked(scores, is_out)
    rows, columns = np.nonzero(ranked != NOBODY)
    products = ranked[rows, columns]
    places = np.cumsum(ranked != NOBODY, axis=1)[rows, columns]
    chance = comparison.chances[method][np.minimum(places, LISTED) - 1]
    if method is Method.HYBRID:  # its scores are chances, but of what no model names
        chance = np.where(scores[rows, products] >= 0, scores[rows, products], chance.min(initial=1.0))
    had = np.asarray(past.bought[block[rows], products]).ravel() > 0
    who, what = past.customer_ids[block[rows]], past.product_ids[products]
    values = (who, method.value, places, what, chance, ~had, ~is_out[products])
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def _ranked(scores: Floats, is_out: Bools) -> Ints:
    """Return the first products of all, then those of the first in stock that are not among them."""
    n = min(LISTED, scores.shape[1])
    first = top_k(scores, n)
    if not is_out.any():
        return first
    in_stock = top_k(np.where(is_out, -np.inf, scores), n)
    is_there = (in_stock[:, :, None] == first[:, None, :]).any(2)
    return np.hstack([first, np.where(is_there, NOBODY, in_stock)])

"""The offers of a price book as bundles that customers took: whoever bought all parts of one on one day."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints, Numbers
from analytics.recommend.bundles.bundle_recommender import BundleRecommender
from analytics.recommend.bundles.linear import Sparse
from analytics.recommend.bundles.tilt import tilt_strength, tilts
from analytics.recommend.purchases import Purchases

_CUSTOMERS = 20_000  # scored at a time


def parts_of(offers: Mapping[str, Sequence[str]], product_ids: Numbers) -> Sparse:
    """Return which products each offer consists of, (n_offers, n_products) sparse; unknown ones are left out.

    Parameters
    ----------
    offers : offer id → ids of its parts
    product_ids : (n_products,) of the history
    """
    from scipy import sparse

    place = pd.Index(product_ids)
    at = [np.unique(place.get_indexer(pd.Index(list(parts)))) for parts in offers.values()]
    rows = np.repeat(np.arange(len(at)), [len(one) for one in at])
    columns = np.concatenate([*at, np.zeros(0, int)]).astype(np.int64)
    there = columns >= 0
    ones = np.ones(int(there.sum()), np.float32)
    return sparse.csr_matrix((ones, (rows[there], columns[there])), (len(at), len(product_ids)))


def taken_together(purchases: Purchases, parts: Sparse) -> Sparse:
    """Return on how many days each customer bought all parts of each offer, (n_customers, n_offers) sparse.

    Parameters
    ----------
    parts : (n_offers, n_products) sparse ones; an offer of no known part is taken by nobody
    """
    from scipy import sparse

    bought = purchases.n_orders > 0
    customer, product, day = (
        values[bought] for values in (purchases.customer, purchases.product, purchases.day)
    )
    baskets, basket = np.unique(np.stack([customer, day]), axis=1, return_inverse=True)
    shape = (baskets.shape[1], purchases.n_products)
    held = sparse.csr_matrix((np.ones(len(product), np.float32), (basket, product)), shape).minimum(1)
    counts = (held @ parts.T).tocoo()
    size = np.asarray(parts.sum(1)).ravel()
    whole = counts.data >= size[counts.col]
    at = (baskets[0][counts.row[whole]], counts.col[whole])
    return sparse.csr_matrix((np.ones(len(at[0]), np.float32), at), (purchases.n_customers, parts.shape[0]))


def offer_tilts(
    purchases: Purchases,
    offers: Mapping[str, Sequence[str]],
    segment_of: pd.Series,
    horizon_days: int,
    make: Callable[[], BundleRecommender] = BundleRecommender,
) -> pd.DataFrame:
    """Return how many times likelier than their segment customers take each offer, by their own purchases.

    A recommender that knows all but the last days is held against them: that tells how much its scores count.
    Then one that knows all scores everybody.

    Parameters
    ----------
    offers : offer id → ids of its parts
    segment_of : customer id → segment; customers without one are as if of one more
    horizon_days : that are held out

    Returns
    -------
    DataFrame
        customer_id, offer_id, tilt (> 0, 1 on the mean over a segment); one row per customer × offer.
    """
    parts = parts_of(offers, purchases.product_ids)
    split = purchases.end - horizon_days
    before, later = purchases.before(split), purchases.since(split)
    strength = tilt_strength(_scores(before, parts, make()), taken_together(later, parts))
    segment = pd.factorize(pd.Series(purchases.customer_ids).map(segment_of), use_na_sentinel=False)[0]
    found = tilts(_scores(purchases, parts, make()), strength, segment)
    names = pd.MultiIndex.from_product(
        [purchases.customer_ids, list(offers)], names=["customer_id", "offer_id"]
    )
    return pd.DataFrame({"tilt": found.ravel()}, index=names).reset_index()


def _scores(purchases: Purchases, parts: Sparse, model: BundleRecommender) -> Floats:
    model.fit(purchases.bought, taken_together(purchases, parts), parts)
    everyone: Ints = np.arange(purchases.n_customers)
    steps = range(0, len(everyone), _CUSTOMERS)
    found = [model.scores(everyone[start : start + _CUSTOMERS]) for start in steps]
    return np.concatenate([*found, np.zeros((0, parts.shape[0]), np.float32)])

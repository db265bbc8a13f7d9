"""The offers of a price book as bundles that customers took: whoever bought all parts of one on one day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Doubles, Floats, Ints, Sparse
from analytics.recommend.bundles.baskets import Baskets
from analytics.recommend.bundles.bundle_recommender import BundleRecommender, Told
from analytics.recommend.bundles.tilt import tilt_strengths, tilts
from analytics.recommend.purchases import Purchases

_CUSTOMERS = 20_000  # scored at a time
_LEARNED_FROM = 50_000  # customers, evenly, by whom it is learned how much each voice counts


def parts_of(offers: Mapping[str, Sequence[str]], product_ids: NDArray[Any]) -> Sparse:
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

    baskets = Baskets.of(purchases)
    counts = (baskets.items @ parts.T).tocoo()
    size = np.asarray(parts.sum(1)).ravel()
    whole = counts.data >= size[counts.col]
    at = (baskets.customer[counts.row[whole]], counts.col[whole])
    return sparse.csr_matrix((np.ones(len(at[0]), np.float32), at), (purchases.n_customers, parts.shape[0]))


def offer_tilts(
    purchases: Purchases,
    offers: Mapping[str, Sequence[str]],
    segment_of: pd.Series,
    horizon_days: int,
    make: Callable[[], BundleRecommender] = BundleRecommender,
) -> pd.DataFrame:
    """Return how many times likelier than their segment customers take each offer, by their own purchases.

    Told by a recommender's voices and by how often they took the offer. How much each counts is learned by
    holding what was known before the last days against those days; then all that is known scores everybody.

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
    strength = _strengths(purchases, parts, purchases.end - horizon_days, make())
    voices, everyone = Voices.of(purchases, parts, make()), np.arange(purchases.n_customers)
    steps = range(0, len(everyone), _CUSTOMERS)
    index = [voices.index(strength, everyone[start : start + _CUSTOMERS]) for start in steps]
    segment = pd.factorize(pd.Series(purchases.customer_ids).map(segment_of), use_na_sentinel=False)[0]
    found = tilts(np.concatenate([*index, np.zeros((0, len(offers)))]), segment)
    names = pd.MultiIndex.from_product(
        [purchases.customer_ids, list(offers)], names=["customer_id", "offer_id"]
    )
    return pd.DataFrame({"tilt": found.ravel()}, index=names).reset_index()


@dataclass(frozen=True)
class Voices:
    """What tells of a customer and an offer.

    Attributes
    ----------
    taken : (n_customers, n_offers) sparse, on how many days they took it
    """

    model: BundleRecommender
    taken: Sparse

    @classmethod
    def of(cls, purchases: Purchases, parts: Sparse, model: BundleRecommender) -> "Voices":
        """Learn from a history."""
        taken = taken_together(purchases, parts)
        return cls(model.fit(purchases.bought, taken, parts), taken)

    def features(self, customers: Ints) -> Floats:
        """Return what each voice says of some customers, (n_features, n_chosen, n_offers)."""
        said = self.model.voices(customers)
        times = np.log1p(self.taken[customers].toarray())
        return np.stack([said[Told.TAKEN], said[Told.PARTS], said[Told.NEIGHBORS], times])

    def index(self, strength: Doubles, customers: Ints) -> Doubles:
        """Return the features of some customers times their strengths, added up, (n_chosen, n_offers)."""
        return np.asarray(np.tensordot(strength, self.features(customers), 1))


def _strengths(purchases: Purchases, parts: Sparse, split: int, model: BundleRecommender) -> Doubles:
    """Return how much each voice of what was known before a day tells of what is taken from it on."""
    customers = np.arange(0, purchases.n_customers, -(-purchases.n_customers // _LEARNED_FROM) or 1)
    voices = Voices.of(purchases.before(split), parts, model)
    later = taken_together(purchases.since(split), parts)
    return tilt_strengths(voices.features(customers), later[customers])

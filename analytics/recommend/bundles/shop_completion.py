"""A shop's bundles completed, by clues learned from its baskets and offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Sparse
from analytics.recommend.bundles.baskets import Baskets
from analytics.recommend.bundles.completion import BundleCompletion, Clue
from analytics.recommend.bundles.history import parts_of
from analytics.recommend.cut import sold_enough
from analytics.recommend.metrics import top_k
from analytics.recommend.purchases import Purchases

PLACES = 10
_ON_SALE_DAYS = 84  # in which nobody bought or looked at what is no longer sold
_MOST_LEARNED = 4_000  # products, those in most baskets, of which it is learned what goes with them


@dataclass(frozen=True)
class ShopCompletion:
    """What completes the bundles of a shop.

    Attributes
    ----------
    model : learned from all baskets and offers
    product_ids : (n_products,) of those that enough customers bought, or that an offer has
    is_gone : (n_products,) whether nobody bought it of late: it completes nothing
    """

    model: BundleCompletion
    product_ids: Any
    is_gone: Bools

    @classmethod
    def fit(
        cls,
        purchases: Purchases,
        products: pd.DataFrame,
        offers: Mapping[str, Sequence[str]],
        weights: Mapping[Clue, float],
    ) -> "ShopCompletion":
        """Learn from a history.

        Parameters
        ----------
        products : of the history, in its order: title and category
        offers : offer id → ids of its parts; they count as baskets do
        weights : of the clues
        """
        from scipy import sparse

        offered = [str(product) for parts in offers.values() for product in parts]
        is_known = sold_enough(purchases) | np.isin(purchases.product_ids.astype(str), offered)
        known = purchases.of_products(is_known)
        baskets = Baskets.of(known).between(0, known.end)
        bundles = sparse.vstack([baskets, parts_of(offers, known.product_ids)]).tocsr()
        lately = known.since(known.end - _ON_SALE_DAYS).product
        is_gone = np.bincount(lately, minlength=known.n_products) == 0
        return cls(completion_of(bundles, products[is_known], weights), known.product_ids, is_gone)

    def complete(self, parts: Sequence[str], n: int = PLACES) -> pd.DataFrame:
        """Return the products that complete a bundle best.

        Returns
        -------
        DataFrame
            place (1 is best), product_id, score (standard deviations of the clues, weighed), clue (the one
            that says most for it beside all others). Unknown parts tell nothing.
        """
        partial = parts_of({"": parts}, self.product_ids)
        weights, found = self.model.weights_, self.model.clues(partial)
        said = np.stack([weights.get(clue, 0.0) * found[clue][0].astype(float) for clue in Clue])
        scores = np.where(self.is_gone, -np.inf, said.sum(0))
        shown = top_k(scores[None], n, partial)[0]
        shown = shown[shown >= 0]
        above = said[:, shown] - said.mean(1, keepdims=True)  # what a clue says of all says nothing of one
        return pd.DataFrame(
            {
                "place": np.arange(1, len(shown) + 1),
                "product_id": np.asarray(self.product_ids, object)[shown],
                "score": scores[shown],
                "clue": [list(Clue)[code].value for code in above.argmax(0)],
            }
        )


def completion_of(bundles: Sparse, products: pd.DataFrame, weights: Mapping[Clue, float]) -> BundleCompletion:
    """Return what is learned from baskets or bundles, (n, n_products), and from the products' texts."""
    titles, categories = (_texts(products, name) for name in ("title", "category"))
    model = BundleCompletion(weights=weights, most_learned=_MOST_LEARNED)
    return model.fit(bundles, bundles[:0], titles, categories)


def _texts(products: pd.DataFrame, name: str) -> list[str]:
    if name not in products:
        return [""] * len(products)
    return products[name].astype(object).where(products[name].notna(), "").astype(str).tolist()

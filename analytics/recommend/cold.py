"""New customers and new products: what they are answered, and how well that fits what they then bought."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Floats, Ints, Sparse
from analytics.recommend.fitted import blocks
from analytics.recommend.judged import PLACES
from analytics.recommend.metrics import ndcg_at, recall_at, top_k
from analytics.recommend.models.content import Content
from analytics.recommend.models.popular import Popularity
from analytics.recommend.models.recommender import Method
from analytics.recommend.purchases import Purchases

COLUMNS = ("who", "method", "n_customers", "recall", "ndcg")
_MOST_CUSTOMERS = 1_000  # who judge products that hardly sold
CUSTOMERS = 128  # scored at once: a shop may have a hundred thousand products that hardly sold


@dataclass(frozen=True)
class Newcomers:
    """Customers who bought some of the products that are ranked for them.

    Attributes
    ----------
    customers : (n_chosen,) positions in the history
    taken : (n_chosen, n_ranked) sparse, what they bought
    is_ranked : (n_products,)
    """

    customers: Ints
    taken: Sparse
    is_ranked: Bools

    @classmethod
    def of(cls, later: Purchases, customers: Ints, is_ranked: Bools) -> "Newcomers":
        """Return those of the customers who took one of the ranked products."""
        taken = (later.bought[customers][:, np.flatnonzero(is_ranked)] > 0).astype(float).tocsr()
        buyers = np.flatnonzero(np.diff(taken.indptr))
        return cls(customers[buyers], taken[buyers], is_ranked)

    def of_rows(self, rows: Ints) -> "Newcomers":
        """Return some of them."""
        return Newcomers(self.customers[rows], self.taken[rows], self.is_ranked)

    def judged(self, scoring: Callable[[Ints], Floats]) -> pd.DataFrame:
        """Return recall and NDCG of the first ten, one row per customer."""
        first: list[Ints] = [np.zeros((0, PLACES), np.int64)]
        for some in blocks(self.customers, CUSTOMERS):
            first.append(top_k(np.asarray(scoring(some))[:, self.is_ranked], PLACES))
        ranked = np.concatenate(first)
        recall = recall_at(ranked, self.taken, PLACES, capped=True)
        return pd.DataFrame({"recall": recall, "ndcg": ndcg_at(ranked, self.taken, PLACES)})


def new_products(past: Purchases, later: Purchases, is_known: Bools) -> Newcomers:
    """Return customers with a past who bought products that had too few buyers, a thousand at most."""
    new = Newcomers.of(later, np.flatnonzero(np.diff(past.bought.indptr)), ~is_known)
    everyone = np.arange(len(new.customers))
    return new.of_rows(everyone[:: max(-(-len(everyone) // _MOST_CUSTOMERS), 1)])


def cold_starts(past: Purchases, later: Purchases, content: Content, is_known: Bools) -> pd.DataFrame:
    """Return how well popularity answers new customers, and content finds buyers of new products.

    New customers have bought nothing yet; all known products are ranked. New products had too few buyers to
    learn from: they alone are ranked, for those who bought one of them, beside their own popularity.

    Parameters
    ----------
    past, later : of all products, before and after the moment of the answer
    content : fitted to the past
    is_known : (n_products,) which have enough buyers

    Returns
    -------
    DataFrame
        who ("customers" or "products"), method, n_customers, recall and ndcg of the first ten; no row where
        nobody is new.
    """
    nobody_yet = np.flatnonzero(np.diff(past.bought.indptr) == 0)
    popularity, of_new = Popularity().fit(past, pd.DataFrame()), new_products(past, later, is_known)
    rows = [
        _row("customers", Method.POPULARITY, popularity.scores, Newcomers.of(later, nobody_yet, is_known)),
        _row("products", Method.POPULARITY, popularity.scores, of_new),
        _row("products", Method.CONTENT, content.scores, of_new),
    ]
    return pd.DataFrame([row for row in rows if row["n_customers"]], columns=list(COLUMNS))


def _row(who: str, method: Method, scoring: Callable[[Ints], Floats], new: Newcomers) -> dict[str, object]:
    means = {str(name): float(mean) for name, mean in new.judged(scoring).mean().items()}
    return {"who": who, "method": method.value, "n_customers": len(new.customers), **means}

"""New customers and new products: what they are answered, and how well that fits what they then bought."""

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints, Sparse
from analytics.recommend.judged import PLACES
from analytics.recommend.metrics import ndcg_at, recall_at, top_k
from analytics.recommend.models.content import Content
from analytics.recommend.models.popular import Popularity
from analytics.recommend.models.recommender import Method
from analytics.recommend.purchases import Purchases

COLUMNS = ("who", "method", "n_customers", "recall", "ndcg")


def cold_starts(past: Purchases, later: Purchases, products: pd.DataFrame, is_known: Bools) -> pd.DataFrame:
    """Return how well popularity answers new customers, and content finds buyers of new products.

    New customers have bought nothing yet; all known products are ranked. New products had too few buyers to
    learn from: they alone are ranked, for those who bought one of them, beside their own popularity.

    Parameters
    ----------
    past, later : of all products, before and after the moment of the answer
    products : of the history, in its order
    is_known : (n_products,) which have enough buyers

    Returns
    -------
    DataFrame
        who ("customers" or "products"), method, n_customers, recall and ndcg of the first ten; no row where
        nobody is new.
    """
    taken = (later.bought > 0).astype(float).tocsr()
    has_past = np.diff(past.bought.indptr) > 0
    rows = [_row("customers", Method.POPULARITY, past, products, taken, np.flatnonzero(~has_past), is_known)]
    known = np.flatnonzero(has_past)
    for method in (Method.POPULARITY, Method.CONTENT):
        rows.append(_row("products", method, past, products, taken, known, ~is_known))
    return pd.DataFrame([row for row in rows if row["n_customers"]], columns=list(COLUMNS))


def _row(
    who: str,
    method: Method,
    past: Purchases,
    products: pd.DataFrame,
    taken: Sparse,
    customers: Ints,
    ranked: Bools,
) -> dict[str, object]:
    """Return the figures of a method that ranks some of the products for customers who took one of them."""
    of_ranked = taken[customers][:, np.flatnonzero(ranked)]
    buyers = np.flatnonzero(np.diff(of_ranked.tocsr().indptr))
    if len(buyers) == 0:
        return {"who": who, "method": method.value, "n_customers": 0}
    model = (Content() if method is Method.CONTENT else Popularity()).fit(past, products)
    first = top_k(np.asarray(model.scores(customers[buyers]))[:, ranked], PLACES)
    truth = of_ranked.tocsr()[buyers]
    figures: dict[str, Doubles] = {
        "recall": recall_at(first, truth, PLACES, capped=True),
        "ndcg": ndcg_at(first, truth, PLACES),
    }
    means: dict[str, object] = {name: float(np.nanmean(values)) for name, values in figures.items()}
    return {"who": who, "method": method.value, "n_customers": len(buyers), **means}

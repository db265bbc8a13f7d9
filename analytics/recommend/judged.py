"""How well rankings meet what customers bought later: all of it, what is bought again, what is new."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints, Sparse
from analytics.numerics import mean_with_band, random_stream
from analytics.recommend.fitted import blocks
from analytics.recommend.metrics import NOBODY, coverage, map_at, ndcg_at, novelty, recall_at, top_k
from analytics.recommend.models.recommender import Method
from analytics.recommend.purchases import Purchases
from analytics.recommend.shown import LISTED

PLACES = 10  # that figures are of
PLAIN = (Method.POPULARITY, Method.FREQUENCY)  # what a default has to beat
SCORES = ("recall", "ndcg", "map", "repeat_recall", "explore_recall", "new_recall", "new_ndcg")
Scoring = Callable[[Ints], Floats]


@dataclass(frozen=True)
class Judged:
    """How well a ranking met what was bought.

    Attributes
    ----------
    figures : one row per customer, not a number where there is nothing to meet: recall, ndcg and map of all
        that was bought; repeat_recall and explore_recall of what had been bought before and had not, in the
        same ranking; new_recall and new_ndcg where only what is new is ranked
    chances : (LISTED,) share of customers who bought what stood at each place
    coverage : share of the products that anybody is shown
    novelty : mean surprise of what is shown [bits]
    """

    figures: pd.DataFrame
    chances: Doubles
    coverage: float
    novelty: float

    @property
    def ndcg(self) -> float:
        """The figure that methods are chosen by."""
        return float(self.figures["ndcg"].mean())


@dataclass(frozen=True)
class Judge:
    """Customers, and what they bought after a history ended.

    Attributes
    ----------
    past : the history
    customers : (n_chosen,) who bought something later
    taken : (n_chosen, n_products) sparse, what they bought later
    """

    past: Purchases
    customers: Ints
    taken: Sparse

    def of(self, scoring: Scoring) -> "Judged":
        """Return how well scores rank for each customer."""
        ranked, fresh = self.ranked(scoring)
        again = self.taken.multiply(self._had).tocsr()
        new = (self.taken - again).tocsr()
        new.eliminate_zeros()
        again.eliminate_zeros()
        figures = {
            "recall": recall_at(ranked, self.taken, PLACES, capped=True),
            "ndcg": ndcg_at(ranked, self.taken, PLACES),
            "map": map_at(ranked, self.taken, PLACES),
            "repeat_recall": recall_at(ranked, again, PLACES, capped=True),
            "explore_recall": recall_at(ranked, new, PLACES, capped=True),
            "new_recall": recall_at(fresh, new, PLACES, capped=True),
            "new_ndcg": ndcg_at(fresh, new, PLACES),
        }
        share = self.past.n_buyers / max(self.past.n_customers, 1)
        first = ranked[:, :PLACES]
        return Judged(
            pd.DataFrame(figures),
            self._chances(ranked),
            coverage(first, self.past.n_products),
            novelty(first, share),
        )

    def ranked(self, scoring: Scoring) -> tuple[Ints, Ints]:
        """Return the first products of each customer, of all and of what is new, (n_chosen, LISTED) each."""
        every: list[Ints] = [np.zeros((0, LISTED), np.int64)]
        fresh: list[Ints] = [np.zeros((0, LISTED), np.int64)]
        for rows in blocks(np.arange(len(self.customers))):
            scores = scoring(self.customers[rows])
            every.append(top_k(scores, LISTED))
            fresh.append(top_k(scores, LISTED, self._had[rows]))
        return np.concatenate(every), np.concatenate(fresh)

    def _chances(self, ranked: Ints) -> Doubles:
        """Return the share of customers who took what stands at each place, (LISTED,), never rising."""
        from scipy.optimize import isotonic_regression

        rows, places = np.nonzero(ranked != NOBODY)
        hits = np.asarray(self.taken[rows, ranked[rows, places]]).ravel() > 0
        share = np.bincount(places[hits], minlength=LISTED) / max(len(ranked), 1)
        return np.asarray(isotonic_regression(share, increasing=False).x, np.float64)

    @property
    def _had(self) -> Sparse:
        return (self.past.bought[self.customers] > 0).tocsr()


def judge_of(past: Purchases, later: Purchases, chosen: Ints | None = None, most: int = 5_000) -> Judge:
    """Return what judges rankings made at the end of a history.

    Parameters
    ----------
    later : of the same customers and products
    chosen : customers that count; all where None
    most : customers judged by, evenly among those who bought
    """
    taken = (later.bought > 0).astype(float).tocsr()
    who = np.flatnonzero(np.diff(taken.indptr))
    who = who if chosen is None else np.intersect1d(who, chosen)
    who = who[:: max(-(-len(who) // most), 1)]
    return Judge(past, who, taken[who])


def summary(found: Judged, seed: int) -> dict[str, float]:
    """Return means over customers with 90 % bands by bootstrap: name, name_low, name_high; n_customers."""
    told = found.figures[list(SCORES)].to_numpy(float)
    bands = mean_with_band(told, random_stream(seed, "customers judged by"))
    figures: dict[str, float] = {"n_customers": float(len(told))}
    for name, mean, low, high in zip(SCORES, *bands, strict=True):
        figures |= {name: float(mean), f"{name}_low": float(low), f"{name}_high": float(high)}
    return figures | {"coverage": found.coverage, "novelty": found.novelty}


def gains_nothing(table: pd.DataFrame) -> bool:
    """Whether one of the plainest recommenders did as well as the default on the test.

    Parameters
    ----------
    table : method, is_default, recall; of a comparison
    """
    is_plain = table["method"].isin(PLAIN) & ~table["is_default"]
    best = table.loc[table["is_default"], "recall"].max()
    return bool((table.loc[is_plain, "recall"] >= best).any())

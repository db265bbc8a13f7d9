"""What every recommender keeps: learn from a history, score products for customers."""

from enum import StrEnum
from typing import Protocol, Self

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.recommend.purchases import Purchases


class Method(StrEnum):
    """The recommenders by their codes, the plainest first."""

    POPULARITY = "popularity"
    FREQUENCY = "frequency"
    RULES = "rules"
    ITEM_KNN = "item_knn"
    TIFU_KNN = "tifu_knn"
    CONTENT = "content"
    EASE = "ease"
    ALS = "als"
    MULT_VAE = "mult_vae"
    SEQUENTIAL = "sequential"
    BLEND = "blend"
    HYBRID = "hybrid"


class Scorer(Protocol):
    """What scores products for customers."""

    def scores(self, customers: Ints) -> Floats:
        """Return how well each product suits each customer, (n_chosen, n_products); only order counts.

        Parameters
        ----------
        customers : (n_chosen,) positions in the history; one without a past gets an answer too
        """
        ...


class Recommender(Scorer, Protocol):
    """A recommender: hyperparameters are given at its making, what is learned ends in an underscore."""

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Learn from a history.

        Parameters
        ----------
        products : one row per product of the history, in its order: category, brand, title, text where known
        """
        ...


def popular(purchases: Purchases, days: int | None = None) -> Floats:
    """Return how many customers bought each product, of the last days or ever, (n_products,); 0–1.

    Looks count where nothing was bought.
    """
    recent = purchases if days is None else purchases.since(purchases.end - days)
    n = np.asarray(recent.interactions.sum(0)).ravel()
    return np.asarray(n / max(float(n.max(initial=0)), 1.0), np.float32)


def with_ties_broken(scores: Floats, popularity: Floats) -> Floats:
    """Return scores in which popularity decides between equals, and never otherwise.

    Parameters
    ----------
    scores : (n_customers, n_products) whole numbers, or multiples of what popularity cannot outweigh
    popularity : (n_products,) 0–1
    """
    return np.asarray(scores + 1e-3 * popularity, np.float32)

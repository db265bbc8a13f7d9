"""Recommenders side by side, all of one history."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, cast

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.recommend.described import Block
from analytics.recommend.models.als import Als
from analytics.recommend.models.content import Content
from analytics.recommend.models.ease import Ease
from analytics.recommend.models.mult_vae import MultVae
from analytics.recommend.models.neighbors import BasketNeighbors, ItemNeighbors
from analytics.recommend.models.popular import Frequency, Popularity
from analytics.recommend.models.recommender import Method, Recommender
from analytics.recommend.models.rules import AssociationRules
from analytics.recommend.models.sequential import Sequential
from analytics.recommend.purchases import Purchases

BLOCK = 512  # customers scored at once: scores of all products by all models fit in memory

_WRITTEN = (Block.ATTRIBUTES, Block.WORDS)
_LOOKED_AT = (Block.ATTRIBUTES, Block.PICTURES)
# What each recommender may be: the first unless later purchases choose another.
CANDIDATES: Mapping[Method, tuple[Recommender, ...]] = {
    Method.POPULARITY: (Popularity(84), Popularity(28), Popularity(None)),
    Method.FREQUENCY: (Frequency(84), Frequency(28), Frequency(182), Frequency(None)),
    Method.RULES: (AssociationRules(),),
    Method.ITEM_KNN: (ItemNeighbors(),),
    Method.TIFU_KNN: (BasketNeighbors(60.0), BasketNeighbors(30.0), BasketNeighbors(120.0)),
    Method.CONTENT: (Content(), Content(blocks=_WRITTEN), Content(blocks=_LOOKED_AT)),
    Method.EASE: (Ease(300.0), Ease(100.0), Ease(1000.0)),
    Method.ALS: (Als(),),
    Method.MULT_VAE: (MultVae(),),
    Method.SEQUENTIAL: (Sequential(),),
}


@dataclass(frozen=True)
class Fitted:
    """Recommenders that have learned from one history.

    Attributes
    ----------
    purchases : what they learned from
    models : by method
    seconds : that each took to learn
    """

    purchases: Purchases
    models: Mapping[Method, Recommender]
    seconds: Mapping[Method, float]

    def scores(self, customers: Ints) -> dict[Method, Floats]:
        """Return each model's scores of all products for some customers, (n_chosen, n_products)."""
        return {method: np.asarray(model.scores(customers)) for method, model in self.models.items()}


def fit_all(
    purchases: Purchases,
    products: pd.DataFrame,
    chosen: Mapping[Method, Recommender],
    seed: int,
    report: Callable[[float], None] = lambda share: None,
) -> Fitted:
    """Return recommenders fitted to a history.

    Parameters
    ----------
    products : of the history, in its order
    chosen : their hyperparameters; what is learned stays out of them
    """
    models: dict[Method, Recommender] = {}
    seconds: dict[Method, float] = {}
    for n, (method, model) in enumerate(chosen.items()):
        started = time.perf_counter()
        models[method] = fresh(model, seed).fit(purchases, products)
        seconds[method] = round(time.perf_counter() - started, 3)
        report((n + 1) / len(chosen))
    return Fitted(purchases, models, seconds)


def fresh(model: Recommender, seed: int) -> Recommender:
    """Return a recommender with the same hyperparameters that has learned nothing yet."""
    is_random = any(field.name == "seed" for field in fields(cast(Any, model)))
    return cast(Recommender, replace(cast(Any, model), **({"seed": seed} if is_random else {})))


def blocks(customers: Ints, size: int = BLOCK) -> Sequence[Ints]:
    """Return customers in pieces that are scored at once."""
    return [customers[start : start + size] for start in range(0, len(customers), size)]

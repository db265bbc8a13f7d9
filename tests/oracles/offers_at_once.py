"""What several offers shown side by side truly earn: every basket, with all bundles priced in it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from analytics.simulation.baskets import all_baskets, pair_sums
from analytics.simulation.planted import PlantedTruth


def profit_at_once(truth: PlantedTruth, discounts: Mapping[Sequence[int], float], group: Any = None) -> float:
    """Return what offers without common parts add to a visit that is shown them all [currency].

    Parameters
    ----------
    truth : of a shop of few products whose customers choose by the logit
    discounts : parts of each offer → its discount
    """
    price, assortment = truth.list_price, truth.assortment
    baskets = all_baskets(len(price))  # (2^n_products, n_products)
    kept = 1 - assortment.return_share
    saved, outlay = np.zeros(len(baskets)), np.zeros(len(baskets))
    for parts, discount in discounts.items():
        holds = baskets[:, list(parts)].all(1)
        saved += holds * discount * price[list(parts)].sum()
        outlay += holds * discount * (price * kept)[list(parts)].sum()
    margin = baskets @ ((price - assortment.cost) * kept)
    added = 0.0
    for rule in truth.choice_rules(group):
        utility = (rule.score - rule.slope[:, None] * price) @ baskets.T + pair_sums(rule.cross, baskets)
        before, after = _shares(utility), _shares(utility + rule.slope[:, None] * saved)
        added += float(rule.weight @ (after @ (margin - outlay) - before @ margin))
    return added


def _shares(utility: np.ndarray) -> np.ndarray:
    weight = np.exp(utility - utility.max(1, keepdims=True))
    return weight / weight.sum(1, keepdims=True)

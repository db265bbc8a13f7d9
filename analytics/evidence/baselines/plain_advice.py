"""The discounts that a plain model would advise: its purchase chances of the parts taken as independent."""

from collections.abc import Sequence

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.evidence.baselines.price_response import Chances
from analytics.numerics import logit
from analytics.pricing.money import Costs
from analytics.pricing.offers import GRID
from analytics.pricing.offers.baskets import all_baskets
from analytics.pricing.optimize import deepest_seen, last_seen

_ASKED = np.arange(0, 61, 5) / 100  # discounts at which a model is asked; between them its log odds are drawn
_LEAST = 1e-6  # a chance below has no odds to speak of


def independent_discounts(
    chances: Chances,
    segment: Ints,
    weight: Doubles,
    offers: Sequence[Sequence[int]],
    price: Doubles,
    lowest_price: Doubles,
    costs: Costs,
) -> Doubles:
    """Return each offer's most profitable discount in each segment, (n_offers, n_segments) [share, 0–1].

    A model of single products says nothing of bundles, so its parts are taken as independent: whoever would
    buy every part at the reduced prices takes the bundle, everyone else buys parts at today's. As with the
    demand model, discounts beyond the deepest seen are not advised.

    Parameters
    ----------
    chances : P(buy) of every product in some visits, at given relative prices
    segment : (n_visits,) code
    weight : (n_visits,) visits that each row stands for
    offers : positions of each offer's parts
    price, lowest_price : (n_products,) today's and the lowest seen [currency]
    """
    deepest = [deepest_seen(parts, price, lowest_price) for parts in offers]
    asked = _ASKED[: max(int(np.searchsorted(_ASKED, max(deepest, default=0.0))) + 1, 2)]
    share = np.stack([np.asarray(chances(np.full(len(price), 1 - d)), float) for d in asked])
    log_odds = logit(np.clip(share, _LEAST, 1 - _LEAST))
    groups = [segment == code for code in range(int(segment.max()) + 1)]
    best = np.zeros((len(offers), len(groups)))
    for i, offer in enumerate(offers):
        parts = list(offer)
        grid = GRID[: last_seen(min(deepest[i], asked[-1])) + 1]
        gains = _gains(log_odds[:, :, parts], grid, price[parts], costs, parts)
        for code, rows in enumerate(groups):
            if rows.any():
                profit = np.average(gains[:, rows], axis=1, weights=weight[rows])
                best[i, code] = grid[profit.argmax()]
    return best


def _gains(log_odds: Doubles, grid: Doubles, price: Doubles, costs: Costs, parts: list[int]) -> Doubles:
    """Return incremental profit per visit at every discount of a grid, (n_discounts, n_visits)."""
    baskets, own = all_baskets(len(parts)), costs.of(parts)
    margin = own.in_one_parcel(own.contributions(price), baskets)
    partial = np.exp(log_odds[0] @ baskets[:-1].T)  # (n_visits, 2^n_parts − 1), at today's prices
    full = np.exp(_between(log_odds.sum(2), grid))  # (n_discounts, n_visits)
    outlay = grid[:, None] * own.kept(price).sum()
    profit = (partial @ margin[:-1] + full * (margin[-1] - outlay)) / (partial.sum(1) + full)
    return np.asarray(profit - profit[0])


def _between(values: Doubles, grid: Doubles) -> Doubles:
    """Return values at the first of `_ASKED` drawn straight to every discount of a grid, (n_discounts, n)."""
    place = np.clip(np.searchsorted(_ASKED, grid, "right") - 1, 0, len(values) - 2)
    share = ((grid - _ASKED[place]) / (_ASKED[1] - _ASKED[0]))[:, None]
    return np.asarray((1 - share) * values[place] + share * values[place + 1])

"""The best price of one listed item given the others', exactly, for customers known one by one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.offers.baskets import all_baskets
from analytics.pricing.selling.customers import Sample, profit
from analytics.pricing.selling.ways import Ways

Doubles = NDArray[np.float64]

_TIE = 1e-9  # who is indifferent takes the dearer way
_FIRST_SWEEPS, _MOST_SWEEPS = 2, 30  # from every start, and from the best of them
_GAIN = 1e-5  # a sweep that gains a smaller share of the profit is the last


def best_prices(
    customers: Sample,
    ways: Ways,
    starts: Sequence[Doubles],
    unit_cost: Doubles,
    moving: Sequence[int] | None = None,
) -> Doubles:
    """Return the prices of the listed items that earn most: each exactly given the others', turn by turn.

    Parameters
    ----------
    starts : each (n_items,) prices to begin with
    moving : items whose price may move; all where absent
    """
    items = range(ways.uses.shape[1]) if moving is None else moving

    def swept(prices: Doubles, n: int) -> tuple[Doubles, float]:
        return _turn_by_turn(customers, ways, prices, unit_cost, items, n)

    found = [swept(np.array(start, float), _FIRST_SWEEPS) for start in starts]
    return swept(max(found, key=lambda pair: pair[1])[0], _MOST_SWEEPS)[0]


def _turn_by_turn(
    customers: Sample, ways: Ways, prices: Doubles, unit_cost: Doubles, items: Sequence[int], n_sweeps: int
) -> tuple[Doubles, float]:
    best = profit(customers, ways, prices, unit_cost)
    for _ in range(n_sweeps):
        before = best
        for item in items:
            moved = prices.copy()
            moved[item] = best_price(customers, ways, prices, unit_cost, item)
            gained = profit(customers, ways, moved, unit_cost)
            if gained > best:
                prices, best = moved, gained
        if best <= before + _GAIN * abs(before):
            break
    return prices, best


def best_price(customers: Sample, ways: Ways, prices: Doubles, unit_cost: Doubles, item: int) -> float:
    """Return the price of one item that earns most while all others keep theirs.

    Each customer takes a way with the item up to a price of their own, and the best way without it above;
    between two such prices profit only rises, so the best price is one of them.
    """
    paid = ways.uses @ prices - ways.uses[:, item] * prices[item]  # for the other items
    has_item = ways.uses[:, item] > 0
    most, gain = _best(customers, Ways(ways.basket[has_item], paid[has_item, None]), unit_cost)
    rest, gain_without = _best(customers, Ways(ways.basket[~has_item], paid[~has_item, None]), unit_cost)
    limit = most - rest
    order = np.argsort(-limit, kind="stable")
    sums = np.cumsum(customers.weight[order, None] * np.column_stack(
        [np.ones(len(order)), gain[order], gain_without[order]]
    ), axis=0)  # fmt: skip
    value = sums[:, 0] * limit[order] + sums[:, 1] - sums[:, 2]
    value[limit[order] < 0] = -np.inf
    return float(limit[order][np.argmax(value)])


def _best(customers: Sample, ways: Ways, unit_cost: Doubles) -> tuple[Doubles, Doubles]:
    """Return what the best way leaves each customer, and what the shop gains from it."""
    baskets = all_baskets(customers.n_goods)
    paid = ways.menu(np.ones(1), customers.n_goods)
    sold = np.flatnonzero(np.isfinite(paid))
    left = customers.worth @ baskets[sold].T - paid[sold]
    at = np.argmax(left + _TIE * paid[sold], axis=1)
    return left[np.arange(len(at)), at], (paid - baskets @ unit_cost)[sold][at]

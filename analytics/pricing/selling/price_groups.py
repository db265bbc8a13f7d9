"""A few prices for many customers: which prices, and who gets which, so that profit is most."""

import numpy as np

from analytics.arrays import Doubles, Ints

_MOST_SWEEPS = 10  # prices are exchanged one by one until none gains; it takes two or three


def best_few(profit: Doubles, weight: Doubles, most: int) -> list[Ints]:
    """Return the best 1, 2 … `most` prices when every customer gets the one that earns most on them.

    Prices are added one at a time, the one that gains most, and exchanged until no exchange gains. Groups
    follow from prices: customers with the same best one, whether for their wishes or their price slopes.

    Parameters
    ----------
    profit : (n_customers, n_prices) of each customer at each price [currency]
    weight : (n_customers,)

    Returns
    -------
    for 1 to `most` prices, which, rising

    References
    ----------
    Teitz & Bart (1968), Heuristic methods for estimating the generalized vertex median of a weighted graph.
    """
    chosen: list[int] = []
    found = []
    for _ in range(min(most, profit.shape[1])):
        chosen = _exchanged(profit, weight, [*chosen, _best_beside(profit, weight, chosen)])
        found.append(np.array(sorted(chosen)))
    return found


def _exchanged(profit: Doubles, weight: Doubles, chosen: list[int]) -> list[int]:
    for _ in range(_MOST_SWEEPS):
        before = list(chosen)
        for place in range(len(chosen)):
            others = chosen[:place] + chosen[place + 1 :]
            chosen = [*others[:place], _best_beside(profit, weight, others), *others[place:]]
        if chosen == before:
            break
    return chosen


def _best_beside(profit: Doubles, weight: Doubles, others: list[int]) -> int:
    """Return the price that earns most where these others are given too."""
    if not others:
        return int((weight @ profit).argmax())
    have = profit[:, others].max(1)
    return int((weight @ np.maximum(profit, have[:, None])).argmax())

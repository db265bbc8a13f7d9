"""What is scarce shared out: one promotion budget and the units in stock, over all offers and segments."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles

_SLACK = 1 + 1e-9  # what sums of doubles may be off


@dataclass(frozen=True)
class Claim:
    """What one offer earns and uses in one segment over the horizon, option by option.

    Attributes
    ----------
    profit : (n_options,) the first option is no offer: it earns and uses nothing
    use : (n_resources, n_options) of the budget [currency] and of each product in stock [units], >= 0
    """

    profit: Doubles
    use: Doubles


def allocate(claims: Sequence[Claim], room: Doubles) -> list[int]:
    """Return the option of every claim, so that all together use no more than there is room for.

    Where there is room for all, every claim gets its best option. Else options are taken in the order of
    what they earn per use of what is scarce, along each claim's efficient options (greedy on the convex
    hull: for one resource at most one step below the best there is).

    Parameters
    ----------
    room : (n_resources,) budget and stock; infinite where there is no limit

    References
    ----------
    Sinha & Zoltners (1979), The multiple-choice knapsack problem.
    """
    best = [int(claim.profit.argmax()) for claim in claims]
    used = sum((claim.use[:, at] for claim, at in zip(claims, best, strict=True)), np.zeros(len(room)))
    if np.all(used <= room * _SLACK):
        return best
    weight = 1 / np.maximum(room, 1e-12)  # a full budget weighs as much as an empty shelf
    costs = [weight @ claim.use for claim in claims]
    ladders = [efficient_options(claim.profit, cost) for claim, cost in zip(claims, costs, strict=True)]
    return _climb(claims, costs, ladders, room)


def efficient_options(profit: Doubles, cost: Doubles) -> list[int]:
    """Return the options on the upper hull of profit over cost, from the cheapest up to the best.

    Parameters
    ----------
    profit, cost : (n_options,); the first option earns and costs nothing
    """
    hull = [0]
    for at in np.lexsort((-profit, cost)):
        while profit[at] > profit[hull[-1]]:
            if len(hull) > 1 and _gain(profit, cost, hull[-1], at) >= _gain(profit, cost, hull[-2], hull[-1]):
                hull.pop()
                continue
            hull.append(int(at))
            break
    return hull


def _climb(
    claims: Sequence[Claim], costs: list[Doubles], ladders: list[list[int]], room: Doubles
) -> list[int]:
    """Take steps up the ladders, the one that earns most per use first, as long as they fit."""
    step, used = [0] * len(claims), np.zeros(len(room))

    def next_gain(c: int) -> float:
        now, then = ladders[c][step[c] : step[c] + 2]
        return _gain(claims[c].profit, costs[c], now, then)

    queue = [(-next_gain(c), c) for c, ladder in enumerate(ladders) if len(ladder) > 1]
    heapq.heapify(queue)
    while queue:
        _, c = heapq.heappop(queue)
        now, then = ladders[c][step[c]], ladders[c][step[c] + 1]
        more = used + claims[c].use[:, then] - claims[c].use[:, now]
        if np.any(more > room):
            continue  # its later steps use still more
        used, step[c] = more, step[c] + 1
        if step[c] + 1 < len(ladders[c]):
            heapq.heappush(queue, (-next_gain(c), c))
    return [ladder[at] for ladder, at in zip(ladders, step, strict=True)]


def _gain(profit: Doubles, cost: Doubles, now: int, then: int) -> float:
    """Return profit per cost of a step up; a free one comes first."""
    return float((profit[then] - profit[now]) / max(cost[then] - cost[now], 1e-12))

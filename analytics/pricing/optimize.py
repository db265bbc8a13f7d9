"""The discount to recommend: best among what prices have been seen, margins allow and limits leave."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles
from analytics.findings import Finding
from analytics.pricing.constraints import Options
from analytics.pricing.offers import GRID, OfferCurves
from analytics.pricing.offers.curves import at_discounts

_SOME, _SOME_SHARE = 2, 0.002  # products that had a markdown, at least: so all customers have seen such
_NEAR = 1e-9  # a discount this close to a step of the grid is that step [steps]


@dataclass(frozen=True)
class Recommendation:
    """The best discount of an offer for one segment.

    Attributes
    ----------
    at : position on `GRID`, the nearest one where a price ending moved the discount off the grid
    is_cut : whether a deeper discount looked better but lies beyond the prices that were ever seen
    exact : the discount that the bundle's real price comes to, where it is not the grid's [share]
    price : of the bundle, where limits were looked at [currency]
    held_by : the limit that keeps a better price away
    is_slight : whether a discount is left out that promises next to nothing and may lose as much
    """

    at: int
    is_cut: bool
    exact: float | None = None
    price: float | None = None
    held_by: Finding | None = None
    is_slight: bool = False

    @classmethod
    def near(cls, discount: float, price: float, is_cut: bool = False) -> "Recommendation":
        """Return a discount, on the grid or off it, at a price of the bundle."""
        at = int(np.clip(round(discount * 100), 0, len(GRID) - 1))
        return cls(at, is_cut, None if abs(discount - GRID[at]) < _NEAR else discount, price)

    @property
    def discount_share(self) -> float:
        """Return the discount [share, 0-1]."""
        return float(GRID[self.at]) if self.exact is None else self.exact


def deepest_seen(parts: Sequence[int], price: Doubles, lowest_price: Doubles) -> float:
    """Return the deepest discount that the data speak about.

    At least half of the parts were sold so low, or `markdown_of_some` of the shop's products were: customers
    answer prices alike. Never less than `together_seen`, beyond which the price book warns.

    Parameters
    ----------
    parts : positions of the offer's parts
    price, lowest_price : (n_products,) today's and the lowest prices seen, of the whole catalog [currency]
    """
    own, lowest = price[list(parts)], lowest_price[list(parts)]
    half = np.sort(markdowns(own, lowest))[len(own) // 2]
    return float(max(half, markdown_of_some(price, lowest_price), together_seen(own, lowest)))


def markdown_of_some(price: Doubles, lowest_price: Doubles) -> float:
    """Return the discount that two products of the catalog had, or two in a thousand [share]."""
    every = np.sort(markdowns(price, lowest_price))
    n = max(_SOME, int(np.ceil(_SOME_SHARE * len(every))))
    return float(every[-n]) if len(every) >= n else 0.0


def markdowns(price: Doubles, lowest_price: Doubles) -> Doubles:
    """Return how far below today's prices products were sold, (n_products,) [share]."""
    return np.asarray(1 - np.minimum(lowest_price, price) / price)


def together_seen(parts_price: Doubles, lowest_price: Doubles) -> float:
    """Return the discount at which the bundle costs what its parts cost at their lowest prices seen.

    Parameters
    ----------
    parts_price, lowest_price : (n_parts,) today's and the lowest prices seen [currency]
    """
    lowest = np.minimum(lowest_price, parts_price)
    return float(1 - lowest.sum() / parts_price.sum())


def best_discounts(curves: OfferCurves, deepest: float, barred: Collection[int] = ()) -> list[Recommendation]:
    """Return the most profitable discount of every segment, cut back to the deepest that was seen.

    The mean over the fit and its members decides, so that a lucky fit does not.

    Parameters
    ----------
    deepest : largest discount that the data speak about [share, 0-1]
    barred : discounts that may not be given [whole per cent]
    """
    return [_best(row, deepest, barred) for row in mean_profit(curves)]


def best_flat_discount(curves: OfferCurves, deepest: float, barred: Collection[int] = ()) -> Recommendation:
    """Return the best single discount for all segments together, chosen as `best_discounts` does."""
    return _best(curves.weight @ mean_profit(curves), deepest, barred)


def best_options(curves: OfferCurves, options: Options, deepest: float) -> list[Recommendation]:
    """Return the most profitable of the allowed prices for every segment, as `best_discounts` does.

    Parameters
    ----------
    options : what the limits leave
    deepest : largest discount that the data speak about [share, 0-1]
    """
    profit = at_discounts(mean_profit(curves), options.discount_share)
    free = best_discounts(curves, deepest)
    return [chosen_option(options, int(row.argmax()), f) for row, f in zip(profit, free, strict=True)]


def chosen_option(options: Options, place: int, free: Recommendation) -> Recommendation:
    """Return one of the options as a recommendation; `free` is what would be chosen without limits."""
    discount, price = float(options.discount_share[place]), float(options.price[place])
    return Recommendation.near(discount, price, free.is_cut)


def mean_profit(curves: OfferCurves) -> Doubles:
    """Return incremental profit as decisions see it, (n_segments, n_discounts): the members' mean.

    Members know a sample of the visits only: what they differ from the fit there is added to the fit.
    """
    profit = curves.metrics["incremental_profit"]
    if len(curves.replicates):
        profit = profit + curves.replicates.mean(0) - curves.replicates[0]
    return np.asarray(profit)


def last_seen(deepest: float) -> int:
    """Return the last position on `GRID` that the data speak about."""
    return min(max(int(np.floor(deepest * 100 + 1e-6)), 0), len(GRID) - 1)


def _best(profit: Doubles, deepest: float, barred: Collection[int]) -> Recommendation:
    last = last_seen(deepest)
    free = int(profit.argmax()) if profit.max() > 0 else 0
    allowed = profit[: last + 1].copy()
    allowed[[at for at in barred if at <= last]] = -np.inf
    best = int(allowed.argmax())
    return Recommendation(best if profit[best] > 0 else 0, is_cut=free > last)

"""The limits that the shop sets: which prices of an offer are allowed, and what speaks against one."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from analytics.arrays import Bools, Doubles
from analytics.findings import Finding, Reason, as_shown
from analytics.pricing.money import BundleMoney
from analytics.pricing.offers import GRID
from analytics.pricing.ranges import MOST, check_ranges
from data.schema import InputError

Ending = Literal["none", ".99", ".95", "whole"]
ENDINGS: tuple[Ending, ...] = get_args(Ending)
_CENTS = {".99": 0.99, ".95": 0.95, "whole": 0.0}
_CENT = 0.005  # what rounding to cents may take off a price [currency]
_TINY = 1e-9  # what sums of doubles may be off [share]


@dataclass(frozen=True)
class Constraints:
    """What the shop allows; without arguments, everything.

    Parameters
    ----------
    least_margin : of a bundle: contribution after all costs ÷ its price [share]
    deepest_discount : on the sum of the parts' prices [share]
    price_ending : how a bundle's price has to end
    largest_change : of what the parts cost together today [share of today's price]
    stock : product → units at hand for the horizon; others are never short
    excluded : products that may be in no bundle
    budget : given up in discounts over the horizon, all offers together [currency]
    horizon_weeks : for which stock and budget have to last
    offers_per_visit : shown at most side by side: more than a few are not looked at, and what they do to
        each other is no longer small
    below_cost : whether a bundle may be sold for less than its parts cost the shop
    fairness_limit : how much more than all a group of customers may pay on average for an offer [share]
    fairness_groups : the attribute of the customers that makes the groups

    Raises
    ------
    InputError
        A figure outside its range.
    """

    least_margin: float | None = None
    deepest_discount: float | None = None
    price_ending: Ending = "none"
    largest_change: float | None = None
    stock: tuple[tuple[str, float], ...] = ()
    excluded: tuple[str, ...] = ()
    budget: float | None = None
    horizon_weeks: float = 4.0
    offers_per_visit: int = 3
    below_cost: bool = False
    fairness_limit: float | None = None
    fairness_groups: str | None = None

    def __post_init__(self) -> None:
        check_ranges(self, **RANGES_OF_LIMITS)
        if self.price_ending not in ENDINGS:
            raise InputError(f"no price ends in {self.price_ending!r}", f"Choose one of {', '.join(ENDINGS)}")
        if (self.fairness_limit is None) != (self.fairness_groups is None):
            raise InputError(
                "a limit on what groups pay needs both the limit and the groups",
                "Give --fairness-limit 0.02 with --fairness-groups COLUMN",
            )
        if any(not 0 <= units <= MOST for _, units in self.stock):
            raise InputError("a stock is below zero or no number", "Give the units at hand, 0 or more")

    @property
    def deepest(self) -> float:
        """Return the deepest discount that depth and change allow together [share]."""
        given = [d for d in (self.deepest_discount, self.largest_change) if d is not None]
        return min(given, default=1.0)

    @property
    def is_shared(self) -> bool:
        """Return whether offers compete: for a budget or for units."""
        return self.budget is not None or bool(self.stock)

    @property
    def barred(self) -> frozenset[str]:
        """Return the products that no bundle may hold: excluded, or nothing left of them."""
        return frozenset(self.excluded) | self.out_of_stock

    @property
    def out_of_stock(self) -> frozenset[str]:
        """Return the products of which nothing is left."""
        return frozenset(product for product, units in self.stock if units == 0)


RANGES_OF_LIMITS: dict[str, tuple[float, float]] = {
    "least_margin": (-1, 1),
    "deepest_discount": (0, 1),
    "largest_change": (0, 1),
    "budget": (0, MOST),
    "horizon_weeks": (0.1, 520),
    "offers_per_visit": (1, 20),
    "fairness_limit": (0, 1),
}
NO_LIMITS = Constraints()


def bundle_prices(limits: Constraints, money: BundleMoney, discount: Doubles = GRID) -> Doubles:
    """Return the price that each discount comes to, (n_discounts,) [currency].

    In whole cents, and never below the discount where a limit holds from below; with an ending, the nearest
    price that ends so. The discount is then 1 − price ÷ the parts' price, which may lie between the steps
    asked for.
    """
    exact = money.component_price * (1 - discount)
    if limits.price_ending != "none":
        cents = _CENTS[limits.price_ending]
        return np.asarray(np.round(np.maximum(np.round(exact - cents), 0) + cents, 2))
    if limits.deepest < 1 or limits.least_margin is not None:
        return np.asarray(np.ceil(exact * 100 - 1e-6) / 100)
    return np.asarray(np.round(exact, 2))


def is_allowed(limits: Constraints, money: BundleMoney, bundle_price: Doubles) -> Bools:
    """Return which prices of a bundle keep every limit, (n_prices,).

    A price at or above the parts' is no offer, so it is not one of them.
    """
    discount = money.discount(bundle_price)
    allowed = (bundle_price > 0) & (discount > 0) & (discount <= min(limits.deepest, GRID[-1]) + _TINY)
    if limits.least_margin is not None:
        allowed &= money.margin_share(np.maximum(bundle_price, 0.01)) >= limits.least_margin - _TINY
    if not limits.below_cost:
        allowed &= ~is_below_cost(money, bundle_price)
    if limits.price_ending != "none":
        off = np.abs(bundle_price - _CENTS[limits.price_ending])
        allowed &= np.abs(off - np.round(off)) < 1e-6
    return np.asarray(allowed)


def is_below_cost(money: BundleMoney, bundle_price: Doubles) -> Bools:
    """Return which prices of a bundle are below what its parts cost the shop, (n_prices,)."""
    return np.asarray(bundle_price < money.product_cost - _CENT)


def broken_limits(limits: Constraints, money: BundleMoney, bundle_price: float) -> list[Finding]:
    """Return each limit of a single offer that this price breaks."""
    price = np.array([bundle_price])
    discount = float(money.discount(price)[0])
    margin = float(money.margin_share(np.maximum(price, 0.01))[0])
    broken = [
        Finding(reason, {"is": as_shown(share), "limit": limit})
        for limit, share, sign, reason in (
            (limits.deepest_discount, discount, 1, Reason.TOO_DEEP),
            (limits.largest_change, discount, 1, Reason.TOO_LARGE_A_CHANGE),
            (limits.least_margin, margin, -1, Reason.MARGIN_TOO_SMALL),
        )
        if limit is not None and sign * (share - limit) > _TINY
    ]
    if not limits.below_cost and is_below_cost(money, price).all():
        broken.append(Finding(Reason.BELOW_COST, {"price": bundle_price, "cost": money.product_cost}))
    if not broken and not is_allowed(limits, money, price).all():
        return [Finding(Reason.NO_PRICE_ALLOWED)]
    return broken


@dataclass(frozen=True)
class Options:
    """What may be done with one offer: nothing, or one of the prices that its limits allow.

    Attributes
    ----------
    price, discount_share : (n_options,) the first is the parts' price: no offer
    """

    price: Doubles
    discount_share: Doubles

    @classmethod
    def within(cls, limits: Constraints, money: BundleMoney, deepest_seen: float = 1.0) -> "Options":
        """Return the prices of one offer that keep every limit and were seen before."""
        price = bundle_prices(limits, money)
        discount = money.discount(price) if limits.price_ending != "none" else GRID
        allowed = is_allowed(limits, money, price) & (discount > 0) & (discount <= deepest_seen + 1e-8)
        return cls(np.append(money.component_price, price[allowed]), np.append(0.0, discount[allowed]))

"""The one accounting: revenue, fee, cost, fulfilment, returns, contribution, and what an offer adds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints, Numbers
from analytics.pricing.ranges import MOST, check_ranges

MOST_RETURNED = 0.95  # beyond, a product has no sales to speak of


@dataclass(frozen=True)
class Costs:
    """What a sale costs the shop, and what it leaves.

    Attributes
    ----------
    product_cost : (n_products,) per unit [currency]
    return_share : (n_products,) expected share of units sent back, refunded and restocked
    per_order, per_item : fulfilment per parcel and per unit [currency]
    payment_fee_share : of revenue
    """

    product_cost: Doubles
    return_share: Doubles
    per_order: float = 0.0
    per_item: float = 0.0
    payment_fee_share: float = 0.0

    def of(self, products: Sequence[int] | Ints) -> "Costs":
        """Return the costs of some products, by their positions."""
        at = np.asarray(products, int)
        return replace(self, product_cost=self.product_cost[at], return_share=self.return_share[at])

    def steps(self, price: Doubles) -> dict[str, Doubles]:
        """Return the signed money of one unit of each product, each (..., n_products) [currency].

        Parameters
        ----------
        price : (..., n_products) paid
        """
        fee = self.payment_fee_share * price
        return {
            "revenue": price,
            "payment_fee": -fee,
            "product_cost": np.broadcast_to(-self.product_cost, price.shape),
            "fulfilment": np.full(price.shape, -self.per_item),
            "returns": -(price - fee - self.product_cost) * self.return_share,
        }

    def contributions(self, price: Doubles) -> Doubles:
        """Return what one unit of each product contributes, less its parcel, (..., n_products) [currency]."""
        return np.asarray(sum(self.steps(price).values()))

    def kept(self, price: Doubles) -> Doubles:
        """Return what fees and returns leave of the revenue of a unit, (..., n_products) [currency].

        A discount gives up its share of this, since costs stay as they are.
        """
        return np.asarray(price * (1 - self.payment_fee_share) * (1 - self.return_share))

    def in_one_parcel(self, contributions: Doubles, baskets: Doubles) -> Doubles:
        """Return what each basket contributes, sent in one parcel, (n_baskets,) [currency].

        Parameters
        ----------
        contributions : (n_products,) of one unit of each
        baskets : (n_baskets, n_products) of 0 and 1
        """
        return np.asarray(baskets @ contributions - self.per_order * baskets.any(1))

    def earning_nothing_beside(self, products: Sequence[int], price: Doubles) -> "Costs":
        """Return costs at which all other products contribute nothing at these prices."""
        is_own = np.isin(np.arange(len(price)), list(products))
        nothing_left = price * (1 - self.payment_fee_share) - self.per_item / (1 - self.return_share)
        return replace(self, product_cost=np.where(is_own, self.product_cost, nothing_left))


@dataclass(frozen=True)
class BundleMoney:
    """The money of one bundle.

    Attributes
    ----------
    component_price : what its parts cost together today [currency]
    contribution : of all parts in one parcel at today's prices [currency]
    outlay : contribution given up per share of discount [currency]
    product_cost : what its parts cost the shop [currency]
    """

    component_price: float
    contribution: float
    outlay: float
    product_cost: float = 0.0

    @classmethod
    def of(cls, price: Doubles, costs: Costs, parts: Sequence[int]) -> "BundleMoney":
        """Return the money of a bundle; `price` and the positions of its parts are the audience's."""
        own, of_parts = price[list(parts)], costs.of(parts)
        whole = of_parts.in_one_parcel(of_parts.contributions(own), np.ones((1, len(own))))
        cost = float(of_parts.product_cost.sum())
        return cls(float(own.sum()), float(whole[0]), float(of_parts.kept(own).sum()), cost)

    def discount(self, bundle_price: Doubles) -> Doubles:
        """Return the discount that each price comes to, (n_prices,) [share]."""
        return np.asarray(1 - bundle_price / self.component_price)

    def margin_share(self, bundle_price: Doubles) -> Doubles:
        """Return contribution ÷ price of the bundle, (n_prices,) [share]."""
        return np.asarray((self.contribution - self.discount(bundle_price) * self.outlay) / bundle_price)


def incremental_profit(
    contribution: Numbers, sold: Numbers, outlay: Numbers | float, without: Numbers
) -> Doubles:
    """Return what an offer adds: contribution less what its buyers are given, less that without the offer.

    Parameters
    ----------
    contribution : (..., n) per visit with the offer, at full prices [currency]
    sold : (..., n) share of visits that take the bundle
    outlay : contribution given up on each of them [currency]
    without : (n,) contribution per visit without the offer [currency]
    """
    return np.asarray(contribution - sold * outlay - without)


@dataclass(frozen=True)
class CostAssumptions:
    """What the analyst says of costs beside the shop's files.

    Parameters
    ----------
    margin_share : margin where a product's cost is unknown [share of price]; marked as assumed
    per_order, per_item : fulfilment per parcel and per unit [currency]
    payment_fee_share : of revenue
    return_share : of the units of every product, in place of what the shop's data show; None: as they show

    Raises
    ------
    InputError
        A figure outside its range.
    """

    margin_share: float = 0.3
    per_order: float = 0.0
    per_item: float = 0.0
    payment_fee_share: float = 0.0
    return_share: float | None = None

    def __post_init__(self) -> None:
        check_ranges(self, **RANGES_OF_COSTS)

    def costs(self, products: pd.DataFrame) -> Costs:
        """Return what sales of these products cost under the assumptions.

        Parameters
        ----------
        products : one row per product: list_price, cost (missing or 0 where unknown), return_share, and
            is_cost_assumed where some costs are an earlier assumption
        """
        price = products["list_price"].to_numpy(float)
        cost = np.where(
            is_cost_unknown(products), price * (1 - self.margin_share), products["cost"].to_numpy(float)
        )
        returned = products["return_share"].fillna(0).clip(0, MOST_RETURNED).to_numpy(float)
        if self.return_share is not None:
            returned = np.full(len(products), self.return_share)
        return Costs(cost, returned, self.per_order, self.per_item, self.payment_fee_share)


RANGES_OF_COSTS: dict[str, tuple[float, float]] = {
    "margin_share": (0, 1),
    "per_order": (0, MOST),
    "per_item": (0, MOST),
    "payment_fee_share": (0, 0.5),
    "return_share": (0, MOST_RETURNED),
}
AS_IN_FILES = CostAssumptions()


def is_cost_unknown(products: pd.DataFrame) -> Bools:
    """Return which products no file names the cost of, (n_products,)."""
    if "is_cost_assumed" in products:
        return products["is_cost_assumed"].to_numpy(bool)
    return ~(products["cost"].to_numpy(float) > 0)

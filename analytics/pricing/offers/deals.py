"""How an offer rewards whoever takes all its parts: a bundle price, a coupon on one part, free shipping."""

from dataclasses import dataclass, replace

from analytics.pricing.costs import Costs


@dataclass(frozen=True)
class Deal:
    """What whoever takes all parts of an offer gets; without arguments, a bundle price.

    Parameters
    ----------
    on : places of the parts whose prices the discount lowers, within the offer; every part where empty
    carried : shipping that those customers no longer pay, as the shop carries it [currency per parcel]
    used_share : share of the visitors who know of the deal and use it; the others see today's prices
    """

    on: tuple[int, ...] = ()
    carried: float = 0.0
    used_share: float = 1.0

    def places(self, n_parts: int) -> list[int]:
        """Return the places of the parts that get cheaper."""
        return list(self.on) or list(range(n_parts))


BUNDLE_PRICE = Deal()


@dataclass(frozen=True)
class CostChange:
    """Costs other than the shop's own; what is None stays as it is.

    Parameters
    ----------
    per_order, per_item : fulfilment per parcel and per unit [currency]
    payment_fee_share : of revenue
    product_cost_change : by how much the cost of every product rises [share], -0.1 is a tenth less
    """

    per_order: float | None = None
    per_item: float | None = None
    payment_fee_share: float | None = None
    product_cost_change: float = 0.0

    def of(self, costs: Costs) -> Costs:
        """Return the shop's costs with this change."""
        names = ("per_order", "per_item", "payment_fee_share")
        changed = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return replace(costs, product_cost=costs.product_cost * (1 + self.product_cost_change), **changed)

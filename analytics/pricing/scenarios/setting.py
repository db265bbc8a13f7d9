"""What a scenario is beside its discounts: its parts, how the discount is given, costs and traffic."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from analytics.pricing.money import Costs
from analytics.pricing.offers.deals import Deal


class Mechanism(StrEnum):
    """How whoever takes all parts gets the discount."""

    BUNDLE_PRICE = "bundle_price"
    COUPON = "coupon"
    FREE_SHIPPING = "free_shipping"


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
        changed = {name: getattr(self, name) for name in OWN_COSTS if getattr(self, name) is not None}
        return replace(costs, product_cost=costs.product_cost * (1 + self.product_cost_change), **changed)


@dataclass(frozen=True)
class Setting:
    """All that a scenario may have of its own beside discounts; without arguments, as its bundle has it.

    Parameters
    ----------
    parts : product ids; the chosen bundle's where empty
    coupon_for : the part that a coupon is for; the second where empty
    used_share : share of the visitors who use the coupon
    shipping : what customers pay per parcel today and the shop carries then [currency]
    costs : costs other than the shop's own
    visits_change : visits above or below those expected [share]
    """

    parts: tuple[str, ...] = ()
    mechanism: Mechanism = Mechanism.BUNDLE_PRICE
    coupon_for: str = ""
    used_share: float = 1.0
    shipping: float = 0.0
    costs: CostChange = field(default_factory=CostChange)
    visits_change: float = 0.0

    def deal(self, parts: Sequence[str]) -> Deal:
        """Return what whoever takes all of these parts gets."""
        if self.mechanism == Mechanism.COUPON:
            place = list(parts).index(self.coupon_for) if self.coupon_for in parts else 1
            return Deal(on=(place,), used_share=self.used_share)
        return Deal(carried=self.shipping) if self.mechanism == Mechanism.FREE_SHIPPING else Deal()

    def of(self, parts: Sequence[str]) -> tuple[str, ...]:
        """Return the parts that are on offer where the chosen bundle has these."""
        return self.parts or tuple(parts)

    @property
    def with_usual_visits(self) -> "Setting":
        """Return the setting as far as it changes what happens in one visit."""
        return replace(self, visits_change=0.0)


OWN_COSTS = ("per_order", "per_item", "payment_fee_share")  # in place of the shop's
AS_CHOSEN = Setting()  # the chosen bundle, in all as the shop has it

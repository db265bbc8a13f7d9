"""What a scenario is beside its discounts: its parts, how the discount is given, costs and traffic."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from analytics.pricing.offers.deals import CostChange, Deal
from components import formats

BUNDLE_PRICE, COUPON, SHIPPING = "Bundle price", "Coupon on one part", "Free shipping"
MECHANISMS = {
    BUNDLE_PRICE: "Whoever takes all parts pays the bundle's price.",
    COUPON: "Whoever takes all parts gets the discount on one of them.",
    SHIPPING: "Whoever takes all parts pays no shipping; the discount comes on top.",
}


@dataclass(frozen=True)
class Setting:
    """All that a scenario may have of its own beside discounts; without arguments, as the page has it.

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
    mechanism: str = BUNDLE_PRICE
    coupon_for: str = ""
    used_share: float = 1.0
    shipping: float = 0.0
    costs: CostChange = field(default_factory=CostChange)
    visits_change: float = 0.0

    def deal(self, parts: Sequence[str]) -> Deal:
        """Return what whoever takes all of these parts gets."""
        if self.mechanism == COUPON:
            place = list(parts).index(self.coupon_for) if self.coupon_for in parts else 1
            return Deal(on=(place,), used_share=self.used_share)
        return Deal(carried=self.shipping) if self.mechanism == SHIPPING else Deal()

    def of(self, parts: Sequence[str]) -> tuple[str, ...]:
        """Return the parts that are on offer where the chosen bundle has these."""
        return self.parts or tuple(parts)

    @property
    def with_usual_visits(self) -> "Setting":
        """Return the setting as far as it changes what happens in one visit."""
        return replace(self, visits_change=0.0)

    def words(self, labels: Mapping[str, str], currency: str) -> str:
        """Return what differs from the page's bundle, costs and visits; nothing where all is the same."""
        return " · ".join(
            [*self._offer_words(labels, currency), *self._cost_words(currency), *self._visits_words()]
        )

    def _offer_words(self, labels: Mapping[str, str], currency: str) -> list[str]:
        words = [" + ".join(labels.get(p, p) for p in self.parts)] if self.parts else []
        if self.mechanism == COUPON:
            coupon_for = labels.get(self.coupon_for, "the second part")
            used = "" if self.used_share >= 1 else f", used by {formats.share(self.used_share, 0)}"
            words.append(f"coupon on {coupon_for}{used}")
        elif self.mechanism == SHIPPING:
            words.append(f"free shipping worth {formats.money(self.shipping, currency)}")
        return words

    def _cost_words(self, currency: str) -> list[str]:
        costs, words = self.costs, []
        if costs.per_order is not None:
            words.append(f"{formats.money(costs.per_order, currency)} a parcel")
        if costs.per_item is not None:
            words.append(f"{formats.money(costs.per_item, currency)} an item")
        if costs.payment_fee_share is not None:
            words.append(f"payment fee {formats.share(costs.payment_fee_share)}")
        if costs.product_cost_change:
            words.append(f"product costs {formats.signed_share(costs.product_cost_change)}")
        return words

    def _visits_words(self) -> list[str]:
        return [f"visits {formats.signed_share(self.visits_change)}"] if self.visits_change else []

    def plain(self) -> dict[str, Any]:
        """Return the setting as JSON holds it."""
        return asdict(self)

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any] | None, known: Sequence[str]) -> "Setting":
        """Return the setting that `plain` gave; parts that are not known any more are left out.

        Parameters
        ----------
        known : product ids in scope
        """
        if plain is None:
            return cls()
        parts = tuple(plain["parts"]) if set(plain["parts"]) <= set(known) else ()
        return cls(**{**plain, "parts": parts, "costs": CostChange(**plain["costs"])})


AS_ON_THE_PAGE = Setting()

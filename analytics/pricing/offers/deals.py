"""How an offer rewards whoever takes all its parts: a bundle price, a coupon on one part, free shipping."""

from dataclasses import dataclass


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

"""What a sale costs the shop, from the product to the parcel."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Costs:
    """What a sale costs the shop.

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

    def margins(self, price: Doubles) -> Doubles:
        """Return the contribution of one unit of each product at these prices, (n_products,) [currency]."""
        kept = 1 - self.return_share
        return (price * (1 - self.payment_fee_share) - self.product_cost) * kept - self.per_item

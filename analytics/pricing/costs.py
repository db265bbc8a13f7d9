"""What a sale costs the shop, from the product to the parcel, and what is assumed where no file says."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.pricing.ranges import MOST, check_ranges

Doubles = NDArray[np.float64]
MOST_RETURNED = 0.95  # beyond, a product has no sales to speak of


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


def is_cost_unknown(products: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which products no file names the cost of, (n_products,)."""
    if "is_cost_assumed" in products:
        return products["is_cost_assumed"].to_numpy(bool)
    return ~(products["cost"].to_numpy(float) > 0)

"""What customers have contributed after all costs, and the share of their revenue that this is."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.pricing.money import CostAssumptions

SHOP_WEIGHT = 2.0  # typical purchases at the shop's margin that count beside a customer's own


def contributions(
    customer_products: pd.DataFrame, products: pd.DataFrame, n_orders: pd.Series, costs: CostAssumptions
) -> Doubles:
    """Return what each customer has contributed so far, (n_customers,) [currency].

    Parameters
    ----------
    customer_products, products : marts
    n_orders : orders of each customer, by customer_id; a parcel each
    """
    at = pd.Index(products["product_id"]).get_indexer(customer_products["product_id"])
    units = customer_products["units"].to_numpy(np.float64)
    price = customer_products["revenue"].to_numpy(np.float64) / np.where(units > 0, units, 1)
    lines = costs.costs(products).of(at).contributions(price) * units
    by_customer = pd.Series(lines).groupby(customer_products["customer_id"].to_numpy()).sum()
    parcels = costs.per_order * n_orders.to_numpy(np.float64)
    return np.asarray(by_customer.reindex(n_orders.index, fill_value=0.0).to_numpy(np.float64) - parcels)


def margin_shares(contribution: Doubles, revenue: Doubles, n_purchases: Doubles) -> Doubles:
    """Return the share of coming revenue that each customer will contribute, (n_customers,).

    The customer's own share, drawn toward the shop's the more the fewer purchases there are.
    """
    if revenue.sum() <= 0:
        return np.zeros(len(revenue))
    share_of_shop, typical = contribution.sum() / revenue.sum(), revenue.sum() / n_purchases.sum()
    weight = SHOP_WEIGHT * typical
    return np.asarray((contribution + weight * share_of_shop) / (np.maximum(revenue, 0) + weight))

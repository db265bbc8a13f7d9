"""What the whole shop sells, products that no offer can hold included: what a portfolio is compared with."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from analytics.pricing.money import CostAssumptions


@dataclass(frozen=True)
class Sales:
    """What a shop has sold in its visits so far.

    Attributes
    ----------
    products : one row per product sold: product_id, units, revenue, list_price, cost, return_share
    n_visits, n_parcels : in which they were sold, and the visits among them that bought
    """

    products: pd.DataFrame
    n_visits: int
    n_parcels: int

    def contribution(self, costs: CostAssumptions, n_visits: float) -> float:
        """Return what all sales of so many visits contribute, at the prices that were paid [currency]."""
        units, revenue = (self.products[name].to_numpy(float) for name in ("units", "revenue"))
        costs_of_sales = costs.costs(self.products)
        sold = float(units @ costs_of_sales.contributions(revenue / units))
        return (sold - self.n_parcels * costs.per_order) / max(self.n_visits, 1) * n_visits

    def revenue_share(self, product_ids: Collection[str]) -> float:
        """Return which share of the revenue these products bring; 0 where there is none."""
        revenue = self.products["revenue"]
        own = float(revenue[self.products["product_id"].isin(list(product_ids))].sum())
        return own / float(revenue.sum()) if revenue.sum() > 0 else 0.0

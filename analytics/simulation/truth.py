"""What is true in a simulated shop: what offers earn and how sales answer prices, whoever made the shop."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
GRID: Floats = np.arange(61) / 100  # discounts that the oracle tries


@dataclass(frozen=True, eq=False)
class Truth(ABC):
    """What only the maker of a shop can know; never an input of a model.

    Groups are named as the maker names them; None is everyone. A question is about today's prices and wants,
    or `at` a `price` (n_products,) [currency] and a `day` where the maker knows of others.

    Attributes
    ----------
    product_ids : in the order of all arrays
    list_price : (n_products,) prices of the parts where no others are asked about [currency]
    cross : (n_products, n_products) cross effects, symmetric, zero diagonal [logits]
    """

    product_ids: list[str]
    list_price: Floats
    cross: NDArray[Any]

    @abstractmethod
    def response(
        self, group: Any = None, *, price: Floats | None = None, day: float | None = None
    ) -> tuple[Floats, Floats]:
        """Return P(buy) and d P(buy) ÷ d own price of every product, both (n_products,)."""

    @abstractmethod
    def offer_curve(
        self,
        offer: Sequence[int],
        group: Any = None,
        grid: Floats = GRID,
        *,
        price: Floats | None = None,
        day: float | None = None,
    ) -> Floats:
        """Return take rate and extra profit per visit at every discount of the grid, (2, n_discounts).

        Mixed bundling: whoever takes all parts pays the bundle's price; profit is after cost and returns,
        and counts what the offer does to all other products.
        """

    def elasticities(self, group: Any = None, **at: Any) -> Floats:
        """Return d log sales ÷ d log own price of every product, (n_products,)."""
        chance, slope = self.response(group, **at)
        return np.asarray(at.get("price", self.list_price) * slope / chance)

    def positions(self, product_ids: Sequence[str]) -> list[int]:
        """Return where these products stand."""
        at = {name: j for j, name in enumerate(self.product_ids)}
        return [at[name] for name in product_ids]

    def curves(
        self, offers: Mapping[str, Sequence[str]], groups: Mapping[str, Any], **at: Any
    ) -> pd.DataFrame:
        """Return offer_id, segment, discount_share, true_take, true_profit: a row per discount.

        Parameters
        ----------
        offers : offer_id → product ids
        """
        frames = []
        for (segment, group), (offer_id, ids) in product(groups.items(), offers.items()):
            take, profit = self.offer_curve(self.positions(ids), group, **at)
            columns = {"discount_share": GRID, "true_take": take, "true_profit": profit}
            frames.append(pd.DataFrame({"offer_id": offer_id, "segment": segment} | columns))
        return pd.concat(frames, ignore_index=True)

    def elasticity_rows(self, groups: Mapping[str, Any], **at: Any) -> pd.DataFrame:
        """Return product_id, segment, true_elasticity: one row per product and group."""
        frames = []
        for name, group in groups.items():
            values = self.elasticities(group, **at)
            columns = {"product_id": self.product_ids, "segment": name, "true_elasticity": values}
            frames.append(pd.DataFrame(columns))
        return pd.concat(frames, ignore_index=True)

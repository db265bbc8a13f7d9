"""A synthetic shop at once, in memory: its files and the truth behind them."""

from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from analytics.simulation.catalog import product_rows
from analytics.simulation.config import WorldConfig
from analytics.simulation.people import People
from analytics.simulation.planted import PlantedTruth
from analytics.simulation.shop import shop_blocks


@dataclass(frozen=True)
class SyntheticShop:
    """The files of a synthetic shop and the truth behind them."""

    config: WorldConfig
    events: pd.DataFrame
    products: pd.DataFrame
    customers: pd.DataFrame
    truth: PlantedTruth
    defects: pd.DataFrame  # rows of the events spoiled on purpose: row (from 0), column, reason

    @property
    def product_ids(self) -> list[str]:
        """The products' ids in the order of the truth's arrays."""
        return self.truth.product_ids


def simulate_shop(config: WorldConfig | None = None, **changes: object) -> SyntheticShop:
    """Simulate a shop: customers, prices, visits, and baskets; the same seed gives the same shop.

    Parameters
    ----------
    config : WorldConfig
        What the shop is like; keyword arguments override single fields.
    """
    config = replace(config or WorldConfig(), **changes)  # type: ignore[arg-type]
    assortment, blocks = shop_blocks(config)
    parts = list(blocks)
    first = np.cumsum([0, *(len(part.events) for part in parts)])
    defects = [
        part.defects.assign(row=part.defects["row"] + n) for part, n in zip(parts, first, strict=False)
    ]
    return SyntheticShop(
        config=config,
        events=pd.concat([part.events for part in parts], ignore_index=True),
        products=product_rows(assortment),
        customers=pd.concat([part.customers for part in parts], ignore_index=True),
        truth=PlantedTruth.of(assortment, _joined([part.people for part in parts])),
        defects=pd.concat(defects, ignore_index=True),
    )


def _joined(parts: list[People]) -> People:
    """Return several groups of customers as one."""
    return People(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(People)})

"""What a run learns from: its snapshot of the shop, read back into visits × products."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.demand.product_columns import product_columns
from analytics.demand.reference_prices import reference_prices
from analytics.demand.visits import Floats, Visits, build_visits
from analytics.numerics import random_stream
from analytics.runs import artifacts
from analytics.runs.config import RunConfig
from analytics.segments import FIGURES, SegmentChoice

NO_PURCHASE = "No purchase yet"  # the segment of customers who only looked
MOST_VISITS = 300_000  # beyond, customers are sampled: bands hardly narrow, minutes grow


@dataclass(frozen=True)
class Snapshot:
    """What a run learns from.

    Attributes
    ----------
    customers, customers_before : segments and attributes by customer, as of now and of the holdout's start
    listing : one row per product in scope, in the order of `visits.product_ids`
    boundary : first moment held out
    """

    visits: Visits
    customers: pd.DataFrame
    customers_before: pd.DataFrame
    listing: pd.DataFrame
    reference_price: Floats
    boundary: np.datetime64

    @property
    def columns(self) -> Floats:
        """What is known of the products beside their sales, (n_products, n_columns)."""
        return product_columns(self.listing, self.reference_price)


def read_snapshot(directory: Path, config: RunConfig) -> Snapshot:
    """Read a run's Parquet files into visits × products; raises DamagedRunError where one cannot be read."""
    visits = build_visits(
        learned_from(artifacts.VISITS.read(directory), config.seed),
        artifacts.VISIT_LINES.read(directory),
        artifacts.PRICE_DAYS.read(directory),
        list(config.products),
        config.instruments,
    )
    listing = artifacts.PRODUCTS_IN.read(directory).set_index("product_id").reindex(list(config.products))
    return Snapshot(
        visits,
        attributes_of(artifacts.CUSTOMERS_IN.read(directory), config.segments),
        attributes_of(artifacts.CUSTOMERS_BEFORE.read(directory), config.segments),
        listing.reset_index(),
        reference_prices(visits, listing["list_price"].to_numpy(float)),
        np.datetime64(artifacts.FACTS.read(directory)["boundary"]),
    )


def learned_from(visits: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the visits of whole customers, as many as the budget of visits allows."""
    if len(visits) <= MOST_VISITS:
        return visits
    customers = np.sort(visits["customer_id"].unique().astype(object))
    keep = random_stream(seed).random(len(customers)) < MOST_VISITS / len(visits)
    return visits[visits["customer_id"].isin(customers[keep])]


def attributes_of(customers: pd.DataFrame, choice: SegmentChoice) -> pd.DataFrame:
    """Return what the demand model knows of customers, indexed by customer_id: segment and attributes."""
    known = (*FIGURES, "segment", "cluster", "persona", choice.attribute)
    names = [name for name in customers.columns if name not in known]
    return customers.set_index("customer_id")[["segment", *names]]

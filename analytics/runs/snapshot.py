"""What a run learns from: its snapshot of the shop, read back into a log of visits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.demand.build_log import build_log
from analytics.demand.cells import Cells, learned_cells
from analytics.demand.product_columns import product_columns
from analytics.demand.reference_prices import reference_prices
from analytics.demand.training import Progress
from analytics.demand.visit_log import VisitLog
from analytics.embeddings.columns import as_column
from analytics.numerics import random_stream
from analytics.runs import artifacts
from analytics.runs.config import RunConfig
from analytics.segments.choice import FIGURES, SegmentChoice
from data.privacy.artifacts import reading

NO_PURCHASE = "No purchase yet"  # the segment of customers who only looked
MOST_TESTED = 30  # products
TESTED_CELLS = 600_000  # that the model under test learns from: more would move the third digit of its AUC
MOST_VISITS = 300_000  # beyond, customers are sampled: bands hardly narrow, minutes grow


@dataclass(frozen=True)
class Snapshot:
    """What a run learns from.

    Attributes
    ----------
    log : all visits
    cells : of the log, what the demand model learns from
    customers, customers_before : segments and attributes by customer, as of now and of the holdout's start
    listing : one row per product in scope, in the order of `log.product_ids`
    boundary : first moment held out
    """

    log: VisitLog
    cells: Cells
    customers: pd.DataFrame
    customers_before: pd.DataFrame
    listing: pd.DataFrame
    reference_price: Floats
    boundary: np.datetime64

    @property
    def columns(self) -> Floats:
        """What is known of the products beside their sales, (n_products, n_columns)."""
        return product_columns(self.listing, self.reference_price)

    def fit_arguments(
        self, report: Progress
    ) -> tuple[VisitLog, pd.DataFrame, Floats, Progress, Floats, Cells, Ints]:
        """Return what `BasketChoice.fit` and `prepare` ask for, in their order."""
        price = self.reference_price
        return self.log, self.customers, price, report, self.columns, self.cells, self.category

    @property
    def category(self) -> Ints:
        """The code of each product's category, (n_products,); below zero where unknown."""
        if "category" not in self.listing:
            return np.full(len(self.listing), -1)
        return np.asarray(pd.factorize(self.listing["category"])[0], np.int64)

    def of_products(self, product_ids: tuple[str, ...]) -> "Snapshot":
        """Return what the run learns from of some products only."""
        at = [self.log.product_ids.index(p) for p in product_ids]
        log = self.log.in_scope(product_ids)
        listing = self.listing.iloc[at].reset_index(drop=True)
        cells, price = learned_cells(log, 0, TESTED_CELLS), self.reference_price[at]
        return replace(self, log=log, cells=cells, listing=listing, reference_price=price)


def tested_products(log: VisitLog, wanted: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the products that models are tested on: so many that testing a catalog takes as long as a shelf.

    Parameters
    ----------
    wanted : products that come before best sellers
    """
    sold = np.bincount(log.bought.product, minlength=log.n_products)
    sellers = (log.product_ids[j] for j in np.argsort(-sold, kind="stable"))
    chosen = set(list(dict.fromkeys((*wanted, *sellers)))[:MOST_TESTED])
    return tuple(product for product in log.product_ids if product in chosen)


def read_snapshot(directory: Path, config: RunConfig) -> Snapshot:
    """Read a run's Parquet files into a log of visits; raises DamagedRunError where one cannot be read."""
    log = read_log(directory, config)
    listing = artifacts.PRODUCTS_IN.read(directory).set_index("product_id").reindex(list(config.products))
    listing = with_vectors(listing.reset_index(), directory)
    cells = learned_cells(log, config.seed)
    with reading(directory, artifacts.FACTS.name):
        boundary = np.datetime64(artifacts.FACTS.read(directory)["boundary"])
    return Snapshot(
        log,
        cells,
        attributes_of(artifacts.CUSTOMERS_IN.read(directory), config.segments, config.barred),
        attributes_of(artifacts.CUSTOMERS_BEFORE.read(directory), config.segments, config.barred),
        listing,
        reference_prices(cells, listing["list_price"].to_numpy(float)),
        boundary,
    )


def read_log(directory: Path, config: RunConfig) -> VisitLog:
    """Read the visits of a run's Parquet files; raises DamagedRunError where one cannot be read."""
    return build_log(
        learned_from(artifacts.VISITS.read(directory), config.seed),
        artifacts.VISIT_LINES.read(directory),
        artifacts.PRICE_DAYS.read(directory),
        list(config.products),
        config.instruments,
    )


def with_vectors(listing: pd.DataFrame, directory: Path) -> pd.DataFrame:
    """Return a run's products with those vectors of their texts and pictures that its model is given."""
    if not artifacts.PRODUCT_VECTORS.is_in(directory):
        return listing
    vectors = artifacts.PRODUCT_VECTORS.read(directory)
    return listing.assign(**{name: as_column(rows) for name, rows in vectors.items()})


def learned_from(visits: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the visits of whole customers, as many as the budget of visits allows."""
    if len(visits) <= MOST_VISITS:
        return visits
    customers = np.sort(visits["customer_id"].unique().astype(object))
    keep = random_stream(seed).random(len(customers)) < MOST_VISITS / len(visits)
    return visits[visits["customer_id"].isin(customers[keep])]


def attributes_of(
    customers: pd.DataFrame, choice: SegmentChoice, barred: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return what the demand model knows of customers, indexed by customer_id: segment and attributes.

    Parameters
    ----------
    barred : attributes that no price may rest on
    """
    known = (*FIGURES, "segment", "cluster", "persona", choice.attribute, *barred)
    names = [name for name in customers.columns if name not in known]
    return customers.set_index("customer_id")[["segment", *names]]

"""The shop at one moment, as Parquet: what a run reads, so that imports and runs do not meet."""

from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.demand.calendar import instrument_columns
from analytics.embeddings.work import product_pictures
from analytics.evidence.splits import split_in_time
from analytics.runs import artifacts
from analytics.runs.config import HOLDOUT_SHARE, RunConfig, write_config
from analytics.runs.filled_customers import fitted_imputer
from analytics.runs.scope import check_offers, check_shop, offers_of, scope_of
from analytics.runs.snapshot import NO_PURCHASE
from analytics.segments.choice import FIGURES, SegmentChoice, assign_segments
from data.persons.report import joined_ids
from data.schema import InputError
from data.store import Shop, read_customers


def write_snapshot(shop: Shop, config: RunConfig, directory: Path) -> RunConfig:
    """Write visits, lines, prices, products and customers of the shop, and the config made explicit.

    Raises
    ------
    NotEnoughDataError
        One product, one customer, or no purchases: nothing can be bundled or learned.
    InputError
        A product, attribute or instrument that the shop does not have.
    """
    with shop.reading():
        return _write_one_state(shop, config, directory)


def _write_one_state(shop: Shop, config: RunConfig, directory: Path) -> RunConfig:
    products = shop.read("products")
    visits = shop.read("visits")
    check_shop(products, visits)
    if config.privacy is not None:
        config.privacy.check_customers(visits["customer_id"].nunique())
    config = replace(config, offers=config.offers or offers_of(shop))
    config = replace(config, products=scope_of(shop, products, config))
    check_offers(config)
    listed = list(config.products)
    _write_products(shop, products[products["product_id"].isin(listed)], directory)
    artifacts.SALES.write(directory, products.loc[products["units"] > 0, list(artifacts.SALES.needed)])
    artifacts.VISITS.write(directory, visits)
    shop.export("visit_lines", directory / artifacts.VISIT_LINES.name, products=listed)
    prices = shop.read("price_days", products=listed)
    _check_instruments(config, prices)
    artifacts.PRICE_DAYS.write(directory, prices)
    boundary = split_in_time(visits["visited_at"].to_numpy(), HOLDOUT_SHARE)[2]
    named = (config.segments.attribute,)
    today = read_customers(shop, named)
    _check_attributes(config, today)
    before = read_customers(shop, named, as_of=pd.Timestamp(boundary))
    imputer = fitted_imputer(shop, before, config.seed, config.barred)  # what is held out fills no gap
    customers = {artifacts.CUSTOMERS_IN: today, artifacts.CUSTOMERS_BEFORE: before}
    for artifact, people in customers.items():
        artifact.write(directory, segmented(imputer.transform(people), visits, config.segments, config.seed))
    if len(joined := joined_ids(shop)):
        artifacts.PERSONS.write(directory, joined[list(artifacts.PERSONS.needed)])
    facts = {"fingerprint": shop.fingerprint, "boundary": str(boundary), "scope": asdict(shop.scope)}
    artifacts.FACTS.write(directory, facts)
    write_config(directory, config)
    return config


def _write_products(shop: Shop, listed: pd.DataFrame, directory: Path) -> None:
    """Write the products in scope with their texts, and the vectors of their pictures where there are any."""
    attributes = shop.read("product_attributes")
    if "text" in attributes:
        listed = listed.merge(attributes[["product_id", "text"]], on="product_id", how="left")
    artifacts.PRODUCTS_IN.write(directory, listed)
    product_ids, vectors = product_pictures(shop)
    is_listed = np.isin(product_ids, listed["product_id"])
    if is_listed.any():
        pictures = {"product_ids": np.array(product_ids)[is_listed], "vectors": vectors[is_listed]}
        artifacts.PRODUCT_PICTURES.write(directory, pictures)


def _check_instruments(config: RunConfig, prices: pd.DataFrame) -> None:
    known = instrument_columns(prices)
    for name in config.instruments:
        if name not in known:
            remedy = f"Choose one of: {', '.join(known)}"
            raise InputError("the events have no such instrument", remedy, column=name)


def _check_attributes(config: RunConfig, customers: pd.DataFrame) -> None:
    """Raise InputError where what is barred, or makes the groups of a limit, is no attribute of customers."""
    known = [str(name) for name in customers if name not in FIGURES]
    groups = () if config.limits.fairness_groups is None else (config.limits.fairness_groups,)
    for name in (*config.barred, *groups):
        if name not in known:
            remedy = f"Choose one of: {', '.join(known)}" if known else "Bring customers with attributes"
            raise InputError("the customers have no such attribute", remedy, column=name)


def segmented(
    customers: pd.DataFrame, visits: pd.DataFrame, choice: SegmentChoice, seed: int
) -> pd.DataFrame:
    """Return one row per customer with any visit: segment, cluster, persona, figures and attributes."""
    grouped = customers if choice.kind == "attribute" else customers[customers["n_orders"] > 0]
    table = customers.merge(assign_segments(grouped, choice, seed), on="customer_id", how="left")
    everyone = pd.DataFrame({"customer_id": np.sort(visits["customer_id"].unique())})
    table = everyone.merge(table, on="customer_id", how="outer")
    table["segment"] = table["segment"].fillna(NO_PURCHASE)
    for name in ("cluster", "persona"):
        if name not in table:
            table[name] = None
    return table.sort_values("customer_id", ignore_index=True)

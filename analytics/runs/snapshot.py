"""The shop at one moment, as Parquet: what a run reads, so that imports and runs do not meet."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.checks.gates.product import MIXED
from analytics.demand.calendar import within_day_share
from analytics.evidence.splits import split_in_time
from analytics.pricing.price_book import Offer
from analytics.runs.config import HOLDOUT_SHARE, RunConfig
from analytics.runs.filled_customers import fitted_imputer
from analytics.segments import FIGURES, SegmentChoice, assign_segments
from data.privacy.sealed import write_frame, write_text
from data.schema import InputError, NotEnoughDataError
from data.store import Shop

NO_PURCHASE = "No purchase yet"
N_LOOKED_AT = 200  # best sellers whose prices are examined before the scope is chosen


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
    config = replace(config, offers=config.offers or offers_of(shop))
    config = replace(config, products=scope_of(shop, products, config))
    check_offers(config)
    listed = list(config.products)
    write_frame(directory / "products.in.parquet", products[products["product_id"].isin(listed)])
    write_frame(directory / "visits.parquet", visits)
    shop.export("visit_lines", directory / "visit_lines.parquet", products=listed)
    prices = shop.read("price_days", products=listed)
    if missing := [name for name in config.instruments if name not in prices]:
        known = [
            str(name) for name in prices if name not in ("product_id", "store_id", "day", "price", "n_rows")
        ]
        raise InputError(
            "the events have no such instrument", f"Choose one of: {', '.join(known)}", column=missing[0]
        )
    write_frame(directory / "price_days.parquet", prices)
    boundary = split_in_time(visits["visited_at"].to_numpy(), HOLDOUT_SHARE)[2]
    before = shop.read("customers", as_of=pd.Timestamp(boundary))
    imputer = fitted_imputer(shop, before, config.seed)  # what is held out fills no gap
    for name, people in (("customers.in", shop.read("customers")), ("customers_before", before)):
        customers = segmented(imputer.transform(people), visits, config.segments, config.seed)
        write_frame(directory / f"{name}.parquet", customers)
    facts = {"fingerprint": shop.fingerprint, "boundary": str(boundary)}
    write_text(directory / "snapshot.json", json.dumps(facts))
    write_text(directory / "config.json", config.to_json())
    return config


def check_shop(products: pd.DataFrame, visits: pd.DataFrame) -> None:
    """Raise NotEnoughDataError where nothing can be bundled or learned, saying what is missing."""
    n_sold = int((products["n_orders"] > 0).sum())
    if n_sold == 0 or visits.empty:
        raise NotEnoughDataError(
            "the shop has no purchases by known customers", "Upload purchases with customer ids"
        )
    if n_sold < 2:
        raise NotEnoughDataError(
            "the shop sells one product only, and a bundle needs two", "Upload orders of more products"
        )
    if visits["customer_id"].nunique() < 2:
        raise NotEnoughDataError(
            "the shop has one customer only, so nothing can be learned about customers",
            "Upload orders of more customers",
        )
    if len(visits) < 10 or visits["visited_at"].nunique() < 2:
        raise NotEnoughDataError(f"the shop has {len(visits)} visits only", "Upload a longer history")


def check_offers(config: RunConfig) -> None:
    """Raise InputError where the limits leave nothing to make an offer of: no training would bring one."""
    n_left = len(set(config.products) - config.limits.barred)
    if n_left < 2 and not config.offers:
        left = "no product" if n_left == 0 else "one product only"
        raise InputError(
            f"the limits leave {left} of {len(config.products)} that a bundle may hold",
            "Exclude fewer products, or give stock to more of them",
        )


def scope_of(shop: Shop, products: pd.DataFrame, config: RunConfig) -> tuple[str, ...]:
    """Return the products in scope: those chosen, else the offers' parts and the best sellers.

    Best sellers are the products in most orders; those whose price never moved, or is not one price (weighed
    goods, quantity tiers), come after the others, as nothing can be learned of their price. Where there are
    more than fit, those that no bundle may hold come last.
    """
    known = set(products["product_id"])
    parts = [part for offer in config.offers for part in offer.product_ids]
    for wanted in (*config.products, *parts):
        if wanted not in known:
            raise InputError(
                f"product {wanted!r} is in an offer or in the scope, but the shop does not sell it",
                "Use product ids of the events or products file",
                column="product_ids",
            )
    if config.products:
        return tuple(dict.fromkeys((*config.products, *parts)))
    n_free = max(config.n_products - len(set(parts)), 0)
    sellers = best_sellers(shop, products, config.limits.barred)
    return tuple(sorted(dict.fromkeys((*parts, *sellers[:n_free]))))


def best_sellers(shop: Shop, products: pd.DataFrame, barred: frozenset[str] = frozenset()) -> list[str]:
    """Return the products sold in most orders, those first whose prices can teach something.

    Parameters
    ----------
    barred : products that no bundle may hold; they come last
    """
    sold = products[products["n_orders"] > 0].sort_values(
        ["n_orders", "product_id"], ascending=[False, True], ignore_index=True
    )
    first = sold.head(N_LOOKED_AT)
    days = shop.read("price_days", products=first["product_id"].tolist())
    within_day = within_day_share(days, first["product_id"].tolist())
    teaches = (first["n_prices"] >= 2) & ((within_day < MIXED) | (first["n_views"] >= first["n_orders"]))
    in_order = [
        *first["product_id"][teaches],
        *first["product_id"][~teaches],
        *sold["product_id"][N_LOOKED_AT:],
    ]
    return sorted(in_order, key=barred.__contains__)


def offers_of(shop: Shop) -> tuple[Offer, ...]:
    """Return the offers that the shop was given, if any."""
    offers = shop.read("offers")
    return tuple(
        Offer(
            str(row["offer_id"]),
            tuple(str(part) for part in row["product_ids"]),
            None if pd.isna(row["discount_share"]) else float(row["discount_share"]),
        )
        for row in offers.to_dict("records")
    )


def segmented(
    customers: pd.DataFrame, visits: pd.DataFrame, choice: SegmentChoice, seed: int
) -> pd.DataFrame:
    """Return one row per customer with any visit: segment, cluster, persona, figures and attributes."""
    is_buyer = customers["n_orders"] > 0
    if choice.kind == "attribute":
        segments = assign_segments(customers, choice, seed)
    else:
        segments = assign_segments(customers[is_buyer], choice, seed)
    table = customers.merge(segments, on="customer_id", how="left")
    everyone = pd.DataFrame({"customer_id": np.sort(visits["customer_id"].unique())})
    table = everyone.merge(table, on="customer_id", how="outer")
    table["segment"] = table["segment"].fillna(NO_PURCHASE)
    for name in ("cluster", "persona"):
        if name not in table:
            table[name] = None
    return table.sort_values("customer_id", ignore_index=True)


def attributes_of(customers: pd.DataFrame, choice: SegmentChoice) -> pd.DataFrame:
    """Return what the demand model knows of customers, indexed by customer_id: segment and attributes."""
    known = (*FIGURES, "segment", "cluster", "persona", choice.attribute)
    names = [name for name in customers.columns if name not in known]
    return customers.set_index("customer_id")[["segment", *names]]

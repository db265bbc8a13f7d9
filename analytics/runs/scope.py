"""Which products a run is about, and whether the shop can be priced at all."""

import pandas as pd

from analytics.checks.gates.product import MIXED
from analytics.demand.calendar import within_day_share
from analytics.demand.scope import N_LOOKED_AT
from analytics.pricing.price_book import Offer
from analytics.runs.config import RunConfig
from data.schema import InputError, NotEnoughDataError
from data.store import Shop


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

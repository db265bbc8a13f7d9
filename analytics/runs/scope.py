"""Which products a run is about, and whether the shop can be priced at all."""

import pandas as pd

from analytics.checks.coverage import MOST_PRODUCTS, Covered, covered_products, may_be_priced
from analytics.demand.calendar import within_day_share
from analytics.demand.scope import N_PRODUCTS
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
    """Return the products in scope: those chosen, else the offers' parts and all that can be priced.

    Where hardly any can be priced, best sellers join them, so that the gates say what is missing. Where there
    are more than fit, those that no bundle may hold come last.
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
    sellers, n_priced = ranked_products(shop, products, config.limits.barred)
    most = max(n_priced, N_PRODUCTS) if config.n_products is None else config.n_products
    n_free = max(min(most, MOST_PRODUCTS) - len(set(parts)), 0)
    return tuple(sorted(dict.fromkeys((*parts, *sellers[:n_free]))))


def ranked_products(
    shop: Shop, products: pd.DataFrame, barred: frozenset[str] = frozenset()
) -> tuple[list[str], int]:
    """Return the products sold, those first that can be priced, and how many can; most orders first.

    Parameters
    ----------
    barred : products that no bundle may hold; they come last
    """
    sold = sold_products(products)
    covered = coverage_by_product(shop, sold)
    is_last = [
        (one != Covered.PRICED, id_ in barred) for one, id_ in zip(covered, sold["product_id"], strict=True)
    ]
    order = sorted(range(len(sold)), key=lambda i: (is_last[i][1], is_last[i][0], i))
    n_priced = sum(not unpriced and not is_barred for unpriced, is_barred in is_last)
    return sold["product_id"].iloc[order].tolist(), n_priced


def sold_products(products: pd.DataFrame) -> pd.DataFrame:
    """Return the products that were ever sold, those in most orders first."""
    sold = products[products["n_orders"] > 0]
    return sold.sort_values(["n_orders", "product_id"], ascending=[False, True], ignore_index=True)


def coverage_by_product(shop: Shop, sold: pd.DataFrame) -> pd.Series:
    """Return what each product's data allow, `Covered`, in the order of the products."""
    ids = sold["product_id"][may_be_priced(sold)].tolist()
    within_day = pd.Series(0.0, sold["product_id"])
    if ids:
        within_day[ids] = within_day_share(shop.read("price_days", products=ids), ids)
    return covered_products(sold, within_day.to_numpy(float))


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

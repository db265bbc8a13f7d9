"""Which products a run is about, and whether the shop can be priced at all."""

import pandas as pd

from analytics.checks.coverage import MOST_PRODUCTS, Covered, covered_products
from analytics.pricing.price_book.market import Offer
from analytics.runs.config import RunConfig
from data.quality.report import read_evidence
from data.schema import InputError, NotEnoughDataError
from data.store import Shop

N_PRODUCTS = 30  # of a training, at least, where hardly any can be priced


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
        problem = "the shop has one customer only, so nothing can be learned about customers"
        raise NotEnoughDataError(problem, "Upload orders of more customers")
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
        return _checked(config, tuple(dict.fromkeys((*config.products, *parts))))
    sellers, n_priced = ranked_products(shop, products, config.limits.barred)
    most = max(n_priced, N_PRODUCTS) if config.n_products is None else config.n_products
    most = min(most, MOST_PRODUCTS if config.privacy is None else N_PRODUCTS)  # fewer need less noise
    n_free = max(most - len(set(parts)), 0)
    return _checked(config, tuple(sorted(dict.fromkeys((*parts, *sellers[:n_free])))))


def _checked(config: RunConfig, products: tuple[str, ...]) -> tuple[str, ...]:
    """Return products in scope; raises InputError where a private training would have too many."""
    if config.privacy is not None:
        config.privacy.check_products(len(products))
    return products


def ranked_products(shop: Shop, products: pd.DataFrame, barred: frozenset[str]) -> tuple[list[str], int]:
    """Return the products sold, those first that can be priced, and how many can; most orders first.

    Parameters
    ----------
    barred : products that no bundle may hold; they come last
    """
    sold = sold_products(shop, products)
    is_barred, is_priced = sold["product_id"].isin(barred), sold["covered"] == Covered.PRICED
    in_order = sold.assign(is_barred=is_barred, is_unpriced=~is_priced)
    in_order = in_order.sort_values(["is_barred", "is_unpriced"], kind="stable")
    return in_order["product_id"].tolist(), int((is_priced & ~is_barred).sum())


def sold_products(shop: Shop, products: pd.DataFrame) -> pd.DataFrame:
    """Return the products that were ever sold, most orders first, with what their data allow in `covered`."""
    evidence = read_evidence(shop)[1]
    covered = pd.Series(covered_products(evidence).to_numpy(), evidence["product_id"])
    sold = products[products["n_orders"] > 0]
    sold = sold.sort_values(["n_orders", "product_id"], ascending=[False, True], ignore_index=True)
    return sold.assign(covered=sold["product_id"].map(covered).fillna(Covered.TOO_FEW_PURCHASES))


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

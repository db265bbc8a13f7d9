"""Which products to sell together: candidates with their evidence, picked ones, and bundles made by hand."""

from functools import partial

import pandas as pd

from analytics.runs.results import Results
from components.bundles.add_bundle import choose_by_hand
from components.bundles.bundle_list import whole_book_of
from components.bundles.costs_and_limits import show_costs_and_limits
from components.bundles.pair_map import show_map
from components.bundles.personal_prices import show_worth
from components.bundles.sales_modes import show_modes
from components.bundles.table import choose_one, show_bundles
from components.bundles.waterfall import show_waterfall
from components.shell import display
from components.why_price.shown import show_why
from data.store import Shop


def show_bundle_tabs(
    shop: Shop, found: Results, offers: pd.DataFrame, listed: pd.DataFrame, more: display.Tabs
) -> None:
    """Draw the bundles, one of them closely, what goes with what, and costs and limits: one tab at a time.

    Parameters
    ----------
    listed : of the offers, those that are sure enough
    more : further tabs by their labels
    """
    parts = {
        "All bundles": partial(show_bundles, shop, found, listed),
        "One bundle": partial(_show_one, shop, found, offers if listed.empty else listed),
        "What goes with what": partial(show_map, shop, found),
        "Costs and limits": partial(show_costs_and_limits, shop, found),
        "Make a bundle by hand": partial(choose_by_hand, shop, found, offers),
    }
    display.show_tabs(parts | more, f"bundle-tabs-{shop.name}")


def _show_one(shop: Shop, found: Results, offers: pd.DataFrame) -> None:
    one = choose_one(shop, offers)
    if one is None:
        return
    parts = {
        "Where the money goes": partial(show_waterfall, shop, found, one),
        "Why this discount": partial(_show_why, shop, found, one),
        "How else it could be sold": partial(show_modes, shop, found, one),
        "Personal prices": partial(show_worth, shop, found, one),
    }
    display.show_tabs(parts, f"one-bundle-tabs-{shop.name}")


def _show_why(shop: Shop, found: Results, bundle: pd.Series) -> None:
    """Draw why one bundle has its discounts."""
    book = whole_book_of(shop, found)
    show_why(shop, found, book[book["offer_id"] == bundle["offer_id"]])

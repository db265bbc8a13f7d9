"""How much of the shop can be priced: the sentence and the numbers behind it."""

import pandas as pd
import streamlit as st

from analytics.checks.coverage import Coverage, Covered
from analytics.runs.results import Results
from analytics.runs.scope import sold_products
from components.shell import display, formats, session
from data.store import Shop

WHY_NOT = {
    Covered.TOO_FEW_PURCHASES: "have too few purchases",
    Covered.PRICE_NEVER_MOVED: "hardly ever changed price",
    Covered.SEVERAL_PRICES_A_DAY: "have several prices on one day (weighed goods, quantity tiers)",
}


def covered_products(shop: Shop) -> pd.DataFrame:
    """Return the products ever sold, those in most orders first, with what their data allow in `covered`."""

    products = session.mart(shop, "products")
    return session.computed(shop, "covered products", lambda: sold_products(shop, products))


def show_coverage(products: pd.DataFrame) -> Coverage:
    """Draw in one sentence how much can be priced and why the rest cannot; return it in numbers."""
    coverage = Coverage.of(products["covered"], products["revenue"])
    st.markdown(formats.escaped(coverage_words(coverage)))
    return coverage


def show_scope(products: pd.DataFrame, found: Results) -> None:
    """Draw how much of what can be priced a training covers, where it does not cover all of that.

    Parameters
    ----------
    products : as `covered_products` returns them
    """
    priced = products.loc[products["covered"] == Covered.PRICED, "product_id"]
    n_in = int(priced.isin(found.products["product_id"]).sum())
    if n_in < len(priced):
        all_of_them = formats.counted(len(priced), "product")
        display.show_note(
            f"This training covers {formats.count(n_in)} of the {all_of_them} that can be priced. "
            "Train again to cover more."
        )


def coverage_words(coverage: Coverage) -> str:
    """Return how much can be priced: 2,413 products, 41 % of revenue, can be priced; …"""
    n, share = coverage.n_products, coverage.revenue_share
    priced = formats.counted(n[Covered.PRICED], "product")
    said = [f"{priced}, {formats.share(share[Covered.PRICED], 0)} of revenue, can be priced"]
    said += [f"{formats.count(n[one])} {words}" for one, words in WHY_NOT.items() if n[one]]
    return "; ".join(said) + "."

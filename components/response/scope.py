"""Which products a training is about: all that can be priced, a part of the catalog, or an own list."""

import pandas as pd
import streamlit as st

from analytics.checks.coverage import Covered
from components.shell import choices, formats, labels
from data.store import Shop

SCOPES = {"all": "All that can be priced", "part": "A part of the catalog", "own": "My own list"}
MOST_LISTED = 1000
FEWEST = 2  # products of a bundle


def choose_products(shop: Shop, products: pd.DataFrame) -> tuple[str, ...] | None:
    """Ask for the products in scope; returns their ids, None for all that can be priced.

    Parameters
    ----------
    products : as `covered_products` returns them
    """
    options = {"ask": st.radio, "horizontal": True, "key": f"scope-{shop.name}"}
    scope = choices.choose_code("Products in scope", SCOPES, **options)
    if scope == "all":
        return None
    priced = products[products["covered"] == Covered.PRICED]
    return _choose_listed(shop, products) if scope == "own" else _choose_part(shop, priced)


def _choose_part(shop: Shop, priced: pd.DataFrame) -> tuple[str, ...]:
    """Ask for category, brand, margin and words; return what is left of the products that can be priced."""
    left, middle, right = st.columns(3, gap="medium")
    kept = priced
    for name, column in (("category", left), ("brand", middle)):
        values = sorted(priced[name].dropna().astype(str).unique())
        if len(values) > 1:
            label, key = f"{name.capitalize()} (none chosen: all)", f"{name}-{shop.name}"
            chosen = column.multiselect(label, values, placeholder="All", key=key)
            kept = kept[kept[name].astype(str).isin(chosen)] if chosen else kept
    words = right.text_input("Title or id contains", key=f"search-{shop.name}").strip()
    if words:
        is_met = kept["title"].fillna("").astype(str).str.contains(words, case=False, regex=False)
        kept = kept[is_met | kept["product_id"].astype(str).str.contains(words, case=False, regex=False)]
    margin = 1 - priced["cost"] / priced["list_price"]
    if margin.notna().any():
        help, key = "Products whose cost is unknown stay in.", f"least-margin-{shop.name}"
        least = choices.choose_share("Margin of at least", (-100, 95), -1, 5, width=320, key=key, help=help)
        kept = kept[margin.reindex(kept.index).fillna(1.0) >= least] if least > -1 else kept
    st.markdown(formats.escaped(f"{formats.counted(len(kept), 'product')} chosen."))
    return tuple(sorted(kept["product_id"]))


def _choose_listed(shop: Shop, products: pd.DataFrame) -> tuple[str, ...]:
    """Ask for products by title, and for ids pasted from a spreadsheet."""
    titles = labels.unique_titles(products.head(MOST_LISTED))
    help = f"The {MOST_LISTED:,} best sellers are listed." if len(products) > MOST_LISTED else None
    chosen = choices.choose_several("Products", titles, help=help, key=f"products-{shop.name}")
    pasted = st.text_area("More product ids, one a line", height=80, key=f"ids-{shop.name}").split()
    known = set(products["product_id"])
    unknown = [place for place, one in enumerate(pasted, start=1) if one not in known]
    if unknown:
        lines = ", ".join(str(place) for place in unknown[:5])
        st.warning(f"The shop never sold what these lines name: {lines}. They are left out.")
    return tuple(sorted({*chosen, *(one for one in pasted if one in known)}))

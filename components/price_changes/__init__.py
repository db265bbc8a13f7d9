"""Past changes of price: what was predicted and what happened, and what promotions only moved in time."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.runs.price_changes import price_changes_of
from analytics.runs.results import Results
from components.price_changes.changes import show_changes
from components.price_changes.promotions import show_promotions
from components.price_changes.whole_shop import show_whole_shop
from components.price_changes.words import METHOD
from components.shell import display, formats, jobs, results, session
from data.store import Shop

Tables = dict[str, pd.DataFrame]


def require_price_changes(shop: Shop, found: Results) -> Tables:
    """Return all tables about past changes of price; stops the page where the run did not note them."""
    directory = jobs.run_directory(shop, found.run_id)
    with st.spinner("Comparing what was predicted with what happened …"):
        tables = session.held(shop, ("price changes", found.run_id), lambda: price_changes_of(directory))
    if tables is None:
        display.show_empty(
            "This training is from before past changes of price were looked at. Train again to see them.",
            page=results.RESPONSE_PAGE,
            label="Train again",
        )
        st.stop()
    if tables["by_product"].empty:
        results.stop_without_purchases(
            "The visits hold too few purchases of the products in scope to expect anything of. "
            "Choose products that sell more often, or upload a longer history."
        )
    return tables


def show_parts(shop: Shop, found: Results, tables: Tables) -> None:
    """Draw the changes product by product, the whole shop, and what promotions only moved in time."""
    labels = results.product_labels(found)
    parts = {
        "Product by product": partial(show_changes, shop, tables, labels),
        "Whole shop": partial(show_whole_shop, shop, tables),
        "Bought ahead or put off": partial(show_promotions, shop, found, tables, labels),
    }
    display.show_tabs(parts, f"price-change-tabs-{shop.name}")
    _show_method(tables)


def _show_method(tables: Tables) -> None:
    with st.expander("How this was told, and what it cannot tell"):
        st.markdown(METHOD)
        share = float(tables["facts"]["customer_share"].iloc[0])
        if share < 1:
            display.show_note(f"Units are those of {formats.share(share, 0)} of the customers, drawn by lot.")

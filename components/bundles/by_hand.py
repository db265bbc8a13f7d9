"""Bundles of the analyst's own: made, judged, kept, deleted."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.bundles.offers import LEAST_PARTS, MOST_PARTS, delete_by_hand, save_by_hand
from components.shell import display, results
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results


def choose_by_hand(shop: Shop, found: "Results", bundles: pd.DataFrame) -> None:
    """Ask for the parts of a bundle of the analyst's own, judge it and keep it."""
    st.subheader("Make a bundle by hand", anchor=False)
    titles = results.product_labels(found)
    parts = st.multiselect(
        "Parts",
        list(titles),
        format_func=titles.get,
        max_selections=MOST_PARTS,
        placeholder=f"{LEAST_PARTS} to {MOST_PARTS} products in scope",
        select_all=False,
        key=f"parts-{shop.name}-{len(bundles)}",
    )
    same = [
        i
        for i, ids in zip(bundles["offer_id"], bundles["product_ids"], strict=True)
        if set(ids) == set(parts)
    ]
    if same:
        display.show_note(f"This bundle is in the table already: {same[0]}.")
    if st.button("Add this bundle", key="add-bundle", disabled=len(parts) < LEAST_PARTS or bool(same)):
        save_by_hand(shop, found, parts)
        st.rerun()
    _show_delete(shop, bundles[bundles["is_by_hand"]])


def _show_delete(shop: Shop, by_hand: pd.DataFrame) -> None:
    if by_hand.empty:
        return
    labels = dict(zip(by_hand["offer_id"], by_hand["title"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        offer_id = st.selectbox(
            "Bundles made by hand", list(labels), format_func=lambda i: f"{i}  {labels[i]}", width=480
        )
        if st.button("Delete this bundle", key="delete-bundle"):
            delete_by_hand(shop, offer_id)
            st.rerun()

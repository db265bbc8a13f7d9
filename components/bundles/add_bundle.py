"""Bundles of the analyst's own: made, judged, kept, deleted."""

import pandas as pd
import streamlit as st

from analytics.runs.results import Results
from components.bundles.bundle_list import LEAST_PARTS, MOST_PARTS, delete_by_hand, save_by_hand
from components.shell import choices, display, results
from data.store import Shop


def choose_by_hand(shop: Shop, found: Results, bundles: pd.DataFrame) -> None:
    """Ask for the parts of a bundle of the analyst's own, judge it and keep it."""
    titles = results.product_labels(found)
    parts = choices.choose_several(
        "Parts",
        titles,
        max_selections=MOST_PARTS,
        placeholder=f"{LEAST_PARTS} to {MOST_PARTS} products in scope",
        key=f"parts-{shop.name}-{len(bundles)}",
    )
    same = bundles["offer_id"][[set(ids) == set(parts) for ids in bundles["product_ids"]]]
    if len(same):
        display.show_note(f"This bundle is in the table already: {same.iloc[0]}.")
    is_refused = len(parts) < LEAST_PARTS or len(same) > 0
    if st.button("Add this bundle", key="add-bundle", disabled=is_refused):
        save_by_hand(shop, found, parts)
        st.rerun()
    _show_delete(shop, bundles[bundles["is_by_hand"]])


def _show_delete(shop: Shop, by_hand: pd.DataFrame) -> None:
    if by_hand.empty:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        offer_id = choices.choose_offer("Bundles made by hand", by_hand)
        if st.button("Delete this bundle", key="delete-bundle"):
            delete_by_hand(shop, offer_id)
            st.rerun()

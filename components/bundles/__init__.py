"""Which products to sell together: candidates with their evidence, picked ones, and bundles made by hand."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from components import display, downloads, formats, results, session
from components.bundles.charts import profits_chart
from components.bundles.offers import (
    LEAST_PARTS,
    MOST_PARTS,
    bundles_of,
    delete_by_hand,
    pick,
    picked_bundles,
    price_book_of,
    save_by_hand,
)
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results

PER = 1000  # visits: money of a bundle per single visit is too small to read
SCENARIOS_PAGE = "pages/pricing/scenarios.py"
CHOSEN = "bundle"  # what the scenarios page opens with
COMPOSITION_HELP = (
    "Complements: one in the basket makes the other likelier. Substitutes: the opposite. "
    "Mixed: neither is clear for every pair. Estimated from baskets, not from category names."
)


def answer(bundles: pd.DataFrame, currency: str) -> str:
    """Return in one sentence which bundle earns most."""
    advised = bundles.dropna(subset="incremental_profit_per_visit")
    if advised.empty:
        return "No bundle can be priced yet: every one has a product that did not pass its checks."
    best = advised.loc[advised["incremental_profit_per_visit"].idxmax()]
    if best["incremental_profit_per_visit"] <= 0:
        return "No bundle earns more than selling the parts alone."
    names = ("incremental_profit_per_visit", "incremental_profit_low", "incremental_profit_high")
    profit, low, high = (PER * best[name] for name in names)
    return (
        f"{best['title']} at {formats.share(best['discount_share'], 0)} off on average earns most: "
        f"{formats.money(profit, currency)} more per {PER:,} visits than without the bundle "
        f"(90 % band {formats.band(low, high, currency)})."
    )


def show_bundles(shop: Shop, found: "Results", bundles: pd.DataFrame) -> None:
    """Draw what each bundle earns, and the table in which the analyst picks."""
    currency = shop.setting("currency", "")
    if bundles["incremental_profit_per_visit"].notna().any():
        display.show_figure(profits_chart(bundles, currency, PER), "bundles")
    choose_picked(shop, found, bundles)


def choose_picked(shop: Shop, found: "Results", bundles: pd.DataFrame) -> pd.DataFrame:
    """Ask which bundles to work with; returns the rows picked."""
    st.subheader("Pick bundles", anchor=False)
    display.show_note(
        "Tick rows to pick them: they come first on the scenarios page and can be downloaded alone. "
        f"Money is per {PER:,} visits that are shown the bundle."
    )
    shown = per_visits(bundles)
    columns = _columns(shop.setting("currency", ""))
    table = st.dataframe(
        shown[list(columns)],
        column_config=columns,
        hide_index=True,
        height=420,
        key=f"pick-{shop.name}-{found.run_id}-{len(bundles)}",
        on_select="rerun",
        selection_mode="multi-row",
        selection_default={"selection": {"rows": [int(i) for i in bundles.index[bundles["is_picked"]]]}},
        placeholder=formats.MISSING,
    )
    display.show_download(
        "Download this table (CSV)",
        lambda: downloads.csv_bytes(shown[list(columns)]),
        "bundles.csv",
    )
    picked = bundles.loc[table.selection.rows]
    if set(picked.index) != set(bundles.index[bundles["is_picked"]]):
        elsewhere = picked_bundles(shop) - {frozenset(ids) for ids in bundles["product_ids"]}
        pick(shop, [*elsewhere, *(frozenset(ids) for ids in picked["product_ids"])])
    return picked


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


def show_way_to_scenarios(shop: Shop, bundles: pd.DataFrame) -> None:
    """Draw the button that opens the scenarios with a bundle."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ordered = bundles.sort_values("is_picked", ascending=False, kind="stable")
        labels = dict(zip(ordered["offer_id"], ordered["title"], strict=True))
        offer_id = st.selectbox(
            "Try discounts on",
            list(labels),
            format_func=lambda i: f"{i}  {labels[i]}",
            width=480,
            key=f"try-{shop.name}",
        )
        if st.button("Compare scenarios", type="primary", key="to-scenarios"):
            ids = ordered.loc[ordered["offer_id"] == offer_id, "product_ids"].iloc[0]
            session.remember(shop, CHOSEN, tuple(ids))
            st.switch_page(SCENARIOS_PAGE)


def per_visits(bundles: pd.DataFrame) -> pd.DataFrame:
    """Return the bundles with their profits per `PER` visits."""
    names = [name for name in bundles.columns if name.startswith("incremental_profit")]
    return bundles.assign(**{name: PER * bundles[name] for name in names})


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


def _columns(currency: str) -> dict[str, Any]:
    per = f"per {PER:,} visits"
    return {
        "offer_id": formats.text_column("Bundle"),
        "title": formats.text_column("Parts"),
        "incremental_profit_per_visit": formats.money_column(
            "Extra profit", currency, help=f"More than without the bundle, {per}, at the best discount"
        ),
        "incremental_profit_low": formats.money_column("From", currency, help=formats.BAND_HELP),
        "incremental_profit_high": formats.money_column("To", currency, help=formats.BAND_HELP),
        "discount_share": formats.share_column(
            "Discount", help="Mean of the segments' best discounts, by visits"
        ),
        "verdict": formats.text_column("Verdict"),
        "composition": formats.text_column("Parts are", help=COMPOSITION_HELP),
        "lift": formats.number_column("Lift", help="Bought together, compared with chance: 1 is chance"),
        "lift_low": formats.number_column("Lift from", help=formats.BAND_HELP),
        "lift_high": formats.number_column("Lift to", help=formats.BAND_HELP),
        "support": formats.share_column("Bought together", help="Share of visits that buy all parts"),
        "component_price": formats.money_column("Parts' price", currency),
        "reason": formats.text_column("Why"),
        "cost": formats.text_column("Costs", help="Where the parts' costs come from"),
    }


__all__ = [
    "answer",
    "bundles_of",
    "choose_by_hand",
    "price_book_of",
    "results",
    "show_bundles",
    "show_way_to_scenarios",
]

"""Which products to sell together: candidates with their evidence, picked ones, and bundles made by hand."""

import pandas as pd
import streamlit as st

from components.bundles.by_hand import choose_by_hand
from components.bundles.costs import choose_costs
from components.bundles.limits import choose_limits, show_use
from components.bundles.modes import show_modes
from components.bundles.offers import bundles_of, price_book_of, whole_book_of
from components.bundles.personal import show_worth
from components.bundles.priced import priced
from components.bundles.sure import choose_listed, sure_words
from components.bundles.table import PER, per_visits, show_bundles
from components.bundles.waterfall import show_waterfall
from components.shell import formats, results, session
from data.store import Shop

SCENARIOS_PAGE = "pages/pricing/scenarios.py"
CHOSEN = "bundle"  # what the scenarios page opens with


def answer(bundles: pd.DataFrame, currency: str, n_left_out: int = 0) -> str:
    """Return in one sentence which of the listed bundles earns most; `n_left_out` are too unsure."""
    if bundles.empty:
        return "No bundle is as sure as you ask: lower the slider, or also list bundles that may lose."
    advised = bundles.dropna(subset="incremental_profit_per_visit")
    if advised.empty:
        return "No bundle can be priced yet: every one has a product that did not pass its checks."
    best = advised.loc[advised["incremental_profit_per_visit"].idxmax()]
    if best["incremental_profit_per_visit"] <= 0:
        return "No bundle earns more than selling the parts alone."
    names = ("incremental_profit_per_visit", "incremental_profit_low", "incremental_profit_high")
    profit, low, high = (PER * best[name] for name in names)
    return (
        f"{_among(len(advised), n_left_out)}{best['title']} at "
        f"{formats.share(best['discount_share'], 0)} off on average earns most: "
        f"{formats.money(profit, currency)} more per {PER:,} visits than without the bundle "
        f"(90 % band {formats.band(low, high, currency)})."
    )


def _among(n_listed: int, n_left_out: int) -> str:
    """Return of how many bundles the sentence speaks, where some are not listed."""
    return f"Of the {formats.counted(n_listed, 'bundle')} listed here, " if n_left_out else ""


def choose_one(shop: Shop, bundles: pd.DataFrame) -> pd.Series | None:
    """Ask for one bundle to look at closely, with the way to its scenarios; None where there is none."""
    if bundles.empty:
        return None
    st.subheader("Look at one bundle", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ordered = bundles.sort_values("is_picked", ascending=False, kind="stable")
        labels = dict(zip(ordered["offer_id"], ordered["title"], strict=True))
        offer_id = st.selectbox(
            "Bundle to look at",
            list(labels),
            format_func=lambda i: f"{i}  {labels[i]}",
            width=480,
            key=f"try-{shop.name}",
        )
        one = ordered.loc[ordered["offer_id"] == offer_id].iloc[0]
        if st.button("Compare scenarios", type="primary", key="to-scenarios"):
            session.remember(shop, CHOSEN, tuple(one["product_ids"]))
            st.switch_page(SCENARIOS_PAGE)
    return one


__all__ = [
    "CHOSEN",
    "PER",
    "answer",
    "bundles_of",
    "choose_by_hand",
    "choose_costs",
    "choose_limits",
    "choose_listed",
    "choose_one",
    "per_visits",
    "price_book_of",
    "priced",
    "results",
    "show_bundles",
    "show_modes",
    "show_use",
    "show_waterfall",
    "show_worth",
    "sure_words",
    "whole_book_of",
]

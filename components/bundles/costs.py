"""The analyst's side of costs: what a sale costs, and what is assumed where no file says."""

from typing import TYPE_CHECKING

import streamlit as st

from components.bundles.assumptions import costs_of, save_costs
from components.bundles.priced import prepare
from components.shell import display, formats
from data.store import Shop

if TYPE_CHECKING:
    from analytics.pricing.money import CostAssumptions
    from analytics.runs.results import Results

REPRICE = "Price every bundle anew"
MEASURED, OWN = "As in the shop's data", "My own"


def choose_costs(shop: Shop, found: "Results") -> None:
    """Ask for the costs of a sale, and price all bundles with them on a click."""
    now, currency = costs_of(shop, found.config.costs), shop.setting("currency", "")
    sign = f" ({formats.escaped(currency)})" if currency else ""
    with st.expander("Costs of a sale"), st.form(f"costs-{shop.name}-{hash(now)}", border=False):
        display.show_note("No training is needed: the model of demand stays, only the money changes.")
        left, middle, right = st.columns(3, gap="medium")
        with left:
            per_order = _money(
                f"Fulfilment per parcel{sign}", now.per_order, "One bundle ships as one parcel"
            )
            per_item = _money(f"Fulfilment per item{sign}", now.per_item, "Picking, packing, materials")
        with middle:
            fee = _percent("Payment fee (% of revenue)", now.payment_fee_share, most=50.0)
            margin = _choose_margin(found, now.margin_share)
        with right:
            returns = _choose_returns(found, now.return_share)
        if st.form_submit_button(REPRICE, type="primary", key="save-costs"):
            prepare(shop, found, _save(shop, margin, per_order, per_item, fee, returns))
            st.rerun()


def _save(
    shop: Shop, margin: float, per_order: float, per_item: float, fee: float, returns: float | None
) -> "CostAssumptions":
    from analytics.pricing.money import CostAssumptions

    costs = CostAssumptions(margin, per_order, per_item, fee, returns)
    save_costs(shop, costs)
    return costs


def _choose_margin(found: "Results", share: float) -> float:
    n_unknown = int(found.products["is_cost_assumed"].sum())
    if n_unknown == 0:
        display.show_note("The cost of every product in scope is in your files.")
        return share
    label = f"Margin where the cost is unknown (% of price; {n_unknown} of {len(found.products)} products)"
    return _percent(label, share, "Your files name no cost for these: everything below rests on this figure")


def _choose_returns(found: "Results", share: float | None) -> float | None:
    measured = float(found.products["return_share"].mean())
    source = st.radio(
        "Share of units sent back",
        [MEASURED, OWN],
        index=0 if share is None else 1,
        help=f"The shop's data show {formats.share(measured)} on average. Returned units are refunded and "
        "can be sold again; their fulfilment is lost.",
    )
    own = _percent("My own (% of units)", measured if share is None else share, most=95.0)
    return None if source == MEASURED else own


def _money(label: str, value: float, help: str) -> float:
    chosen = st.number_input(label, min_value=0.0, value=float(value), step=0.1, help=help)
    return float(chosen)


def _percent(label: str, share: float, help: str | None = None, most: float = 100.0) -> float:
    percent = st.number_input(
        label, 0.0, most, value=round(100 * share, 4), step=0.5, help=help, format="%.1f"
    )
    return round(float(percent) / 100, 6)

"""The analyst's side of costs: what a sale costs, and what is assumed where no file says."""

import streamlit as st

from analytics.pricing.money import CostAssumptions
from analytics.runs.results import Results
from components.bundles.assumptions import costs_of, save_costs
from components.bundles.repricing import prepare
from components.shell import choices, display, formats, session
from data.store import Shop

REPRICE = "Price every bundle anew"


def choose_costs(shop: Shop, found: Results) -> None:
    """Ask for the costs of a sale, and price all bundles with them on a click."""
    now, sign = costs_of(shop, found.config.costs), in_currency(shop)
    with st.expander("Costs of a sale"), st.form(f"costs-{shop.name}-{hash(now)}", border=False):
        display.show_note("No training is needed: the model of demand stays, only the money changes.")
        left, middle, right = st.columns(3, gap="medium")
        with left:
            parcel, item = f"Fulfilment per parcel{sign}", f"Fulfilment per item{sign}"
            per_order = _choose_amount(parcel, now.per_order, "One bundle ships as one parcel")
            per_item = _choose_amount(item, now.per_item, "Picking, packing, materials")
        with middle:
            fee = _choose_percent("Payment fee (% of revenue)", now.payment_fee_share, most=50.0)
            margin = _choose_margin(found, now.margin_share)
        with right:
            returns = _choose_returns(found, now.return_share)
        if st.form_submit_button(REPRICE, type="primary", key="save-costs"):
            costs = CostAssumptions(margin, per_order, per_item, fee, returns)
            save_costs(shop, costs)
            prepare(shop, found, costs)
            st.rerun()


def in_currency(shop: Shop) -> str:
    """Return the currency for the end of a label, empty where none is known."""
    currency = session.currency_of(shop)
    return f" ({formats.escaped(currency)})" if currency else ""


def _choose_margin(found: Results, share: float) -> float:
    n_unknown = int(found.products["is_cost_assumed"].sum())
    if n_unknown == 0:
        display.show_note("The cost of every product in scope is in your files.")
        return share
    label = f"Margin where the cost is unknown (% of price; {n_unknown} of {len(found.products)} products)"
    help = "Your files name no cost for these: everything below rests on this figure"
    return _choose_percent(label, share, help=help)


def _choose_returns(found: Results, share: float | None) -> float | None:
    measured = float(found.products["return_share"].mean())
    words = {False: "As in the shop's data", True: "My own"}
    help = (
        f"The shop's data show {formats.share(measured)} on average. Returned units are refunded and can be "
        "sold again; their fulfilment is lost."
    )
    is_own = choices.choose_code(
        "Share of units sent back", words, share is not None, ask=st.radio, help=help
    )
    own = _choose_percent("My own (% of units)", measured if share is None else share, most=95.0)
    return own if is_own else None


def _choose_amount(label: str, value: float, help: str) -> float:
    return float(st.number_input(label, min_value=0.0, value=float(value), step=0.1, help=help))


def _choose_percent(label: str, share: float, *, most: float = 100.0, help: str | None = None) -> float:
    chosen = choices.choose_percent(label, share, most=most, help=help, step=0.5, format="%.1f")
    return share if chosen is None else chosen

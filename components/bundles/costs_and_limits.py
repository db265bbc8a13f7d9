"""The analyst's side of costs and limits: what a sale costs, and what no recommendation may ever break."""

import pandas as pd
import streamlit as st

from analytics.pricing.constraints import Constraints
from analytics.pricing.money import CostAssumptions
from analytics.pricing.price_book.sharing import given_up
from analytics.runs.results import Results
from components.bundles.assumptions import ENDING_WORDS, costs_of, limits_of, save_costs, save_limits
from components.bundles.repricing import prepare
from components.shell import choices, display, formats, results, session
from data.store import Shop

REPRICE = "Price every bundle anew"
NO_LIMIT = "No limit"
SHARES = {
    "least_margin": ("Least margin of a bundle (% of its price)", "After every cost, discount included"),
    "deepest_discount": (
        "Deepest discount (% of the parts' price)",
        "In any case no deeper than half of the bundle's parts were ever sold, or two products of the "
        "catalog (of a large one, two in a thousand)",
    ),
    "largest_change": ("Largest change (% of today's price)", "Today customers pay the parts' prices"),
}


def show_costs_and_limits(shop: Shop, found: Results) -> None:
    """Ask for costs and limits, and draw what is used of the promotion budget."""
    choose_costs(shop, found)
    choose_limits(shop, found)
    show_use(shop, found)


def choose_costs(shop: Shop, found: Results) -> None:
    """Ask for the costs of a sale, and price all bundles with them on a click."""
    now, sign = costs_of(shop, found.config.costs), _in_currency(shop)
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


def choose_limits(shop: Shop, found: Results) -> None:
    """Ask for the limits of prices, and price all bundles within them on a click."""
    now = limits_of(shop, found.config.limits)
    folded, form = st.expander("Limits that no price may break"), f"limits-{shop.name}-{hash(now)}"
    with folded, st.form(form, border=False):
        left, right = st.columns(2, gap="medium")
        with left:
            of_prices = _choose_price_limits(now)
        with right:
            of_sales = _choose_sales_limits(now, found, _in_currency(shop))
        stock = _choose_stock(now, found)
        if st.form_submit_button(REPRICE, type="primary", key="save-limits"):
            fair = {name: getattr(now, name) for name in ("fairness_limit", "fairness_groups")}  # of Fairness
            save_limits(shop, Constraints(stock=stock, **of_prices, **of_sales, **fair))
            prepare(shop, found, found.config.costs)
            st.rerun()


def show_use(shop: Shop, found: Results) -> None:
    """Draw what the price book uses of the promotion budget, where there is one."""
    limits, currency = found.market.limits, session.currency_of(shop)
    if limits.budget is None:
        return
    used = given_up(found.market, found.price_book)
    display.show_note(
        f"The discounts of all bundles give up {formats.money(used, currency)} of the budget of "
        f"{formats.money(limits.budget, currency)} over {limits.horizon_weeks:g} weeks, "
        f"at {formats.counted(found.market.expected_visits().sum(), 'visit')} as lately."
    )


def _in_currency(shop: Shop) -> str:
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


def _choose_price_limits(now: Constraints) -> dict[str, object]:
    options = {"step": 1.0, "placeholder": NO_LIMIT}
    shares = {
        name: choices.choose_percent(label, getattr(now, name), help=help, **options)
        for name, (label, help) in SHARES.items()
    }
    ending = choices.choose_code("How a bundle's price has to end", ENDING_WORDS, now.price_ending)
    below = st.checkbox("Allow prices below what the parts cost", now.below_cost, key="below-cost")
    return {**shares, "price_ending": ending, "below_cost": below}


def _choose_sales_limits(now: Constraints, found: Results, sign: str) -> dict[str, object]:
    labels = results.product_labels(found)
    budget = f"Promotion budget: given up in discounts, all bundles together{sign}"
    weeks = "For how many weeks budget and stock have to last"
    at_once = "Bundles that a visit is shown at most"
    return {
        "budget": st.number_input(budget, min_value=0.0, value=now.budget, placeholder=NO_LIMIT),
        "horizon_weeks": st.number_input(weeks, 1.0, 520.0, float(now.horizon_weeks), 1.0),
        "offers_per_visit": st.number_input(at_once, 1, 20, now.offers_per_visit, 1),
        "excluded": tuple(
            choices.choose_several(
                "Products that may be in no bundle",
                labels,
                [product for product in now.excluded if product in labels],
                placeholder="None",
            )
        ),
    }


def _choose_stock(now: Constraints, found: Results) -> tuple[tuple[str, float], ...]:
    """Ask for the units of scarce products; an empty cell is enough of it."""
    display.show_note(
        "Units in stock for these weeks, where short; leave the others empty. A product's own sales come "
        "first, bundles get what is over; with 0 units it is in no bundle."
    )
    labels, units = results.product_labels(found), dict(now.stock)
    table = pd.DataFrame({"title": list(labels.values()), "units": [*map(units.get, labels)]}, dtype=object)
    edited = st.data_editor(
        table.astype({"units": float}),
        column_config={
            "title": st.column_config.TextColumn("Product", disabled=True),
            "units": st.column_config.NumberColumn("Units in stock", min_value=0, format="%,.0f"),
        },
        hide_index=True,
        height=min(35 * len(table) + 38, 220),
        num_rows="fixed",
        placeholder="enough",
    )
    rows = zip(labels, edited["units"], strict=True)
    return tuple((product, float(value)) for product, value in rows if pd.notna(value))

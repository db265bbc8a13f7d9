"""The analyst's side of limits: what no recommendation may ever break."""

import pandas as pd
import streamlit as st

from analytics.pricing.constraints import Constraints
from analytics.pricing.price_book.sharing import given_up
from analytics.runs.results import Results
from components.bundles.assumptions import ENDING_WORDS, limits_of, save_limits
from components.bundles.costs import REPRICE, in_currency
from components.bundles.repricing import prepare
from components.shell import choices, display, formats, results, session
from data.store import Shop

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


def choose_limits(shop: Shop, found: Results) -> None:
    """Ask for the limits of prices, and price all bundles within them on a click."""
    now = limits_of(shop, found.config.limits)
    folded, form = st.expander("Limits that no price may break"), f"limits-{shop.name}-{hash(now)}"
    with folded, st.form(form, border=False):
        left, right = st.columns(2, gap="medium")
        with left:
            of_prices = _choose_price_limits(now)
        with right:
            of_sales = _choose_sales_limits(now, found, in_currency(shop))
        stock = _choose_stock(now, found)
        if st.form_submit_button(REPRICE, type="primary", key="save-limits"):
            save_limits(shop, Constraints(stock=stock, **of_prices, **of_sales))
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

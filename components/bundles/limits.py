"""The analyst's side of limits: what no recommendation may ever break."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.bundles.assumptions import limits_of, save_limits
from components.bundles.costs import REPRICE
from components.bundles.priced import prepare
from components.bundles.words import ENDING_WORDS
from components.shell import display, formats, results
from data.store import Shop

if TYPE_CHECKING:
    from analytics.pricing.constraints import Constraints
    from analytics.runs.results import Results

NO_LIMIT = "No limit"


def choose_limits(shop: Shop, found: "Results") -> None:
    """Ask for the limits of prices, and price all bundles within them on a click."""
    now, currency = limits_of(shop, found.config.limits), shop.setting("currency", "")
    with (
        st.expander("Limits that no price may break"),
        st.form(f"limits-{shop.name}-{hash(now)}", border=False),
    ):
        left, right = st.columns(2, gap="medium")
        with left:
            of_prices = _choose_price_limits(now)
        with right:
            of_sales = _choose_sales_limits(now, found, currency)
        stock = _choose_stock(now, found)
        if st.form_submit_button(REPRICE, type="primary", key="save-limits"):
            from analytics.pricing.constraints import Constraints

            save_limits(shop, Constraints(stock=stock, **of_prices, **of_sales))
            prepare(shop, found, found.config.costs)
            st.rerun()


def show_use(shop: Shop, found: "Results") -> None:
    """Draw what the price book uses of the promotion budget, where there is one."""
    limits, currency = found.market.limits, shop.setting("currency", "")
    if limits.budget is None:
        return
    from analytics.pricing.price_book.sharing import given_up

    used = given_up(found.market, found.price_book)
    display.show_note(
        f"The discounts of all bundles give up {formats.money(used, currency)} of the budget of "
        f"{formats.money(limits.budget, currency)} over {limits.horizon_weeks:g} weeks, "
        f"at {formats.counted(found.market.expected_visits().sum(), 'visit')} as lately."
    )


def _choose_price_limits(now: "Constraints") -> dict[str, object]:
    return {
        "least_margin": _percent(
            "Least margin of a bundle (% of its price)",
            now.least_margin,
            "After every cost, discount included",
        ),
        "deepest_discount": _percent(
            "Deepest discount (% of the parts' price)",
            now.deepest_discount,
            "On top, no price is ever advised below the lowest that your data have seen",
        ),
        "largest_change": _percent(
            "Largest change (% of today's price)", now.largest_change, "Today customers pay the parts' prices"
        ),
        "price_ending": st.selectbox(
            "How a bundle's price has to end",
            list(ENDING_WORDS),
            index=list(ENDING_WORDS).index(now.price_ending),
            format_func=ENDING_WORDS.get,
        ),
    }


def _choose_sales_limits(now: "Constraints", found: "Results", currency: str) -> dict[str, object]:
    labels = results.product_labels(found)
    sign = f" ({formats.escaped(currency)})" if currency else ""
    return {
        "budget": st.number_input(
            f"Promotion budget: given up in discounts, all bundles together{sign}",
            min_value=0.0,
            value=now.budget,
            placeholder=NO_LIMIT,
        ),
        "horizon_weeks": st.number_input(
            "For how many weeks budget and stock have to last", 1.0, 520.0, float(now.horizon_weeks), 1.0
        ),
        "excluded": tuple(
            st.multiselect(
                "Products that may be in no bundle",
                list(labels),
                [product for product in now.excluded if product in labels],
                format_func=labels.get,
                placeholder="None",
                select_all=False,
            )
        ),
    }


def _choose_stock(now: "Constraints", found: "Results") -> tuple[tuple[str, float], ...]:
    """Ask for the units of scarce products; an empty cell is enough of it."""
    display.show_note(
        "Units in stock for these weeks, where short; leave the others empty. A product's own sales come "
        "first, bundles get what is over; with 0 units it is in no bundle."
    )
    labels, units = results.product_labels(found), dict(now.stock)
    table = pd.DataFrame(
        {"title": list(labels.values()), "units": [units.get(p) for p in labels]}, dtype=object
    )
    table = table.astype({"units": float})
    edited = st.data_editor(
        table,
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


def _percent(label: str, share: float | None, help: str) -> float | None:
    percent = st.number_input(
        label,
        min_value=0.0,
        max_value=100.0,
        value=None if share is None else round(100 * share, 4),
        step=1.0,
        placeholder=NO_LIMIT,
        help=help,
    )
    return None if percent is None else round(percent / 100, 6)

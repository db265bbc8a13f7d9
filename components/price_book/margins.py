"""The margin that a price book rests on: asked where no file names the costs, and told beside others."""

from dataclasses import replace

import streamlit as st

from analytics.pricing.price_book.yearly import PROFIT
from analytics.runs.results import Results
from analytics.runs.worth import MARGINS, Worth, is_margin_assumed, worth_at_margins
from components.bundles.assumptions import confirm_margin, is_margin_confirmed, save_costs
from components.bundles.repricing import prepare
from components.price_book.rows import Book
from components.shell import choices, display, formats, session, units
from data.store import Shop


def require_margin(shop: Shop, found: Results) -> None:
    """Ask for the margin where no file names the costs, and stop the page until it is confirmed."""
    if not is_margin_assumed(found) or is_margin_confirmed(shop, found.config.costs):
        return
    n_unknown, n_all = int(found.products["is_cost_assumed"].sum()), len(found.products)
    with st.form("confirm-margin", width=640):
        st.markdown("**Which margin do you make?**")
        display.show_note(
            f"Your files name no cost for {formats.count(n_unknown)} of {formats.counted(n_all, 'product')}. "
            "The discounts and all that they earn rest on this figure, so it is asked before any profit is "
            "shown."
        )
        label = "Margin before any discount (% of price)"
        margin = choices.choose_percent(label, found.config.costs.margin_share, step=1.0, format="%.1f")
        if st.form_submit_button("Use this margin", type="primary", key="confirm-margin-button"):
            _use_margin(shop, found, margin)
    st.stop()


def _use_margin(shop: Shop, found: Results, margin: float | None) -> None:
    costs = found.config.costs
    if margin is not None and margin != costs.margin_share:
        costs = replace(costs, margin_share=margin)
        save_costs(shop, costs)
        prepare(shop, found, costs)
    confirm_margin(shop, costs)
    st.rerun()


def show_margins(book: Book, worth: Worth) -> None:
    """Draw the headline beside what it would be at other margins, where the margin is assumed."""
    if is_margin_assumed(book.found):
        st.fragment(_show_margins, parallel=True)(book, worth)  # takes seconds, and nothing waits for it


def _show_margins(book: Book, worth: Worth) -> None:
    found = book.found
    with st.spinner("Pricing the best bundles at other margins …"):
        key = ("other margins", found.key, tuple(book.rows["offer_id"].unique()))
        figures = session.computed(book.shop, key, lambda: _at_margins(book))
    own = found.config.costs.margin_share
    others = [figure for figure in figures if abs(figure[0] - own) > 1e-9]
    told = sorted([*others, (own, worth.profit, _typical_discount(worth))])
    words = [
        f"{formats.share(margin, 0)}{' (yours)' if margin == own else ''}: "
        f"{_margin_words(profit, discount, book.unit)}"
        for margin, profit, discount in told
    ]
    display.show_note(f"What your margin decides, with the usual discount: {' · '.join(words)}.")


def _margin_words(profit: float, discount: float, unit: units.MoneyUnit) -> str:
    if profit <= 0:
        return "no extra profit"
    return f"{unit.money(profit)} {unit.words} at {formats.share(discount, 0)} off"


def _at_margins(book: Book) -> list[tuple[float, float, float]]:
    worths = worth_at_margins(replace(book.found, price_book=book.rows))
    return [(m, w.profit, _typical_discount(w)) for m, w in zip(MARGINS, worths, strict=True)]


def _typical_discount(worth: Worth) -> float:
    visits = worth.best[PROFIT] / worth.best["incremental_profit_per_visit"]
    total = visits.sum()
    return float((visits * worth.best["discount_share"]).sum() / total) if total else float("nan")

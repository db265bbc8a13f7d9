"""Which discount earns most, and for whom: scenarios side by side, saved ones, and the price book."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.outcomes import outcomes, profit_curve
from analytics.pricing.scenarios.scenario import default_scenarios
from analytics.runs.results import Results
from components.scenarios import boards
from components.scenarios.audience import choose_subset
from components.scenarios.book import show_price_book
from components.scenarios.choose import choose_bundle
from components.scenarios.comparison import show_board
from components.scenarios.heat import show_heat
from components.scenarios.history import show_history
from components.scenarios.horizon import horizon_of
from components.scenarios.page import Comparison
from components.scenarios.report import Cover
from components.scenarios.saved import linked_comparison, show_saved, started_with
from components.scenarios.tornado import show_tornado
from components.scenarios.words import EVERYONE, EXTRA_PROFIT, PER_VISITS, discount_words
from components.shell import display, formats, results, session
from data.store import Shop


def choose_comparison(
    shop: Shop, found: Results, bundle: pd.Series, linked: dict[str, Any] | None
) -> Comparison:
    """Ask who is shown the bundle and return what all scenarios share; the curves are computed once."""
    subset, whose = choose_subset(shop, found)
    link, parts = linked["id"] if linked else "", tuple(bundle["product_ids"])
    page = Comparison(
        found.market, subset, str(bundle.name), parts, shop, found, bundle["title"], **whose, link=link
    )
    with st.spinner("Trying every discount on every segment …"):
        page.offered()
    return page


def answer(bundle: pd.Series, page: Comparison) -> str:
    """Return in one sentence which discount earns most, and what segments of their own add."""
    words = _answer(bundle, page.offered_first(), page.currency)
    return f"For {page.whose}: {words}" if page.whose else words


def _answer(bundle: pd.Series, offer: Offered, currency: str) -> str:
    if bundle["verdict"] == "FAIL":
        return f"{bundle['title']}: no discount can be advised yet."
    best, *rest = default_scenarios(offer)
    table = outcomes(offer, [best, *rest]).query("is_total")
    if best.is_by_segment and table.iloc[1]["incremental_profit"] > table.iloc[0]["incremental_profit"]:
        best, table = rest[0], table.iloc[1:]  # segments of their own add nothing here
    row = table.iloc[0]
    profit = row["incremental_profit"]
    if profit <= 0:
        return f"{bundle['title']}: no discount earns more than selling the parts alone."
    flat_profit = formats.money(table.iloc[1]["incremental_profit"], currency)
    flat_profit = "as much" if flat_profit == formats.money(profit, currency) else flat_profit
    flat = f" One discount for all ({discount_words(rest[0])}) earns {flat_profit}."
    return (
        f"{bundle['title']}: {discount_words(best)} off{', by segment,' if best.is_by_segment else ''} earns "
        f"{formats.money(profit, currency)} more {PER_VISITS} than no offer "
        f"(90 % band {formats.band(row['profit_low'], row['profit_high'], currency)})."
        f"{flat if best.is_by_segment else ''}"
    )


def show_verdict(found: Results, bundle: pd.Series) -> None:
    """Draw what speaks against the bundle's advice, and where its costs come from."""
    if bundle["verdict"] == "FAIL":
        display.show_verdict("FAIL", "The discount of this bundle is withheld.", f"{bundle['reason']}.")
    elif bundle["verdict"] == "WARN":
        display.show_verdict("WARN", "Use with care.", f"{bundle['reason']}.")
    if results.is_any_cost_assumed(found, bundle["product_ids"]):
        share = formats.share(found.config.margin_share, 0)
        display.show_note(
            f"Profit rests on a cost assumed from a {share} margin: your files name no cost for a part."
        )


def show_comparison(
    page: Comparison, bundle: pd.Series, bundles: pd.DataFrame, sentence: str, linked: dict[str, Any] | None
) -> None:
    """Draw the scenarios, and folded below what matters most, two discounts at once, and the past.

    Parameters
    ----------
    sentence : the page's answer
    linked : the saved comparison that the address names
    """
    offer = page.offered_first()
    apart = formats.money(offer.curves.component_price, page.currency)
    display.show_note(
        f"Bought apart, the parts cost {apart}; a slider shows the discount and the bundle's price."
    )
    board = boards.board_of(page, started_with(linked, offer, page.found.audience.product_ids))
    extras: dict[str, go.Figure] = session.recall(page.shop, f"extras {page.key}", {})
    session.remember(page.shop, f"extras {page.key}", extras)
    doubt = f"{bundle['verdict']}: {bundle['reason']}." if bundle["verdict"] != "PASS" else ""
    start = horizon_of(page, linked)
    show_board(page, board, start, Cover(sentence, doubt, (linked or {}).get("note", "")), extras)
    _show_curve_numbers(offer, page.currency)
    folded = {
        "What matters most": lambda: show_tornado(page, board, extras),
        "Two discounts at once": lambda: show_heat(page, board, bundles, extras),
        "Compare with the past": lambda: show_history(page, board, extras),
    }
    for title, draw in folded.items():
        _show_folded(title, draw)


def _show_folded(title: str, draw: Callable[[], None]) -> None:
    """Draw what is worked out only when asked for, in a part of the page that redraws alone."""
    opened = st.expander(title, key=f"open-{title}", on_change="rerun")
    with opened:

        @st.fragment
        def show() -> None:
            st.button("Update to the sliders as they stand", key=f"update-{title}", type="tertiary")
            draw()

        if opened.open:
            show()


def _show_curve_numbers(offer: Offered, currency: str) -> None:
    """Draw the numbers behind the profit curves; no slider moves them."""
    curves = {EVERYONE: profit_curve(offer)}
    if len(offer.segments) > 1:
        curves |= {name: profit_curve(offer, s) for s, name in enumerate(offer.segments)}
    columns = {
        "segment": formats.text_column("Segment"),
        "discount_share": formats.share_column("Discount"),
        "profit": formats.money_column(EXTRA_PROFIT, currency),
        "low": formats.money_column("From", currency, help=formats.BAND_HELP),
        "high": formats.money_column("To", currency, help=formats.BAND_HELP),
    }
    with st.expander("The numbers behind the profit curves"):
        display.show_table(display.named_rows(curves, "segment"), columns, "profit-curves")


__all__ = [
    "answer",
    "choose_bundle",
    "choose_comparison",
    "linked_comparison",
    "show_comparison",
    "show_price_book",
    "show_saved",
    "show_verdict",
]

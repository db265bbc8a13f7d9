"""Which discount earns most, and for whom: scenarios side by side, saved ones, and the price book."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from components import display, formats, results, session
from components.scenarios.book import show_price_book
from components.scenarios.charts import flat_chart, segments_chart
from components.scenarios.choose import choose_bundle, choose_drafts, choose_scenarios
from components.scenarios.outcomes import (
    EVERYONE,
    PER,
    Offered,
    default_scenarios,
    flat_curve,
    offered,
    outcomes,
    segment_curve,
)
from components.scenarios.picture import choose_curve, show_picture
from components.scenarios.saved import (
    linked_comparison,
    open_comparison,
    save_comparison,
    scenarios_of,
    show_saved,
)
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results

EACH = "Each segment"


def offered_bundle(shop: Shop, found: "Results", product_ids: list[str]) -> Offered:
    """Return the bundle's curves, computed once per run; every slider only looks them up."""
    parts = tuple(product_ids)
    with st.spinner("Trying every discount on every segment …"):
        return session.computed(shop, ("offered", found.run_id, parts), lambda: offered(found, parts))


def answer(bundle: pd.Series, offer: Offered, currency: str) -> str:
    """Return in one sentence which discount earns most, and what segments of their own add."""
    if bundle["verdict"] == "FAIL":
        return f"{bundle['title']}: no discount can be advised yet."
    best, *rest = default_scenarios(offer)
    table = outcomes(offer, [best, *rest]).query("segment == @EVERYONE")
    row = table.iloc[0]
    profit = row["incremental_profit"]
    if profit <= 0:
        return f"{bundle['title']}: no discount earns more than selling the parts alone."
    flat_profit = formats.money(table.iloc[1]["incremental_profit"], currency)
    flat_profit = "as much" if flat_profit == formats.money(profit, currency) else flat_profit
    flat = f" One discount for all ({rest[0].words}) earns {flat_profit}."
    return (
        f"{bundle['title']}: {best.words} off{', by segment,' if best.is_by_segment else ''} earns "
        f"{formats.money(profit, currency)} more per {PER:,} visits than no offer "
        f"(90 % band {formats.band(row['profit_low'], row['profit_high'], currency)})."
        f"{flat if best.is_by_segment else ''}"
    )


def show_verdict(found: "Results", bundle: pd.Series) -> None:
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
    shop: Shop, found: "Results", bundle: pd.Series, offer: Offered, linked: dict[str, Any] | None
) -> None:
    """Draw scenarios with sliders, table and curves; a slider moves nothing else on the page."""
    currency = shop.setting("currency", "")
    apart = formats.money(offer.curves.component_price, currency)
    display.show_note(
        f"Bought apart, the parts cost {apart}; a slider shows the discount and the bundle's price."
    )
    defaults = scenarios_of(linked, offer)
    key = f"{shop.name}-{found.run_id}-{'|'.join(bundle['product_ids'])}-{linked['id'] if linked else ''}"

    figures = {EVERYONE: flat_chart(offer, currency)}
    if len(offer.segments) > 1:
        figures[EACH] = segments_chart(offer, currency)

    @st.fragment
    def compare() -> None:
        drafts = choose_drafts(offer, defaults, key)
        curve = choose_curve(figures, shop.name)

        @st.fragment  # of its own: a slider redraws no name, no switch and no choice of the curve
        def move() -> None:
            scenarios = choose_scenarios(offer, drafts, currency)
            show_picture(figures, curve, outcomes(offer, scenarios), scenarios, currency, shop.name)
            if st.button("Save these scenarios", key="save-comparison"):
                title, parts = bundle["title"], bundle["product_ids"]
                open_comparison(save_comparison(shop, found, title, parts, offer, scenarios))
                st.rerun()

        move()

    compare()
    _show_curve_numbers(offer, currency)


def _show_curve_numbers(offer: Offered, currency: str) -> None:
    """Draw the numbers behind the profit curves; no slider moves them."""
    curves = {EVERYONE: flat_curve(offer)}
    if len(offer.segments) > 1:
        curves |= {name: segment_curve(offer, s) for s, name in enumerate(offer.segments)}
    columns = {
        "segment": formats.text_column("Segment"),
        "discount_share": formats.share_column("Discount"),
        "profit": formats.money_column(f"Extra profit per {PER:,} visits", currency),
        "low": formats.money_column("From", currency, help=formats.BAND_HELP),
        "high": formats.money_column("To", currency, help=formats.BAND_HELP),
    }
    with st.expander("The numbers behind the profit curves"):
        display.show_table(display.named_rows(curves, "segment"), columns, "profit-curves")


__all__ = [
    "answer",
    "choose_bundle",
    "linked_comparison",
    "offered_bundle",
    "show_comparison",
    "show_price_book",
    "show_saved",
    "show_verdict",
]

"""Which discount earns most, and for whom: scenarios side by side, and saved ones."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics.pricing.scenarios.horizon import totals
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.outcomes import outcomes
from analytics.pricing.scenarios.scenario import default_scenarios
from analytics.runs.results import Results
from components.scenarios.charts import curve_in
from components.scenarios.comparison import Comparison
from components.scenarios.past_weeks import show_past_weeks
from components.scenarios.report import Cover
from components.scenarios.saved import started_with
from components.scenarios.sensitivity import show_sensitivity
from components.scenarios.slider_moved import show_side_by_side
from components.scenarios.two_discounts import show_two_discounts
from components.scenarios.words import discount_words
from components.shell import display, formats, results, tables

NUMBERS_HEIGHT = 283  # px: the head and seven rows
WIDTHS_ABOVE = [9, 5]  # of the answer and of the choice of the bundle


def answer(bundle: pd.Series, page: Comparison) -> str:
    """Return in one sentence which discount earns most, and what segments of their own add."""
    words = _answer(bundle, page.offered_first(), page)
    return f"For {page.whose}: {words}" if page.whose else words


def _answer(bundle: pd.Series, offer: Offered, page: Comparison) -> str:
    if bundle["verdict"] == "FAIL":
        return f"{bundle['title']}: no discount can be advised yet."
    best, *rest = default_scenarios(offer)
    scenarios, unit = [best, *rest], page.unit
    table = totals(outcomes(offer, scenarios), scenarios, page.horizon).query("is_total")
    if best.is_by_segment and table.iloc[1]["incremental_profit"] >= table.iloc[0]["incremental_profit"]:
        best, table = rest[0], table.iloc[1:]  # segments of their own add nothing here
    row = table.iloc[0]
    if row["incremental_profit"] <= 0:
        return f"{bundle['title']}: no discount earns more than selling the parts alone."
    profit, flat_profit = (unit.money(value) for value in table["incremental_profit"].iloc[:2])
    flat_profit = "as much" if flat_profit == profit else flat_profit
    flat = f" One discount for all ({discount_words(rest[0])}) earns {flat_profit}."
    return (
        f"{bundle['title']}: {discount_words(best)} off{', by segment,' if best.is_by_segment else ''} earns "
        f"{profit} more {unit.words} than no offer "
        f"(90 % band {unit.band(row['profit_low'], row['profit_high'])})."
        f"{flat if best.is_by_segment else ''}"
    )


def show_verdict(found: Results, bundle: pd.Series) -> None:
    """Draw what speaks against the bundle's advice, and where its costs come from."""
    said = {"FAIL": "The discount of this bundle is withheld.", "WARN": "Use with care."}
    if words := said.get(bundle["verdict"]):
        display.show_verdict(bundle["verdict"], words, f"{bundle['reason']}.")
    if results.is_any_cost_assumed(found, bundle["product_ids"]):
        share = formats.share(found.config.costs.margin_share, 0)
        display.show_note(
            f"Profit rests on a cost assumed from a {share} margin: your files name no cost for a part."
        )


def show_comparison(
    page: Comparison,
    bundle: pd.Series,
    bundles: pd.DataFrame,
    sentence: str,
    linked: dict[str, Any] | None,
    more: display.Tabs,
) -> None:
    """Draw the scenarios, and folded below what matters most, two discounts at once, and the past.

    Parameters
    ----------
    sentence : the page's answer
    linked : the saved comparison that the address names
    more : further tabs by their labels
    """
    offer = page.offered_first()
    board = page.board(started_with(linked, offer, page.found.audience.product_ids))
    doubt = f"{bundle['verdict']}: {bundle['reason']}." if bundle["verdict"] != "PASS" else ""
    cover = Cover(sentence, doubt, (linked or {}).get("note", ""))
    show_side_by_side(page, board, cover)
    show_verdict(page.found, bundle)
    parts = {
        "The curves in numbers": partial(_show_curve_numbers, offer, page),
        "What matters most": partial(_show_alone, show_sensitivity, page, board),
        "Two discounts at once": partial(_show_alone, show_two_discounts, page, board, bundles),
        "Compare with the past": partial(_show_alone, show_past_weeks, page, board),
    }
    display.show_tabs(parts | more, f"scenario-tabs-{page.shop.name}")


@st.fragment
def _show_alone(show: Callable[..., None], *rest: Any) -> None:
    """Draw a part of the page that redraws alone, with what the sliders say once asked for."""
    st.button("Update to the sliders as they stand", key=f"update-{show.__name__}", type="tertiary")
    show(*rest)


@st.fragment
def _show_curve_numbers(offer: Offered, page: Comparison) -> None:
    """Draw the numbers behind the profit curves; no slider moves them."""
    unit = page.unit
    curves = {formats.EVERYONE: curve_in(unit, offer)}
    if len(offer.segments) > 1:
        curves |= {name: curve_in(unit, offer, s) for s, name in enumerate(offer.segments)}
    numbers = display.named_rows(curves, "segment")
    decimals = unit.decimals(numbers["profit"].max())
    columns = {
        **tables.SEGMENT,
        "discount_share": tables.share("Discount"),
        "profit": tables.money(unit.extra_profit, decimals=decimals),
        **tables.band("", tables.money, tables.BAND, decimals=decimals),
    }
    display.show_table(numbers, columns, "profit-curves", page.currency, height=NUMBERS_HEIGHT)

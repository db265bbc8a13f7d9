"""Whom to pick: what a threshold on the prediction earns, and whom it finds or misses."""

import numpy as np
import streamlit as st

from analytics.evidence.curves.decisions import Confusion, confusion
from analytics.evidence.curves.money import ThresholdProfits
from analytics.evidence.held_out import MODEL, HeldOut
from analytics.evidence.performance import ErrorCosts, profits_of, threshold_table
from analytics.runs.results import Results
from components.performance.costs import choose_costs, per_chances
from components.performance.figure_charts import threshold_figures_chart
from components.performance.names import CURVES, TWIN, WAY, by_name, named
from components.performance.threshold_charts import confusion_chart, profit_chart
from components.performance.threshold_words import FIGURE_NAMES, PER, best_words
from components.shell import display, formats, session, tables
from data.store import Shop

WHOLE_FROM = 100  # of amounts this large the cents are left out: a box has room for a band of them [currency]
STEPS_HELP = "It moves by 0.1 %, so what is told below may lie a little beside the best threshold above."
PROFIT_COLUMNS = {
    **WAY,
    "threshold": tables.share("Threshold"),
    "n_selected": tables.count("Addressed"),
    "profit": tables.money(f"Profit per {PER:,} chances"),
    **tables.band("", tables.money),
}
CONFUSION_COLUMNS = {
    "figure_name": tables.text("Chances"),
    "value": tables.count("Number"),
    **tables.band("", tables.count),
}
FIGURES_COLUMNS = {
    **WAY,
    "figure_name": tables.text("Figure"),
    "value": tables.number("Value", decimals=4),
    **tables.band("", tables.number, decimals=4),
}


def show_threshold(shop: Shop, found: Results, held: HeldOut) -> None:
    """Draw what follows from a threshold that a slider moves, with errors in units of money."""
    display.show_note(
        "Suppose every chance at or above a threshold is addressed, with a banner or a coupon, say. "
        "One that would have been bought and is not addressed is a miss; one that is and buys nothing is a "
        "false alarm."
    )
    costs = choose_costs(shop, held)
    ways = [way for way in CURVES if way in held.scores]
    profits = session.computed(
        shop, ("profits", found.key, costs), lambda: per_chances(profits_of(held, costs, ways), held)
    )
    display.show_answer(best_words(profits[MODEL], session.currency_of(shop)))
    _show_at_threshold(shop, held, profits, costs)


@st.fragment
def _show_at_threshold(
    shop: Shop, held: HeldOut, profits: dict[str, ThresholdProfits], costs: ErrorCosts
) -> None:
    currency, highest = session.currency_of(shop), highest_threshold(held)
    percent = st.slider(
        "Threshold: address chances of which at least this share is predicted to buy",
        0.0,
        highest,
        float(min(round(100 * profits[MODEL].best, 1), highest)),
        step=0.1,
        help=STEPS_HELP,
        format="%.1f %%",
        key=f"threshold-{shop.name}-{costs}",
    )
    threshold = percent / 100
    counted = confusion(held.bought, held.selected(MODEL, threshold))
    figures = named(threshold_table(held, threshold))
    figures["figure_name"] = figures["figure"].map(FIGURE_NAMES)
    _show_metrics(profits[MODEL].at(threshold), counted, currency)
    left, right = st.columns(2, gap="medium")
    with left:
        figure = profit_chart(profits, threshold, highest / 100, currency)
        rows = by_name({way: of.table for way, of in profits.items()})
        display.show_chart(figure, rows, PROFIT_COLUMNS, "profit-at-thresholds", currency)
    with right:
        is_count = figures["figure"].isin(vars(counted))
        own = figures[(figures["way"] == MODEL) & is_count]
        display.show_chart(confusion_chart(counted), own, CONFUSION_COLUMNS, "confusion")
    display.show_chart(
        threshold_figures_chart(figures[figures["way"] != TWIN]),
        figures[~is_count],
        FIGURES_COLUMNS,
        "at-threshold",
    )


def highest_threshold(held: HeldOut) -> float:
    """Return the threshold [per cent] beyond which next to nobody is left to address."""
    return max(float(np.ceil(100 * np.quantile(held.scores[MODEL], 0.995))), 1.0)


def _show_metrics(row: dict[str, float], counted: Confusion, currency: str) -> None:
    decimals = 0 if max(abs(row["low"]), abs(row["high"])) >= WHOLE_FROM else 2
    profit = formats.money(row["profit"], currency, decimals)
    band = formats.band(row["low"], row["high"], currency, decimals)
    told = counted.figures
    figures = {
        f"Profit per {PER:,} chances": (profit, "Over addressing nobody"),
        "90 % band": (band, "From resampling customers"),
        "Addressed": (formats.share(row["selected_share"]), "Share of the chances"),
        "Purchases found": (formats.share(told["recall"]), "Share of all purchases that were addressed"),
        "Bought, of those addressed": (formats.share(told["precision"]), "The rest are false alarms"),
    }
    display.show_metrics(figures)

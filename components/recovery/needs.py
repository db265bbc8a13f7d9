"""What would make the advice better, drawn from the simulated shops."""

from typing import Any

import streamlit as st

from analytics.checks.recovery.needs import rising
from analytics.cli.stages import stage_words
from analytics.runs.recovery import Recovered
from components.recovery.charts import prices_chart, visits_chart
from components.recovery.words import times
from components.shell import display, tables

COLUMNS = {
    "name": tables.text("Simulated shop"),
    "n_visits": tables.count("Visits"),
    "captured_share": tables.share("Captured", help="Of the possible extra profit, by the advised discounts"),
    "flat_share": tables.share(
        "One discount for all", help="What the best single discount of every bundle would capture"
    ),
    "within_share": tables.share(
        "Within prices seen",
        help="What the best discounts would capture at no lower prices than seen",
    ),
}


def show_needs(check: Recovered) -> None:
    """Draw what more visits and livelier prices would bring, with the numbers."""
    st.subheader("What would make the advice better?", anchor=False)
    trials = check.trials.dropna(subset="captured_share")
    if trials.empty:
        return
    by_visits = trials[(trials["prices"] == 1) & ~trials["has_test"]].sort_values("n_visits")
    by_visits = by_visits.assign(smooth_share=rising(by_visits["captured_share"].to_numpy()))
    by_prices = trials[(trials["visits"] == 1) | (trials["prices"] > 1) | trials["has_test"]]
    is_own = by_prices["name"] == trials["name"].iloc[0]
    own = by_visits.set_index("name")["smooth_share"].get(trials["name"].iloc[0])
    others = by_prices[~is_own].assign(
        label=[_price_words(row) for row in by_prices[~is_own].itertuples()],
        gain_share=lambda rows: rows["captured_share"] - own,
    )
    left, right = st.columns(2)
    with left:
        display.show_figure(visits_chart(by_visits, check.report["n_visits"]), "recovery-visits")
    with right:
        if own is not None and len(others):
            display.show_figure(prices_chart(others), "recovery-prices")
    with st.expander("The numbers behind these charts"):
        named = check.trials.assign(name=check.trials["name"].map(stage_words))
        display.show_table(named, COLUMNS, "recovery-trials")


def _price_words(row: Any) -> str:
    """Return how prices moved in a simulated shop, in few words."""
    if row.has_test:
        return "a price test of ±10 %"
    words = "as they are" if row.prices == 1 else f"{times(row.prices)} as lively"
    return words if row.visits == 1 else f"{words}, {times(row.visits)} the visits"

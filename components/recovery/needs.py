"""What would make the advice better, drawn from the simulated shops."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from analytics.cli.stages import stage_words
from components.recovery.charts import prices_chart, visits_chart
from components.recovery.words import times
from components.shell import display, formats

if TYPE_CHECKING:
    from analytics.runs.recovery import Recovered


def show_needs(check: "Recovered") -> None:
    """Draw what more visits and livelier prices would bring, with the numbers."""
    from analytics.checks.recovery.needs import rising

    st.subheader("What would make the advice better?", anchor=False)
    trials = check.trials.dropna(subset="captured_share")
    if trials.empty:
        return
    by_visits = trials[(trials["prices"] == 1) & ~trials["has_test"]].sort_values("n_visits")
    by_visits = by_visits.assign(smooth_share=rising(by_visits["captured_share"].to_numpy()))
    by_prices = trials[(trials["visits"] == 1) | (trials["prices"] > 1) | trials["has_test"]]
    by_prices = by_prices.assign(
        label=[_price_words(row) for row in by_prices.itertuples()], is_own=by_prices["name"] == _own(trials)
    )
    left, right = st.columns(2)
    with left:
        display.show_figure(visits_chart(by_visits, check.report["n_visits"]), "recovery-visits")
    with right:
        display.show_figure(prices_chart(by_prices), "recovery-prices")
    with st.expander("The numbers behind these charts"):
        columns = {
            "name": formats.text_column("Simulated shop"),
            "n_visits": formats.count_column("Visits"),
            "captured_share": formats.share_column(
                "Captured", help="Of the possible extra profit, by the advised discounts"
            ),
            "flat_share": formats.share_column(
                "One discount for all", help="What the best single discount of every bundle would capture"
            ),
            "within_share": formats.share_column(
                "Within prices seen",
                help="What the best discounts would capture at no lower prices than seen",
            ),
        }
        display.show_table(
            check.trials.assign(name=check.trials["name"].map(stage_words)), columns, "recovery-trials"
        )


def _own(trials: pd.DataFrame) -> str:
    return str(trials["name"].iloc[0])


def _price_words(row: Any) -> str:
    """Return how prices moved in a simulated shop, in few words."""
    if row.has_test:
        return "a price test of ±10 %"
    words = "as they are" if row.prices == 1 else f"{times(row.prices)} as lively"
    return words if row.visits == 1 else f"{words}, {times(row.visits)} the visits"

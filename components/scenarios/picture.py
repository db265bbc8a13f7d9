"""What follows the sliders: the profit curve with the scenarios' marks, and their table."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import display, formats
from components.scenarios.charts import move_marks
from components.scenarios.horizon import Horizon, totals
from components.scenarios.outcomes import EVERYONE, PER, Scenario

METRIC_HELP = {
    "take_rate": "Share of the visits shown the bundle that buy all its parts",
    "units": "Units of the parts and of what sells along with them",
    "contribution_margin": "Contribution margin: revenue less product cost, fulfilment and expected returns",
    "cannibalized_margin": "Cannibalized margin: given away to those who would have bought the parts anyway",
    "incremental_profit": "Contribution margin above that of the same visits without the bundle",
}


def choose_curve(figures: dict[str, go.Figure], key: str) -> str:
    """Ask which of the profit curves to draw: two at once would take the browser twice as long."""
    names = list(figures)
    if len(names) == 1:
        return names[0]
    return st.radio("Profit curve of", names, horizontal=True, key=f"curve-{key}", persist_state="session")


def show_picture(
    figures: dict[str, go.Figure],
    curve: str,
    table: pd.DataFrame,
    scenarios: list[Scenario],
    horizon: Horizon,
    currency: str,
    key: str,
) -> None:
    """Draw a profit curve with the scenarios on it, and their tables.

    Parameters
    ----------
    figures : what a curve is of -> the figure, drawn once; only its marks move
    curve : which of them
    table : outcomes of the scenarios
    horizon : over which the table tells totals
    key : what the analyst's choices here are remembered under
    """
    above = st.container()
    _show_table(table, scenarios, horizon, currency, key)  # on its way while the chart is still made
    rows = table[(table["segment"] == EVERYONE) == (curve == EVERYONE)]
    with above:
        display.show_figure(move_marks(figures[curve], rows), f"profit-{list(figures).index(curve)}")


def _show_table(
    table: pd.DataFrame, scenarios: list[Scenario], horizon: Horizon, currency: str, key: str
) -> None:
    words = {scenario.name: scenario.words for scenario in scenarios}
    everyone = totals(table, scenarios, horizon)
    everyone = everyone.assign(discount=everyone["scenario"].map(words))
    unit = f"in total over {horizon.words}" if horizon.is_total else f"per {PER:,} visits"
    display.show_note(
        f"Units and money {unit}, of visits that are shown the bundle, all segments together. "
        f"From and to: the {formats.BAND_HELP}"
    )
    display.show_table(everyone, _total_columns(horizon, currency), "scenarios")
    label = "Show the table segment by segment"
    if table["segment"].nunique() > 2 and st.toggle(label, key=f"table-{key}", persist_state="session"):
        if horizon.is_total:
            display.show_note(f"Units and money of a segment stay per {PER:,} of its visits.")
        rows = table[table["segment"] != EVERYONE]
        display.show_table(rows, _segment_columns(currency), "scenarios-by-segment")


def _total_columns(horizon: Horizon, currency: str) -> dict[str, Any]:
    columns = {"scenario": formats.text_column("Scenario"), "discount": formats.text_column("Discount")}
    if horizon.is_total:
        visits = formats.count_column("Visits", help="Visits a week × weeks, with what the scenario changes")
        return columns | _metric_columns(currency) | {"n_visits": visits}
    total = formats.money_column(
        f"In {horizon.words}", currency, decimals=0, help="Extra profit in all visits of these weeks"
    )
    return columns | _metric_columns(currency) | {"total_profit": total}


def _segment_columns(currency: str) -> dict[str, Any]:
    columns = {
        "scenario": formats.text_column("Scenario"),
        "segment": formats.text_column("Segment"),
        "discount_share": formats.share_column("Discount"),
        "bundle_price": formats.money_column("Bundle price", currency),
    }
    return columns | _metric_columns(currency)


def _metric_columns(currency: str) -> dict[str, Any]:
    def money(name: str, label: str, decimals: int = 2) -> Any:
        return formats.money_column(label, currency, help=METRIC_HELP.get(name), decimals=decimals)

    return {
        "take_rate": formats.share_column("Take rate", help=METRIC_HELP["take_rate"]),
        "units": formats.number_column("Units", decimals=0, help=METRIC_HELP["units"]),
        "revenue": money("revenue", "Revenue", 0),
        "contribution_margin": money("contribution_margin", "Contribution", 0),
        "cannibalized_margin": money("cannibalized_margin", "Cannibalized"),
        "incremental_profit": money("incremental_profit", "Extra profit"),
        "profit_low": formats.money_column("From", currency, help=formats.BAND_HELP),
        "profit_high": formats.money_column("To", currency, help=formats.BAND_HELP),
        "take_rate_low": formats.share_column("Take rate from", help=formats.BAND_HELP),
        "take_rate_high": formats.share_column("Take rate to", help=formats.BAND_HELP),
    }

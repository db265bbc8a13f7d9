"""What follows the sliders: the profit curve with the scenarios' marks, and their table."""

from enum import StrEnum
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.horizon import Horizon, totals
from analytics.pricing.scenarios.scenario import Scenario
from components.scenarios.charts import move_marks
from components.scenarios.words import EVERYONE, PER_VISITS, metric_columns, weeks_words, with_discounts
from components.shell import display, formats


class Curve(StrEnum):
    """What a profit curve is of."""

    ALL = "all"
    EACH = "each"


CURVES = {Curve.ALL: EVERYONE, Curve.EACH: "Each segment"}


def choose_curve(figures: dict[Curve, go.Figure], key: str) -> Curve:
    """Ask which of the profit curves to draw: two at once would take the browser twice as long."""
    if len(figures) == 1:
        return Curve.ALL
    return st.radio(
        "Profit curve of",
        list(figures),
        format_func=CURVES.get,
        horizontal=True,
        key=f"curve-{key}",
        persist_state="session",
    )


def marked_rows(table: pd.DataFrame, curve: Curve) -> pd.DataFrame:
    """Return the outcomes that are marked on a curve."""
    return table[table["is_total"] == (curve == Curve.ALL)]


def show_picture(
    figures: dict[Curve, go.Figure],
    curve: Curve,
    table: pd.DataFrame,
    scenarios: list[Scenario],
    horizon: Horizon,
    currency: str,
    key: str,
) -> None:
    """Draw a profit curve with the scenarios on it, and their tables.

    Parameters
    ----------
    figures : drawn once; only their marks move
    curve : which of them to draw
    table : outcomes of the scenarios
    horizon : over which the table tells totals
    key : what the analyst's choices here are remembered under
    """
    above = st.container()
    _show_table(table, scenarios, horizon, currency, key)  # on its way while the chart is still made
    with above:
        figure = move_marks(figures[curve], marked_rows(table, curve))
        display.show_figure(figure, f"profit-{list(figures).index(curve)}")


def _show_table(
    table: pd.DataFrame, scenarios: list[Scenario], horizon: Horizon, currency: str, key: str
) -> None:
    everyone = totals(with_discounts(table, scenarios), scenarios, horizon)
    unit = f"in total over {weeks_words(horizon)}" if horizon.is_total else PER_VISITS
    display.show_note(
        f"Units and money {unit}, of visits that are shown the bundle, all segments together. "
        f"From and to: the {formats.BAND_HELP}"
    )
    display.show_table(everyone, _total_columns(horizon, currency), "scenarios")
    label = "Show the table segment by segment"
    has_segments = table["visit_share"].min() < 1
    if has_segments and st.toggle(label, key=f"table-{key}", persist_state="session"):
        if horizon.is_total:
            display.show_note(f"Units and money of a segment stay per {PER:,} of its visits.")
        rows = table[~table["is_total"]]
        display.show_table(rows, _segment_columns(currency), "scenarios-by-segment")


def _total_columns(horizon: Horizon, currency: str) -> dict[str, Any]:
    columns = {"scenario": formats.text_column("Scenario"), "discount": formats.text_column("Discount")}
    if horizon.is_total:
        visits = formats.count_column("Visits", help="Visits a week × weeks, with what the scenario changes")
        return columns | metric_columns(currency) | {"n_visits": visits}
    total = formats.money_column(
        f"In {weeks_words(horizon)}", currency, decimals=0, help="Extra profit in all visits of these weeks"
    )
    return columns | metric_columns(currency) | {"total_profit": total}


def _segment_columns(currency: str) -> dict[str, Any]:
    columns = {
        "scenario": formats.text_column("Scenario"),
        "segment": formats.text_column("Segment"),
        "discount_share": formats.share_column("Discount"),
        "bundle_price": formats.money_column("Bundle price", currency),
    }
    return columns | metric_columns(currency)

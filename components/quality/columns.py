"""Each column of the shop: what is missing, how many values, how they spread."""

import re

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components.shell import display, formats, theme
from data.quality import Quality

N_SHOWN = 20  # columns in the chart
TABLES = {"events": "Events", "products": "Products", "customers": "Customers"}
COLUMNS = {
    "table": formats.text_column("Table", width=78),
    "column": formats.text_column("Column", width=150),
    "missing_share": formats.share_bar_column("Missing"),
    "n_distinct": formats.count_column(
        "Values", help="How many differ; estimated in tables of more than a million rows", width=76
    ),
    "usual": formats.text_column("Most frequent", width=150),
    "low": formats.text_column("Lowest", width=124),
    "high": formats.text_column("Highest", width=124),
    "bars": st.column_config.BarChartColumn(
        "Spread",
        help="Rows: numbers from the 1st to the 99th percentile, times by month, words by frequency",
        y_min=0,
        width=78,
    ),
}


def show_columns(quality: Quality) -> None:
    """Draw how much of each column is missing, and a line of figures for each."""
    st.subheader("Column by column", anchor=False)
    columns = measured(quality)
    if (columns["missing_share"] > 0).any():
        display.show_figure(missing_chart(columns), "missing")
    display.show_table(columns, COLUMNS, "columns")


def measured(quality: Quality) -> pd.DataFrame:
    """Return the columns in words, with the share that is missing."""
    return quality.columns.assign(
        missing_share=1 - quality.columns["n_known"] / quality.columns["n_rows"],
        table=quality.columns["table"].map(TABLES),
        usual=[_usual(row) for row in quality.columns.to_dict("records")],
        low=quality.columns["low"].map(plain_value),
        high=quality.columns["high"].map(plain_value),
    )


def plain_value(value: str | None) -> str:
    """Return a value as a person writes it: no zeros behind the comma, no seconds."""
    if value is None or pd.isna(value):
        return ""
    text = re.sub(r"(\d\d:\d\d):\d\d(\.\d+)?$", r"\1", str(value))
    return re.sub(r"\.0+$|(\.\d*?[1-9])0+$", r"\1", text) if re.fullmatch(r"-?\d+\.\d+", text) else text


def _usual(column: dict) -> str:
    if column["usual"] is None or pd.isna(column["usual"]):
        return ""
    return f"{column['usual']} ({formats.share(column['usual_share'], 0)})"


def missing_chart(columns: pd.DataFrame) -> go.Figure:
    """Return the share of rows without a value, column by column, the emptiest on top."""
    gaps = columns[columns["missing_share"] > 0].nlargest(N_SHOWN, "missing_share").iloc[::-1]
    names = gaps["table"] + ": " + gaps["column"]
    height = 120 + 24 * len(gaps)
    figure = theme.house_figure("Where values are missing", "Share of rows without a value", height=height)
    figure.add_bar(
        x=gaps["missing_share"],
        y=names,
        orientation="h",
        marker_color=theme.HOUSE_COLOR,
        customdata=(gaps["n_rows"] - gaps["n_known"]).to_numpy()[:, None],
        hovertemplate=theme.hover("%{y}", "%{x:.1%} missing (%{customdata[0]:,} rows)"),
    )
    figure.update_xaxes(tickformat=formats.PERCENT_AXIS, range=[0, 1])
    figure.update_yaxes(type="category")
    return figure

"""Each column of the shop: what is missing, how many values, how they spread."""

import re

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components.shell import charts, display, formats, tables
from data.quality.report import Quality

N_SHOWN = 20  # columns in the chart
COLUMNS = {
    "table": tables.text("Table", width=78),
    "column": tables.text("Column", width=150),
    "missing_share": tables.bar("Missing"),
    "n_distinct": tables.count(
        "Values", "How many differ; estimated in tables of more than a million rows, but for ids", width=76
    ),
    "usual": tables.text("Most frequent", width=150),
    "low": tables.text("Lowest", width=124),
    "high": tables.text("Highest", width=124),
    "bars": tables.spread(
        "Spread",
        "Rows: numbers from the 1st to the 99th percentile, times by month, words by frequency",
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
        table=quality.columns["table"].str.capitalize(),
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
    title, unit = "Where values are missing", "Share of rows without a value"
    figure = charts.house_figure(title, unit, height=120 + 24 * len(gaps))
    charts.add_bars(
        figure,
        gaps["missing_share"],
        names,
        customdata=(gaps["n_rows"] - gaps["n_known"]).to_numpy()[:, None],
        hovertemplate=charts.hover("%{y}", "%{x:.1%} missing (%{customdata[0]:,} rows)"),
    )
    return charts.show_shares(figure.update_xaxes(range=[0, 1]), "x")

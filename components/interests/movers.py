"""Who is moving into a category or out of it."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.interests.tables import Move
from analytics.interests.work import MOVERS
from components.interests.charts import movers_chart
from components.shell import choices, display, downloads, session, tables
from data.store import Shop

N_CATEGORIES = 12  # with most moves, drawn
N_CUSTOMERS = 500  # listed; all are in the file
MOVES = {Move.INTO.value: "Into it", Move.OUT_OF.value: "Out of it"}
SURE = "Their usual share lies outside the forecast's 90 % band"
MOVER_COLUMNS = {
    "customer_id": tables.text("Customer"),
    "usual_share": tables.share("Usual", "Of all their purchases but the latest period's"),
    "forecast_share": tables.share("Next 30 days"),
    **tables.band("", tables.share),
    "change": tables.share("Change", "In points of share"),
    "is_sure": tables.tick("Sure", SURE),
}
COUNT_COLUMNS = {
    "category": tables.text("Category"),
    "into": tables.count("Moving into it"),
    "out_of": tables.count("Moving out of it"),
}


def show_movers(shop: Shop, directory: Path) -> None:
    """Draw how many move into and out of categories, then who does for one of them."""
    movers = session.held(shop, ("movers", directory.name), lambda: MOVERS.read(directory))
    if movers.empty:
        display.show_note("Nobody's share of a category changes by a point or more.")
        return
    counts = moves_by_category(movers)
    drawn = counts.head(N_CATEGORIES)
    display.show_note(
        "A move is a share that the forecast for the next 30 days puts a point or more above or below what "
        "has been usual for the customer."
    )
    display.show_chart(movers_chart(drawn), counts, COUNT_COLUMNS, "movers-by-category")
    which, way, only = st.columns([3, 2, 2], vertical_alignment="bottom")
    category = which.selectbox("Category", counts["category"].tolist(), key="mover-category")
    move = choices.choose_code("Who moves", MOVES, ask=way.selectbox, key="mover-way")
    is_sure = only.toggle("Only the sure ones", help=SURE, key="mover-sure")
    rows = movers[(movers["category"] == category) & (movers["move"] == move)]
    rows = rows[rows["is_sure"]] if is_sure else rows
    display.show_table(rows.head(N_CUSTOMERS), MOVER_COLUMNS, "movers")
    label = "Download every move (CSV)"
    display.show_download(label, lambda: downloads.csv_bytes(movers), "every-move.csv")


def moves_by_category(movers: pd.DataFrame) -> pd.DataFrame:
    """Return how many customers move into each category and out of it, those with most moves first."""
    counts = movers.pivot_table(
        index="category", columns="move", values="change", aggfunc="size", fill_value=0
    )
    counts = counts.reindex(columns=[move.value for move in Move], fill_value=0)
    order = counts.sum(axis=1).sort_index().sort_values(ascending=False, kind="stable").index
    return counts.loc[order].reset_index().rename_axis(columns=None)

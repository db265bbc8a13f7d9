"""Moves between segments: who moved where in a month, and the customers behind every flow."""

import pandas as pd
import streamlit as st

from analytics.runs.customer_value.kept import RFM_MONTHS, read_months, value_months
from analytics.segments.migration import NOT_YET, migration, movers
from analytics.segments.rfm import SEGMENT_NAMES
from components.lifetime import Valued, charts, words
from components.lifetime.portraits import show_customers
from components.shell import choices, display, formats, session, tables, theme

COLUMNS = {
    "from_segment": tables.text("From", width=180),
    "to_segment": tables.text("To", width=180),
    "n_customers": tables.count("Customers"),
    "share": tables.share("Of those who were there"),
}


def show_moves(valued: Valued, currency: str) -> None:
    """Draw the moves of a month as flows and as a table whose rows lead to their customers."""
    reading = choices.choose_code("Segments", words.READINGS, ask=st.radio, horizontal=True, key="reading")
    by_month = _by_month(valued, reading)
    moves = migration(by_month)
    if moves.empty:
        display.show_note("Moves need at least two months of purchases.")
        return
    months = list(moves["month"].unique())[::-1]
    key = f"month-{reading}-{valued.shop.name}"
    month = st.selectbox("Month until", months, format_func=_day, width=240, key=key)
    table = moves[moves["month"] == month].sort_values("n_customers", ascending=False, ignore_index=True)
    st.markdown(formats.escaped(told(table)))
    shown = _in_words(table)
    figure = charts.moves_chart(shown, _colors(), _order(), f"in the month until {_day(month)}")
    display.show_figure(figure, f"moves-{reading}")
    display.show_note("Choose a row to see the customers who moved so.")
    options = {"on_select": "rerun", "selection_mode": "single-row", "key": f"moves-{reading}-{month}"}
    chosen = display.draw_table(shown, COLUMNS, currency, **options)
    display.show_table_download(shown[list(COLUMNS)], f"moves-{reading}")
    for place in chosen["selection"]["rows"]:
        row, names = table.iloc[place], shown.iloc[place]
        ids = movers(by_month, month, row["from_segment"], row["to_segment"])
        name = f"{names['from_segment']} → {names['to_segment']}"
        show_customers(valued.found.customers, ids, name, "customers-moved", currency)


def _in_words(moves: pd.DataFrame) -> pd.DataFrame:
    """Return the moves of a month in words, each with its share of those who stood there."""
    sizes = moves.groupby("from_segment")["n_customers"].transform("sum")
    named = {name: moves[name].map(words.segment_name) for name in ("from_segment", "to_segment")}
    return moves.assign(share=moves["n_customers"] / sizes, **named)


def told(moves: pd.DataFrame) -> str:
    """Return in a sentence how many customers moved.

    Parameters
    ----------
    moves : from_segment, to_segment, n_customers of one month
    """
    new = moves["from_segment"] == NOT_YET
    moved = moves[~new & (moves["from_segment"] != moves["to_segment"])]["n_customers"].sum()
    there = moves[~new]["n_customers"].sum()
    came = formats.counted(moves[new]["n_customers"].sum(), "customer")
    share = formats.share(moved / there if there else 0.0, 0)
    return f"{formats.count(moved)} of {formats.counted(there, 'customer')} ({share}) moved; {came} came."


def _by_month(valued: Valued, reading: str) -> pd.DataFrame:
    file = RFM_MONTHS if reading == "rfm" else value_months(valued.found.horizon_days)
    key = (file.name, valued.directory.name)
    return session.held(valued.shop, key, lambda: read_months(valued.directory, file))


def _day(moment: pd.Timestamp) -> str:
    """Return the last day of what is known at a moment."""
    return formats.day(moment - pd.Timedelta(microseconds=1))


def _order() -> list[str]:
    return [words.segment_name(NOT_YET), *words.SEGMENTS.values(), *SEGMENT_NAMES]


def _colors() -> dict[str, str]:
    of_value = {name: words.COLORS[code] for code, name in words.SEGMENTS.items()}
    return theme.NAMED_SEGMENTS | of_value | {words.segment_name(NOT_YET): theme.OCHRE}

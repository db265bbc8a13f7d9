"""What the columns of a file mean: guessed, shown beside the first rows, corrected with select boxes."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from components import display, formats
from data.ingest import Preview
from data.mapping import Mapping, guess_mapping
from data.schema import COLUMNS, KINDS, Column, Kind

KIND_NAMES: dict[Kind, str] = {
    "events": "Events or order lines",
    "products": "Products",
    "customers": "Customers",
    "offers": "Offers to judge",
}
DATE_ORDERS = {"DMY": "Day first: 31/12/2019", "MDY": "Month first: 12/31/2019"}
NONE = "(none)"
ALWAYS_SHOWN = {"event_type", "net_price", "quantity", "order_id", "title", "category", "product_ids"}
INSTRUMENT_HELP = (
    "Cost, supplier price, tariff: something that moves prices without moving wishes. "
    "With it the price response can tell a discount's effect from a good season's."
)


def choose_mapping(file_id: str, preview: Preview, saved: Mapping | None) -> Mapping:
    """Ask what the file holds and which of its columns is which, starting from the last time or a guess."""
    first = saved or guess_mapping(preview)
    controls, rows = st.columns([3, 4], gap="medium")
    with controls:
        kind = st.selectbox(
            "This file holds",
            KINDS,
            index=KINDS.index(first.kind),
            format_func=KIND_NAMES.get,
            key=f"kind-{file_id}",
        )
        start = first if kind == first.kind else guess_mapping(preview, kind)
        if saved is not None and kind == saved.kind:
            display.show_note("Recognized: the columns mean the same as last time.")
        columns = _choose_columns(file_id, preview, start)
        instruments = _choose_instruments(file_id, preview, start, columns) if kind == "events" else ()
        constants = start.constants | _choose_date_order(file_id, preview, start, columns)
    with rows:
        show_preview(preview, columns)
    return replace(start, kind=kind, columns=columns, instruments=instruments, constants=constants)


def missing_columns(mapping: Mapping) -> list[str]:
    """Return the required columns that nothing is chosen for, in words."""
    return [label(column) for column in COLUMNS[mapping.kind] if _is_missing(column, mapping)]


def label(column: Column) -> str:
    """Return a canonical column's name in words, with a star where it is required."""
    words = column.name.replace("_id", "").replace("_", " ").strip().capitalize()
    return f"{words} *" if column.is_required else words


def show_preview(preview: Preview, columns: dict[str, str]) -> None:
    """Draw the file's first rows, headed by what each column is taken for."""
    meanings = {file_column: name.replace("_", " ") for name, file_column in columns.items()}
    config = {
        name: formats.text_column(f"{name} → {meanings[name]}" if name in meanings else name)
        for name in preview.columns
    }
    st.dataframe(preview.rows, column_config=config, hide_index=True, height=390)
    display.show_note(f"The first {len(preview.rows)} rows, as they stand in the file. * is required.")


def _choose_columns(file_id: str, preview: Preview, start: Mapping) -> dict[str, str]:
    columns = COLUMNS[start.kind]
    shown = [c for c in columns if c.is_required or c.name in start.columns or c.name in ALWAYS_SHOWN]
    chosen = _select_boxes(file_id, preview, start, shown)
    hidden = [column for column in columns if column not in shown]
    if hidden:
        with st.expander(f"{len(hidden)} more columns that a file may have"):
            chosen |= _select_boxes(file_id, preview, start, hidden)
    return chosen


def _select_boxes(file_id: str, preview: Preview, start: Mapping, columns: list[Column]) -> dict[str, str]:
    options = [NONE, *preview.columns]
    halves = st.columns(2)
    chosen = {}
    for place, column in enumerate(columns):
        guessed = start.columns.get(column.name)
        answer = halves[place % 2].selectbox(
            label(column),
            options,
            index=options.index(guessed) if guessed in options else 0,
            help=column.meaning,
            key=f"column-{file_id}-{start.kind}-{column.name}",
        )
        if answer != NONE:
            chosen[column.name] = answer
    return chosen


def _choose_instruments(
    file_id: str, preview: Preview, start: Mapping, columns: dict[str, str]
) -> tuple[str, ...]:
    """Ask which further numeric columns of the events to keep."""
    used = set(columns.values())
    free = [name for name in preview.columns if name not in used and _is_numeric(preview.rows[name])]
    if not free:
        return ()
    picked = st.multiselect(
        "Keep what moves prices without moving wishes",
        free,
        default=[name for name in start.instruments if name in free],
        help=INSTRUMENT_HELP,
        placeholder="No further column",
        key=f"instruments-{file_id}",
    )
    return tuple(picked)


def _choose_date_order(
    file_id: str, preview: Preview, start: Mapping, columns: dict[str, str]
) -> dict[str, str]:
    """Ask which comes first in dates such as 3/4/2019, where the file has such dates."""
    values = (
        preview.rows[columns["event_time"]].dropna() if "event_time" in columns else pd.Series(dtype="str")
    )
    if not values.str.match(r"\s*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}").any():
        return {}
    orders = [None, *DATE_ORDERS]
    saved = start.constants.get("date_order")
    order = st.selectbox(
        "Dates are written",
        orders,
        index=orders.index(saved) if saved in orders else 0,
        format_func=lambda order: DATE_ORDERS.get(order, "As the file's dates show"),
        key=f"dates-{file_id}",
    )
    return {"date_order": order} if order else {}


def _is_numeric(values: pd.Series) -> bool:
    texts = values.dropna().astype(str).str.strip()
    texts = texts[texts != ""]
    return len(texts) > 0 and bool(pd.to_numeric(texts, errors="coerce").notna().mean() >= 0.9)


def _is_missing(column: Column, mapping: Mapping) -> bool:
    return column.is_required and column.name not in mapping.columns and column.name not in mapping.constants

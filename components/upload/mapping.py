"""What the columns of a file mean: guessed, shown beside the first rows, corrected with select boxes."""

from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.shell import choices, display, formats
from components.upload.file_questions import choose_constants
from components.upload.mapped_columns import label, show_columns
from components.upload.personal import People, choose_replacements
from components.upload.uploaded_table import UploadedTable
from data.intake.mapping import Guess, Mapping, guess
from data.intake.mapping.amounts import PRICES
from data.intake.source.attributes import free_columns
from data.intake.source.checks import FROM_ORDERS
from data.read.preview import Preview
from data.schema import COLUMNS, Column, Kind

KIND_NAMES: dict[Kind, str] = {
    "events": "Events or order lines",
    "products": "Products",
    "customers": "Customers",
    "offers": "Offers to judge",
    "orders": "Orders (who and when; their lines in another file)",
    "prices": "Prices by day",
    "persons": "Which customer ids are one person",
}
ALWAYS_SHOWN = {
    *("event_type", "net_price", "quantity", "order_id", "title", "category", "product_ids"),
    *("person_id", "same_as"),
}
N_BESIDE = 4
INSTRUMENT_HELP = (
    "Cost, supplier price, tariff: something that shifts prices but not demand. "
    "With it the price response can tell a discount's effect from a good season's."
)


def choose_mapping(
    place: DeltaGenerator,
    file_id: str,
    preview: Preview,
    saved: Mapping | None,
    table: UploadedTable,
    people: People,
) -> Mapping:
    """Ask what the file holds and which of its columns is which, starting from the last time or a guess.

    Parameters
    ----------
    place : where to ask what the file holds
    """
    fresh = guess(preview)
    is_saved = saved is not None and _keeps_saved(file_id, saved, fresh.mapping)
    first = saved if saved is not None and is_saved else fresh.mapping
    ask = place.selectbox
    kind = choices.choose_code("This file holds", KIND_NAMES, first.kind, ask=ask, key=f"kind-{file_id}")
    guessed = fresh if kind == fresh.mapping.kind else guess(preview, kind)
    start = first if kind == first.kind else guessed.mapping
    show_recognition(guessed, is_saved=is_saved and kind == first.kind)
    key = file_id if is_saved or saved is None else f"{file_id}-anew"
    overview = st.container()
    with st.expander("Change what a column means", expanded=bool(missing_columns(start))):
        columns = _choose_columns(key, preview, start)
        instruments = _choose_instruments(key, preview, start, columns) if kind == "events" else ()
    if kind == "events" and "order_id" in columns and not set(FROM_ORDERS) <= set(columns):
        display.show_note("Who and when, where missing here, come from the file of orders.")
    chosen = replace(start, kind=kind, columns=columns, instruments=instruments)
    chosen = replace(chosen, constants=choose_constants(key, preview, start, chosen, table))
    chosen = choose_replacements(key, preview, chosen, people)
    if guessed.unpriced and not set(PRICES) & set(columns):
        money = ", ".join(guessed.unpriced[:5])
        words = f"Without a price. Its columns of money: {money}. Choose net price or total."
        st.warning(formats.escaped(words))
    with overview:
        show_columns(preview, chosen, people.replaces_ids)
    if left_out := cut_columns(chosen, preview.columns):
        st.warning(formats.escaped(left_out))
    return chosen


def show_recognition(guessed: Guess, *, is_saved: bool) -> None:
    """Draw in one sentence where the proposal comes from, and what has to be known about such files."""
    preset = guessed.preset
    by_values = [name for name, why in guessed.why.items() if why == "values"]
    if is_saved:
        display.show_note("Recognized: the columns mean the same as last time.")
    elif preset is not None:
        display.show_note(f"Recognized: {preset.name}.")
    elif by_values:
        words = ", ".join(name.replace("_id", "").replace("_", " ") for name in by_values)
        display.show_note(f"Told by the values, as the names say little: {words}. Please check.")
    if preset is not None and preset.note:
        display.show_note(preset.note)
    if guessed.doubt and not is_saved:
        st.warning(formats.escaped(guessed.doubt))


def cut_columns(mapping: Mapping, columns: list[str]) -> str:
    """Return in a sentence which of a file's columns will not be kept; nothing where all are."""
    free = free_columns(mapping, columns)
    if not free.lost:
        return ""
    n_kept, lost = len(free.kept), free.lost
    some = ", ".join(lost[:3]) + (" and so on" if len(lost) > 3 else "")
    return (
        f"{n_kept + len(lost)} columns have no meaning chosen, and the first {n_kept} of them are kept. "
        f"Lost: {some}. Leave out columns that say nothing to keep these."
    )


def _keeps_saved(file_id: str, saved: Mapping, fresh: Mapping) -> bool:
    """Offer to drop what was chosen last time for a file of this shape, where a fresh guess differs."""
    if saved == fresh:
        return True
    return not st.checkbox("Guess anew instead of what was chosen last time", key=f"anew-{file_id}")


def missing_columns(mapping: Mapping) -> list[str]:
    """Return the required columns that nothing is chosen for, in words."""
    return [label(column) for column in COLUMNS[mapping.kind] if _is_missing(column, mapping)]


def _choose_columns(file_id: str, preview: Preview, start: Mapping) -> dict[str, str]:
    """Ask for each column that a file may have which one it is, those that are usual first."""
    columns = COLUMNS[start.kind]
    shown = [c for c in columns if c.is_required or c.name in start.columns or c.name in ALWAYS_SHOWN]
    chosen = _select_boxes(file_id, preview, start, shown)
    if hidden := [column for column in columns if column not in shown]:
        display.show_note(f"* is required. {len(hidden)} more that a file may have:")
        chosen |= _select_boxes(file_id, preview, start, hidden)
    return chosen


def _select_boxes(file_id: str, preview: Preview, start: Mapping, columns: list[Column]) -> dict[str, str]:
    words = {None: "(none)"} | {name: name for name in preview.columns}
    places = st.columns(N_BESIDE)
    chosen = {}
    for place, column in enumerate(columns):
        answer = choices.choose_code(
            label(column),
            words,
            start.columns.get(column.name),
            ask=places[place % N_BESIDE].selectbox,
            help=column.meaning,
            key=f"column-{file_id}-{start.kind}-{column.name}",
        )
        if answer is not None:
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
        "Keep what shifts prices but not demand",
        free,
        default=[name for name in start.instruments if name in free],
        help=INSTRUMENT_HELP,
        placeholder="No further column",
        key=f"instruments-{file_id}",
    )
    return tuple(picked)


def _is_numeric(values: pd.Series) -> bool:
    texts = values.dropna().astype(str).str.strip()
    texts = texts[texts != ""]
    return len(texts) > 0 and bool(pd.to_numeric(texts, errors="coerce").notna().mean() >= 0.9)


def _is_missing(column: Column, mapping: Mapping) -> bool:
    """Say whether a required column is open; order lines take who and when from a file of orders."""
    if mapping.kind == "events" and column.name in FROM_ORDERS and "order_id" in mapping.columns:
        return False
    return column.is_required and column.name not in mapping.columns

"""What a file cannot say by itself: its dates, its codes, its discounts, what is not kept."""

from dataclasses import replace
from typing import Any

import streamlit as st

from components.shell import choices, formats
from components.upload import dates
from components.upload.codes import choose_codes
from components.upload.statuses import choose_statuses
from components.upload.uploaded_table import UploadedTable
from data.intake.mapping import Mapping
from data.intake.source.attributes import free_columns
from data.read.preview import Preview

WRITTEN = {  # constant → question, answers, help
    "discounts": (
        "Prices in this file stand",
        {"to deduct": "before the discount", "deducted": "after the discount"},
        "Before: the discount is taken off for the net price. After: it is added for the list price.",
    ),
    "decimals": (
        "Numbers in this file are written",
        {
            "point": "with decimal points: 1,250 is a thousand",
            "comma": "with decimal commas: 1,250 is one and a quarter",
        },
        "Proposed as the file's other numbers are written, or as its lines add up.",
    ),
}
REDUCTIONS = {"discount_total", "unit_discount", "coupon_total", "discount_share", "order_discount"}


def choose_constants(
    file_id: str, preview: Preview, start: Mapping, chosen: Mapping, table: UploadedTable
) -> dict[str, Any]:
    """Ask what only a person can know, each question only where the file raises it.

    Parameters
    ----------
    start : what was chosen last time, or the guess
    chosen : the columns and instruments as they are chosen now
    """
    columns = chosen.columns
    asked = ("event_codes", "status_codes", "date_order", "fill_down")
    constants = {name: value for name, value in start.constants.items() if name not in asked}
    written = dates.times(preview, chosen)
    constants |= choose_codes(file_id, start, columns, table)
    constants |= choose_statuses(file_id, start, columns, table)
    constants |= _choose_first_rows(file_id, start, columns)
    constants |= dates.choose_date_order(file_id, written, start, dates.doubts(written, chosen, table))
    if REDUCTIONS & set(columns):
        constants |= _choose_written(file_id, "discounts", start, horizontal=True)
    if "decimals" in constants:
        constants |= _choose_written(file_id, "decimals", start)
    if "first_day" in constants:
        constants |= dates.choose_first_day(file_id, start)
    if dates.lack_zone(written):
        constants = dates.choose_zone(file_id, constants)
    return _choose_ignored(file_id, preview, replace(chosen, constants=constants))


def _choose_first_rows(file_id: str, start: Mapping, columns: dict[str, str]) -> dict[str, bool]:
    """Ask whether lines take from the first one of their order what they miss, where that looks so."""
    if not start.constants.get("fill_down") or "order_id" not in columns:
        return {}
    is_so = st.checkbox(
        "Only the first row of an order has its date and customer",
        value=True,
        help="Its other rows take these from there; columns of a line's own stay as they are.",
        key=f"first-rows-{file_id}",
    )
    return {"fill_down": True} if is_so else {}


def _choose_written(file_id: str, constant: str, start: Mapping, **options: Any) -> dict[str, str]:
    """Ask how the file is written: whether prices are reduced already, or what a comma in numbers is."""
    label, words, help = WRITTEN[constant]
    options |= {"ask": st.radio, "help": help, "key": f"{constant}-{file_id}"}
    return {constant: choices.choose_code(label, words, start.constants.get(constant), **options)}


def _choose_ignored(file_id: str, preview: Preview, mapping: Mapping) -> dict[str, Any]:
    """Ask which of the columns that nothing uses to leave out; the others are kept as attributes."""
    rest = {name: value for name, value in mapping.constants.items() if name != "ignored"}
    free = free_columns(replace(mapping, constants=rest), preview.columns)
    names = [*free.kept.values(), *free.lost]
    if not names:
        return rest
    usual = [name for name in mapping.constants.get("ignored", ()) if name in names]
    n_kept = len(free_columns(mapping, preview.columns).kept)
    kept = f"{formats.counted(n_kept, 'further column')} kept as attributes"
    with st.expander(kept + (f", {len(usual)} left out" if usual else "")):
        left_out = st.multiselect(
            "Leave out",
            names,
            default=usual,
            placeholder="Keep all",
            help="What is kept can make segments, or move prices as an instrument.",
            key=f"ignored-{file_id}",
        )
    return rest | {"ignored": left_out} if left_out else rest

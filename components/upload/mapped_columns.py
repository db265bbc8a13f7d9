"""What each column of a file is taken for, beside what its first rows hold."""

import streamlit as st

from components.shell import formats
from data.intake.mapping import Mapping
from data.privacy.pseudonyms.names import IDENTITY_COLUMNS
from data.read.preview import Preview
from data.schema import COLUMNS, Column, Replacement

# rows of the file; rows of the table before it scrolls, and their pixels
N_SHOWN, MOST_ROWS, ROW_HEIGHT = 3, 8, 35
MEANS = {
    Replacement.KEEP: "Kept as it is",
    Replacement.LEAVE_OUT: "Left out",
    Replacement.PSEUDONYM: "Kept by pseudonym",
    Replacement.SCRUB: "Kept without addresses",
}


def show_columns(preview: Preview, mapping: Mapping, has_pseudonyms: bool) -> None:
    """Draw a row per column of the file: what it is taken for, and what its first rows hold."""
    meanings = {column.name: label(column).rstrip(" *") for column in COLUMNS[mapping.kind]}
    told = {name: meanings[canonical] for canonical, name in mapping.columns.items()}
    if has_pseudonyms:
        ids = {name for canonical, name in mapping.columns.items() if canonical in IDENTITY_COLUMNS}
        told |= {name: f"{told[name]}, by pseudonym" for name in ids}
    told |= dict.fromkeys(mapping.instruments, "Shifts prices")
    told = dict.fromkeys(mapping.constants.get("ignored", ()), "Left out") | told
    told = {name: MEANS[how] for name, how in mapping.personal.items()} | told
    values = preview.rows.head(N_SHOWN).T
    values.columns = [f"Row {n}" for n in range(1, values.shape[1] + 1)]
    rows = values.reset_index(drop=True)
    rows.insert(0, "In the file", preview.columns)
    rows.insert(1, "Means", [told.get(name, "Kept as it is") for name in preview.columns])
    height = ROW_HEIGHT * (1 + min(len(rows), MOST_ROWS)) + 3
    st.dataframe(rows, hide_index=True, height=height, placeholder=formats.MISSING)


def label(column: Column) -> str:
    """Return a canonical column's name in words, with a star where it is required."""
    words = column.name.replace("_id", "").replace("_", " ").strip().capitalize()
    return f"{words} *" if column.is_required else words

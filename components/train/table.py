"""A table of yes and no out of a file: which of its columns is the outcome, whom and when a row was."""

import streamlit as st

from analytics.jobs.shop_work import ShopWork
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.subjects.table import TableRows
from analytics.lab.work import LAB, LabConfig, lab_of
from analytics.runs.lab_tables import rows_of_file
from components.shell import choices, display, formats, session
from components.upload.files import FILE_TYPES
from components.upload.uploaded_table import file_of, first_look
from data.store import Shop

Chosen = tuple[ShopWork[LabConfig], SubjectConfig, bool]  # the work, its rows, whether they have times
NOT_SAID = "Not said"
OUTCOME_HELP = "A column of yes and no, true and false, or 1 and 0"
MOST_ROWS = 200_000


def choose_table(shop: Shop, work: ShopWork[LabConfig] = LAB) -> Chosen | None:
    """Ask for a file and its columns; None while one is missing or cannot be used.

    Parameters
    ----------
    work : that is wanted on its rows
    """
    upload = st.file_uploader("A table of yes and no", type=FILE_TYPES, key="lab-table")
    if upload is None:
        display.show_note("Each row is one case, known before its outcome, and one column says yes or no.")
        return None
    look = first_look(upload, "")
    if look is None:
        return None
    first, second, third = st.columns(3)
    words = {None: NOT_SAID} | {column: column for column in look.columns}
    outcome = choices.choose_code("Outcome", words, key="lab-outcome", ask=first.selectbox, help=OUTCOME_HELP)
    customer = choices.choose_code("Customer", words, key="lab-customer", ask=second.selectbox)
    time = choices.choose_code("Time", words, key="lab-time", ask=third.selectbox)
    if outcome is None:
        return None
    asked = SubjectConfig(
        Subject.TABLE, upload.name, outcome, customer or "", time or "", most_rows=MOST_ROWS
    )
    found = _rows(shop, upload, asked)
    if found is None:
        return None
    subject, table = found
    if table.left_out:
        display.show_note(f"Left out, as they tell nothing: {', '.join(table.left_out)}.")
    rows = table.kept.examples
    share = formats.share(float(rows.outcome.mean()))
    display.show_note(f"{formats.counted(len(rows), 'row')}, {share} of them yes.")
    return lab_of(table.kept, work), subject, rows.time is not None


def _rows(shop: Shop, upload: object, asked: SubjectConfig) -> tuple[SubjectConfig, TableRows] | None:
    """Return the rows of a file, read once in a session; one that cannot be used is named."""
    key = f"lab table {upload.file_id} {asked.outcome} {asked.customer} {asked.time}"
    if session.recall(shop, key) is None:
        with display.saying_refusals(), file_of(upload) as path:
            session.remember(shop, key, rows_of_file(path, asked))
    return session.recall(shop, key)

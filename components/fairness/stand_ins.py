"""Whether the columns that prices rest on give another one away."""

import streamlit as st

from analytics.cli.fairness_words import stand_in_words
from analytics.runs.fairness import stand_ins_of_run
from components.fairness import Audited
from components.fairness.charts import columns_chart
from components.shell import display, formats, session, tables

COLUMNS = {
    "column": tables.text("Column"),
    "drop": tables.number("Tells", "Balanced accuracy lost without it"),
}
BARRED = "It is barred from prices: no training learns from it, and it makes no segments."
NOT_BARRED = "Prices may rest on it. Bar it where a training is set up, under Price response."


def show_stand_ins(audited: Audited) -> None:
    """Draw how well the columns that prices rest on tell the attribute, and which of them do."""
    is_barred = audited.attribute in audited.found.config.barred
    display.show_note(BARRED if is_barred else NOT_BARRED)
    key = ("stand-ins", audited.found.run_id, audited.attribute)
    with st.spinner("Trying to tell it from the other columns …"):
        found = session.held(
            audited.shop,
            key,
            lambda: stand_ins_of_run(audited.found, audited.directory, audited.attribute),
        )
    st.markdown(formats.escaped(f"{stand_in_words(audited.attribute, found)}."))
    if found is not None:
        display.show_chart(columns_chart(found.columns), found.columns, COLUMNS, "stand-ins")

"""Lists of customers as tables that give nobody away: what is asked of one, its making, what it keeps."""

from pathlib import Path

import streamlit as st

from analytics.cli.anonymity_words import answer_words, attacks_table, levels_table, measures_table
from analytics.runs.anonymity.files import ANONYMOUS, REPORT
from analytics.runs.anonymity.work import ANONYMITY, AnonymityConfig
from components.anonymous_export.charts import attack_chart
from components.anonymous_export.choice import choose_export
from components.shell import display, downloads, tables
from components.shell.shop_work import WorkWords, show_work
from data.store import Shop

__all__ = ["choose_export", "show_answer", "show_export", "show_making"]

WORDS = WorkWords(
    "the export",
    "Make it anonymous",
    "Make it anonymous again",
    "Ways to tell the columns are tried until no better one is left, or enough were tried: seconds for "
    "thousands of customers, minutes for a million. You can leave the page meanwhile.",
)
LEVEL_COLUMNS = {
    "Column": tables.text("Column"),
    "Told as": tables.text("Told as", width=260),
    "Loss": tables.text("Loss", "Share of the column's other values that what is told may stand for"),
}
MEASURE_COLUMNS = {
    "figure": tables.text("Figure", width=320),
    "before": tables.number("Before"),
    "after": tables.number("After"),
}
ATTACK_COLUMNS = {
    "n_known": tables.count("Columns known"),
    "before": tables.share("Singled out before", "Of all people, over all choices of what is known"),
    "after": tables.share("After"),
}


def show_making(shop: Shop, asked: AnonymityConfig | None) -> Path | None:
    """Draw the button or the work at hand; return where the newest table lies."""
    return show_work(shop, ANONYMITY, WORDS, asked)


def show_answer(newest: Path | None) -> None:
    """Draw in two sentences what can leave and what it keeps."""
    if newest is None:
        display.show_answer(
            "Nothing leaves yet: choose what others know of a person, then make it anonymous."
        )
    else:
        display.show_answer(answer_words(REPORT.read(newest)))


def show_export(newest: Path) -> None:
    """Draw how columns are told, the figures before and after, the attack, a preview, and the download."""
    report, rows = REPORT.read(newest), ANONYMOUS.read(newest)
    display.show_table(levels_table(report), LEVEL_COLUMNS, "anonymous-columns")
    attacks = attacks_table(report)
    display.show_chart(attack_chart(attacks), attacks, ATTACK_COLUMNS, "singled-out")
    with st.expander("k, l and t before and after"):
        display.show_table(measures_table(report), MEASURE_COLUMNS, "anonymity")
    with st.expander("The first rows of the table"):
        columns = {str(name): tables.text(str(name)) for name in rows}
        display.draw_table(rows.head(20).astype("str"), columns, "", key="anonymous-preview")
    label = "Download the anonymous table (CSV)"
    display.show_download(label, lambda: downloads.csv_bytes(rows), "anonymous.csv", weight="primary")

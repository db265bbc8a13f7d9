"""A finished transfer: both ways by how many customers are known, the gain, and what was learned from."""

from pathlib import Path

import streamlit as st

from analytics.cli.transfer_words import GAIN_FIGURES
from analytics.lab.transfer.files import GAINS, RECORD
from components.shell import display, formats, tables
from components.transfer.charts import gain_chart, levels_chart

COLUMNS = {
    "data_share": tables.share("Customers known", "Of those that may be learned from"),
    "n_customers": tables.count("Customers"),
    "n_rows": tables.count("Rows"),
    **{code: tables.number(label, help_, 4) for code, (label, help_) in GAIN_FIGURES.items()},
}
GAINED = ("data_share", "n_customers", "auc_gain", "auc_gain_low", "auc_gain_high")
LEVELS = ("data_share", "n_customers", "auc_pretrained", "auc_scratch")


def show_gains(directory: Path) -> None:
    """Draw both ways side by side, the gain, and all figures."""
    gains, record = GAINS.read(directory), RECORD.read(directory)
    known = gains[gains["auc_gain"].notna()]
    left, right = st.columns(2, gap="medium")
    for column, chart, names in ((left, levels_chart, LEVELS), (right, gain_chart, GAINED)):
        with column:
            columns = {name: COLUMNS[name] for name in names}
            display.show_chart(chart(known), known[list(names)], columns, f"transfer-{names[-1]}")
    display.show_table(gains, COLUMNS, "transfer")
    display.show_note(*_said(record))


def _said(record: dict) -> tuple[str, str]:
    """Return what was learned from, and how well what comes next is told."""
    learned, judged = (formats.counted(record["n_customers"][of], "customer") for of in ("learned", "judged"))
    told = record["pretraining"]
    return (
        f"Learned from up to {learned}, judged by {judged} that no training has met; "
        f"{record['seeds']} trainings at each share.",
        f"In {record['source']}, what follows is told with a log-loss of {told['log_loss']:.2f} instead of "
        f"{told['base_log_loss']:.2f} by frequency alone; "
        f"{formats.share(record['known_share'])} of what happened here can happen there too.",
    )
